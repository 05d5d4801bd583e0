"""Adopting, adjusting, suspending and retiring items, against the real database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from tests.catalogue_world import AT, item_text, small_county, staff

from yichuang.domains.catalogue import actions, queries
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.roles import citizen
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


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"promised_days": 21}, "promised_days", "法定时限 20 日"),
        ({"promised_days": 3}, "stages", "超过承诺时限 3 日"),
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
