"""Long lists of evaluations: each once, both ways, every page at the cost of the first, in no telling order."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from itertools import chain

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from tests.domains.feedback.bad import bad_one, rectified
from tests.long_lists import walked
from tests.worlds import World, county, sign_in

from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.feedback.pages import page_of
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.seek import Seek

pytestmark = pytest.mark.django_db
MANY = 120


def multiplied(one: Evaluation) -> None:
    """More than two pages like it, several a day; each with clocks of its own that fall due at a few instants."""
    given = {field.attname: getattr(one, field.attname) for field in Evaluation._meta.concrete_fields}
    made = Evaluation.objects.bulk_create(
        Evaluation(**{**given, "id": None, "service": sha256(str(n).encode()).digest(), "words": f"第{n:04}句",
                      "given_on": one.given_on - timedelta(days=n * 7 % 5)})
        for n in range(1, MANY)
    )  # fmt: skip
    clocks = list(Clock.objects.filter(subject=one.ref, stopped_at=None))
    kept = [field.attname for field in Clock._meta.concrete_fields if not field.primary_key]
    Clock.objects.bulk_create(
        Clock(**{**{name: getattr(clock, name) for name in kept}, "subject": twin.ref,
                 "due_at": clock.due_at and clock.due_at + timedelta(minutes=n % 9)})
        for n, twin in enumerate(made)
        for clock in clocks
    )  # fmt: skip


@pytest.fixture
def world() -> World:
    return county()


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    sign_in(client, world.manager)
    return client


@pytest.mark.parametrize(
    "address", ["/desk/evaluations/?from={first}", "/desk/reviews/?", "/desk/reviews/?light=done"]
)
def test_every_evaluation_is_on_one_page_both_ways(world: World, desk: Client, address: str) -> None:
    done = "done" in address
    multiplied(rectified(world) if done else bad_one(world, at=timezone.now()))
    address = address.format(first=timezone.now().date() - timedelta(days=20))
    desk.get(address)  # what a process keeps is read
    onward = walked(desk, address, "next")
    assert [len(one) for one in onward] == [50, 50, 20]
    rows = list(chain(*onward))
    assert len({row.partition("第")[2][:5] for row in rows}) == MANY
    back = walked(desk, f"{address}&page=99", "prev")
    assert list(chain(*back[::-1])) == rows


def test_an_address_that_names_no_row_is_the_first_page(world: World, desk: Client) -> None:
    multiplied(bad_one(world, at=timezone.now()))
    for after in ("x", "_1", "2026-11-02_1x", "9" * 30, "1999-01-01_1", "1999-01-01T00:00:00%2B00:00_1"):
        for path in ("/desk/evaluations/?", "/desk/reviews/?"):
            page = html.fromstring(desk.get(f"{path}page=2&after={after}").content)
            assert len(page.xpath("//tbody/tr")) == 50


def test_a_page_begins_where_an_index_finds_it_however_deep(world: World) -> None:
    multiplied(bad_one(world))
    every = Evaluation.objects.all()
    asked: list[Seek | None] = [Seek()]
    while asked[-1]:
        asked.append(page_of(every, "given_on", asked[-1], MANY, latest_first=True).next)
    back = page_of(every, "given_on", asked[-2] or Seek(), MANY, latest_first=True).before
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for seek in (*asked[1:-1], back):
            assert seek is not None
            with CaptureQueriesContext(connection) as caught:
                page_of(every, "given_on", seek, MANY, latest_first=True)
            (statement,) = caught.captured_queries
            cursor.execute(f"EXPLAIN {statement['sql']}")
            plan = " ".join(line for (line,) in cursor.fetchall())
            assert "Index Cond: (given_on " in plan, plan


def test_the_order_of_a_day_is_that_of_the_hash(world: World) -> None:
    one = bad_one(world)
    multiplied(one)
    Evaluation.objects.update(given_on=date(2026, 11, 3))
    found = page_of(Evaluation.objects.all(), "given_on", Seek(), MANY, latest_first=True)
    marks = [bytes(row.service) for row in found.rows]
    assert marks == sorted(marks)
    assert found.next is not None
    assert f"_{found.rows[-1].pk}" not in str(found.next.after)
