"""Addresses are looked up once for every kind, and are the ones that Django would give."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from yichuang.ui.addresses import address


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("cases:tasks", ()),
        ("cases:case", (17,)),
        ("cases:case", (0,)),
        ("cases:act", (17, "request_supplement")),
        ("cases:paper", (17, "pdf")),
        ("portal:case", ("511702-2026-000123",)),
        ("catalogue:guide", ("a b/c?d",)),
    ],
)
def test_it_is_the_address_that_django_gives(name, args):
    try:
        expected = reverse(name, args=args)
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            address(name, *args)
        return
    for _ in range(2):
        assert address(name, *args) == expected


def test_an_id_stands_where_it_belongs_whatever_was_asked_before():
    assert (
        address("cases:act", 1, "grant")
        != address("cases:act", 2, "grant")
        != address("cases:act", 2, "refuse")
    )


def test_a_page_that_isnt_there_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("cases:nowhere", 1)
