"""Who may listen to what: the desk's pages by the session of the pages themselves, each to the acts of its office."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import actor_of_session
from yichuang.kernel.access.sessions import SessionStore
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.told import Told
from yichuang.sites.live.streams import Stream, Topics


def actor_of(cookies: Mapping[str, str]) -> Actor | None:
    """The member of staff whose session the cookie names."""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return actor_of_session(SessionStore(key)) if key else None


_names: dict[str, str] = {}


def office_name(path: str) -> str:
    """Short name of the office of that path, as this process has read it; "" for one that came since."""
    return _names.get(path, "")


def learn_names() -> None:
    """Read the names of offices again."""
    _names.update({one.path: one.brief for one in tree().all})


def desk(cookies: Mapping[str, str], _query: Mapping[str, str]) -> Stream | None:
    """A page of the desk: whoever is signed in."""
    actor = actor_of(cookies)
    return Stream(topics_for(actor), actor.reference) if actor else None


def topics_for(actor: Actor) -> Topics:
    """Which parts of a page of the desk an act concerns.

    `board`: what overseers see of their scope. `alerts`: what is put before this clerk, or before the whole office.
    """
    overlooks, is_alerted = actor.may("page.supervision"), actor.may("page.alerts")

    def topics(act: Told) -> frozenset[str]:
        found = set()
        if overlooks and act.lies_in(actor.office_path):
            found.add("board")
        if (
            is_alerted
            and act.kind in ("alert", "")
            and (act.is_for(actor.reference) or act.lies_in(actor.office_path))
        ):
            found.add("alerts")
        return frozenset(found)

    return topics
