"""Reading the ledger: what has been done to a subject, and by which kind of actor."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.statements import read

__all__ = [
    "LedgerEntry",
    "acts_of_staff",
    "entries_of",
]


def entries_of(subject: str) -> list[LedgerEntry]:
    """The acts on a subject, newest first."""
    return read(LedgerEntry, "WHERE subject = %s ORDER BY n DESC", subject)


def acts_of_staff(subjects: Iterable[str], verb_ending: str = "") -> list[LedgerEntry]:
    """Acts of staff on these subjects, newest first; only of verbs that end so when an ending is given."""
    found = LedgerEntry.objects.filter(subject__in=list(subjects), actor__startswith="staff:")
    if verb_ending:
        found = found.filter(verb__endswith=verb_ending)
    return list(found.order_by("-at"))
