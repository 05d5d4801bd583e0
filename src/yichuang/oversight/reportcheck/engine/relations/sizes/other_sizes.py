"""A figure told in a unit of another size than the figures beside it that make it. Pure.

"主管38.2公里、支管97.5公里，共135.7米": kilometres. "共1,260万元：弱电426万元，装饰716万元，家具118元": 118万元.
"由6,200亩增加到7,130亩，增幅15个百分点": an area grows by 15 %.

Told only if the numbers come out to their last digit in the other unit, three digits at least, and not in their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide, printed
from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import POINTS, is_money
from yichuang.oversight.reportcheck.findings import Kind

# Units of one measure that differ by a power of ten, and of which the wrong one is easily written.
_MEASURES = (
    frozenset(("公里", "千米", "米", "厘米", "毫米")),
    frozenset(("平方公里", "公顷", "平方米")),
    frozenset(("吨", "公斤", "克")),
)
_MADE = re.compile(
    r"(?:共计|合计|总计|总长度?|总重|总面积|累计|一共|共)(?:为|达|有|约)?$|^(?:结余|剩余|余|节余)$"
)
_LEFT = re.compile(r"结余|剩余|余")
_TEN_THOUSAND = Decimal(10**4)
_NEAR = 8  # figures
_MOST_PARTS = 6


def other_sizes(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such figures of a document."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            front = passage.figures[max(0, index - _NEAR) : index]
            judged = (
                _made(passages, figure, front)
                or _more_than_all(passages, passage, figure)
                or _part(passages, passage, index)
                or _part_of_a_row(passages, passage, index)
                or _grown(passages, figure, front)
            )
            if judged:
                yield judged


def _made(passages: Sequence[Passage], made: Figure, front: Sequence[Figure]) -> Judged | None:
    """A total or a rest in another unit than all figures right in front of it, of which it has the number."""
    if not _MADE.search(made.lead) or not _may_be(made) or len(digits_of(made)) < TELLING:
        return None
    run: list[Figure] = []
    for figure in reversed(front):
        if (
            figure.sentence != made.sentence
            or not _may_be(figure)
            or (run and _size(figure) != _size(run[0]))
        ):
            break
        run.append(figure)
        if _is_other_size(run[0], made) and len(run) > 1 and _printed(made) in _results(run, made):
            parts = tuple(reversed(run))
            sign = " - " if _LEFT.search(made.lead) else " + "
            told = f"{sign.join(said(part) + part.unit for part in parts)}，原文为 {said(made)}{made.unit}"
            fix = f"“{made.written}{made.word}”应为 {made.written.rstrip('万亿')}{_word(run[0])}"
            return _told(passages, (*parts, made), made, told, fix)
    return None


def _results(run: Sequence[Figure], made: Figure) -> set[Decimal]:
    """What the figures make as they are printed: their sum; of two also what is left."""
    values = [_printed(figure) for figure in run]
    if _LEFT.search(made.lead):
        return {values[1] - values[0]} if len(values) == 2 else set()
    return {sum(values, Decimal(0))}


def _more_than_all(passages: Sequence[Passage], passage: Passage, left: Figure) -> Judged | None:
    """More left, in 万元, than there was, of which it has the number in 元: 共14.5万元，支出14万元，结余5,000万元."""
    if not _REST.search(left.lead) or not is_money(left.unit) or not _may_be(left):
        return None
    amounts = [
        f for f in passage.in_sentence(left.sentence) if f.at < left.at and f.unit == left.unit and _may_be(f)
    ]
    if left.numeral.scale != _TEN_THOUSAND or any(f.value >= left.value for f in amounts):
        return None
    meant = divide(left.value, _TEN_THOUSAND)
    for whole, gone in combinations(amounts, 2):
        if whole.value - gone.value == meant:
            told = (
                f"{said(whole)} - {said(gone)} = {with_scale(meant, whole)}，原文为 {said(left)}{left.unit}"
            )
            fix = f"“{left.written}{left.word}”应为 {left.written.rstrip('万')}{left.word}"
            return _told(passages, (whole, gone, left), left, told, fix)
    return None


_REST = re.compile(r"(?:结余|剩余|节余|余|节约|结存|尚余)(?:资金|经费)?(?:为|了|达)?$")


def _part_of_a_row(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """An amount without 万 last in a row that has it, which with it makes a total told in a paragraph in front."""
    bare = passage.figures[index]
    if (
        not is_money(bare.unit)
        or not _may_be(bare)
        or bare.numeral.scale != 1
        or len(digits_of(bare)) < TELLING
    ):
        return None
    row = [f for f in passage.in_sentence(bare.sentence) if f is not bare and f.unit == bare.unit]
    if len(row) < 2 or any(f.numeral.scale != _TEN_THOUSAND or not _may_be(f) for f in row):
        return None
    made = sum((f.value for f in row), Decimal(0)) + bare.value * _TEN_THOUSAND
    before = passages[max(0, passage.index - _BACK) : passage.index]
    total = next(
        (f for each in before for f in each.figures if f.unit == bare.unit and f.value == made), None
    )
    if total is None:
        return None
    others = " - ".join(said(f) for f in row)
    told = f"{said(total)} - {others} = {said(bare)}万，原文为 {said(bare)}{bare.unit}"
    figures = (total, *sorted((*row, bare), key=lambda f: f.at))
    return _told(passages, figures, bare, told, f"“{bare.written}{bare.word}”应为 {said(bare)}万{bare.word}")


_BACK = 3  # paragraphs in front


def _part(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """An amount without 万 among others that have it, with which they make the total told in front of them."""
    bare = passage.figures[index]
    if (
        not is_money(bare.unit)
        or not _may_be(bare)
        or bare.numeral.scale != 1
        or len(digits_of(bare)) < (_IN_ROW if _goes_on(passage, index) else TELLING)
    ):
        return None
    near = [
        f
        for f in passage.figures[max(0, index - _NEAR) : index + _NEAR]
        if f is not bare
        and f.unit == bare.unit
        and f.role in (Role.LEVEL, Role.TARGET)
        and f.is_exact
        and f.bracket == bare.bracket
    ]
    if any(f.numeral.scale != _TEN_THOUSAND for f in near):
        return None
    for at, total in enumerate(near):
        for to in range(at + 3, min(len(near), at + _MOST_PARTS) + 1):
            parts = near[at + 1 : to]
            among = parts[0].at < bare.at and (to == len(near) or bare.at < near[to].at)
            wanted = total.value - sum((part.value for part in parts), Decimal(0))
            if among and wanted == bare.value * _TEN_THOUSAND:
                figures = tuple(sorted((total, *parts, bare), key=lambda f: f.at))
                others = " - ".join(said(part) for part in parts)
                told = f"{said(total)} - {others} = {said(bare)}万，原文为 {said(bare)}{bare.unit}"
                return _told(
                    passages,
                    figures,
                    bare,
                    told,
                    f"“{bare.written}{bare.word}”应为 {said(bare)}万{bare.word}",
                )
    return None


_IN_ROW = 2  # digits that tell enough of what goes on a row


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a figure stands right behind another of its unit, with but a name between: 财政8.3万元、企业赞助3.5元."""
    if not index:
        return False
    bare, before = passage.figures[index], passage.figures[index - 1]
    between = passage.text[before.after : bare.at]
    return before.unit == bare.unit and re.fullmatch(r"[、，][一-鿿]{1,8}", between) is not None


_GROWN = re.compile(r"(?:增长|增幅|增加|扩大|提高|上升|下降|减少|降幅|减幅)(?:了|达|为|约)?$")


def _grown(passages: Sequence[Passage], step: Figure, front: Sequence[Figure]) -> Judged | None:
    """A growth of counts told in percentage points."""
    if step.unit != POINTS or not step.is_exact or not _GROWN.search(step.lead):
        return None
    beside = [f for f in front if f.sentence == step.sentence]
    if any(f.is_percent for f in beside):
        return None
    for base in beside:
        nows = [f for f in beside if f.unit == base.unit and f.role is Role.LEVEL and f.at > base.at]
        for now in nows if base.role is Role.BASE and base.value > 0 else ():
            grown = divide(abs(now.value - base.value) * 100, base.value)
            if printed(step.value, step.step).has(grown) and len(digits_of(now)) > 1:
                told = f"({said(now)} - {said(base)}) ÷ {said(base)} = {said(step)}%，原文为 {said(step)}个百分点"
                return _told(passages, (base, now, step), step, told, f"“{step.written}”应为 {said(step)}%")
    return None


def _may_be(figure: Figure) -> bool:
    return figure.role is Role.LEVEL and figure.is_exact and not figure.is_percent


def _size(figure: Figure) -> tuple[str, Decimal]:
    return figure.unit, figure.numeral.scale if is_money(figure.unit) else Decimal(1)


def _is_other_size(part: Figure, made: Figure) -> bool:
    """Whether both are of one measure in units of different size."""
    if is_money(part.unit) and part.unit == made.unit:
        return {part.numeral.scale, made.numeral.scale} == {Decimal(1), _TEN_THOUSAND}
    both = {part.unit, made.unit}
    return len(both) == 2 and any(both <= measure for measure in _MEASURES)


def _printed(figure: Figure) -> Decimal:
    """The number as it is printed, without its 万."""
    return divide(figure.value, figure.numeral.scale) if is_money(figure.unit) else figure.value


def _word(figure: Figure) -> str:
    many = is_money(figure.unit) and figure.numeral.scale == _TEN_THOUSAND
    return f"万{figure.word}" if many else figure.word


def _told(
    passages: Sequence[Passage], figures: tuple[Figure, ...], claim: Figure, told: str, fix: str
) -> Judged:
    return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=claim)
