"""Long lists of the desk: every case once, forwards and backwards, each page at the cost of the first."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

import pytest
from django.test import Client
from lxml import html
from tests import worlds
from tests.long_lists import walked

from yichuang.domains.cases.models import Case

pytestmark = pytest.mark.django_db
MANY = 120


@pytest.fixture
def desk() -> Client:
    """A clerk's, with more than two pages of decided cases of one applicant, some of one instant."""
    world = worlds.county()
    one = worlds.decided(world)
    given = {field.attname: getattr(one, field.attname) for field in Case._meta.concrete_fields}
    later = [timedelta(minutes=n * 7 % 50) for n in range(1, MANY)]
    Case.objects.bulk_create(
        Case(**{**given, "id": None, "number": f"2026-{n:06}", "received_at": one.received_at + gap,
                "concluded_at": one.concluded_at + gap})
        for n, gap in enumerate(later)
        if one.concluded_at
    )  # fmt: skip
    client = Client()
    worlds.sign_in(client, world.clerk)
    return client


def numbers(pages: list[list[str]]) -> list[str]:
    """The cases that the rows of the pages are of, in their order."""
    known = set(Case.objects.values_list("number", flat=True))
    return [next(number for number in known if number in row) for row in chain(*pages)]


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("/desk/search/?q=张三", ("-received_at", "-pk")),
        ("/desk/delivery/?", ("concluded_at", "pk")),
    ],
)
def test_every_case_is_on_one_page_both_ways(desk: Client, address: str, order: tuple[str, ...]) -> None:
    wanted = list(Case.objects.order_by(*order).values_list("number", flat=True))
    desk.get(address)  # what a process keeps is read
    onward = walked(desk, address, "next")
    assert [len(one) for one in onward] == [50, 50, 20]
    assert numbers(onward) == wanted
    back = walked(desk, f"{address}&page=99", "prev")
    assert numbers(back[::-1]) == wanted


@pytest.mark.parametrize(
    "after", ["2026-11-02_1", "x", "2026-11-02T01:30:00_1", "_1", "1999-01-01T00:00:00+00:00_1"]
)
def test_an_address_that_names_no_case_is_the_first_page(desk: Client, after: str) -> None:
    for path in ("/desk/search/?q=张三", "/desk/delivery/?"):
        page = html.fromstring(desk.get(f"{path}&page=2&after={after.replace('+', '%2B')}").content)
        assert len(page.xpath("//tbody/tr")) == 50
