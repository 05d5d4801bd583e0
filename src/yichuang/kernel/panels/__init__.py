"""Panels: boxes that an upper room adds to a lower room's page. `config/reactions.py` lists them all on one page.

A page asks for all its rows at once, so that its number of queries stays the same however many rows it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yichuang.kernel.access.actors import Actor

__all__ = ["Box", "Panel", "boxes", "boxes_of", "hang"]


@dataclass(frozen=True, slots=True)
class Box:
    """What a panel adds: a template of the upper room, which reads its facts as `box`."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


# (references, who looks, now) -> the box of each reference that has one
Panel = Callable[[Sequence[str], Actor, datetime], Mapping[str, Box]]
_panels: dict[str, list[Panel]] = {}


def hang(panels: Mapping[str, Sequence[Panel]]) -> None:
    """Replace the table of panels, by the place on a page (`case`, `tasks`, `tasks.row`)."""
    _panels.clear()
    _panels.update({place: list(found) for place, found in panels.items()})


def boxes(place: str, refs: Iterable[str], actor: Actor, now: datetime) -> dict[str, list[Box]]:
    """The boxes of every row of a page, in the order in which panels are listed; each panel is asked once."""
    wanted = list(refs)
    found: dict[str, list[Box]] = {ref: [] for ref in wanted}
    for panel in _panels.get(place, ()) if wanted else ():
        for ref, box in panel(wanted, actor, now).items():
            found[ref].append(box)
    return found


def boxes_of(place: str, ref: str, actor: Actor, now: datetime) -> list[Box]:
    """The boxes of one row."""
    return boxes(place, [ref], actor, now)[ref]
