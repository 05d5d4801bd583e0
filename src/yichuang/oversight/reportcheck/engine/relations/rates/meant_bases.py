"""A base that the words say a rate is of, and of which other counts it may as well be. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from yichuang.oversight.reportcheck.engine.figures import Figure


@dataclass(frozen=True, slots=True, eq=False)
class Meant:
    """A part and the base that the words say its rate is of; `may_be`: whether it may as well be of another count."""

    part: Figure
    base: Figure
    may_be: Callable[[Figure], bool]


def meant_of(counts: Sequence[Figure], part: Figure, is_named: Callable[[Figure], bool]) -> Iterator[Meant]:
    """The one value that is called so besides the part."""
    bases = [
        f for f in counts if f.unit == part.unit and f.value >= part.value and f is not part and is_named(f)
    ]
    if len({f.value for f in bases}) == 1:
        yield Meant(part, bases[-1], is_named)


def if_not_less(meant: Meant) -> Meant:
    """What is meant, if not less was taken: of less a rate of that name may be, too (回访满意率 of those reached)."""
    return replace(meant, may_be=lambda figure: figure.value <= meant.base.value or meant.may_be(figure))
