"""Pages of a long list: every row once, both ways, at the same cost however deep."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import worlds

from yichuang.domains.cases.models import Case
from yichuang.kernel.seek import Found, Place, Seek, page_of

pytestmark = pytest.mark.django_db
MANY, WITHOUT_A_DAY, PAGE = 260, 70, 50
FIRST_DAY = date(2026, 3, 2)


def like(one: Case, n: int, day: date | None) -> Case:
    """Another case, accepted on that day."""
    given = {field.attname: getattr(one, field.attname) for field in Case._meta.concrete_fields}
    return Case(**{**given, "id": None, "number": f"2026-{n:06}", "accepted_on": day})


@pytest.fixture
def many() -> None:
    """Cases of some days, several a day, and more than a page of them without a day."""
    one = worlds.case_of(worlds.submitted(worlds.county()).ref)
    days: list[date | None] = [None] * WITHOUT_A_DAY
    days += [FIRST_DAY + timedelta(days=n * 7 % 40) for n in range(MANY - len(days))]
    Case.objects.bulk_create(like(one, n, days[n * 37 % MANY]) for n in range(MANY))


def page(order: str, asked: Seek) -> Found:
    return page_of(Case.objects.all(), order, asked, Case.objects.count())


def walked(order: str, way: str, asked: Seek) -> list[Found]:
    found = [page(order, asked)]
    while following := getattr(found[-1], way):
        found.append(page(order, Seek.read(following.written())))  # as it stands in the address
    return found


def numbers(found: list[Found]) -> list[int]:
    return [row.pk for one in found for row in one.rows]


def in_order(order: str) -> list[int]:
    if order in ("pk", "-pk"):
        return sorted(Case.objects.values_list("pk", flat=True), reverse=order == "-pk")
    rows = Case.objects.values_list("pk", "accepted_on")
    latest_first = sorted(rows, key=lambda row: (row[1] or date.max, row[0]), reverse=True)
    return [pk for pk, _ in latest_first]


@pytest.mark.parametrize("order", ["accepted_on", "pk", "-pk"])
def test_every_row_is_on_one_page_forwards_and_backwards(many: None, order: str) -> None:
    onward = walked(order, "next", Seek())
    assert numbers(onward) == in_order(order)
    assert [one.number for one in onward] == [1, 2, 3, 4, 5, 6]
    last = page(order, Seek(10**8))
    assert (last.number, numbers([last])) == (6, numbers(onward[-1:]))
    back = walked(order, "before", last.before or Seek())
    assert [one.number for one in back] == [5, 4, 3, 2, 1]
    assert numbers(back[::-1]) == numbers(onward[:-1])


@pytest.mark.parametrize("earliest_first", [False, True])
def test_a_list_by_instants_is_walked_both_ways(many: None, earliest_first: bool) -> None:
    for n, one in enumerate(Case.objects.order_by("pk")):
        Case.objects.filter(pk=one.pk).update(received_at=worlds.AT + timedelta(microseconds=n * 7 % 90))

    def at(asked: Seek) -> Found:
        return page_of(Case.objects.all(), "received_at", asked, MANY + 1, earliest_first=earliest_first)

    def then(seek: Seek | None) -> Found:
        assert seek is not None
        return at(Seek.read(seek.written(), instants=True))

    onward = [at(Seek())]
    while onward[-1].next:
        onward.append(then(onward[-1].next))
    wanted = Case.objects.order_by(*(("received_at", "pk") if earliest_first else ("-received_at", "-pk")))
    assert numbers(onward) == list(wanted.values_list("pk", flat=True))
    back = [at(Seek(10**8))]
    assert numbers(back) == numbers(onward[-1:])
    while back[-1].before:
        back.append(then(back[-1].before))
    assert numbers(back[::-1]) == numbers(onward)


def test_a_day_is_no_place_in_a_list_by_instants_nor_the_other_way_round() -> None:
    day, instant = (
        {"page": "2", "after": "2026-03-02_8"},
        {"page": "2", "after": "2026-03-02T01:30:00+00:00_8"},
    )
    assert Seek.read(day).after == Place(FIRST_DAY, 8)
    assert Seek.read(instant, instants=True).after == Place(datetime(2026, 3, 2, 1, 30, tzinfo=UTC), 8)
    assert (Seek.read(day, instants=True).after, Seek.read(instant).after) == (None, None)
    assert Place.read("2026-03-02T01:30:00_8") is None  # an instant of no zone is none


def test_a_row_that_comes_in_front_shifts_no_page(many: None) -> None:
    first = page("accepted_on", Seek())
    assert first.next is not None
    second = numbers([page("accepted_on", first.next)])
    like(Case.objects.earliest("pk"), MANY, None).save()
    assert numbers([page("accepted_on", first.next)]) == second


@pytest.mark.parametrize(
    "query",
    [
        {"page": "3"},
        {"page": "-2"},
        {"page": "x", "after": "2026-03-05_1"},
        {"page": "3", "after": "2026-13-05_1"},
        {"page": "3", "after": "x"},
        {"page": "3", "after": "_" + "9" * 40},
        {"page": "3", "after": "2026-03-05_²"},
        {"page": "5", "after": "1999-01-01_1"},  # nothing comes after it
    ],
)
def test_an_address_that_names_no_row_is_the_first_page(many: None, query: dict[str, str]) -> None:
    found = page("accepted_on", Seek.read(query))
    assert (found.number, len(found.rows), found.before) == (1, PAGE, None)


def test_a_place_reads_as_it_is_written() -> None:
    for place in (Place(None, 7), Place(FIRST_DAY, 8940)):
        assert Place.read(str(place)) == place


def asked_for(order: str, seek: Seek) -> list[dict[str, Any]]:
    with CaptureQueriesContext(connection) as caught:
        page_of(Case.objects.all(), order, seek, MANY)
    return list(caught.captured_queries)


def test_a_page_is_one_statement_that_an_index_begins_however_deep(many: None) -> None:
    pages = walked("accepted_on", "next", Seek())
    deep = [one.next for one in pages[2:-1]] + [one.before for one in pages[3:]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for seek in deep:
            assert seek is not None
            (statement,) = asked_for("accepted_on", seek)
            assert "OFFSET" not in statement["sql"]
            cursor.execute(f"EXPLAIN {statement['sql']}")
            plan = " ".join(line for (line,) in cursor.fetchall())
            assert "Index Cond: (accepted_on " in plan, plan
