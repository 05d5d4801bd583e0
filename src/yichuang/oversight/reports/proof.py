"""Proof that the texts of signed and published reports are as they were signed: each against the ledger's digest."""

from __future__ import annotations

import json
from collections.abc import Iterator

from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.published import published
from yichuang.kernel.ledger.queries import entries_of
from yichuang.oversight.reports.composition import Composition, digest_of
from yichuang.oversight.reports.frozen import composition_from
from yichuang.oversight.reports.models import Report, ReportText


def texts_kept() -> int:
    """How many texts there are to be looked at."""
    return ReportText.objects.count()


def altered() -> Iterator[str]:
    """A sentence for each kept text that isn't what was signed, and for each report without the text it should have."""
    kept: set[int] = set()
    for text in ReportText.objects.order_by("report", "n").select_related("report").iterator():
        one = text.report
        kept.add(one.pk)
        if _digest(one, text) != _signed(one, text.n):
            yield f"《{text.organ}{text.title}》（编号 {one.pk}）第 {text.n} 步存下的文字，和签发时的校验值不一样"
    for one in Report.objects.filter(publication__isnull=False).exclude(pk__in=kept).only("pk", "title"):
        yield f"《{one.title}》（编号 {one.pk}）发布的文字不见了"


def _digest(one: Report, text: ReportText) -> str:
    scope = Scope.of(one.office_id)
    like = Composition(text.organ, text.title, scope, Period.of(one.first, one.last), ())
    rows = published(f"publication:{one.publication}") if one.publication else []
    return digest_of(composition_from(text.blocks, like, rows, ()))


def _signed(one: Report, until: int) -> str:
    """The digest that the ledger has of the last signature up to an act."""
    for entry in entries_of(one.ref):
        if entry.n <= until and entry.verb == "report.sign":
            return str(json.loads(entry.facts).get("digest", ""))
    return ""
