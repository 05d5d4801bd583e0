"""Pages with a million cases, sixteen clients at once, against an empty page of the same layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from yichuang.config.bench import rows
from yichuang.config.bench.crowd import CLIENTS, Ask, ask, serving
from yichuang.config.bench.rows import Row
from yichuang.domains.cases.queries import applicant_of
from yichuang.domains.cases.states import OPEN
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import everybody
from yichuang.kernel.access.sign_in import keep_session
from yichuang.kernel.privacy import keyed_hash, seal

MEDIAN, P99, GROWTH, EMPTY = 3.0, 5.0, 1.2, 4.0
FEW, MANY = 10_000, 1_000_000
BARE, DESK, PORTAL = "bare", "empty_desk", "empty_portal"


@dataclass(frozen=True, slots=True)
class Timed:
    """Median and p99 of a page, in milliseconds; `times` that of the empty page asked for just before and after."""

    median: float
    p99: float
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """The pages to be asked for; `like` is the empty page of each one's layout."""

    pages: list[Ask]
    like: dict[str, str]


def measure(rounds: int, each: int, clients: int = CLIENTS) -> dict[str, Timed]:
    """Every page in turn, `rounds` times over; each time all clients ask `each` times.

    A page stands between two slices of its empty page, so that what the machine does meanwhile falls on both.
    """
    asked = addresses()
    empties = {page.name: page for page in asked.pages}
    took: dict[str, list[float]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    with serving() as port:

        def slice_of(page: Ask, size: int) -> list[float]:
            found = ask(port, page, max(1, size), clients)
            took[page.name] += found
            return found

        for page in asked.pages:
            ask(port, page, max(1, each // 2), clients)  # every process reads what it keeps
        for _ in range(rounds):
            for page in asked.pages:
                if page.name not in asked.like:
                    slice_of(page, each)
                    continue
                empty = empties[asked.like[page.name]]
                beside = slice_of(empty, each // 2)
                found = slice_of(page, each)
                beside += slice_of(empty, each // 2)
                times[page.name].append(rows.median(found) / rows.median(beside))
    return {
        name: Timed(
            1000 * rows.median(found),
            1000 * rows.percentile(found, 0.99),
            rows.median(times[name]) if name in times else 1.0,
        )
        for name, found in took.items()
    }


def told(few: dict[str, Timed], many: dict[str, Timed], like: dict[str, str]) -> Iterator[Row]:
    """The rows. Growth compares how many times its empty page, which has nothing to grow by, a page takes."""
    for name in (DESK, PORTAL):
        yield rows.ratio(f"pages.{name}", many[name].median, "ms", many[BARE].median, EMPTY)
    for name, empty in like.items():
        yield rows.ratio(f"pages.{name}.median", many[name].median, "ms", many[empty].median, MEDIAN)
        yield rows.ratio(f"pages.{name}.p99", many[name].p99, "ms", many[empty].p99, P99)
        yield rows.ratio(f"pages.{name}.growth", many[name].times, "倍", few[name].times, GROWTH)


def addresses() -> Asked:
    """The pages of this version with the sessions that ask for them; pages that it hasn't got are left out."""
    reviewer, case = _busiest()
    desk, portal = _staff_session(reviewer), _portal_session()
    name = quote(applicant_of(case).name)
    wanted: list[tuple[str, Callable[[], str], str, str]] = [
        ("tasks", lambda: reverse("cases:tasks"), desk, DESK),
        ("tasks_opened", lambda: f"{reverse('cases:tasks_opened')}?case={case.pk}", desk, DESK),
        ("case", lambda: reverse("cases:case", args=[case.pk]), desk, DESK),
        ("search_number", lambda: f"{reverse('cases:search')}?q={case.number}", desk, DESK),
        ("search_name", lambda: f"{reverse('cases:search')}?q={name}", desk, DESK),
        ("portal_home", lambda: reverse("portal:home"), portal, PORTAL),
        ("item_search", lambda: f"{reverse('portal:search')}?q={quote('营业执照')}", portal, PORTAL),
    ]
    pages = [Ask(BARE, "/bench/bare/"), Ask(DESK, "/desk/bench/", desk), Ask(PORTAL, "/bench/", portal)]
    like = {}
    for code, address, session, empty in wanted:
        try:
            pages.append(Ask(code, address(), session))
        except NoReverseMatch:
            continue
        like[code] = empty
    return Asked(pages, like)


def _busiest() -> tuple[Actor, Any]:
    """A reviewer of the department with the most open cases, and one of those cases."""
    found = apps.get_model("cases", "Case").objects.filter(state__in=[state.value for state in OPEN])
    offices = list(found.order_by("pk").values_list("department_id", flat=True))
    office = max(sorted(set(offices)), key=offices.count)
    reviewers = (one for one in everybody() if one.role == posts.REVIEWER and one.office == office)
    return next(reviewers), found.filter(department_id=office).order_by("pk").first()


def _new_session() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore()


def _staff_session(actor: Actor) -> str:
    """The key of a session in which that post is signed in."""
    assert actor.account is not None
    session = _new_session()
    session["account"], session["post"] = actor.account, actor.post
    session.create()
    keep_session(session, actor.account)
    session.save()
    return str(session.session_key)


def _portal_session() -> str:
    """The key of a session in which somebody is signed in at the portal."""
    account, _ = apps.get_model("residents", "PortalAccount").objects.get_or_create(
        phone_hash=keyed_hash("13800000000", "phone"),
        defaults={
            "phone_sealed": seal("13800000000", "phone"),
            "phone_mask": "138****0000",
            "created_at": timezone.now(),
        },
    )
    session = _new_session()
    session["portal_account"] = account.pk
    session.create()
    return str(session.session_key)
