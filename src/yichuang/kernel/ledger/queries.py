"""Reading the ledger: what has been done to a subject, and by which kind of actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.statements import read

__all__ = [
    "LedgerEntry",
    "acts_between",
    "acts_of_staff",
    "acts_since",
    "entries_of",
    "histories",
    "next_verb",
]


def entries_of(subject: str) -> list[LedgerEntry]:
    """The acts on a subject, newest first."""
    return read(LedgerEntry, "WHERE subject = %s ORDER BY n DESC", subject)


def acts_between(
    kind: str, after: datetime, until: datetime, most: int
) -> tuple[list[LedgerEntry], datetime]:
    """Acts on subjects of a kind in (after, until], oldest first, and the instant up to which they are all there.

    Not many more than `most`: an instant that the bound falls into is given whole, so that a reader may go on from it.
    """
    found = LedgerEntry.objects.filter(at__gt=after, at__lte=until).order_by("at")
    bound = found.values_list("at", flat=True)[most : most + 1].first()
    last = bound or until
    kept = found.filter(at__lte=last, subject__startswith=f"{kind}:").order_by("at", "subject", "n")
    return list(kept), last


def acts_since(kind: str, key: str, verbs: Iterable[str], since: datetime) -> QuerySet[LedgerEntry]:
    """For each row that is asked about, whose column `key` numbers a subject of that kind: these acts on it from an
    instant on."""
    return _acts_on(kind, key, verbs).filter(at__gte=since)


def _acts_on(kind: str, key: str, verbs: Iterable[str]) -> QuerySet[LedgerEntry]:
    subject = Concat(Value(f"{kind}:"), Cast(OuterRef(key), TextField()))
    return LedgerEntry.objects.filter(subject=subject, verb__in=list(verbs))


def last_verb(kind: str, key: str, verbs: Iterable[str], before: datetime) -> Subquery:
    """The verb of the last of these acts before an instant; nothing where there was none."""
    acts = _acts_on(kind, key, verbs).filter(at__lt=before)
    return Subquery(acts.order_by("-n").values("verb")[:1])


def next_verb(kind: str, key: str, verbs: Iterable[str], since: datetime) -> Subquery:
    """The verb of the first of `acts_since`; nothing where none came."""
    return Subquery(acts_since(kind, key, verbs, since).order_by("n").values("verb")[:1])


def histories(subjects: Iterable[str]) -> dict[str, list[LedgerEntry]]:
    """Every act on these subjects, each subject's oldest first; one query."""
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in read(LedgerEntry, "WHERE subject = ANY(%s) ORDER BY subject, n", list(subjects)):
        found[entry.subject].append(entry)
    return found


def acts_of_staff(subjects: Iterable[str], verb_ending: str = "") -> list[LedgerEntry]:
    """Acts of staff on these subjects, newest first; only of verbs that end so when an ending is given."""
    found = LedgerEntry.objects.filter(subject__in=list(subjects), actor__startswith="staff:")
    if verb_ending:
        found = found.filter(verb__endswith=verb_ending)
    return list(found.order_by("-at"))
