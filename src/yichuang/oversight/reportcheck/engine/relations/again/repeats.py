"""One amount told directly again in another unit is the same amount: "126000元，即1.26万元" is 12.6万元.

So are the two totals of an account, what there was and what became of it: "收入总计404,100万元；…支出总计404,100万元".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind

_RESTATED = re.compile(r"^(?:即|约合|折合|合|也就是|相当于|等于|换算为?)$")
_ROUGHLY = re.compile(r"（约?$")  # 1,260万立方米（约0.126亿立方米）
_OF_EACH = ("/", "每")


def repeats(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All amounts of a document that are told again in another unit."""
    for passage in passages:
        yield from _restated(passages, passage)
    yield from _both_totals(passages)


_CAME = re.compile(r"收入(?P<total>总计|总额|合计)(?:为|达|共)?$")
_WENT = re.compile(r"支出(?P<total>总计|总额|合计)(?:为|达|共)?$")
_BALANCED = re.compile("收支平衡|收支相抵|平衡")
_FURTHEST = 3  # paragraphs


def _both_totals(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The totals of income and expense of one account, both 总计 or said to balance."""
    came: tuple[Figure, str] | None = None
    for passage in passages:
        for figure in passage.figures:
            if not is_money(figure.unit) or not figure.is_exact or figure.role is not Role.LEVEL:
                continue
            if found := _CAME.search(figure.lead):
                came = (figure, found["total"])
            elif came and (found := _WENT.search(figure.lead)):
                first, total = came
                came = None
                begins, ends = passage.sentence_range(figure.sentence)
                told_so = total == found["total"] == "总计" or _BALANCED.search(passage.text, begins, ends)
                if told_so and figure.paragraph - first.paragraph <= _FURTHEST:
                    yield from _balanced(passages, first, figure)


def _balanced(passages: Sequence[Passage], first: Figure, again: Figure) -> Iterator[Judged]:
    """Only held: what one of the two leaves out (上解, 结转) may stand elsewhere."""
    figures = (first, again)
    if first.interval.meets(again.interval):
        told = f"收入总计 {said(first)}，支出总计 {said(again)}，相等"
        yield Judged(Kind.REPEAT, figures, quotes(passages, figures), True, told, claim=again)


def _restated(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """An amount told again in another unit of the same kind, directly behind itself."""
    for beside, again in zip(passage.figures, passage.figures[1:], strict=False):
        if not _is_restated(passage, beside, again):
            continue
        first = _restated_by(passage, beside, again)
        figures = (first, again)
        told = f"{said(first)}{first.unit} = {_other_scale(first, again)}{again.unit}"
        if first.interval.meets(again.interval):
            yield Judged(
                Kind.UNIT, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=again
            )
        elif (first.is_exact and again.is_exact and _is_slip(first, again)) or _is_moved(first, again):
            yield Judged(
                Kind.UNIT, figures, quotes(passages, figures), False, f"{told}，原文为 {said(again)}{again.unit}",
                changes(instead(again, first.value), instead(first, again.value)), claim=again,
            )  # fmt: skip


def _is_restated(passage: Passage, beside: Figure, again: Figure) -> bool:
    """Whether a figure is said to be the one beside it, not what each has of that: 1.2万元，合1,000元每月."""
    if beside.unit != again.unit or again.clause - beside.clause > 1:
        return False
    in_brackets = _ROUGHLY.fullmatch(passage.text, beside.after, again.at) and _is_rougher(beside, again)
    said_so = _RESTATED.match(again.lead) or in_brackets
    summed = again.lead == "合" and beside.word == again.word  # 补助1,000元，自投1,370元，合2,370元
    return bool(said_so) and not summed and not passage.text.startswith(_OF_EACH, again.after)


def _is_rougher(beside: Figure, again: Figure) -> bool:
    """Whether it is in another scale: then brackets alone say that it is the same."""
    return bool(beside.unit) and beside.numeral.scale != again.numeral.scale


def _restated_by(passage: Passage, first: Figure, again: Figure) -> Figure:
    """The figure that is told again: the one in front, or the total that its list began with."""
    if first.interval.meets(again.interval):
        return first
    front = [f for f in passage.in_sentence(first.sentence) if f.at < first.at and f.unit == first.unit]
    return next((f for f in reversed(front) if f.interval.meets(again.interval)), first)


def _is_slip(first: Figure, again: Figure) -> bool:
    """Whether the same digits stand in another place, or others as by a slip: else 即 may tell of something else."""
    one, other = (digits_of(f).rstrip("0") for f in (first, again))
    one = str(round(int(one), len(other) - len(one))).rstrip("0") if len(one) > len(other) > 0 else one
    swapped = sorted(one) == sorted(other) or len(other) >= TELLING
    return one == other or (swapped and is_slip_of(one, other))


def _is_moved(first: Figure, again: Figure) -> bool:
    """Whether it has the same digits in another place; told roughly too (约1.26亿), it is that number."""
    one, other = (digits_of(figure).rstrip("0") for figure in (first, again))
    return one == other and len(one) > 1


def _other_scale(first: Figure, again: Figure) -> str:
    value = first.value / again.numeral.scale
    word = said(again)[-1] if said(again)[-1] in "万亿" else ""
    return f"{value.normalize():f}{word}"
