"""One open page as the process of streams holds it: what it has still to be told, merged so that it never grows.

A page that reads slowly gets fewer and fuller events: what waits for it is a set of topics, the last few acts and the
newest figures, however long it doesn't read.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from yichuang.kernel.verbs.told import Told

MOST_ACTS: Final = 8
"""Acts that wait to be named to one page; older ones give way, the counts tell of them all the same."""
GAP: Final = 0.02
"""Seconds between two events to one page: what happens in between is told together."""

Topics = Callable[[Told], frozenset[str]]


@dataclass(slots=True, eq=False)
class Stream:
    """What waits to be said to one page. `topics` says which of its parts an act concerns; none, and it hears nothing.

    `owner` is whose page it is; `scope` is the path of the office whose figures it is sent, "" for a page that fetches
    its parts itself.
    """

    topics: Topics
    owner: str
    scope: str = ""
    looks: set[str] = field(default_factory=set)
    acts: deque[bytes] = field(default_factory=lambda: deque(maxlen=MOST_ACTS))
    figures: bytes | None = None
    ended: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def look(self, topics: frozenset[str]) -> None:
        """These parts of the page have changed."""
        self.looks |= topics
        self.woken.set()

    def add_act(self, act: bytes) -> None:
        """An act to be named on the page, as JSON: written once for all pages."""
        self.acts.append(act)
        self.woken.set()

    def send_figures(self, figures: bytes) -> None:
        """The newest figures as JSON, in place of any that still wait."""
        self.figures = figures
        self.woken.set()

    def end(self) -> None:
        """Close it: the session is over or the process stops."""
        self.ended = True
        self.woken.set()

    def take(self, number: str) -> bytes:
        """Everything that waits, as events; empty when nothing does. `number` is what the page names on coming back."""
        self.woken.clear()
        said = []
        if self.looks:
            said.append(event("look", json.dumps(sorted(self.looks)).encode(), number))
        if self.acts:
            said.append(event("acts", b"[%b]" % b",".join(self.acts), number))
        if self.figures is not None:
            said.append(event("figures", self.figures, number))
        self.looks.clear()
        self.acts.clear()
        self.figures = None
        return b"".join(said)


def event(name: str, data: bytes, number: str) -> bytes:
    """One server-sent event; the data is JSON, which holds no line end."""
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (number.encode(), name.encode(), data)
