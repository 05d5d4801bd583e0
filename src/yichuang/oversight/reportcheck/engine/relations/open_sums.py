"""Sums that no way of writing explained: figures of one unit beside each other may be the parts of one near them. Pure.

"运用“四种形态”处理271人次，其中第一种151人次、第二种48人次、第三种11人次、第四种7人次": they make 217, two digits swapped.

Each row of figures is tried against the figures before and behind it. Rows that miss a total by a slip of the pen are
weighed by the signs of `signs`; one that adds up leaves its figures in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.exhaustive import months, swaps
from yichuang.oversight.reportcheck.engine.relations.lists import counts, labels_of, rank_between
from yichuang.oversight.reportcheck.engine.relations.sums import adds_up, failed_sum
from yichuang.oversight.reportcheck.engine.relations.wholes import (
    bands,
    complementary,
    disjoint,
    may_overlap,
    names_rest,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

_REACH = 260
_NEAR = 10
_MOST = 10  # parts of one total
_WHOLE = re.compile(r"共|总|合计|累计|全[年县市区镇乡村校院]|现有|以上|上述")
_SUMS_UP = re.compile(r"^[^，。；]{0,6}?(?:共计|合计|总计|累计|总|共|之和)")
_NUMBERED = re.compile(r"(?P<number>[两二三四五六七八九十]|\d)(?:者|项|类|馆|家|校|村|所|区|县|镇|种|块|级|季|个)[^，。；]{0,6}$")
_DIVIDES = re.compile(r"分布|分为|分成|分别|分属|来自|组成|构成|包括|涵盖|包含|依次|[按从以][^，。；]{1,12}[分看计]|其中有|由[^，。；]{0,10}$")
_REST = re.compile(r"[，；、]?(?:其余|其他|剩余|余下|余者|另有?|等(?!级|次))")
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Row:
    """A total and the figures that may be its parts; `behind`: the total stands behind them."""

    total: Figure
    parts: tuple[Figure, ...]
    behind: bool

    @property
    def made(self) -> Decimal:
        """What the parts make."""
        return sum((part.value for part in self.parts), Decimal(0))


def open_sums(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the totals that nothing has held or accused yet."""
    settled = settled_by(judged)
    for passage in passages:
        weighed = [
            (weigh(passage, row), row) for row in rows(passage) if row.total.span not in settled and may_be_meant(row)
        ]
        told: set[Span] = set()
        for points, row in sorted(weighed, key=lambda each: -each[0]):
            figures = {figure.span for figure in (row.total, *row.parts)}
            taken = figures & told or any(part.span in settled for part in row.parts)
            if points < ENOUGH or taken or _is_explained(passage, row):
                continue
            told |= figures
            yield failed_sum(passages, row.total, row.parts)


def settled_by(judged: Sequence[Judged]) -> set[Span]:
    """The totals and parts of sums that held, and whatever was accused."""
    told: set[Span] = set()
    for each in judged:
        if not each.holds:
            told.update(figure.span for figure in each.figures)
        elif each.kind in (Kind.SUM, Kind.SCORE) and each.claim:
            told.add(each.claim.span)
    return told


def may_be_meant(row: Row) -> bool:
    """Whether parts and total miss each other by one slip of the pen."""
    total, made = row.total, row.made
    if not all(f.is_exact for f in (total, *row.parts)) or adds_up(total, row.parts) or total.value in (0, made):
        return False
    if any(part.value == total.value for part in row.parts):
        return False
    gap = total.value - made
    near = abs(gap) * _NEAR <= total.value or abs(gap) <= 2 * (total.step or 1)
    return near or is_slip(total, made) or any(
        part.value + gap > 0 and is_slip(part, part.value + gap) for part in row.parts
    )


def _is_explained(passage: Passage, row: Row) -> bool:
    """Whether a figure beside the row is what its parts make, or what they lack, be it counted otherwise."""
    begins, _ = passage.sentence_range(max(0, min(row.total.sentence, row.parts[0].sentence) - 1))
    last = max(row.total.sentence, row.parts[-1].sentence)
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, last + 1))
    low, high = sorted((row.total.at, row.parts[0].at, row.parts[-1].after))[:: 2]
    gap = abs(row.total.value - row.made)
    for figure in passage.between(begins, ends):
        if figure in row.parts or figure is row.total or figure.is_percent:
            continue
        if compatible(figure.unit, row.total.unit) and figure.value == row.made:
            return True
        if low <= figure.at <= high + _BESIDE and figure.value == gap:
            return True
    return False


_BESIDE = 30


def rows(passage: Passage) -> Iterator[Row]:
    """All rows of figures in a paragraph with the figures that may be their totals."""
    by_unit: dict[str, list[Figure]] = {}
    for figure in passage.figures:
        if counts(figure) and figure.value > 0:
            by_unit.setdefault("个" if figure.unit in "个家所处" else figure.unit, []).append(figure)
    for figures in by_unit.values():
        yield from _rows(passage, figures)


def _rows(passage: Passage, figures: Sequence[Figure]) -> Iterator[Row]:
    for start in range(len(figures)):
        run = [figures[start]]
        for stop in range(start + 1, min(len(figures), start + _MOST)):
            before, part = run[-1], figures[stop]
            if part.sentence - before.sentence > 1 or part.at - before.at > _REACH:
                break
            run.append(part)
            parts = tuple(run)
            if start and (total := figures[start - 1]).at > parts[0].at - _REACH and total.value > 1:
                yield Row(total, parts, behind=False)
            if start > 1 and (total := figures[start - 2]).at > parts[0].at - _REACH and "其中" in passage.text[total.after : parts[0].at]:
                yield Row(total, parts, behind=False)
            if stop + 1 < len(figures) and figures[stop + 1].at < part.at + _REACH:
                yield Row(figures[stop + 1], parts, behind=True)


ENOUGH = 13
# Tenths of a logarithm of odds, fitted to what the corpus says holds with a slip put into it.
WEIGHTS = {
    "before": 0, "behind": -5, "digits 1": -10, "digits 2": -5, "digits 3": 0, "digits 4": 6, "digits 5": 8,
    "swapped": 15, "near": -16, "slip of part": -14, "more": 2, "more of 其中": 2, "more of persons": -12, "fewer of 其中": -10, "no head": -10,
    "total too small": 0,
    "parts 2": -6, "parts 3": 2, "parts 4": 2, "whole": 2, "sums up": 16, "numbered right": 15, "numbered wrong": -30,
    "其中": 11, "few among": -12, "divides": 4, "marked": 0, "of them": 6, "bare": -4, "more to come": -15,
    "all named": 18, "rest named": 2, "disjoint": 2, "counted off": 8, "overlapping": -6, "long names": -8,
    "plain names": 0, "其中 within": -10, "total within": -10,
    "rank 0": -7, "rank 1": 1, "rank 2": 2, "rank 3": -2, "rank 4": -6, "uneven": -20,
    "apart 0": 5, "apart 1": -18, "apart 2": 9, "apart 3": -8, "apart 4": -4,
    "brackets": -17, "in bracket": -3, "passed over": -8, "other counts": -8, "other counts evenly": 0,
    "no level": -10, "with shares": 10, "goes on": -28, "began before": -13, "other words": 0,
}  # fmt: skip


def weigh(passage: Passage, row: Row) -> int:
    """The signs for it that the row is meant to make its total, added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in signs(passage, row))


def signs(passage: Passage, row: Row) -> Iterator[str]:
    """What speaks for or against the row, by name."""
    yield "behind" if row.behind else "before"
    yield from _of_numbers(row)
    yield from _of_words(passage, row)
    yield from _of_labels(row)
    yield from _of_shape(passage, row)


def _of_numbers(row: Row) -> Iterator[str]:
    total, made = row.total, row.made
    size = len(str(int(total.value / (total.step or 1))))
    yield f"digits {min(size, 5)}"
    step = min((f.step for f in (total, *row.parts) if f.step), default=Decimal(1))
    if int(made / step) in swaps(int(total.value / step)):
        yield "swapped"
    elif not is_slip(total, made):
        gap = total.value - made
        slipped = any(part.value + gap > 0 and is_slip(part, part.value + gap) for part in row.parts)
        yield "slip of part" if slipped else "near"
    among = "其中" in row.parts[0].lead
    if made > total.value:
        yield "more of persons" if among and total.unit == "人" else "more of 其中" if among else "more"
    elif among:
        yield "fewer of 其中"
    if total.value <= max(part.value for part in row.parts):
        yield "total too small"
    yield f"parts {min(4, len(row.parts))}"


def _of_words(passage: Passage, row: Row) -> Iterator[str]:
    total, first, last = row.total, row.parts[0], row.parts[-1]
    if _WHOLE.search(total.lead):
        yield "whole"
    if row.behind:
        if _SUMS_UP.search(total.lead):
            yield "sums up"
        numbered = _NUMBERED.search(total.lead)
        if numbered:
            number = _DIGITS.find("二" if numbered["number"] == "两" else numbered["number"])
            number = int(numbered["number"]) if number < 0 else number
            yield "numbered right" if number == len(row.parts) else "numbered wrong"
        return
    between = passage.text[total.after : first.at]
    if "其中" in between:
        yield "其中"
        if len(str(int(total.value / (total.step or 1)))) < 3 and not _is_firm(labels_of(row.parts)):
            yield "few among"
    elif _DIVIDES.search(between):
        yield "divides"
    elif between.startswith("（") or "：" in between:
        yield "marked"
    elif re.search(r"[中里]，", between):
        yield "of them"
    else:
        yield "bare"
        parted = max(rank_between(passage, *pair) for pair in pairwise(row.parts))
        if rank_between(passage, total, first) <= parted and not _WHOLE.search(total.lead):
            yield "no head"
    if _REST.match(passage.text, last.after):
        yield "more to come"


def _of_labels(row: Row) -> Iterator[str]:
    labels = labels_of(row.parts)
    if complementary(labels) or whole_scale(labels) or bands(labels) or months(row.parts):
        yield "all named"
    elif names_rest(labels):
        yield "rest named"
    elif disjoint(labels):
        yield "disjoint"
    elif any(may_overlap(label) for label in labels):
        yield "overlapping"
    elif _is_numbered(labels):
        yield "counted off"
    elif any(len(label) > 10 for label in labels[1:]):
        yield "long names"
    else:
        yield "plain names"
    if any("其中" in part.lead for part in row.parts[1:]):
        yield "其中 within"
    if any(_SUMS_UP.search(part.lead) for part in row.parts):
        yield "total within"


def _is_firm(labels: Sequence[str]) -> bool:
    return complementary(labels) or whole_scale(labels) or disjoint(labels) or _is_numbered(labels)


def _is_numbered(labels: Sequence[str]) -> bool:
    """Whether the names count off: 第一种形态, 第二种形态; A类, B类; Ⅱ类, Ⅲ类."""
    order = "一二三四五六七八九ABCDEⅠⅡⅢⅣⅤ优良中差"
    found = [next((sign for sign in label if sign in order), "") for label in labels]
    return all(found) and len(set(found)) == len(found)


def _of_shape(passage: Passage, row: Row) -> Iterator[str]:
    parts, total = row.parts, row.total
    ranks = [rank_between(passage, one, other) for one, other in pairwise(parts)]
    yield f"rank {max(ranks)}"
    if min(ranks) != max(ranks):
        yield "uneven"
    ends = (parts[-1], total) if row.behind else (total, parts[0])
    yield f"apart {rank_between(passage, *ends)}"
    if len({part.bracket for part in parts}) > 1:
        yield "brackets"
    strangers = [
        f
        for f in passage.between(parts[0].at, parts[-1].after)
        if f not in parts and not f.is_percent
    ]
    same = [f for f in strangers if compatible(f.unit, total.unit)]
    if same:
        yield "passed over"
    elif strangers and len(strangers) % (len(parts) - 1) == 0:
        yield "other counts evenly"
    elif strangers:
        yield "other counts"
    if any(f.role is not Role.LEVEL for f in parts):
        yield "no level"
    shares = [f for f in passage.between(parts[0].at, parts[-1].after + 20) if f.is_percent]
    if len(shares) >= len(parts):
        yield "with shares"
    following = [f for f in passage.between(parts[-1].after, parts[-1].after + 60) if compatible(f.unit, total.unit) and counts(f) and f is not total]
    if following and rank_between(passage, parts[-1], following[0]) <= max(ranks):
        yield "goes on"
    leading = [f for f in passage.between(max(0, parts[0].at - 60), parts[0].at) if compatible(f.unit, total.unit) and counts(f) and f is not total]
    if leading and rank_between(passage, leading[-1], parts[0]) <= max(ranks):
        yield "began before"
    if len({f.word for f in (*parts, total)}) > 1:
        yield "other words"
    if total.bracket != parts[0].bracket and not row.behind and total.after + 1 < parts[0].at:
        yield "in bracket"
