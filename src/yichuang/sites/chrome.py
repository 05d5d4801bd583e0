"""What surrounds every page: names, navigation, who is signed in. Read by the layouts as `chrome`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from yichuang.domains.organisation.queries import site
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.access.roles import role_named
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.outbox.inbox import MOST_COUNTED
from yichuang.sites.live.addresses import stream
from yichuang.ui import formats

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a site's navigation: it leads to the first of its pages that the visitor may open.

    A page is the name of its address and the right that it asks for ("*" for everybody). What lies together has
    tabs of its own on the page, so that the bar of a manager stays one line.
    """

    label: str
    pages: tuple[tuple[str, str], ...]

    @classmethod
    def to(cls, label: str, page: str, right: str = "*") -> Entry:
        """An entry of one page."""
        return cls(label, ((page, right),))


# one list a site, in the order of the bar
DESK: tuple[Entry, ...] = (
    Entry.to("收件", "cases:intake", "page.intake"),
    Entry.to("待办", "cases:tasks", "page.tasks"),
    Entry.to("出件", "cases:delivery", "page.delivery"),
    Entry.to("预警", "supervision:mine", "page.alerts"),
    Entry.to("监察", "supervision:board", "page.supervision"),
    Entry.to("查询", "cases:search", "page.search"),
    Entry.to("办事人", "desk:residents", "page.residents"),
    Entry(
        "中心",
        (
            ("organisation:windows", "page.windows"),
            ("organisation:staff", "page.staff"),
            ("organisation:calendar", "page.calendar"),
        ),
    ),
    Entry.to("事项", "catalogue:desk_items", "page.items"),
    Entry.to("导入", "desk:imports", "page.imports"),
    Entry(
        "评价",
        (
            ("feedback:reviews", "page.reviews"),
            ("feedback:evaluations", "page.evaluations"),
            ("feedback:commendations", "page.commendations"),
            ("feedback:devices", "page.devices"),
        ),
    ),
    Entry.to("指标", "reports:figures", "page.figures"),
    Entry.to("自查报告", "reports:reports", "page.reports"),
    Entry.to("报告核验", "reportcheck:start", "page.reportcheck"),
)
PORTAL: tuple[Entry, ...] = (
    Entry.to("办事", "portal:home"),
    Entry.to("查进度", "portal:progress"),
    Entry.to("我的办件", "portal:mine"),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome` as layouts/base.html describes it, and `actor`."""
    actor = getattr(cast("ActingRequest", request), "actor", None)
    if actor is None:
        return {}
    desk = request.path.startswith("/desk/")
    here = site()
    chrome: dict[str, Any] = {
        "site": "一窗" if desk else (here.short_name if here else "政务服务"),
        "part": None if desk else "网上办事大厅",
        "home": "/desk/" if desk else "/",
        "nav": _navigation(request.path, DESK if desk else PORTAL, actor),
        "who": None,
        "demonstration": bool(here and here.demonstration),
        "demo_href": _address("outbox:messages"),
        "demo_accounts": _address("desk:sign_in"),
        "large": request.COOKIES.get("size") == "large",
        "size_href": _size_address(request),
        "organiser": here.name if here else None,
        "said": _said(request),
    }
    if desk and actor.kind is ActorKind.STAFF:
        chrome |= _staff(actor, request.path, timezone.now()) | {"live": _live(request, actor)}
        chrome["alerts"] = _address("supervision:alerts") if actor.may("page.alerts") else None
    chrome |= {} if desk else _visitor(actor)
    return {"chrome": chrome, "actor": actor, "csrf_input": _Token(request)}


class _Token:
    """The token of every form of a page, drawn once: no page carries a second one, and a page without forms none."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._drawn: SafeString | None = None

    def __html__(self) -> str:
        if self._drawn is None:
            self._drawn = csrf_input(self._request)
        return self._drawn

    def __str__(self) -> str:
        return self.__html__()


def _live(request: HttpRequest, actor: Actor) -> str | None:
    """The stream of this page, for whoever is told anything by it."""
    hears = actor.may("page.supervision") or actor.may("page.alerts")
    return stream(request, "desk") if hears else None


@cache
def _entries(entries: tuple[Entry, ...], rights: frozenset[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Labels and addresses of what these rights open: once for each post's rights, not for each page."""
    found = ((entry.label, tuple(_opened(entry, rights))) for entry in entries)
    return tuple((label, addresses) for label, addresses in found if addresses)


def _opened(entry: Entry, rights: frozenset[str]) -> Iterator[str]:
    for page, right in entry.pages:
        address = _address(page)
        if address and (right == "*" or right in rights):
            yield address


def _navigation(here: str, entries: tuple[Entry, ...], actor: Actor) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "href": addresses[0],
            "current": any(_leads_to(address, here) for address in addresses),
            "count": None,
        }
        for label, addresses in _entries(entries, actor.rights)
    ]


def _leads_to(address: str, here: str) -> bool:
    """Whether a page lies at or below the address of an entry."""
    return here == address or (len(address) > len("/desk/") and here.startswith(address))


def _staff(actor: Actor, here: str, now: datetime) -> dict[str, Any]:
    office = tree().by_id.get(actor.office or 0)
    return {
        "inbox": _inbox(actor, here),
        "post": f"{office.name if office else ''}　{role_named(actor.role).name}",
        "who": {"name": actor.name, "href": _address("desk:me") or "/desk/", "note": None},
        "sign_out": _address("desk:sign_out"),
        "search": {"href": _address("cases:search"), "label": "查办件编号、申请人"}
        if actor.may("page.search")
        else None,
        "now": formats.moment(now),
    }


def _inbox(actor: Actor, here: str) -> dict[str, Any] | None:
    """The link to one's messages with how many are unread; none for whoever must change the password first."""
    address = _address("outbox:inbox")
    if not address or not actor.may("page.desk"):
        return None
    count = "99+" if actor.unread >= MOST_COUNTED else str(actor.unread or "")
    return {"href": address, "count": count, "current": here.startswith(address)}


def _visitor(actor: Actor) -> dict[str, Any]:
    if actor.account:
        return {"who": {"name": actor.name, "href": _address("portal:mine") or "/", "note": None}}
    return {"sign_in": _address("portal:sign_in")}


def _said(request: HttpRequest) -> list[str]:
    """Sentences to show once; read from the session only where there are some."""
    said = request.session.pop("said", []) if hasattr(request, "session") else []
    return [str(sentence) for sentence in said]


def _size_address(request: HttpRequest) -> str | None:
    address = _address("size")
    if not address:
        return None
    to = "normal" if request.COOKIES.get("size") == "large" else "large"
    return f"{address}?{urlencode({'to': to, 'next': request.get_full_path()})}"


@cache
def _address(name: str) -> str | None:
    """Address of a named page, None when this version hasn't got it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
