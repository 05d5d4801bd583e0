"""A verb's declaration as a form: fields to show, and posted text as values."""

from __future__ import annotations

import pytest

from yichuang.domains.cases import actions
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import all_verbs
from yichuang.kernel.verbs.forms import can_be_asked, fields_of, values_from


def field(verb, name: str, *args, **more):
    return next(one for one in fields_of(verb, *args, **more) if one.name == name)


def test_a_long_text_gets_several_lines_and_says_its_least_length():
    reason = field(actions.extend, "reason")
    assert (reason.type, reason.label, reason.required) == ("long_text", "理由", True)
    assert reason.hint == "至少 15 个字"


def test_choices_come_with_their_words():
    procedure = field(actions.start_special_procedure, "procedure")
    assert procedure.type == "choice"
    assert ("hearing", "听证") in procedure.choices


def test_an_answer_of_two_is_a_pair_of_radios_with_its_default():
    agree = field(actions.review, "agree")
    assert (agree.type, agree.choices, agree.value) == (
        "radio",
        (("true", "同意"), ("false", "不同意")),
        "true",
    )


def test_a_number_has_its_unit_and_bounds():
    days = field(actions.extend, "days")
    assert (days.type, days.unit, days.least, days.most) == ("number", "日", 1, 10)


def test_choices_that_depend_on_the_subject_are_given_by_the_page():
    stage = field(actions.return_to_stage, "stage", choices={"stage": {"review": "审查"}})
    assert (stage.type, stage.choices) == ("choice", (("review", "审查"),))


def test_what_was_typed_comes_back_with_what_was_wrong():
    refused = Refused(Because.BAD_INPUT, "延长请填数字", errors={"days": "延长请填数字"})
    days = field(actions.extend, "days", {"days": "十"}, refused)
    assert (days.value, days.error) == ("十", "延长请填数字")


def test_full_width_figures_are_cleaned_and_sentences_are_left_alone():
    posted = {"days": " １０ ", "reason": " 经营场所，正在改造（二期） "}
    assert values_from(actions.extend, posted) == {"days": "10", "reason": "经营场所，正在改造（二期）"}


def test_what_is_required_and_missing_stays_missing_so_that_it_is_named():
    assert values_from(actions.extend, {}) == {"reason": ""}


def test_an_empty_optional_field_is_left_out():
    assert values_from(actions.deliver, {"way": "window", "receiver": "张三", "tracking": ""}) == {
        "way": "window",
        "receiver": "张三",
    }


def test_names_that_are_no_parameters_are_not_taken():
    assert "state" not in values_from(actions.claim, {"state": "archived"})


def test_lists_have_forms_of_their_own():
    assert not can_be_asked(actions.request_supplement)
    assert can_be_asked(actions.accept)


@pytest.mark.parametrize("verb", [one for one in all_verbs() if one.offered], ids=lambda verb: verb.name)
def test_every_offered_verb_of_the_house_gives_a_form_with_chinese_labels(verb):
    for one in fields_of(verb):
        assert not one.label.isascii(), f"{verb.name}.{one.name}"
        assert one.type in {"text", "long_text", "number", "date", "choice", "radio", "checkbox"}
