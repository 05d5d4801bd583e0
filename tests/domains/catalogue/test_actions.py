"""Adopting, adjusting, suspending and retiring items, against the real database."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import transaction
from tests.catalogue_world import AT, item_text, small_county, staff
from tests.narrow import there

from yichuang.domains.catalogue import actions, queries
from yichuang.domains.catalogue.inputs import ItemText
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.ledger.chain import canonical_facts
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.offices.models import Epoch
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = small_county("scjgj", "gaj")
    return {**made, "manager": staff("centre_manager", made["centre"])}


def adopt(world, code="scjgj-001", **changes):
    return perform(
        actions.adopt,
        None,
        by=world["manager"],
        at=AT,
        code=code,
        department=world["scjgj"].pk,
        text=item_text(**changes),
    )


def epoch() -> int:
    return Epoch.objects.get(name="catalogue").n


def test_an_adopted_item_takes_applications_at_once_and_other_processes_learn_of_it(world):
    before = epoch()
    assert not queries.accepts_applications(1, before)
    got = adopt(world)
    assert epoch() > before
    facts = queries.version(got.answer["version"])
    assert (facts.name, facts.n, facts.promised_days, facts.department_id) == (
        "食品经营许可（新办）",
        1,
        5,
        world["scjgj"].pk,
    )
    assert [m.code for m in facts.materials_for({"premises": "own"})] == ["m1"]
    assert queries.accepts_applications(facts.id, epoch())


def test_the_epoch_rises_in_the_same_transaction_as_the_item(world):
    before = epoch()
    with transaction.atomic():
        adopt(world)
        transaction.set_rollback(True)
    assert epoch() == before


def test_an_adjustment_makes_a_version_and_leaves_the_old_one_to_its_cases(world):
    got = adopt(world)
    ref, old = got.ref, got.answer["version"]
    again = perform(
        actions.adjust,
        ref,
        by=world["manager"],
        at=AT + timedelta(days=9),
        seen=1,
        text=item_text(promised_days=4),
        reason="国务院取消了一个环节",
    )
    new = again.answer["version"]
    assert again.answer["n"] == 2
    assert new != old
    assert queries.accepts_applications(new, epoch())
    assert not queries.accepts_applications(old, epoch())
    assert queries.version(old).promised_days == 5
    assert queries.version(new).promised_days == 4
    assert ItemVersion.objects.get(pk=new).reason == "国务院取消了一个环节"


def test_a_suspended_item_takes_no_applications_until_it_is_resumed(world):
    got = adopt(world)
    version = got.answer["version"]
    perform(actions.suspend, got.ref, by=world["manager"], at=AT, reason="上级系统升级")
    assert not queries.accepts_applications(version, epoch())
    perform(actions.resume, got.ref, by=world["manager"], at=AT, reason="升级完成")
    assert queries.accepts_applications(version, epoch())
    perform(actions.retire, got.ref, by=world["manager"], at=AT, reason="国务院决定取消")
    assert not queries.accepts_applications(version, epoch())
    with pytest.raises(Refused):
        perform(actions.resume, got.ref, by=world["manager"], at=AT, reason="恢复办理")
    assert LedgerEntry.objects.filter(subject=got.ref).count() == 4


def test_each_limit_keeps_its_unit_and_an_adjustment_may_change_it(world):
    law = {"statutory_days": 7, "statutory_unit": "calendar_day"}
    got = adopt(world, **law, promised_days=5, promised_unit="calendar_day")
    facts = queries.version(got.answer["version"])
    assert (there(facts.statutory_limit).words, facts.promised_limit.words) == ("7 个自然日", "5 个自然日")
    assert facts.inside(3).words == "3 个自然日"
    again = perform(
        actions.adjust,
        got.ref,
        by=world["manager"],
        at=AT,
        text=item_text(**law, promised_days=1, stages=[{"code": "decide", "name": "决定", "days": 1}]),
        reason="改按工作日承诺",
    )
    assert queries.version(again.answer["version"]).promised_limit.words == "1 个工作日"
    assert queries.version(got.answer["version"]).promised_limit.words == "5 个自然日"
    text = queries.text_of(got.answer["version"])
    assert (text.statutory_unit, text.promised_unit) == ("calendar_day", "calendar_day")


def test_a_text_in_working_days_is_known_again_as_it_was_before_limits_had_a_unit():
    text = ItemText.model_validate(item_text())
    plain = text.model_dump(mode="json", exclude={"statutory_unit", "promised_unit"})
    before = canonical_facts({"text": plain, "base": "", "implementation": ""})
    assert actions.fingerprint_of(text, "", "") == hashlib.new("sm3", before.encode()).digest()
    other = ItemText.model_validate(item_text(promised_unit="calendar_day"))
    assert actions.fingerprint_of(other, "", "") != actions.fingerprint_of(text, "", "")


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"promised_days": 21}, "promised_days", "法定时限 20 个工作日"),
        (
            {"statutory_days": 10, "statutory_unit": "calendar_day"},
            "promised_days",
            "10 个自然日里最少只有 1 个工作日",
        ),
        ({"promised_days": 3}, "stages", "超过承诺时限 3 个工作日"),
        ({"case_kind": "instant"}, "promised_days", "即办件"),
        (
            {"promised_days": 0, "stages": [{"code": "decide", "name": "决定", "days": 0}]},
            "promised_days",
            "即办件",
        ),
        ({"materials": [{"code": "m1", "name": "合同", "when": "x=y"}]}, "materials.0.when", "材料第 1 条"),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused_and_nothing_is_written(world, changes, field, word):
    with pytest.raises(Refused) as refused:
        adopt(world, **changes)
    assert refused.value.code == "bad_input"
    assert refused.value.field == field
    assert word in refused.value.text
    assert not ServiceItem.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_faulty_part_is_named_with_its_row(world):
    with pytest.raises(Refused) as refused:
        adopt(
            world, materials=[{"code": "m1", "name": "合同", "copies": 0}, {"code": "m2", "name": "x" * 121}]
        )
    assert "材料第 1 条的份数太小" in refused.value.text
    assert "材料第 2 条的材料名称最多 120" in refused.value.text


def test_a_licence_without_a_limit_of_its_own_has_the_twenty_days_of_the_law(world):
    given = item_text()
    del given["statutory_days"]
    got = perform(
        actions.adopt, None, by=world["manager"], at=AT, code="a-1", department=world["scjgj"].pk, text=given
    )
    facts = queries.version(got.answer["version"])
    assert facts.statutory_days == 20
    assert not facts.limit_certain
    assert "行政许可法" in facts.limit_note


@pytest.mark.parametrize(
    ("codes", "field"),
    [
        ({"base_code": "12345"}, "base_code"),
        ({"implementation_code": "1" * 32}, "implementation_code"),
        ({"implementation_code": "1151992100000000I0" + "2" * 13}, "implementation_code"),
    ],
)
def test_codes_have_the_length_and_characters_of_the_standard(world, codes, field):
    with pytest.raises(Refused) as refused:
        perform(
            actions.adopt,
            None,
            by=world["manager"],
            at=AT,
            code="a-1",
            department=world["scjgj"].pk,
            text=item_text(),
            **codes,
        )
    assert refused.value.field == field


def test_a_code_is_given_once(world):
    adopt(world)
    with pytest.raises(Refused) as refused:
        adopt(world)
    assert refused.value.field == "code"


def test_an_item_belongs_to_a_department_that_exists(world):
    for wrong in (987654, world["centre"].pk):
        with pytest.raises(Refused) as refused:
            perform(
                actions.adopt,
                None,
                by=world["manager"],
                at=AT,
                code="a-1",
                department=wrong,
                text=item_text(),
            )
        assert refused.value.field == "department"


def test_only_those_who_keep_the_catalogue_change_it(world):
    for actor in (
        citizen(None, None),
        staff("window_clerk", world["centre"]),
        staff("reviewer", world["scjgj"]),
    ):
        with pytest.raises(Refused) as refused:
            perform(
                actions.adopt, None, by=actor, at=AT, code="a", department=world["scjgj"].pk, text=item_text()
            )
        assert refused.value.code == "no_right"
    assert not ServiceItem.objects.exists()
