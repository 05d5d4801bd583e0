"""Who answers for a subject whose clock runs: rooms that own subjects are asked, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for a subject, and how it is named to people.

    `about` is the reference of what it is about in the end (a case for its own clocks and for its urging alike), `name`
    and `title` are what people call that, `href` its page on the desk; `handler` is the account in whose hands it lies,
    None while it is the whole office's; the paths say who may see it.
    """

    about: str
    name: str
    title: str
    href: str
    department: int
    department_path: str
    place_path: str
    handler: int | None
    open: bool


Answer = Callable[[list[str]], Mapping[str, Duty]]
_answers: dict[str, Answer] = {}


def hang(answers: Mapping[str, Answer]) -> None:
    """Replace the table of who knows, by kind of subject (`case`, `urge`)."""
    _answers.clear()
    _answers.update(answers)


def duties_of(refs: Iterable[str]) -> dict[str, Duty]:
    """Who answers for these subjects, a few queries a kind; what nobody knows is left out."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(set(refs)):
        kinds[ref.partition(":")[0]].append(ref)
    found: dict[str, Duty] = {}
    for kind, wanted in kinds.items():
        if answer := _answers.get(kind):
            found.update(answer(wanted))
    return found


def duty_of(ref: str) -> Duty | None:
    """Who answers for one subject."""
    return duties_of([ref]).get(ref)
