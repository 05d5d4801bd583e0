"""What managers and supervisors read of evaluations: figures and lines of their own offices, never a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yichuang.domains.feedback import queries
from yichuang.domains.feedback.models import Level
from yichuang.domains.feedback.pages import page_of
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.figures.answers import Value, values
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.seek import Seek
from yichuang.ui.formats import shanghai

DAYS = 30  # shown when nothing else is asked for
FIGURES = (
    "evaluation.count", "evaluation.evaluation_rate", "evaluation.not_evaluated", "evaluation.satisfaction_rate",
    "evaluation.very_satisfied_rate", "evaluation.bad", "evaluation.rectified_rate",
    "evaluation.on_time_rectified_rate", "evaluation.not_counted", "evaluation.still_unsatisfied",
)  # fmt: skip


@staff("page.evaluations")
@require_GET
def evaluations(request: ActingRequest) -> HttpResponse:
    """Evaluations of a range of days, all levels or one."""
    now = timezone.now()
    today = shanghai(now).date()
    first = _day(request.GET.get("from", ""), today - timedelta(days=DAYS - 1))
    last = max(first, _day(request.GET.get("to", ""), today))
    found = queries.visible_to(request.actor).filter(given_on__range=(first, last))
    counts = queries.counts(found)
    level = request.GET.get("level", "")
    chosen = int(level) if level in {str(one.value) for one in Level} else None
    shown = found.filter(level=chosen) if chosen else found
    total = counts[chosen] if chosen else sum(counts.values())
    page = page_of(shown, "given_on", Seek.read(request.GET.dict()), total, latest_first=True)
    kept = {"from": first, "to": last} | ({"level": chosen} if chosen else {})
    context: dict[str, Any] = {
        "first": first,
        "last": last,
        "chosen": chosen,
        "levels": [(level.value, level.label, counts[level.value]) for level in Level],
        "whole": sum(counts.values()),
        "figures": _figures(request, Period.until(first, last, now)),
        "lines": queries.lines(page.rows),
        "start": page.first,
        "end": page.last,
        "total": total,
        "before": _address(kept, page.before),
        "next": _address(kept, page.next),
    }
    return render(request, "feedback/evaluations.html", context)


def _figures(request: ActingRequest, period: Period) -> list[Value]:
    """The rates of the actor's own office, the share that evaluated beside the share that was satisfied."""
    if request.actor.office is None:
        return []
    found = values(FIGURES, Scope.of(request.actor.office), period)
    return [found[code] for code in FIGURES]


def _day(typed: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return otherwise


def _address(kept: Mapping[str, object], to: Seek | None) -> str | None:
    return f"?{urlencode({**kept, **to.written()})}" if to else None
