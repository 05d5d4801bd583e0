"""Score sheets: what their totals, means, rests and steps don't come out of, whatever they are made of.

"语文98.6分，数学87.3分，英语92.1分，三科总分288分": 98.6 + 87.3 + 92.1 = 278.  "满分100分，扣7.6分，实得94.2分".
"笔试占40%，面试占60%。李某笔试82分、面试88分，总成绩86.5分": 85.6.

Each is asked of all that it may be made of (`sheets.py`, `weighted_scores.py`): if one comes out it is held, else
the odds of an error are weighed (`engine/odds.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.closed_sheets import closed
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part, marks
from yichuang.oversight.reportcheck.engine.relations.scores.means import (
    after_step,
    ahead,
    means,
    steps,
    times,
)
from yichuang.oversight.reportcheck.engine.relations.scores.rests import rests
from yichuang.oversight.reportcheck.engine.relations.scores.rules import by_rules
from yichuang.oversight.reportcheck.engine.relations.scores.scales import scales
from yichuang.oversight.reportcheck.engine.relations.scores.shares import converted, shares
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import DEFINITE, SCALES, Reading
from yichuang.oversight.reportcheck.engine.relations.scores.sums import sums
from yichuang.oversight.reportcheck.engine.relations.scores.trimmed import trimmed
from yichuang.oversight.reportcheck.engine.relations.scores.weighted_scores import weighted
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import DOUBT, FORCED, Weighed, by_odds, right, wrong
from yichuang.oversight.reportcheck.findings import Kind, Span

_BACK: Final = 8  # paragraphs in front that belong to a sheet
_NEAR: Final = Decimal("0.34")
_ROUND: Final = 5.0  # full marks come out to a hundred by chance easily
_SURE: Final = 0.955
_NOTHING_ELSE: Final = 9.0
_OURS: Final = frozenset((Kind.SCORE, Kind.SUM))  # what is weighed here again
_OUTSIDE, _LIKELY = 40.0, 0.9
_KINDS: Final = {Part.STEP: Kind.DIFFERENCE}


_SELDOMER = 0.5  # what is read of score sheets is misread more often than the odds say


def open_scores(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What nothing has held or accused yet of the sheets of a document."""
    told = [marks(passage) for passage in passages]
    held = {
        each.claim.span for each in judged if each.claim and each.holds and each.kind is not Kind.IMPOSSIBLE
    }
    accused = {
        figure.span: each
        for each in judged
        if not each.holds and each.kind not in _OURS
        for figure in each.figures
    }
    for index, here in enumerate(told):
        if not here:
            continue
        front = [mark for each in told[max(0, index - _BACK) : index] for mark in each]
        sheet = _Sheet(passages, (*front, *here), held, accused)
        asked = [(at, list(_sized(sheet, at))) for at in range(len(front), len(sheet.marks))]
        brothers = {
            _build(sheet.marks[at].figure, each)
            for at, readings in asked
            for each in readings
            if each.made == sheet.marks[at].figure.value
        }
        for at, readings in asked:
            claim = sheet.marks[at].figure
            yield from _weighed(sheet, at, [_with_brother(claim, each, brothers) for each in readings])


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The points of a few paragraphs, and what is known of them: what relations hold already, and what they accuse."""

    passages: Sequence[Passage]
    marks: Sequence[Mark]
    held: set[Span]
    accused: dict[Span, Judged]


_TAIL: Final = 3
_NUMBERS: Final = re.compile(r"[\d.]+")


def _build(claim: Figure, reading: Reading) -> tuple[int, str, str]:
    """What is alike in readings that say the same of others: how many figures, how they are reckoned, the words."""
    reckoned = re.split("[=≈]", reading.told)[0]
    return len(reading.figures), claim.lead[-_TAIL:], _NUMBERS.sub("", reckoned)


def _with_brother(claim: Figure, reading: Reading, brothers: set[tuple[int, str, str]]) -> Reading:
    """The reading, believed more if one of the same build comes out: of the first bidder, and so of the second."""
    alike = len(reading.figures) > 1 and reading.made != claim.value and _build(claim, reading) in brothers
    return replace(reading, belief=1 - (1 - reading.belief) / _BROTHER) if alike else reading


_BROTHER: Final = 4


def _sized(sheet: _Sheet, at: int) -> Iterator[Reading]:
    """The readings of a mark that are of its size."""
    mark = sheet.marks[at]
    for each in _readings(sheet.passages, sheet.marks, at):
        if mark.part is Part.STEP or _is_of_its_size(mark, each):
            yield each


def _weighed(sheet: _Sheet, at: int, told: Sequence[Reading]) -> Iterator[Judged]:
    mark = sheet.marks[at]
    claim, full = mark.figure, mark.full
    over = full is not None and full.value < claim.value <= full.value * _MOST
    if (
        full is not None
        and over
        and claim.span not in sheet.accused
        and not _ON_TOP.search(mark.passage.text)
    ):
        yield _above(sheet.passages, claim, full)
        return
    if claim.span in sheet.held:
        told = [each for each in told if each.belief >= DEFINITE]  # a step from it may hold as well
        if not told or any(each.made == claim.value for each in told):
            return
    yield from _told_of(sheet, mark, claim, told)
    for whole, reading in (*scales(sheet.marks, at), *shares(sheet.marks, at)):
        if whole.span not in sheet.held:
            yield from _told_of(sheet, mark, whole, [reading])


def _told_of(sheet: _Sheet, mark: Mark, claim: Figure, told: Sequence[Reading]) -> Iterator[Judged]:
    """What is said of a figure by all that it may be made of."""
    if not told:
        return
    none = 1.0
    for each in told:
        none *= 1 - each.belief
    weighed = [_asked(claim, each) for each in told]
    if (best := right(weighed, none)) is not None:
        yield _told(sheet.passages, mark, claim, told[best], holds=True)
        return
    worst, sure = wrong(weighed, none)
    if worst is None or sure <= DOUBT:
        return
    reading = told[worst]
    if claim is mark.figure and _is_told_elsewhere(sheet.marks, claim, reading):
        return
    spans = {figure.span for figure in (claim, *reading.figures)}
    others = (sheet.accused[span] for span in spans if span in sheet.accused)
    if all(each.claim is claim and not each.odds for each in others):
        failed = by_odds(_told(sheet.passages, mark, claim, reading, holds=False), sure * _SELDOMER)
        if not failed.is_question:
            sheet.accused[claim.span] = failed  # nothing else is reckoned with it
        yield failed


_SUMS: Final = (Part.TOTAL, Part.FULL, Part.SCORE, Part.LOST, Part.MEAN)
_RESTS: Final = (Part.TOTAL, Part.SCORE, Part.LOST, Part.MEAN)


def _readings(passages: Sequence[Passage], sheet: Sequence[Mark], at: int) -> Iterator[Reading]:
    """All that a mark may be made of, by the part that it plays."""
    part = sheet[at].part
    if left := list(trimmed(sheet, at)):
        yield from left
        return
    yield from closed(sheet, at)
    if part in _SUMS:
        yield from sums(sheet, at)
    if part in _RESTS:
        yield from rests(sheet, at)
    if part is Part.MEAN:
        yield from means(sheet, at)
        yield from ahead(sheet, at)
    if part is Part.STEP:
        yield from steps(sheet, at)
    if part is Part.SCORE:
        yield from after_step(sheet, at)
    yield from times(sheet, at)
    yield from converted(sheet, at)
    yield from by_rules(sheet, at)
    yield from weighted(passages, sheet, at)


_ON_TOP: Final = re.compile(r"(?<![无未附])加分|(?<!无)附加|奖励|奖分|另加|倍|换算|积分|竞赛")
_MOST: Final = 10  # times what it is worth


def _above(passages: Sequence[Passage], got: Figure, full: Figure) -> Judged:
    """More was got than there is to get."""
    figures = tuple(sorted((got, full), key=lambda f: f.span))
    told = f"{said(got)} > {said(full)}，得分超过分值 {shown(got.value - full.value)} 分"
    fixes = changes(f"“{got.written}”应不超过 {said(full)}", f"“{full.written}”写错")
    return Judged(
        Kind.SCORE, figures, quotes(passages, figures), False, told, fixes, decisive=True, claim=got, odds=FORCED,
        frame=Frame.PROVEN,
    )  # fmt: skip


_OF_ONE = 2
_TENTH, _TENFOLD = Decimal("0.1"), Decimal(10)  # no first digit makes it more
_LEAST, _GREATEST = Decimal("0.3"), Decimal("3.2")


def _is_of_its_size(mark: Mark, reading: Reading) -> bool:
    """Whether a figure may be what is made, written wrong: not of another scale."""
    claim = mark.figure
    least, greatest = (_TENTH, _TENFOLD) if reading.belief > _SURE else (_LEAST, _GREATEST)
    near = claim.value * least <= reading.made <= claim.value * greatest
    return near or (mark.part is Part.LOST and reading.made > 0)


def _is_told_elsewhere(sheet: Sequence[Mark], claim: Figure, reading: Reading) -> bool:
    """Whether what is made is told by another mark: then it is that one's."""
    if " - " in reading.told:
        return False
    near = all(0 < claim.clause - figure.clause <= len(reading.figures) for figure in reading.figures)
    if near and reading.belief > _SURE and len(reading.figures) == _OF_ONE:
        return False  # 基本分20分，加2分，得18分: whatever another item got
    others = (m.figure for m in sheet if m.figure is not claim and m.figure not in reading.figures)
    return any(f.value == reading.made for f in others)


def _asked(claim: Figure, reading: Reading) -> Weighed:
    """How much likelier a reading makes the numbers, coming out or written wrong."""
    numbers = reading.made  # readings that make the same speak together
    made = point(reading.made) if not claim.step or _is_whole(reading) else _rounded(reading, claim)
    if claim.interval.meets(made) and (claim.value == reading.made or not _is_whole(reading)):
        return Weighed(reading.belief, numbers, _ROUND if claim.value in SCALES else odds.chance(claim))
    mended = sum(odds.of_slip(f, point(v)) for f, v in reading.mended if v > 0) / 2
    sure = reading.belief > _SURE
    if claim.value in SCALES and not claim.step and _is_whole(reading) and " - " not in reading.told:
        # a full mark is hardly ever wrong
        return Weighed(
            reading.belief, numbers, 0.0, max(mended, _NOTHING_ELSE) if mended and sure else mended
        )
    slips = odds.of_slip(claim, made) + mended
    off = abs(reading.made - claim.value)
    slips += odds.ANY * (odds.NEAR if off <= claim.value * _NEAR else 1)
    values = [figure.value for figure in reading.figures]
    if "）÷" in reading.told and reading.belief > _LIKELY and not min(values) <= claim.value <= max(values):
        slips = max(slips, _OUTSIDE)  # no weights make a mean outside of all it is of
    if sure:
        slips = max(slips, _NOTHING_ELSE)
    return Weighed(reading.belief, numbers, 0.0, slips)


def _is_whole(reading: Reading) -> bool:
    """Whether sums are exact: what they make needs no more places than are printed."""
    return "÷" not in reading.told and "×" not in reading.told


def _rounded(reading: Reading, claim: Figure) -> Interval:
    half = claim.step / 2
    return Interval(reading.made - half, reading.made + half)


def _told(passages: Sequence[Passage], mark: Mark, claim: Figure, reading: Reading, *, holds: bool) -> Judged:
    figures = tuple(sorted({f.span: f for f in (*reading.figures, claim)}.values(), key=lambda f: f.span))
    fixes = (instead(claim, reading.made), *(instead(f, value) for f, value in reading.mended if value > 0))
    ending = "与原文相符" if holds else f"原文为 {said(claim)}"
    return Judged(
        _KINDS.get(mark.part, Kind.SCORE), figures, quotes(passages, figures), holds,
        f"{reading.told}，{ending}", () if holds else changes(*fixes), claim=claim,
        frame=Frame.PROVEN,
    )  # fmt: skip
