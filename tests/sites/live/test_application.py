"""The entrance of streams: who gets in, what comes, and that it goes on after the database was away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.test import Client
from tests import ground, worlds
from tests.narrow import there
from tests.sites.live.events import events

from yichuang.config.database import listen_as_app
from yichuang.kernel.access.models import Post
from yichuang.sites.live import application, doors
from yichuang.sites.live.application import Streams
from yichuang.sites.live.hub import Hub

PATIENCE = 30  # how long to wait for what must happen; no measure of speed
Browser = Callable[..., Awaitable["Page"]]


class Page:
    """A browser's end of a stream."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.ended = False
        self.left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]
            self.ended = not message["more_body"]

    async def until(self, happens: Callable[[list[tuple[str, Any]]], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not happens(events(self.body)):
                await asyncio.sleep(0.02)


async def asked(
    streams: Streams,
    cookie: str = "",
    path: str = "/live/desk/",
    host: str = "127.0.0.1:8001",
    origin: str = "",
) -> Page:
    page = Page()
    headers = [(b"host", host.encode()), (b"cookie", f"sessionid={cookie}".encode())]
    if origin:
        headers.append((b"origin", origin.encode()))
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    page.task = asyncio.create_task(streams(scope, page.receive, page.send))  # type: ignore[attr-defined]
    await page.until(lambda _: page.status)
    return page


def session_of(actor: Any) -> str:
    client = Client()
    worlds.sign_in(client, actor)
    return str(client.cookies["sessionid"].value)


def streams() -> Streams:
    return Streams(Hub(), {"/live/desk/": doors.desk}, listen_as_app)


@pytest.mark.django_db(transaction=True)
def test_only_staff_who_are_signed_in_get_in_from_a_page_of_the_same_name() -> None:
    world = worlds.county()
    cookie = session_of(world.clerk)

    async def run() -> list[int]:
        ours = streams()
        pages = [
            await asked(ours),
            await asked(ours, "nobody"),
            await asked(ours, cookie, path="/live/"),
            await asked(ours, cookie, host="elsewhere.example"),
            await asked(ours, cookie, origin="http://elsewhere.example"),
            good := await asked(ours, cookie, origin="http://127.0.0.1:8000"),
        ]
        assert good.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
        assert good.headers["content-type"].startswith("text/event-stream")
        assert len(ours.hub.streams) == 1
        good.left.set()
        await good.until(lambda _: not ours.hub.streams)
        return [page.status for page in pages]

    assert asyncio.run(run()) == [403, 403, 404, 403, 403, 200]


@pytest.mark.django_db(transaction=True)
def test_an_act_reaches_the_page_also_after_the_database_had_cut_the_line(monkeypatch: Any) -> None:
    monkeypatch.setattr("yichuang.sites.live.hub.AWAY", 0.05)
    world = worlds.county()
    cookie = session_of(world.manager)

    def looked(times: int) -> Callable[[list[tuple[str, Any]]], object]:
        return lambda found: sum(name == "look" for name, _ in found) >= times

    async def run() -> None:
        ours = streams()
        ours.begin()
        page = await asked(ours, cookie)
        await page.until(lambda _: ours.hub.hears)
        await asyncio.sleep(0.3)
        seen = sum(name == "look" for name, _ in events(page.body))
        await asyncio.to_thread(worlds.submitted, world)
        await page.until(looked(seen + 1))
        with ground.connect() as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%%'"
            )
        await page.until(looked(seen + 2))  # acts went by unheard: everybody looks again
        await ours.stop()
        await page.until(lambda _: page.ended)

    asyncio.run(run())


@pytest.mark.django_db(transaction=True)
def test_a_stream_ends_with_the_right_to_it(monkeypatch: Any) -> None:
    monkeypatch.setattr(application, "BEAT", 0.05)
    monkeypatch.setattr(application, "CHECKED", 0.0)
    world = worlds.county()
    cookie = session_of(world.manager)

    async def run() -> None:
        page = await asked(streams(), cookie)
        await page.until(lambda found: any(name == "beat" for name, _ in found))
        await asyncio.to_thread(Post.objects.filter(pk=there(world.manager.post)).update, active=False)
        await page.until(lambda found: found[-1:] == [("over", {})] and page.ended)

    asyncio.run(run())
