"""The ASGI entrance of streams: one address a kind of page, server-sent events, nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import connections
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from yichuang.sites.live.hub import Hub
from yichuang.sites.live.streams import GAP, Stream, event

log = logging.getLogger("yichuang.live")
BEAT: Final = 10.0
"""Seconds between two beats: a page that hears nothing for longer knows that it is cut off."""
CHECKED: Final = 30.0  # seconds until it is looked again whether somebody may still listen
THREADS: Final = 4  # for what asks the database
RETRY: Final = 2000  # milliseconds after which a browser comes back

Scope = Mapping[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Door = Callable[[Mapping[str, str], Mapping[str, str]], Stream | None]
"""Cookies and query of whoever asks -> the stream open to him, or None. Runs in a thread: it asks the database."""


class Streams:
    """The application. `doors` are the addresses with who may come in, `connect` opens an asynchronous connection."""

    def __init__(self, hub: Hub, doors: Mapping[str, Door], connect: Callable[[], Any]) -> None:
        self.hub = hub
        self._doors = doors
        self._connect = connect
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live as long as the server does."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.begin()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def begin(self) -> None:
        """Listen and count from now on."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="live"))
        self._tasks = [loop.create_task(self.hub.listen(self._connect)), loop.create_task(self.hub.count())]

    async def stop(self) -> None:
        """Close every stream and listen no more."""
        for stream in self.hub.streams:
            stream.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        door = self._doors.get(scope["path"])
        origin = headers.get("origin", "")
        if door is None or scope["method"] != "GET":
            await _refuse(send, 404)
        elif not host_is_ours(headers.get("host", "")) or not same_site(origin, headers.get("host", "")):
            await _refuse(send, 403)
        else:
            cookies = parse_cookie(headers.get("cookie", ""))
            query = {
                name: values[-1] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()
            }
            stream = await _asked(door, cookies, query)
            if stream is None:
                await _refuse(send, 403, origin)
            elif self.hub.crowded(stream.owner):
                await _refuse(send, 503, origin)
            else:
                last = headers.get("last-event-id", "") or query.get("last", "")
                await send(_start(200, origin))
                await self._serve(stream, last, receive, send, lambda: _asked(door, cookies, query))

    async def _serve(
        self,
        stream: Stream,
        last: str,
        receive: Receive,
        send: Send,
        again: Callable[[], Awaitable[Stream | None]],
    ) -> None:
        await send(_body(f"retry: {RETRY}\n\n".encode()))
        leaving = asyncio.ensure_future(_gone(stream, receive))
        self.hub.open(stream, last)
        loop = asyncio.get_running_loop()
        checked = loop.time()
        try:
            while not stream.ended:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(BEAT):  # no task of its own, as wait_for makes one
                        await stream.woken.wait()
                said = stream.take(self.hub.number)
                if not said:
                    said = event("beat", json.dumps({"hears": self.hub.hears}).encode(), self.hub.number)
                if loop.time() - checked > CHECKED:
                    checked = loop.time()
                    if await again() is None:
                        said = event("over", b"{}", self.hub.number)
                        stream.end()
                await send(_body(said))  # waits while the page doesn't read
                if not stream.ended:
                    await asyncio.sleep(GAP)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.hub.close(stream)
            leaving.cancel()


async def _gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _asked(door: Door, cookies: Mapping[str, str], query: Mapping[str, str]) -> Stream | None:
    def ask() -> Stream | None:
        try:
            return door(cookies, query)
        finally:
            connections.close_all()  # back to the pool: a stream holds no connection

    return await asyncio.to_thread(ask)


def host_is_ours(host: str) -> bool:
    """Whether the centre may be asked under this name."""
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def same_site(origin: str, host: str) -> bool:
    """Whether the page that asks was served under the same name, on whatever port; no page names none."""
    return not origin or urlsplit(origin).hostname == split_domain_port(host)[0].strip("[]")


def _start(status: int, origin: str) -> Message:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),  # nginx passes each event on at once
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]
    if origin:
        headers += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"origin"),
        ]
    return {"type": "http.response.start", "status": status, "headers": headers}


def _body(data: bytes) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": True}


async def _refuse(send: Send, status: int, origin: str = "") -> None:
    await send(_start(status, origin))
    await send({"type": "http.response.body", "body": b"", "more_body": False})
