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
from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.calendar.seeds import national_rows


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
        ({"materials": [{**PAPER, "follow_days": 3}]}, "materials.0.follow_days"),
        ({"fields": [{"code": "a", "label": "栏", "type": "choice", "options": ["一"]}]}, "fields.0.options"),
        ({"fields": [{"code": "a", "label": "栏", "options": ["一", "二"]}]}, "fields.0.options"),
    ],
)
def test_a_text_obeys_the_law_and_the_promise(changes, field):
    found = rules.faults(text(**changes))
    assert [fault.field for fault in found] == ([field] if field else [])


KEPT_STRICTLY = re.compile(r"写的是\D*(\d+)日.*从严取(\d+)个(?:工作日)?，遇上长假也不会超过")


def test_a_limit_of_calendar_days_is_kept_as_so_few_working_days_that_no_holiday_breaks_it():
    """民法典 201, 203: the law's last day moves on to a working day; ours is there by then, whatever day it starts."""
    calendar = Calendar(national_rows())
    starts = [date(2024, 1, 1) + timedelta(n) for n in range(1000)]
    kept = [found for item in shipped() if (found := KEPT_STRICTLY.search(item.given.get("limit_note", "")))]
    assert len(kept) >= 9
    for law, ours in {(int(found[1]), int(found[2])) for found in kept}:
        for start in starts:
            last = start + timedelta(law)
            while not calendar.is_working(last):
                last += timedelta(1)
            assert calendar.nth_working_day_after(start, ours) <= last, (law, ours, start)


def test_every_limit_that_is_not_certain_says_why():
    unsure = [item.given for item in shipped() if not item.given.get("limit_certain", True)]
    assert len(unsure) == 31
    assert [one["name"] for one in unsure if len(one["limit_note"]) < 15] == []


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


def test_a_part_that_changed_inside_is_said_to_be_changed():
    found = rules.difference(text(), text(conditions=["别的条件。"]))
    assert found.changes == ("修改办理条件",)


@pytest.mark.parametrize("candidate", shipped(), ids=lambda candidate: candidate.code)
def test_every_shipped_item_obeys_the_rules(candidate):
    made, faults = read_text(candidate.given)
    assert not faults
    assert not rules.faults(rules.settled(there(made)))
