"""What managers and supervisors read of evaluations: counts and lines of their own offices, never a person."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yichuang.domains.feedback import queries
from yichuang.domains.feedback.models import Level
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.ui.formats import shanghai

PAGE = 50
DAYS = 30  # shown when nothing else is asked for


@staff("page.evaluations")
@require_GET
def evaluations(request: ActingRequest) -> HttpResponse:
    """Evaluations of a range of days, all levels or one."""
    today = shanghai(timezone.now()).date()
    first = _day(request.GET.get("from", ""), today - timedelta(days=DAYS - 1))
    last = _day(request.GET.get("to", ""), today)
    found = queries.visible_to(request.actor).filter(given_on__range=(first, last))
    counts = queries.counts(found)
    level = request.GET.get("level", "")
    chosen = int(level) if level in {str(one.value) for one in Level} else None
    shown = found.filter(level=chosen) if chosen else found
    total = shown.count()
    start = max(0, (_number(request.GET.get("page", "")) - 1) * PAGE)
    good = sum(n for one, n in counts.items() if one >= Level.FAIRLY_SATISFIED)
    whole = sum(counts.values())
    context = {
        "first": first,
        "last": last,
        "chosen": chosen,
        "levels": [(level.value, level.label, counts[level.value]) for level in Level],
        "whole": whole,
        "good_rate": 100 * good / whole if whole else None,
        "lines": queries.lines(shown, start, PAGE),
        "start": start,
        "total": total,
        "page": start // PAGE + 1,
        "size": PAGE,
    }
    return render(request, "feedback/evaluations.html", context)


def _day(typed: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return otherwise


def _number(typed: str) -> int:
    return min(int(typed), 10_000) if typed.isascii() and typed.isdigit() else 1
