"""Links of walls: made once, kept as a keyed hash, and turned into the office whose screen they show."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yichuang.kernel.access import buckets
from yichuang.kernel.privacy import keyed_hash
from yichuang.kernel.verbs.subjects import split
from yichuang.oversight.supervision.models import WallLink, WallLinkState

PREFIX: Final = 6
LONGEST: Final = 60  # more letters than any token has
USE_NOTED: Final = timedelta(minutes=5)  # how seldom the last use is written down
BURST, PER_SECOND = 120, 10.0
"""Pictures that one link may fetch: more than a wall of 120 displays asks for without a stream."""
_CONTEXT: Final = "wall-link"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that nobody has seen yet: `token` for its owner alone, the rest for `wall_link.open`."""

    token: str
    prefix: str
    digest: str


@dataclass(frozen=True, slots=True)
class Hung:
    """A link in use: its reference, the path of the office whose screen it shows, when it was last opened."""

    ref: str
    path: str
    seen_at: datetime | None


def fresh() -> NewLink:
    """A new token of 256 random bits."""
    token = secrets.token_urlsafe(32)
    return NewLink(token, token[:PREFIX], _digest(token).hex())


def open_link(token: str) -> Hung | None:
    """The link in use that has this token; None for one that was withdrawn or made up."""
    if not token or len(token) > LONGEST or not token.isascii():
        return None
    link = WallLink.objects.filter(digest=_digest(token), state=WallLinkState.OPEN).first()
    return Hung(link.ref, link.office_path, link.seen_at) if link else None


def note_use(link: Hung, at: datetime) -> None:
    """Write down that it is in use, so that one that nobody opens any more can be told and withdrawn."""
    if link.seen_at is None or link.seen_at + USE_NOTED <= at:
        WallLink.objects.filter(pk=split(link.ref)[1]).update(seen_at=at)


def seconds_to_wait(link: Hung) -> float:
    """Take one picture of what the link may fetch: 0 when there was one, else the seconds until there is one again."""
    return buckets.take(keyed_hash(link.ref, _CONTEXT), burst=BURST, per_second=PER_SECOND)


def _digest(token: str) -> bytes:
    return keyed_hash(token, _CONTEXT)
