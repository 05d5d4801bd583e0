"""Open pages hear of the acts of their own offices, merged while they don't read; coming back they look at all."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tests.sites.live.events import events

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.verbs.told import EVERYTHING, Told
from yichuang.sites.live import hub as hub_module
from yichuang.sites.live.doors import topics_for
from yichuang.sites.live.hub import MOST_OF_ONE, Hub
from yichuang.sites.live.streams import MOST_ACTS, Stream

ACCEPTED = Told("case.accept", "case:1", ("/1/7/", "/1/3/"))
ALERTED = Told("alert.raise", "alert:1", ("staff:7",))


def somebody(path: str, *rights: str, account: int = 7) -> Actor:
    return Actor(ActorKind.STAFF, "员", account, 1, 1, path, "x", frozenset(rights))


def opened(hub: Hub, actor: Actor, last: str = "") -> Stream:
    stream = Stream(topics_for(actor), actor.reference)
    hub.open(stream, last)
    return stream


def looks(stream: Stream) -> list[str]:
    return [topic for name, data in events(stream.take("n")) if name == "look" for topic in data]


def test_a_page_looks_at_everything_when_it_comes_and_then_only_at_what_changed() -> None:
    hub = Hub()
    page = opened(hub, somebody("/1/", "page.supervision", "page.alerts"))
    assert looks(page) == ["alerts", "board"]
    hub.tell(ACCEPTED)
    assert looks(page) == ["board"]
    assert looks(page) == []


def test_acts_of_another_office_do_not_come() -> None:
    hub = Hub()
    ours, others = (opened(hub, somebody(path, "page.supervision")) for path in ("/1/3/", "/1/4/"))
    for page in (ours, others):
        page.take("n")
    hub.tell(ACCEPTED)
    assert looks(ours) == ["board"]
    assert looks(others) == []
    assert not others.woken.is_set()


def test_without_the_right_nothing_comes() -> None:
    hub = Hub()
    page = opened(hub, somebody("/1/"))
    hub.tell(ACCEPTED)
    hub.tell(ALERTED)
    hub.tell(EVERYTHING)
    assert page.take("n") == b""


def test_an_alert_comes_to_whom_it_is_addressed_or_to_the_whole_office() -> None:
    hub = Hub()
    addressee, colleague = (opened(hub, somebody("/1/3/", "page.alerts", account=n)) for n in (7, 8))
    for page in (addressee, colleague):
        page.take("n")
    hub.tell(ALERTED)
    assert (looks(addressee), looks(colleague)) == (["alerts"], [])
    hub.tell(Told("alert.raise", "alert:2", ("/1/7/", "/1/3/")))
    assert (looks(addressee), looks(colleague)) == (["alerts"], ["alerts"])


def test_whoever_comes_back_having_missed_nothing_need_not_look() -> None:
    hub = Hub()
    actor = somebody("/1/", "page.supervision")
    number = hub.number
    assert looks(opened(hub, actor, number)) == []
    hub.tell(ACCEPTED)
    assert looks(opened(hub, actor, number)) == ["board"]
    assert looks(opened(Hub(), actor, hub.number)) == ["board"]  # another process has heard other things


def test_what_waits_for_a_page_that_does_not_read_stays_small() -> None:
    hub = Hub(name=lambda act: {"verb": act.verb, "ref": act.ref})
    slow = Stream(lambda act: frozenset({"screen"}), "screen:1", scope="/1/")
    hub.open(slow, "")
    for n in range(10_000):
        hub.tell(Told("case.accept", f"case:{n}", ("/1/7/",)))
        slow.send_figures(b"{}")
    found = events(slow.take("n"))
    assert [name for name, _ in found] == ["look", "acts", "figures"]
    acts: Any = found[1][1]
    assert len(acts) == MOST_ACTS
    assert acts[-1]["ref"] == "case:9999"


def test_the_figures_of_an_office_are_counted_once_for_all_its_screens() -> None:
    counted: list[str] = []

    def count(scope: str) -> str:
        counted.append(scope)
        return json.dumps({"scope": scope})

    async def run() -> list[list[tuple[str, Any]]]:
        hub = Hub(count=count)
        pages = [Stream(lambda _: frozenset(), "s", scope=path) for path in ("/1/", "/1/", "/1/3/")]
        for page in pages:
            hub.open(page, "")
        task = asyncio.create_task(hub.count())
        while any(page.figures is None for page in pages):
            await asyncio.sleep(0.01)
        task.cancel()
        return [events(page.take("n")) for page in pages]

    found = asyncio.run(run())
    assert sorted(counted) == ["/1/", "/1/3/"]
    assert [page[-1] for page in found] == [
        ("figures", {"scope": scope}) for scope in ("/1/", "/1/", "/1/3/")
    ]


def test_figures_are_counted_again_though_nothing_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "LATEST", 0.02)
    monkeypatch.setattr(hub_module, "LOOKED", 0.01)
    monkeypatch.setattr(hub_module, "SOONEST", 0.0)
    counted: list[str] = []

    async def run() -> None:
        hub = Hub(count=lambda scope: counted.append(scope) or "{}")  # type: ignore[func-returns-value]
        hub.open(Stream(lambda _: frozenset(), "s", scope="/1/"), "")
        task = asyncio.create_task(hub.count())
        async with asyncio.timeout(30):
            while len(counted) < 3:
                await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(run())


def test_one_owner_cannot_take_all_places() -> None:
    hub = Hub()
    actor = somebody("/1/", "page.supervision")
    for _ in range(MOST_OF_ONE):
        assert not hub.crowded(actor.reference)
        opened(hub, actor)
    assert hub.crowded(actor.reference)
    assert not hub.crowded("staff:8")
