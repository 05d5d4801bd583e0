"""Averages: so much each is the whole divided by how many there are.

"涉及农户7120户，发放补贴1863.5万元，户均2617元": 18635000 ÷ 7120 = 2617.

What it is an average over is said in the word itself: 户均 over 户, 人均 over 人, 日均 over days, 平均每站 over 站. It
is held if some pair of the sentence gives it, accused only if there is one pair alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, multiply, printed
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import class_of, unit_at
from yichuang.oversight.reportcheck.findings import Kind

_OVER = re.compile(
    r"(?:(?P<by>[人日天月户村年周件次班生校站期镇乡组师车床])均|平均?每一?(?P<each>[^\d，。；：]{1,8}?)"
    r"(?=$|平均|[约为有办培接用花发参收处受配送拥投补奖听出开服达可]))"
)
_BY = {
    "人": "人", "生": "人", "师": "人", "日": "天", "天": "天", "月": "个月", "年": "年", "周": "周",
    "户": "户", "件": "件", "次": "次",
}  # fmt: skip
_NOT_NOW = re.compile(
    r"年均|收入|工资|寿命|年龄|增长|产值|预期|同比|GDP|生产总值|消费支出|房价|提前|法定|承诺|压缩"
)
REACH = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A whole and how many it is shared among."""

    whole: Figure
    among: Figure


def averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All averages of a document."""
    for passage in passages:
        for index, average in enumerate(passage.figures):
            if average.role is Role.AVERAGE and not average.is_percent:
                judged = _judged(passages, passage, index, average)
                if judged:
                    yield judged


def _judged(passages: Sequence[Passage], passage: Passage, index: int, average: Figure) -> Judged | None:
    found = _OVER.search(average.lead)
    if not found or _NOT_NOW.search(average.lead):
        return None
    near = _near(passage, index, average)
    among = [f for f in near if _is_among(found, f)]
    wholes = [f for f in near if f.unit == average.unit and f.role in (Role.LEVEL, Role.BASE)]
    pairs = [Pair(whole, each) for whole in reversed(wholes) for each in reversed(among) if whole is not each]
    for pair in pairs:
        share = pair.whole.interval.over(pair.among.interval)
        if share is not None and share.meets(_range(average)):
            return _told(passages, average, pair, holds=True)
    pairs = [pair for pair in pairs if max(pair.whole.at, pair.among.at) < average.at]
    if len(pairs) != 1 or not all(f.is_exact for f in (average, pairs[0].whole, pairs[0].among)):
        return None
    pair = pairs[0]
    if pair.among.value <= 1 or pair.whole.sentence != average.sentence or not _is_sure(pair):
        return None
    return _told(passages, average, pair, holds=False)


def _near(passage: Passage, index: int, average: Figure) -> list[Figure]:
    near = passage.figures[max(0, index - REACH) : index + 4]
    return [
        f
        for f in near
        if f is not average
        and not f.is_percent
        and abs(average.sentence - f.sentence) <= 1
        and f.role is not Role.AVERAGE
    ]


def _is_among(found: re.Match[str], figure: Figure) -> bool:
    """Whether a figure counts what the average is over."""
    if figure.role not in (Role.LEVEL, Role.TARGET, Role.BASE):
        return False
    words = found["by"] or found["each"]
    unit = _BY.get(words) or class_of(words)
    if figure.unit == unit or (figure.unit, unit) in (("工作日", "天"), ("人次", "人")):
        return True
    if words in _BY:
        return False
    noun = re.sub(r"^(?:个|名|位|家|所|处|工作|辆|张|台|间|座)", "", words) or words
    if unit_at(words, 0) == words and len(words) == 1 and figure.word == words:
        return True
    return len(noun) >= 1 and noun not in "个名位家所处" and noun in figure.tail[:16] + figure.lead[-8:]


def _range(average: Figure) -> Interval:
    """An average of whole numbers is rounded to one."""
    if not average.is_exact:
        return average.interval
    return printed(average.value, average.step or Decimal(1))


def _is_sure(pair: Pair) -> bool:
    """Whether whole and number stand beside each other, so that nothing else can be meant."""
    return abs(pair.whole.clause - pair.among.clause) <= 2


def _told(passages: Sequence[Passage], average: Figure, pair: Pair, *, holds: bool) -> Judged:
    figures = (pair.whole, pair.among, average)
    value = divide(pair.whole.value, pair.among.value)
    step = average.step or Decimal(1)
    places = max(0, -int(step.adjusted()) + 1)
    told = f"{said(pair.whole)} ÷ {said(pair.among)} {about(value, places)}"
    if holds:
        return Judged(
            Kind.AVERAGE,
            figures,
            quotes(passages, figures),
            True,
            f"{told}，与原文 {said(average)} 相符",
            claim=average,
        )
    return Judged(
        Kind.AVERAGE, figures, quotes(passages, figures), False, f"{told}，原文为 {said(average)}",
        changes(
            instead(average, value.quantize(step) if average.step == 0 else value),
            instead(pair.whole, multiply(average.value, pair.among.value)),
            instead(pair.among, _how_many(pair.whole, average)) if average.value else None,
        ),
        claim=average,
    )  # fmt: skip


def _how_many(whole: Figure, average: Figure) -> Decimal:
    return rounded(divide(whole.value, average.value), Decimal(1))
