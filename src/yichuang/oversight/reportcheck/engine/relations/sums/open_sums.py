"""Sums that no way of writing explained: figures of one unit beside each other may be the parts of one near them. Pure.

"运用“四种形态”处理271人次，其中第一种151人次、第二种48人次、第三种11人次、第四种7人次": they make 217, a swap.

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
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, failed_sum
from yichuang.oversight.reportcheck.engine.relations.sums.excuses import adds_without_plans, is_of_rate
from yichuang.oversight.reportcheck.engine.relations.sums.exhaustive import months, swaps
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    bands,
    complementary,
    disjoint,
    may_overlap,
    names_rest,
    of_one_size,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, labels_of, rank_between
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

_REACH = 260
_NEAR = 10
_MOST = 10  # parts of one total
_WHOLE = re.compile(r"共|总|合计|累计|全[年县市区镇乡村校院]|现有|以上|上述")
_SUMS_UP = re.compile(r"^[^，。；]{0,6}?(?:共计|合计|总计|累计|总|共|之和)")
_TOTALS = re.compile(r"^[^，。；]{0,6}?(?:共计|合计|总计|累计|共|之和)")
_NUMBERED = re.compile(
    r"(?P<number>[两二三四五六七八九十]|\d)(?:者|项|类|馆|家|校|村|所|区|县|镇|种|块|级|季|个)[^，。；]{0,6}$"
)
_DIVIDES = re.compile(
    r"分布|分为|分成|分别|分属|来自|组成|构成|包括|涵盖|包含|依次|[按从以][^，。；]{1,12}[分看计]|其中有|由[^，。；]{0,10}$"
)
_LEFT_OVER = re.compile(r"其余|剩余|余下")
_RANGE = re.compile(r"[至到~-]|以上|以下|以内|不足|未满")
_REST = re.compile(r"[，；、]?(?:其余|其他|剩余|剩下|余下|余者|另有?|等(?!级|次))")
_AMONG = re.compile(r"[。；](?:其中|[^，。；]{2,10}[中里]，)")
_EDGE = re.compile(r"[至到~-]\d|[（）以及]{0,3}以[上下内]|之[内间]")  # of a range, not of a count
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Row:
    """A total and what may be its parts; `behind`: the total stands behind them; `named`: others stand between."""

    total: Figure
    parts: tuple[Figure, ...]
    behind: bool
    named: bool = False

    @property
    def made(self) -> Decimal:
        """What the parts make."""
        return sum((part.value for part in self.parts), Decimal(0))


def open_sums(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the totals that nothing has held or accused yet."""
    settled = settled_by(judged)
    names = _names_of_held(judged)
    for passage in passages:
        weighed = [
            (weigh(passage, row) + WEIGHTS["parallel"] * (tuple(labels_of(row.parts)) in names), row)
            for row in rows(passage)
            if row.total.span not in settled and may_be_meant(row)
        ]
        told: set[Span] = set()
        for points, row in sorted(weighed, key=lambda each: -each[0]):
            figures = {figure.span for figure in (row.total, *row.parts)}
            taken = figures & told or any(part.span in settled for part in row.parts)
            if points < ENOUGH or taken or _is_explained(passage, row):
                continue
            told |= figures
            yield failed_sum(passages, row.total, row.parts)


def _names_of_held(judged: Sequence[Judged]) -> set[tuple[str, ...]]:
    """The names of the parts of sums that held: the same row elsewhere is meant to make its total too."""
    sums = (each for each in judged if each.kind is Kind.SUM and each.holds and each.claim)
    return {tuple(labels_of([f for f in each.figures if f is not each.claim])) for each in sums}


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
    if (
        not all(f.is_exact for f in (total, *row.parts))
        or adds_up(total, row.parts)
        or total.value in (0, made)
    ):
        return False
    if any(part.value == total.value for part in row.parts):
        return False
    gap = total.value - made
    near = abs(gap) * _NEAR <= total.value or abs(gap) <= 2 * (total.step or 1)
    return (
        near
        or is_slip(total, made)
        or any(part.value + gap > 0 and is_slip(part, part.value + gap) for part in row.parts)
    )


def _is_explained(passage: Passage, row: Row) -> bool:
    """Whether a figure beside the row is what its parts make, or what they lack, be it counted otherwise."""
    if is_of_rate(passage, row.total, row.parts) or adds_without_plans(row.total, row.parts):
        return True
    begins, _ = passage.sentence_range(max(0, min(row.total.sentence, row.parts[0].sentence) - 1))
    last = max(row.total.sentence, row.parts[-1].sentence)
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, last + 1))
    low, high = sorted((row.total.at, row.parts[0].at, row.parts[-1].after))[::2]
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
        if counts(figure) and figure.value > 0 and not _EDGE.match(passage.text, figure.after):
            by_unit.setdefault(_family(figure), []).append(figure)
    for figures in by_unit.values():
        yield from _rows(passage, figures)
        yield from _named_rows(figures)


def _family(figure: Figure) -> str:
    """What figures that may be added are counted in; a total of 人次 may be of sessions of so many 人."""
    return "个" if figure.unit in "个家所处" else "人" if figure.unit == "人次" else figure.unit


def _named_rows(figures: Sequence[Figure]) -> Iterator[Row]:
    """Rows with others of the unit between: "在管28,640人，规范管理22,340人；在管9,870人，…。合计在管40,760人"."""
    for index, total in enumerate(figures):
        found = _SUMS_UP.search(total.lead)
        kernel = total.lead[found.end() :] if found else ""
        for name in dict.fromkeys((kernel[-2:], kernel[:1])):
            before = [f for f in figures[max(0, index - 2 * _MOST) : index] if f.at > total.at - 2 * _REACH]
            parts = tuple(f for f in before if name and name in f.lead and not _SUMS_UP.search(f.lead))
            if 1 < len(parts) < len([f for f in before if f.at >= parts[0].at]):
                yield Row(total, parts, behind=True, named=True)


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
            if (
                start > 1
                and (total := figures[start - 2]).at > parts[0].at - _REACH
                and "其中" in passage.text[total.after : parts[0].at]
            ):
                yield Row(total, parts, behind=False)
            if stop + 1 < len(figures) and figures[stop + 1].at < part.at + _REACH:
                yield Row(figures[stop + 1], parts, behind=True)


ENOUGH = 13
# Tenths of a logarithm of odds, fitted to what the corpus says holds with a slip put into it.
WEIGHTS = {
    "before": 0, "behind": -5, "digits 1": -10, "digits 2": -5, "digits 3": 0, "digits 4": 6, "digits 5": 8,
    "swapped": 15, "near": -16, "slip of part": -14, "more": 2, "more of 其中": 2, "more of persons": -18,
    "fewer of 其中": -10, "no head": -10,
    "total too small": 0,
    "parts 2": -6, "parts 3": 2, "parts 4": 2, "whole": 2, "sums up": 16, "numbered right": 15, "numbered wrong": -30,
    "其中": 11, "few among": -12, "divides": 4, "marked": 0, "of them": 9, "bare": -4, "more to come": -15,
    "all named": 18, "rest named": 2, "disjoint": 2, "counted off": 8, "overlapping": -14, "long names": -8,
    "plain names": 0, "其中 within": -10, "total within": -10,
    "rank 0": -7, "rank 1": 1, "rank 2": 2, "rank 3": -2, "rank 4": -6, "uneven": -20,
    "apart 0": 5, "apart 1": -18, "apart 2": 9, "apart 3": -8, "apart 4": -4,
    "brackets": -17, "in bracket": -3, "passed over": -8, "other counts": -8, "other counts evenly": 0,
    "no level": -10, "with shares": 10, "goes on": -28, "began before": -13, "other units": -6,
    "within a hundredth": 6, "by name": 8, "ranges": 5, "rest of them": 14, "parallel": 15,
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
    if abs(made - total.value) * 100 <= total.value:
        yield "within a hundredth"
    among = "其中" in row.parts[0].lead
    if made > total.value:
        yield "more of persons" if among and total.unit == "人" else "more of 其中" if among else "more"
    elif among:
        yield "fewer of 其中"
    if total.value <= max(part.value for part in row.parts):
        yield "total too small"
    yield f"parts {min(4, len(row.parts))}"


def _of_words(passage: Passage, row: Row) -> Iterator[str]:
    total = row.total
    if _WHOLE.search(total.lead):
        yield "whole"
    if not row.behind:
        yield from _in_front(passage, row)
        return
    if _SUMS_UP.search(total.lead):
        yield "sums up"
    numbered = _NUMBERED.search(total.lead)
    if numbered:
        number = _DIGITS.find("二" if numbered["number"] == "两" else numbered["number"])
        number = int(numbered["number"]) if number < 0 else number
        yield "numbered right" if number == len(row.parts) else "numbered wrong"


def _in_front(passage: Passage, row: Row) -> Iterator[str]:
    total, first, last = row.total, row.parts[0], row.parts[-1]
    between = passage.text[total.after : first.at]
    counters = [
        f for f in passage.between(total.after, first.at) if f.unit != total.unit and not f.is_percent
    ]
    if counters and counters[-1].value == len(row.parts):
        yield "numbered right"
    yield _leading(between)
    if "其中" in between:
        if len(str(int(total.value / (total.step or 1)))) < 3 and not _is_firm(labels_of(row.parts)):
            yield "few among"
    elif _leading(between) == "bare":
        parted = max(rank_between(passage, *pair) for pair in pairwise(row.parts))
        if rank_between(passage, total, first) <= parted and not _WHOLE.search(total.lead):
            yield "no head"
    if _REST.match(passage.text, last.after):
        yield "more to come"


def _leading(between: str) -> str:
    """What leads from a total to its parts."""
    if "其中" in between:
        return "其中"
    if _DIVIDES.search(between):
        return "divides"
    if between.startswith("（") or "：" in between:
        return "marked"
    return "of them" if re.search(r"[中里]，", between) else "bare"


def _of_labels(row: Row) -> Iterator[str]:
    labels = labels_of(row.parts)
    if complementary(labels) or whole_scale(labels) or bands(labels) or months(row.parts):
        yield "all named"
    elif names_rest(labels):
        yield "rest of them" if _LEFT_OVER.match(labels[-1]) else "rest named"
    elif disjoint(labels):
        yield "disjoint"
    elif all(_RANGE.search(label) for label in labels) and of_one_size(labels):
        yield "ranges"
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
    if any(_TOTALS.search(part.lead) for part in row.parts):
        yield "total within"


def _is_firm(labels: Sequence[str]) -> bool:
    return complementary(labels) or whole_scale(labels) or disjoint(labels) or _is_numbered(labels)


def _is_numbered(labels: Sequence[str]) -> bool:
    """Whether the names count off: 第一种形态, 第二种形态; A类, B类; Ⅱ类, Ⅲ类."""
    order = "一二三四五六七八九ABCDEⅠⅡⅢⅣⅤ优良中差"
    found = [next((sign for sign in label if sign in order), "") for label in labels]
    return all(found) and len(set(found)) == len(found)


def _of_shape(passage: Passage, row: Row) -> Iterator[str]:
    if row.named:
        yield "by name"
        return
    parts, total = row.parts, row.total
    ranks = [max(1, rank_between(passage, one, other)) for one, other in pairwise(parts)]
    ends = (parts[-1], total) if row.behind else (total, parts[0])
    apart = rank_between(passage, *ends)
    yield f"rank {max(ranks)}"
    if min(ranks) != max(ranks):
        yield "uneven"
    if apart > 2 and not row.behind and _AMONG.search(passage.text[total.after : parts[0].at]):
        apart = 2
    yield f"apart {apart}"
    if len({part.bracket for part in parts}) > 1:
        yield "brackets"
    if total.bracket != parts[0].bracket and not row.behind and total.after + 1 < parts[0].at:
        yield "in bracket"
    if any(f.role is not Role.LEVEL for f in parts):
        yield "no level"
    if len({f.unit for f in (*parts, total)}) > 1:
        yield "other units"
    yield from _of_neighbours(passage, row, max(ranks))


def _of_neighbours(passage: Passage, row: Row, rank: int) -> Iterator[str]:
    """What stands between the parts, in front of them and behind."""
    parts, total = row.parts, row.total
    strangers = [
        f for f in passage.between(parts[0].at, parts[-1].after) if f not in parts and not f.is_percent
    ]
    if any(compatible(f.unit, total.unit) for f in strangers):
        yield "passed over"
    elif strangers:
        yield "other counts evenly" if len(strangers) % (len(parts) - 1) == 0 else "other counts"
    if len([f for f in passage.between(parts[0].at, parts[-1].after + 20) if f.is_percent]) >= len(parts):
        yield "with shares"
    behind = _alike(passage.between(parts[-1].after, parts[-1].after + _AROUND), total)
    if behind and rank_between(passage, parts[-1], behind[0]) <= rank:
        yield "goes on"
    front = _alike(passage.between(max(0, parts[0].at - _AROUND), parts[0].at), total)
    if front and rank_between(passage, front[-1], parts[0]) <= rank:
        yield "began before"


_AROUND = 60


def _alike(figures: Sequence[Figure], total: Figure) -> list[Figure]:
    """The figures that may be further parts of a total."""
    return [f for f in figures if _family(f) == _family(total) and counts(f) and f is not total and f.value]
