"""Reading the ledger: the acts on one subject."""

from __future__ import annotations

from yichuang.kernel.ledger.models import LedgerEntry


def entries_of(subject: str) -> list[LedgerEntry]:
    """Every act on a subject, newest first."""
    return list(LedgerEntry.objects.filter(subject=subject).order_by("-n"))
