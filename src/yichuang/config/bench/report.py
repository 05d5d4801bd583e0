"""The yearly report as Word and PDF, composed from figures, against drawing the same document with fixed numbers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from yichuang.config.bench import rows
from yichuang.config.bench.figures import Year
from yichuang.config.bench.rows import Row
from yichuang.kernel.documents.paper import Paper
from yichuang.kernel.documents.render import render_docx, render_pdf
from yichuang.oversight.reports.compose import compose
from yichuang.oversight.reports.printing import to_paper

TIMES_OF_FIXED = 2.0


def measure(year: Year, times: int) -> Iterator[Row]:
    """Milliseconds of composing and drawing, the middle of several, against drawing alone; the two take turns."""

    def composed() -> Paper:
        return to_paper(compose(year.scope, year.period))

    paper = composed()
    _draw(paper)  # faces are read once
    live, fixed = [], []
    for _ in range(times):
        fixed.append(_milliseconds(lambda: _draw(paper)))
        live.append(_milliseconds(lambda: _draw(composed())))
    yield rows.ratio("report", rows.median(live), "ms", rows.median(fixed), TIMES_OF_FIXED)


def _draw(paper: Paper) -> None:
    render_pdf(paper)
    render_docx(paper)


def _milliseconds(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)
