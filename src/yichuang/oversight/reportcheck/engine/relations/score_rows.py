"""Rows of scores: what each item is worth and got, and their weights, make a whole even where no bracket says so.

"阵地建设20分，自评19分；队伍建设15分，自评15分；…以上五项自评94.5分": the scores make 94.5.
"社区环境权重30%，得分92分；公共服务权重40%，得分88分；…加权总分91.3分": 0.3 × 92 + 0.4 × 88 + … = 91.3.

"由师德20分、业绩50分、考勤30分构成。李老师师德19分、业绩46分、考勤25分，总分95分": 19 + 46 + 25 = 90.

Where worths and scores are told of the same items one by one, or in turn, any wrong total is accused; elsewhere only a
slip of the pen: one digit, two neighbours, or the point of the total, or one digit of one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide, printed
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind

_POINT = "分"
_GOT = re.compile(r"(?:自评|实得|得分?|评分|考核得分)(?:为)?$")
_WHOLE = re.compile(r"(?:加权|综合|总|合计|累计|自评)[^，。；]{0,8}$")
_FULL = re.compile(r"(?:分值|满分|标准分)[^，。；]{0,4}$|以上")
_WEIGHT = re.compile(r"权重(?:为|占|是)?$")
_EXTRA = re.compile(r"加分|扣分|附加|奖励")
_FEWEST = 3
_HUNDRED = Decimal(100)


def score_rows(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rows of scores of a document."""
    for passage in passages:
        if passage.text.count(_POINT) > _FEWEST and not _EXTRA.search(passage.text):
            yield from _rows(passages, passage)
            yield from _weighed(passages, passage)
        yield from _in_turn(passages, passage)
        yield from _by_name(passages, passage)
        yield from _of_gots(passages, passage)


def _rows(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Items that are told with their worth and their score in turn, and the total of the scores behind them."""
    points = [f for f in passage.figures if f.unit == _POINT and f.is_exact and not f.bracket]
    at = 0
    while at + 2 * _FEWEST < len(points):
        pairs = _pairs(points, at)
        behind = points[at + 2 * len(pairs) :]
        wholes = [f for f in behind if _FULL.search(f.lead) and f.value >= _HUNDRED / 2]
        totals = [f for f in behind if f not in wholes and (_WHOLE.search(f.lead) or _GOT.search(f.lead))]
        if len(pairs) >= _FEWEST:
            yield from _above(passages, pairs)
            for total in wholes[:1]:
                yield from _column(passages, total, [worth for worth, _ in pairs])
            for total in totals[:1]:
                yield from _column(passages, total, [got for _, got in pairs])
        at += max(1, 2 * len(pairs))


def _pairs(points: Sequence[Figure], at: int) -> list[tuple[Figure, Figure]]:
    found = []
    while at + 1 < len(points):
        worth, got = points[at], points[at + 1]
        beside = got.clause - worth.clause <= 1 and got.sentence == worth.sentence
        if not (
            beside
            and _GOT.search(got.lead)
            and not _GOT.search(worth.lead)
            and (len(worth.lead) > 1 or got.clause == worth.clause)
            and not _FULL.search(worth.lead)
        ):
            break
        found.append((worth, got))
        at += 2
    return found


def _above(passages: Sequence[Passage], pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Judged]:
    """What got more than it is worth."""
    for worth, got in pairs:
        if got.value > worth.value and got.clause == worth.clause:
            yield Judged(
                Kind.SCORE, (worth, got), quotes(passages, (worth, got)), False,
                f"{said(got)} > {said(worth)}，得分超过分值 {shown(got.value - worth.value)} 分",
                changes(f"得分不超过 {said(worth)} 分"), claim=got, frame=Frame.PROVEN,
            )  # fmt: skip


def _column(
    passages: Sequence[Passage], total: Figure, parts: Sequence[Figure], *, sure: bool = False
) -> Iterator[Judged]:
    made = sum((part.value for part in parts), Decimal(0))
    gap = total.value - made
    mended = [part for part in parts if gap and is_slip(part, part.value + gap)]
    if gap and not (sure or is_slip(total, made) or len(mended) == 1):
        return
    figures = (*parts, total)
    told = f"{' + '.join(said(part) for part in parts)} = {shown(made)}"
    ending = "与原文相符" if not gap else f"原文为 {said(total)}"
    fixes = changes(instead(total, made), *(instead(part, part.value + gap) for part in parts)) if gap else ()
    yield Judged(
        Kind.SCORE, figures, quotes(passages, figures), not gap, f"{told}，{ending}", fixes, claim=total,
        frame=Frame.PROVEN,
    )  # fmt: skip


_TURNS = re.compile(r"得分(?:分别|依次)(?:为|是)$")
_ALL = re.compile(r"^(?:总分|总得分|合计|合计得分|总计|共计?|共得)(?:为|是)?$")
_BY_WEIGHT = re.compile(r"加权|权重|折算|×|平均|综合")


def _in_turn(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "四项得分分别为38.5分、29分、19.5分、6分，总分93分": as many as were told, and their total right behind them."""
    for index, first in enumerate(passage.figures):
        if index == 0 or first.unit != _POINT or not _TURNS.search(first.lead):
            continue
        size = int(passage.figures[index - 1].value)
        row = passage.figures[index : index + size + 1]
        if not _FEWEST <= size < _MOST or len(row) <= size or not _ALL.search(row[-1].lead):
            continue
        begins, ends = passage.sentence_range(first.sentence)
        close = row[-1].clause - first.clause == size and passage.figures[index - 1].clause == first.clause
        plain = all(f.unit == _POINT and f.is_exact for f in row)
        if close and plain and not _BY_WEIGHT.search(passage.text, begins, ends):
            yield from _column(passages, row[-1], row[:-1])


_MOST = 10
_TOTAL = re.compile(
    r"^(?:综合|最终)?(?:总分|总得分|得分|合计|合计得分|总计|共计?|共得|评分|考核得分)(?:为|是)?$"
)
_EACH = re.compile(r"(?:分别|依次)(?:得分?|自评|实得|评分)?(?:为|是)?$")
_REWEIGHED = re.compile(r"加权|权重|折算|×|平均|扣分")


def _by_name(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Scores of the items whose worths stand in front, named again or told in turn, and their total behind them."""
    points = [f for f in passage.figures if f.unit == _POINT and f.is_exact]
    if len(points) <= 2 * _FEWEST or _REWEIGHED.search(passage.text):
        return
    for at, total in enumerate(points):
        if not _TOTAL.search(total.lead):
            continue
        for size in range(min(_MOST, at // 2), _FEWEST - 1, -1):
            gots, worths = points[at - size : at], points[at - 2 * size : at - size]
            if _are_of(worths, gots, total):
                yield from _column(passages, total, gots, sure=True)
                break


def _are_of(worths: Sequence[Figure], gots: Sequence[Figure], total: Figure) -> bool:
    """Whether each score is of the item whose worth stands at its place, and no more than that."""
    if total.clause - gots[-1].clause > 1 or any(
        g.value > w.value for w, g in zip(worths, gots, strict=True)
    ):
        return False
    side_by_side = all(other.clause - one.clause == 1 for one, other in pairwise(gots))
    named = all(
        len(worth.lead) > 1 and got.lead.endswith(worth.lead[-2:])
        for worth, got in zip(worths, gots, strict=True)
    )
    in_turn = bool(_EACH.search(gots[0].lead)) and not any(got.lead for got in gots[1:])
    full = sum((worth.value for worth in worths), Decimal(0))
    return side_by_side and (named or (in_turn and full == _HUNDRED))


_GETS = re.compile(r"^(?:实际?|自评)?得(?:分)?$")
_GOT_IN_ALL = re.compile(r"^(?:合计|总计|共计|累计|总)(?:得分|得|自评)?(?:为|是)?$")


def _of_gots(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "满分60分，扣1.5分，得58.5分；满分30分，扣2分，得28分；加分项得7分。合计得分93.5分": all that was got."""
    points = [f for f in passage.figures if f.unit == _POINT]
    gots = [f for f in points if _GETS.search(f.lead)]
    behind = [f for f in points if gots and f.at > gots[-1].at]
    if len(gots) < _FEWEST or not behind or _REWEIGHED.search(passage.text):
        return
    total = behind[0]
    apart = [other.clause - one.clause for one, other in pairwise(gots)]
    if _GOT_IN_ALL.search(total.lead) and max(apart) <= _FEWEST and total.clause - gots[-1].clause == 1:
        yield from _column(passages, total, gots, sure=all(f.is_exact for f in (total, *gots)))


def _weighed(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Weights that make a hundred per cent, each with its score behind it, and the weighed total."""
    figures = [f for f in passage.figures if f.unit in (_POINT, PERCENT) and f.is_exact]
    pairs = [
        (weight, score)
        for weight, score in pairwise(figures)
        if weight.unit == PERCENT and score.unit == _POINT and _WEIGHT.search(weight.lead)
    ]
    if len(pairs) < 2 or sum((weight.value for weight, _ in pairs), Decimal(0)) != _HUNDRED:
        return
    behind = [f for f in figures if f.unit == _POINT and f.at > pairs[-1][1].at and _WHOLE.search(f.lead)]
    if not behind:
        return
    total = behind[0]
    made = divide(sum((weight.value * score.value for weight, score in pairs), Decimal(0)), _HUNDRED)
    holds = printed(total.value, total.step or Decimal(1)).has(made)
    if not holds and not is_slip(total, made):
        return
    told = " + ".join(f"{said(weight)} × {said(score)}" for weight, score in pairs)
    ending = f"与原文 {said(total)} 相符" if holds else f"原文为 {said(total)}"
    ordered = tuple(sorted({f.at: f for pair in pairs for f in (*pair, total)}.values(), key=lambda f: f.at))
    yield Judged(
        Kind.SCORE, ordered, quotes(passages, ordered), holds, f"{told} {about(made, 2)}，{ending}",
        () if holds else changes(instead(total, made)), claim=total, frame=Frame.PROVEN,
    )  # fmt: skip
