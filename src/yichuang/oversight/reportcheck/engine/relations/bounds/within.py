"""What is judged of a part and its whole: the part is no more than the whole is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.findings import Kind


def judged_within(
    passages: Sequence[Passage], whole: Figure, part: Figure, *, why: str = "部分多于全部"
) -> Judged:
    """Held if a part is no more than its whole; `why` says what it is that can't be."""
    figures = tuple(sorted((whole, part), key=lambda f: f.span))
    holds = part.interval.low <= whole.interval.high
    told = f"{said(part)} {'≤' if holds else '>'} {said(whole)}" + ("" if holds else f"，{why}")
    fixes = changes(f"“{part.written}”应不超过 {said(whole)}", f"“{whole.written}”应不少于 {said(part)}")
    return Judged(
        Kind.IMPOSSIBLE,
        figures,
        quotes(passages, figures),
        holds,
        told,
        () if holds else fixes,
        claim=None if holds else part,
    )
