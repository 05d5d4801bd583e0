"""Addresses of pages that take no argument. The table of addresses never changes, so each is looked up once."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


@cache
def address(name: str) -> str:
    """Address of a named page without arguments. NoReverseMatch when this version hasn't got it."""
    return reverse(name)
