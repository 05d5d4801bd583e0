"""Addresses of pages. The table of addresses never changes, so each kind of address is looked up once."""

from __future__ import annotations

from functools import cache, lru_cache

from django.urls import reverse

_STAND_IN = 987654321000  # where an id goes; no address of ours holds such a figure of its own


def address(name: str, *args: int | str) -> str:
    """Address of a named page: `address("cases:act", 17, "grant")`. NoReverseMatch when this version hasn't got it.

    Ids are put into an address that was looked up before, beside words of ours; whatever else goes in (a number, a
    code) is looked up by itself, and the last few thousand of those are kept.
    """
    known = tuple(None if _is_id(one) else one for one in args)
    if any(one is not None and not _is_word(one) for one in known):
        return _looked_up(name, args)
    return _shape(name, known).format(*(one for one in args if _is_id(one)))


@lru_cache(maxsize=4096)
def _looked_up(name: str, args: tuple[int | str, ...]) -> str:
    return reverse(name, args=args)


def _is_id(one: object) -> bool:
    return type(one) is int and one >= 0


def _is_word(one: object) -> bool:
    return isinstance(one, str) and one.isascii() and one.isidentifier()


@cache
def _shape(name: str, known: tuple[int | str | None, ...]) -> str:
    """An address with `{}` in the place of each id, in order."""
    args = [_STAND_IN + n if one is None else one for n, one in enumerate(known)]
    found = reverse(name, args=args).replace("{", "{{").replace("}", "}}")
    for one in args:
        if isinstance(one, int):
            found = found.replace(str(one), "{}", 1)
    return found
