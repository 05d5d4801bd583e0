"""Where an applicant evaluates the service: known to a room above, and printed as a code on what they take home."""

from __future__ import annotations

from collections.abc import Callable

# (reference of the case, public address of the centre) -> full address; always the same one for a case
Address = Callable[[str, str], str]

_known: list[Address] = []


def hang(known: Address) -> None:
    """Put in place who knows the address."""
    _known[:] = [known]


def address(ref: str, base: str) -> str:
    """The address at which that case's service is evaluated; empty where no room takes evaluations."""
    return _known[0](ref, base) if _known else ""
