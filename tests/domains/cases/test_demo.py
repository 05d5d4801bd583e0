"""The demonstration year before it is played: exact counts, believable days, fates that the law allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.narrow import there

from yichuang.domains.cases.demo import fitting, mix, words
from yichuang.domains.cases.demo.answers import OTHERWISE, figure, is_place, written
from yichuang.domains.cases.demo.forms import FormWriter
from yichuang.domains.cases.demo.plan import Applicants, Planner
from yichuang.domains.cases.demo.span import Days, Moment, Service, saturdays, span_of
from yichuang.domains.cases.demo.stories import NEVER_ACCEPTED, Fate
from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.catalogue.content import ItemFacts, Stage
from yichuang.domains.catalogue.importing import shipped
from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks.hours import Hours, instant, local
from yichuang.kernel.clocks.rules import Limit, Unit, due

UNTIL = date(2026, 11, 24)
EVENING = datetime(2026, 11, 24, 12, tzinfo=UTC)
SERVICE = Service(national_calendar(), Hours.STANDARD)


def item(n: int, code: str, case_kind: str, promised: int, statutory: int | None = None) -> ItemFacts:
    """An item with three stages."""
    stages = tuple(Stage(code, code, 1) for code in ("review", "site_check", "decide"))
    return ItemFacts(
        id=n, item_id=n, n=1, code=code, name=code, kind="administrative_licence", case_kind=case_kind,
        department_id=n % 5, audience=("person", "enterprise"), themes=(), level="county", online=True,
        statutory_days=statutory, promised_days=promised, at_window=True, two_reviewers=True, place="", result="",
        result_validity="", limit_basis="", limit_certain=True, limit_note="", aliases=(), conditions=(),
        legal_basis=(), stages=stages, situations=(), materials=(), fees=(), fields=(),
    )  # fmt: skip


ITEMS = [
    *(item(n, f"i-{n}", "instant", 0) for n in range(1, 9)),
    *(item(n, f"p-{n}", "promise", 5 + n % 7, 20 if n % 3 else None) for n in range(9, 21)),
    item(21, "u-1", "report_up", 5, 20),
]


def planner(percent: float = 100, now: datetime = EVENING, seed: str = "a") -> Planner:
    random = Random(seed)
    people = [ApplicantInput(person=n, name="张三", identity="519921189001010018") for n in range(1, 200)]
    firms = [ApplicantInput(enterprise=n, name="某店", identity="91519921MA0000007D") for n in range(1, 50)]
    return Planner(random, span_of(UNTIL, now), SERVICE, ITEMS, Applicants(random, people, firms), percent)


def test_shares_are_whole_and_add_up():
    shares = mix.shared_out(100, {"a": 1, "b": 1, "c": 1})
    assert sum(shares.values()) == 100
    assert sorted(shares.values()) == [33, 33, 34]


def test_the_year_has_the_published_counts():
    plots = planner().plots()
    accepted = [plot for plot in plots if plot.fate not in NEVER_ACCEPTED]
    kinds = [plot.item.case_kind for plot in accepted]
    assert (len(accepted), kinds.count("instant"), kinds.count("promise")) == (31_863, 22_304, 9_559)
    joint = [plot for plot in plots if plot.joint]
    assert len(joint) == 22
    assert {plot.item.case_kind for plot in joint} == {"promise"}


def test_nobody_works_on_a_holiday_and_saturdays_are_marked():
    made = planner()
    for plot in made.plots():
        assert made.span.begin <= plot.day <= made.span.until
        if plot.saturday:
            assert plot.day in made.appointments
            assert not SERVICE.calendar.is_working(plot.day)
        else:
            assert SERVICE.calendar.is_working(plot.day)


def test_the_same_seed_plots_the_same_year():
    assert planner(percent=5).plots() == planner(percent=5).plots()
    assert planner(percent=5).plots() != planner(percent=5, seed="b").plots()


def test_every_big_department_has_open_work_in_every_light():
    made = planner()
    lights = list(made.in_every_light(mix.counts([i.code for i in ITEMS if i.case_kind == "promise"], 9_559)))
    for department in {plot.item.department_id for plot in lights}:
        found = {plot.fate for plot in lights if plot.item.department_id == department}
        assert found == {Fate.WAITING, Fate.CLAIMED, Fate.REVIEWED, Fate.PAUSED}
    used = [SERVICE.calendar.working_days_between(p.day, made.last) - p.item.promised_days for p in lights]
    assert min(used) < -1
    assert -1 in used
    assert max(used) > 0


@given(days=st.integers(1, 60), calendar=st.booleans(), last=st.dates(date(2025, 6, 2), date(2026, 12, 31)))
def test_a_limit_is_used_up_where_it_ends(days: int, calendar: bool, last: date) -> None:
    limit = Limit(days, Unit.CALENDAR_DAY if calendar else Unit.WORKING_DAY)
    used = SERVICE.used_up(limit, last)
    for back, over in ((used, True), (used - 1, False)):
        start = SERVICE.calendar.numbered(SERVICE.calendar.count(last) - back)
        assert (back >= SERVICE.working_days_of(limit, start)) == over
    assert calendar or used == days


def test_items_in_calendar_days_are_open_in_every_light_too():
    made = planner()
    days: dict[str, Any] = {
        "statutory_days": 10,
        "statutory_unit": "calendar_day",
        "promised_unit": "calendar_day",
    }
    made.items = {one.code: replace(one, **days) if one.case_kind == "promise" else one for one in ITEMS}
    lights = list(made.in_every_light(mix.counts([i.code for i in ITEMS if i.case_kind == "promise"], 9_559)))
    over = set()
    for plot in lights:
        start = instant(plot.day, 0)
        for name, limit in (("ours", plot.item.promised_limit), ("law", there(plot.item.statutory_limit))):
            if there(due(SERVICE.calendar, SERVICE.hours, start, limit).on) < made.last:
                over.add(name)
    assert over == {"ours", "law"}
    assert any(plot.day == made.last for plot in lights)


@pytest.mark.parametrize(
    ("until", "begin"),
    [
        (date(2026, 11, 24), date(2025, 11, 25)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 3, 1)),
    ],
)
def test_a_span_is_twelve_months(until, begin):
    assert span_of(until, datetime(2027, 1, 1, tzinfo=UTC)).begin == begin


@pytest.mark.parametrize(
    ("hour", "ends"),
    [
        (0, "00:00"),
        (1, "00:00"),
        (2, "10:00"),
        (4, "12:00"),
        (6, "12:00"),
        (7, "15:00"),
        (10, "17:30"),
        (15, "17:30"),
    ],
)
def test_nothing_of_today_is_played_before_it_is_over(hour, ends):
    now = datetime(2026, 11, 24, hour, tzinfo=UTC)
    span = span_of(UNTIL, now)
    assert f"{local(span.ends_at):%H:%M}" == ends
    assert span.ends_at <= now
    days = Days(SERVICE.calendar, span, Random(1)).days
    assert (UNTIL in days) == (ends != "00:00")


def test_a_leap_over_closing_time_goes_on_the_next_working_day():
    friday = date(2026, 11, 20)
    assert SERVICE.plus(Moment(friday, SERVICE.length - 60), 600) == Moment(date(2026, 11, 23), 540)


def test_appointments_fall_on_saturdays_off():
    found = saturdays(SERVICE.calendar, span_of(UNTIL, EVENING), 8)
    assert len(found) == 8
    assert all(day.weekday() == 5 and not SERVICE.calendar.is_working(day) for day in found)


def shipped_items() -> list[ItemFacts]:
    """The items that ship, as far as the words of the demonstration look at them."""
    return [
        replace(
            item(n, candidate.code, "promise", 5),
            name=candidate.given["name"],
            kind=candidate.given["kind"],
            themes=tuple(candidate.given["themes"]),
            conditions=tuple(candidate.given["conditions"]),
        )
        for n, candidate in enumerate(shipped())
    ]


def test_a_refusal_names_a_condition_of_its_own_item():
    writer = FormWriter(Random("a"))
    for one in shipped_items():
        facts, reason = writer.refusal(one)
        assert any(said.rstrip("。") in facts and said.rstrip("。") in reason for said in one.conditions), (
            one.name
        )
        assert 15 <= len(reason) <= 1000


def test_nobody_is_asked_for_a_lease_who_opens_no_place():
    by_name = {one.name: one for one in shipped_items()}
    assert fitting.more(by_name["高龄津贴申领"]) == words.MORE
    assert fitting.more(by_name["最低生活保障审核确认"]) == words.SUPPORT_MORE
    assert fitting.more(by_name["公共场所卫生许可（新办）"]) == words.PREMISES_MORE
    assert fitting.withdrawals(by_name["高龄津贴申领"]) == words.WITHDRAWALS
    assert "发证" not in "".join(fitting.granted(by_name["高龄津贴申领"]))
    assert fitting.procedure(by_name["食品经营许可（新办）"], "quarantine") == "testing"


def test_words_that_take_anothers_place_leave_the_year_as_it_is():
    """A set of another length would draw otherwise, and every case after it would be another one."""
    for sets in (
        (words.MORE, words.PREMISES_MORE, words.SUPPORT_MORE, words.PROJECT_MORE),
        (words.EXTENSIONS, words.SITE_EXTENSIONS),
        (words.WITHDRAWALS, words.BUSINESS_WITHDRAWALS),
        (words.MISSING, words.WRONG_FORM, words.WRONG_CERTIFICATE, words.WRONG_PAPER),
        (words.DISAGREED, words.DISAGREED_THERE),
        (words.FACTS, words.REASONS),
        tuple(words.GRANTED.values()),
    ):
        assert len({len(one) for one in sets}) == 1


def test_forms_hold_what_their_fields_ask_for():
    applicant = ApplicantInput(person=1, name="张三", identity="519921189001010018")
    asked = [field for candidate in shipped() for field in candidate.given.get("fields", [])]
    labels = {field["label"] for field in asked if field["type"] in ("text", "long_text")}
    plain = {label for label in labels if not is_place(label) and written(label, applicant) == OTHERWISE}
    assert not plain
    assert written("孩子姓名", applicant)[0] == "张"
    assert figure("建成年份", 300) >= "1996"
