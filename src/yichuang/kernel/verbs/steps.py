"""Long work that tells how far it is: a generator of (done, total) that returns what became of it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

Outcome = TypeVar("Outcome")
Steps = Generator[tuple[int, int], None, Outcome]


def finish(steps: Steps[Outcome], told: Callable[[int, int], None] | None = None) -> Outcome:
    """Do all steps, telling `told` after each what is done and how many there are; the outcome at their end."""
    while True:
        try:
            done, total = next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        if told:
            told(done, total)
