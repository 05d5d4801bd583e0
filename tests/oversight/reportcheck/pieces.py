"""The labelled texts as the tests share them: a process reads them once, and not before a test needs them."""

from __future__ import annotations

from functools import cache

from yichuang.oversight.reportcheck import labelled
from yichuang.oversight.reportcheck.labelled import Piece


@cache
def third(name: str) -> tuple[Piece, ...]:
    """The labelled pieces of one third."""
    return tuple(labelled.load_third(labelled.CORPUS / name, name))


def every() -> list[Piece]:
    """The labelled pieces of all thirds, as `labelled.load` gives them."""
    return [piece for name in labelled.THIRDS for piece in third(name)]
