"""What an item's text must obey, by table."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.catalogue_world import item_text
from tests.narrow import there

from yichuang.domains.catalogue import rules
from yichuang.domains.catalogue.importing import shipped
from yichuang.domains.catalogue.inputs import ItemText, read_text


def text(**changes) -> ItemText:
    made, faults = read_text(item_text(**changes))
    assert made is not None, faults
    return made


STAGE = {"code": "decide", "name": "决定", "days": 0}
PAPER = {"code": "m1", "name": "申请书"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"promised_days": 20}, None),
        ({"promised_days": 21}, "promised_days"),
        ({"promised_days": 25, "promised_unit": "calendar_day"}, None),
        ({"promised_days": 26, "promised_unit": "calendar_day"}, "promised_days"),
        ({"statutory_days": 15, "statutory_unit": "calendar_day"}, None),
        ({"statutory_days": 14, "statutory_unit": "calendar_day"}, "promised_days"),
        ({"statutory_days": 5, "statutory_unit": "calendar_day", "promised_unit": "calendar_day"}, None),
        ({"statutory_days": None, "kind": "public_service", "promised_days": 90}, None),
        ({"case_kind": "instant", "promised_days": 0, "stages": [STAGE]}, None),
        ({"case_kind": "instant"}, "promised_days"),
        ({"promised_days": 0, "stages": [STAGE]}, "promised_days"),
        ({"promised_days": 4}, None),
        ({"promised_days": 3}, "stages"),
        ({"stages": [STAGE, STAGE]}, "stages.1.code"),
        ({"limit_certain": False}, "limit_note"),
        ({"materials": [PAPER, PAPER]}, "materials.1.code"),
        ({"materials": [{**PAPER, "when": "premises=free"}]}, "materials.0.when"),
        ({"materials": [{**PAPER, "may_follow": True}]}, "materials.0.follow_days"),
        ({"materials": [{**PAPER, "may_follow": True, "follow_days": 20}]}, None),
        ({"materials": [{**PAPER, "may_follow": True, "follow_days": 21}]}, "materials.0.follow_days"),
        (
            {
                "statutory_days": 30,
                "statutory_unit": "calendar_day",
                "materials": [{**PAPER, "may_follow": True, "follow_days": 17}],
            },
            "materials.0.follow_days",
        ),
        ({"materials": [{**PAPER, "follow_days": 3}]}, "materials.0.follow_days"),
        ({"fields": [{"code": "a", "label": "栏", "type": "choice", "options": ["一"]}]}, "fields.0.options"),
        ({"fields": [{"code": "a", "label": "栏", "options": ["一", "二"]}]}, "fields.0.options"),
    ],
)
def test_a_text_obeys_the_law_and_the_promise(changes, field):
    found = rules.faults(text(**changes))
    assert [fault.field for fault in found] == ([field] if field else [])


SAYS = re.compile(r"写的是\D*(\d+)日，没有写工作日，.*按自然日算")


def test_a_limit_of_which_the_law_writes_days_alone_is_in_calendar_days():
    """民法典 200, 203; 行政许可法 82 makes working days of its own limits, and of what repeats its twenty days."""
    kept = {item.code: item.given for item in shipped() if item.given.get("statutory_unit") == "calendar_day"}
    assert sorted(kept) == [
        "gaj-003", "gaj-004", "gjj-001", "jyj-001", "jyj-002", "mzj-008", "sfj-001", "sthjj-001", "sthjj-002",
        "wjj-004", "wlj-004", "yjj-002", "zjj-001", "zjj-002",
    ]  # fmt: skip
    for code, given in kept.items():
        if code != "jyj-001":
            said = there(SAYS.search(given["limit_note"]))
            assert int(said[1]) == given["statutory_days"], code


def test_three_months_are_never_fewer_than_the_days_that_are_kept_for_them():
    """民法典 202: months end on the same day of the month, or on its last."""
    kept = next(item.given["statutory_days"] for item in shipped() if item.code == "jyj-001")
    starts = [date(2024, 1, 1) + timedelta(n) for n in range(1461)]
    assert min((three_months_on(start) - start).days for start in starts) == kept == 89


def three_months_on(start: date) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + 3, 12)
    last = (date(year, month + 1, 1) + timedelta(31)).replace(day=1) - timedelta(1)
    return last.replace(day=min(start.day, last.day))


def test_every_limit_that_is_not_certain_says_why():
    unsure = [item.given for item in shipped() if not item.given.get("limit_certain", True)]
    assert len(unsure) == 30
    assert [one["name"] for one in unsure if len(one["limit_note"]) < 15] == []


LAW = {"statutory_days": 15, "statutory_unit": "calendar_day"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"promised_days": 21}, "承诺时限 21 个工作日比法定时限 20 个工作日长，请改短"),
        (
            {**LAW, "promised_days": 10},
            "承诺时限 10 个工作日比法定时限 15 个自然日长：遇上长假，15 个自然日里最少只有 5 个工作日。"
            "请填不超过 5 个工作日，或者把单位改成自然日",
        ),
        (
            {"promised_days": 30, "promised_unit": "calendar_day"},
            "承诺时限 30 个自然日比法定时限 20 个工作日长：碰上连续上班，20 个工作日里最少只有 25 个自然日。"
            "请填不超过 25 个自然日，或者把单位改成工作日",
        ),
        (
            {"promised_days": 3, "promised_unit": "calendar_day"},
            "各环节时限加起来 4 个自然日，超过承诺时限 3 个自然日",
        ),
    ],
)
def test_a_fault_of_a_limit_says_in_its_own_unit_what_would_do(changes, said):
    assert [fault.text for fault in rules.faults(text(**changes))] == [said]


def test_days_that_there_are_none_of_have_no_unit():
    at_once = text(case_kind="instant", promised_days=0, promised_unit="calendar_day", stages=[STAGE])
    assert rules.settled(at_once).promised_unit == "working_day"
    general = rules.settled(text(statutory_days=None, statutory_unit="calendar_day"))
    assert there(general.statutory).words == "20 个工作日"


def test_only_licences_have_the_general_limit_of_the_licensing_law():
    assert rules.settled(text(statutory_days=None)).statutory_days == 20
    assert rules.settled(text(statutory_days=7)).statutory_days == 7
    assert rules.settled(text(statutory_days=None, kind="benefit")).statutory_days is None


@pytest.mark.parametrize(
    ("codes", "field"),
    [
        (("a-1", "", ""), None),
        (("a-1", "000125001000", "11519921008888888X" + "2000125001000"), None),
        (("a-1", "000125001000", "11519921008888888X" + "200012500100001"), None),
        (("a", "", ""), "code"),
        (("事项", "", ""), "code"),
        (("a-1", "00012500100", ""), "base_code"),
        (("a-1", "", "1" * 30), "implementation_code"),
        (("a-1", "", "1" * 32), "implementation_code"),
    ],
)
def test_codes_have_their_length_and_characters(codes, field):
    assert [fault.field for fault in rules.code_faults(*codes)] == ([field] if field else [])


def test_a_difference_names_what_was_cut():
    before = text()
    after = text(promised_days=3, stages=before.model_dump()["stages"][:1], materials=[PAPER], online=False)
    found = rules.difference(before, after)
    assert found.promised_cut == 2
    assert found.stages_removed == ("决定",)
    assert found.materials_removed == ("食品经营许可申请书", "房屋租赁合同")
    assert found.materials_added == ("申请书",)
    assert "可以网上申请由“是”改为“否”" in found.changes
    assert rules.difference(before, before).changes == ()


def test_a_limit_that_changed_its_unit_alone_is_told_with_both_units():
    found = rules.difference(text(), text(promised_unit="calendar_day"))
    assert found.changes == ("承诺时限由“5 个工作日”改为“5 个自然日”",)
    assert found.promised_cut == 2  # three working days are in five of the calendar, as figures add them


def test_a_part_that_changed_inside_is_said_to_be_changed():
    found = rules.difference(text(), text(conditions=["别的条件。"]))
    assert found.changes == ("修改办理条件",)


@pytest.mark.parametrize("candidate", shipped(), ids=lambda candidate: candidate.code)
def test_every_shipped_item_obeys_the_rules(candidate):
    made, faults = read_text(candidate.given)
    assert not faults
    assert not rules.faults(rules.settled(there(made)))
