"""Bounds on guessing at the portal: how often somebody may try within a time. Marks are keyed hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from yichuang.domains.residents.models import PortalAttempt
from yichuang.kernel.privacy import keyed_hash
from yichuang.kernel.verbs import Because, Refused


@dataclass(frozen=True, slots=True)
class Bound:
    """At most `most` attempts of a kind for one mark within `within` (local defaults)."""

    kind: str
    most: int
    within: timedelta
    words: str


QUERY_BY_NUMBER = Bound("query-number", 5, timedelta(minutes=15), "15 分钟")
QUERY_BY_ADDRESS = Bound("query-address", 30, timedelta(minutes=15), "15 分钟")
CODE_BY_ADDRESS = Bound("code-address", 20, timedelta(hours=1), "1 小时")
ENTRY_BY_ADDRESS = Bound("entry-address", 40, timedelta(minutes=15), "15 分钟")
LINK_BY_ADDRESS = Bound("link-address", 30, timedelta(minutes=15), "15 分钟")
LINK_BY_ACCOUNT = Bound("link-account", 5, timedelta(days=1), "1 天")


def check(bound: Bound, mark: str, at: datetime) -> None:
    """Refuse when that mark has been tried too often."""
    since = at - bound.within
    tried = PortalAttempt.objects.filter(kind=bound.kind, mark=_hash(bound, mark), at__gt=since)
    if tried.count() >= bound.most:
        raise Refused(
            Because.LIMITED, f"试的次数太多，请 {bound.words}后再试", remedy="着急的话，请到窗口或打 12345"
        )


def count(bound: Bound, mark: str, at: datetime) -> None:
    """Count one attempt."""
    PortalAttempt.objects.create(kind=bound.kind, mark=_hash(bound, mark), at=at)


def forget(before: datetime) -> int:
    """Delete attempts that no bound looks at any more; gives their number."""
    return PortalAttempt.objects.filter(at__lt=before).delete()[0]


def _hash(bound: Bound, mark: str) -> bytes:
    return keyed_hash(mark, f"attempt/{bound.kind}")
