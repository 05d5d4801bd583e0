"""Evaluations that a ledger of cases tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from yichuang.domains.cases.queries import Service
from yichuang.domains.feedback.actions import give
from yichuang.domains.feedback.models import Evaluation, service_hash
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.verbs.batch import Batch


def unevaluated(refs: Sequence[str]) -> set[str]:
    """Of these cases, those whose service nobody has evaluated; one statement."""
    marks = {service_hash(ref): ref for ref in refs}
    given = Evaluation.objects.filter(service__in=list(marks)).values_list("service", flat=True)
    return set(refs) - {marks[bytes(mark)] for mark in given}


def retell(batch: Batch, service: Service, level: int, at: datetime) -> None:
    """Give the evaluation that somebody gave then; nameless, as every evaluation is.

    A bad one is owed nothing more: the ledger doesn't tell what became of it.
    """
    batch.perform(give, None, by=citizen(None, None), at=at, service=service, level=level, channel="imported")
