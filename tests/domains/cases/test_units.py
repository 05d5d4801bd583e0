"""A case of an item whose limits count calendar days: what runs, what is told, what figures get."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests import worlds
from tests.domains.cases.pages import as_, text_of
from tests.narrow import there

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.catalogue.models import ItemVersion
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.clocks.hours import local
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 6, 2, 0, tzinfo=UTC)  # ten in Shanghai
CALENDAR = ("calendar_day", "calendar_day")
REASON = "现场核查要等汛期过去，经负责人批准延长"


@pytest.fixture
def world():
    return worlds.county()


def aid(world, **changes) -> int:
    """Legal aid: seven calendar days by law, five promised."""
    given = {"statutory": 7, "promised": 5, "units": CALENDAR, "stages": list(worlds.STAGES), **changes}
    kind = {"kind": "public_service", "materials": list(worlds.MATERIALS)}
    return worlds.item(world.department, "sfj-1", "法律援助申请", **{**kind, **given})


def clocks(case: Case) -> dict[str, Clock]:
    return {clock.kind: clock for clock in Clock.objects.filter(subject=case.ref)}


def told(case: Case) -> str:
    return "".join(unseal_text(one.body, "message") for one in Message.objects.filter(subject=case.ref))


def due(clock: Clock) -> str:
    return f"{local(there(clock.due_at)):%m-%d %H:%M}"


def test_what_is_accepted_on_a_friday_is_due_when_its_calendar_days_are_over(world):
    case = worlds.accepted(world, aid(world), at=FRIDAY)
    running = clocks(case)
    assert {
        kind: (running[kind].amount, running[kind].unit) for kind in ("decision", "statutory", "stage")
    } == {
        "decision": (5, "calendar_day"),
        "statutory": (7, "calendar_day"),
        "stage": (worlds.STAGES[0]["days"], "calendar_day"),
    }
    assert due(running["decision"]) == "11-11 17:30"  # Wednesday: five working days would be the Friday
    assert due(running["statutory"]) == "11-13 17:30"
    assert "承诺 5 个自然日办完" in told(case)


def test_the_case_explains_its_due_day_with_the_days_off_counted(world):
    case = worlds.accepted(world, aid(world), at=FRIDAY)
    shown = text_of(as_(world.reviewer).get(f"/desk/cases/{case.pk}/"))
    assert "5 个自然日" in shown
    assert "周六（自然日，照算）" in text_of(as_(world.reviewer).get(f"/desk/cases/{case.pk}/?tab=clocks"))


def test_figures_get_working_days_whatever_the_clock_counted(world):
    case = worlds.accepted(world, aid(world), at=FRIDAY)
    monday = FRIDAY + timedelta(days=3)
    perform(actions.review, case.ref, by=world.reviewer, at=monday, opinion="材料齐全，同意")
    perform(actions.grant_, case.ref, by=world.chief, at=monday + timedelta(days=1), content="准予")
    case.refresh_from_db()
    assert clocks(case)["decision"].used == 4
    assert (case.used_days, case.timing, case.statutory_late) == (2, "early", False)


def test_the_second_day_of_seven_is_no_longer_late_by_law(world):
    """One working day, as which the seven were kept before, would have made it so."""
    case = worlds.accepted(world, aid(world), at=FRIDAY)
    tuesday = FRIDAY + timedelta(days=4)
    perform(actions.review, case.ref, by=world.reviewer, at=tuesday, opinion="材料齐全，同意")
    perform(actions.grant_, case.ref, by=world.chief, at=tuesday + timedelta(hours=1), content="准予")
    case.refresh_from_db()
    assert not case.statutory_late


def test_what_runs_keeps_its_unit_when_the_item_changes(world):
    version = aid(world)
    case = worlds.accepted(world, version, at=FRIDAY)
    ItemVersion.objects.filter(pk=version).update(promised_unit="working_day", promised_days=1)
    assert (clocks(case)["decision"].amount, clocks(case)["decision"].unit) == (5, "calendar_day")


def test_an_extension_lengthens_each_limit_in_its_own_days(world):
    mixed = aid(
        world, kind="administrative_licence", statutory=60, promised=10, units=("calendar_day", "working_day")
    )
    case = worlds.accepted(world, mixed, at=FRIDAY)
    perform(actions.extend, case.ref, by=world.chief, at=FRIDAY + timedelta(days=3), days=3, reason=REASON)
    running = clocks(case)
    assert (running["decision"].amount, running["decision"].unit) == (13, "working_day")
    assert (running["statutory"].amount, running["statutory"].unit) == (63, "calendar_day")
    assert "延长 3 个工作日" in told(case)


def test_an_extension_beyond_the_law_is_refused_and_nothing_changes(world):
    """Five working days more end later than seven calendar days and five more."""
    mixed = aid(
        world, kind="administrative_licence", statutory=15, promised=5, units=("calendar_day", "working_day")
    )
    case = worlds.accepted(world, mixed, at=datetime(2026, 9, 18, 2, tzinfo=UTC))  # before the National Day
    with pytest.raises(Refused) as refused:
        perform(
            actions.extend,
            case.ref,
            by=world.chief,
            at=FRIDAY.replace(month=9, day=21),
            days=9,
            reason=REASON,
        )
    assert refused.value.field == "days"
    assert "晚于法定时限的" in refused.value.text
    assert clocks(case)["decision"].amount == 5


def test_calendar_days_are_extended_by_calendar_days(world):
    case = worlds.accepted(world, aid(world, kind="administrative_licence"), at=FRIDAY)
    perform(actions.extend, case.ref, by=SYSTEM, at=FRIDAY + timedelta(days=3), days=2, reason=REASON)
    assert (clocks(case)["decision"].amount, clocks(case)["statutory"].amount) == (7, 9)
    assert "延长 2 个自然日" in told(case)
