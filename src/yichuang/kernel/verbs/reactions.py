"""Reactions and guards: what rooms above hang on a verb. `config/reactions.py` lists them all on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from yichuang.kernel.access.actors import Actor


class Happened(Protocol):
    """An event: a frozen dataclass in the past tense with a class attribute `event_name` ("case.decided")."""

    event_name: ClassVar[str]


# (facts of the event, instant) -> None; runs after commit, at least once, so it must be idempotent
Reaction = Callable[[dict[str, Any], Any], None]
# (subject, actor) -> reason in Chinese, or None when nothing stands in the way; runs inside the transaction
Guard = Callable[[Any, Actor], str | None]

_reactions: dict[str, list[Reaction]] = {}
_guards: dict[str, list[Guard]] = {}


def hang(reactions: Mapping[str, Sequence[Reaction]], guards: Mapping[str, Sequence[Guard]]) -> None:
    """Replace the tables of reactions (by event name) and guards (by verb name)."""
    _reactions.clear()
    _guards.clear()
    _reactions.update({name: list(found) for name, found in reactions.items()})
    _guards.update({name: list(found) for name, found in guards.items()})


def reactions_to(event: str) -> list[Reaction]:
    """Who reacts to an event of that name."""
    return _reactions.get(event, [])


def guards_of(verb: str) -> list[Guard]:
    """Who may refuse a verb of that name."""
    return _guards.get(verb, [])
