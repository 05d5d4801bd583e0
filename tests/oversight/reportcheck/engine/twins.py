"""A text twice: right, it gives a check that holds and no finding; with one number wrong, it is told."""

from __future__ import annotations

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def assert_held_and_told(text: str, right: object, wrong: object, kind: Kind) -> None:
    """`text` has {} where the number stands."""
    held = examine(read(text.format(right).encode(), "a.txt"))
    assert not held.findings
    assert kind in {each.kind for each in held.held}
    told = examine(read(text.format(wrong).encode(), "a.txt")).findings
    assert [each.check.kind for each in told] == [kind]


def told(text: str) -> list[str]:
    """The arithmetic of all that is found in a text."""
    return [each.check.arithmetic for each in examine(read(text.encode(), "a.txt")).findings]


def assert_told_only_if_wrong(text: str, wrong: object, right: object) -> None:
    """`text` has {} where the number stands, of which only the wrong one is found."""
    assert told(text.format(wrong))
    assert told(text.format(right)) == []


def contradictions(text: str, kind: Kind) -> list[tuple[str, ...]]:
    """The numbers, as written, of each contradiction of a kind in a text."""
    sure = examine(read(text.encode(), "a.txt")).contradictions
    return [each.check.numbers for each in sure if each.check.kind is kind]
