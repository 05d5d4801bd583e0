"""All open pages of one process, and the one connection by which it hears of acts."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any, Final

import psycopg

from yichuang.kernel.verbs import told
from yichuang.kernel.verbs.told import EVERYTHING, Told
from yichuang.sites.live.streams import Stream

log = logging.getLogger("yichuang.live")
AWAY: Final = 1.0  # seconds until a database that doesn't answer is asked again
SOONEST: Final = 0.7
"""Seconds between two counts of the same figures: less than the second within which a screen must show an act."""
LATEST: Final = 20.0
"""Seconds after which they are counted again though nothing was done: lights change with time, and each screen that
gets no picture for half a minute asks for one of its own."""
LOOKED: Final = 2.0  # seconds between two looks whether that is so
MOST: Final = 2000
MOST_OF_ONE: Final = 300  # a wall of screens may hang on one link
LIGHTS: Final = "clock_warned"
"""The channel on which the watcher says that clocks have passed their rungs: lights change without an act."""

Count = Callable[[str], str]
Name = Callable[[Told], dict[str, Any] | None]


class Hub:
    """Fans out what one LISTEN connection hears. `count` makes the figures of a scope, `name` words for an act."""

    def __init__(self, count: Count | None = None, name: Name | None = None) -> None:
        self.streams: set[Stream] = set()
        self.hears = False
        self._count = count
        self._name = name
        self._begun = secrets.token_hex(4)
        self._n = 0
        self._changed: dict[str, float] = {}  # scope -> when its figures may be counted next
        self._woken = asyncio.Event()

    @property
    def number(self) -> str:
        """Where this process stands: a page that comes back with it has missed nothing."""
        return f"{self._begun}-{self._n}"

    def open(self, stream: Stream, last: str) -> None:
        """Take a page in; unless it has missed nothing it looks at everything."""
        self.streams.add(stream)
        if last != self.number:
            stream.look(stream.topics(EVERYTHING))
        if stream.scope:
            self._change(stream.scope)

    def crowded(self, owner: str) -> bool:
        """Whether one more page would be too many, of all or of this owner."""
        own = sum(1 for one in self.streams if one.owner == owner)
        return len(self.streams) >= MOST or own >= MOST_OF_ONE

    def close(self, stream: Stream) -> None:
        """A page is gone."""
        self.streams.discard(stream)

    def tell(self, act: Told) -> None:
        """An act was committed: wake those whom it concerns."""
        self._n += 1
        named = self._named(act)
        for stream in self.streams:
            if not (topics := stream.topics(act)):
                continue
            stream.look(topics)
            if stream.scope:
                self._change(stream.scope)
                if named:
                    stream.add_act(named)

    def _named(self, act: Told) -> bytes:
        """An act in words, as JSON; nothing where it isn't to be named."""
        found = self._name(act) if self._name and act.concerns is not None else None
        return json.dumps(found, ensure_ascii=False).encode() if found else b""

    def _change(self, scope: str) -> None:
        self._changed.setdefault(scope, 0.0)
        self._woken.set()

    async def listen(self, connect: Callable[[], Any]) -> None:
        """Hear of acts for ever; after every interruption everybody looks again, since acts went by unheard."""
        while True:
            try:
                async with await connect() as ear:
                    await ear.execute(f"LISTEN {told.CHANNEL}")
                    await ear.execute(f"LISTEN {LIGHTS}")
                    self.hears = True
                    self.tell(EVERYTHING)
                    async for notify in ear.notifies():
                        self.tell(told.read(notify.payload) if notify.channel == told.CHANNEL else EVERYTHING)
            except (psycopg.Error, OSError):
                log.exception("the database doesn't answer")
            self.hears = False
            await asyncio.sleep(AWAY)

    async def count(self) -> None:
        """Send figures for ever: those of a scope once for all its pages, between SOONEST and LATEST after the last."""
        counted: dict[str, float] = {}
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOKED)
            self._woken.clear()
            now = time.monotonic()
            for scope in {one.scope for one in self.streams if one.scope}:
                if now - counted.get(scope, now) > LATEST:
                    self._changed.setdefault(scope, 0.0)
            waiting = {scope: counted.get(scope, 0.0) + SOONEST for scope in self._changed}
            for scope in [one for one, due in waiting.items() if due <= now]:
                del self._changed[scope], waiting[scope]
                counted[scope] = time.monotonic()
                await self._send(scope)
            if waiting:
                await asyncio.sleep(max(0.0, min(waiting.values()) - time.monotonic()))
                self._woken.set()

    async def _send(self, scope: str) -> None:
        if self._count is None or not (open_ := [one for one in self.streams if one.scope == scope]):
            return
        try:
            figures = (await asyncio.to_thread(self._count, scope)).encode()
        except Exception:
            log.exception("the figures of %s can't be counted", scope)  # the page says that its data are old
            return
        for stream in open_:
            stream.send_figures(figures)
