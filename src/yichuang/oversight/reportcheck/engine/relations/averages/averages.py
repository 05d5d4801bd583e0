"""Averages: so much each is the whole divided by how many there are. What all relations of averages reckon with. Pure.

"涉及农户7120户，发放补贴1863.5万元，户均2617元": 18635000 ÷ 7120 = 2617.

What it is an average over is said in the word itself (`holders.py`); which whole and which sharers are meant is weighed
(`open_averages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, multiply, printed
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.holders import HOLDERS
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said, with_value
from yichuang.oversight.reportcheck.findings import Kind

NOT_NOW = re.compile(
    r"年均|收入|工资|寿命|年龄|增长|产值|预期|同比|GDP|生产总值|消费支出|房价|提前|法定|承诺|压缩"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A whole and how many it is shared among."""

    whole: Figure
    among: Figure


def lists_averages(passage: Passage, whole: Figure, average: Figure) -> bool:
    """Whether a whole is of several with averages of their own: 756个：下乡36场，每场12个；进社区27场，每场12个."""
    if whole.sentence != average.sentence or whole.at > average.at:
        return False
    again = any(
        f.at != average.at and f.at > whole.after and f.unit == average.unit and f.lead == average.lead
        for f in passage.in_sentence(average.sentence)
    )
    return again and "：" in passage.text[whole.after : average.at]


def is_of_new(passage: Passage, average: Figure) -> bool:
    """Whether an average is of those that came new: "新增16部，比上年（11部）多5部。…受益居民192户，平均每部12户"."""
    begins, ends = passage.sentence_range(max(0, average.sentence - 1))[0], average.after + _FAR
    near = [f for f in passage.between(begins, ends) if f.at != average.at and f.value > 0]
    new = [f for f in near if f.role is Role.CHANGE and f.word and _is_by_unit(average, f)]
    return any(
        fits_average(Pair(whole, each), average)
        for each in new
        for whole in near
        if whole.unit == average.unit and whole is not each
    )


def _is_by_unit(average: Figure, among: Figure) -> bool:
    """Whether an average is said to be over what a figure counts, by its measure word: 每部, 户均."""
    word = re.escape(among.word)
    return re.search(rf"每一?个?{word}|(?<!平){word}均", average.lead) is not None


def is_of_list(passage: Passage, whole: Figure) -> bool:
    """Whether a whole is the last of a list, all of which may be meant: 生产132家、销售2,547家、餐饮1,537家，…人均."""
    front = [f for f in passage.in_sentence(whole.sentence) if f.at < whole.at and f.unit == whole.unit]
    return bool(front) and rank_between(passage, front[-1], whole) == 1


_FAR = 60
_GENERAL = re.compile(
    r"平均|折合|折算|换算|约合|相当于|摊到|算下来|下来|测算|核算|计算|据此|[按照]此|[我本]?[全各][年县市镇乡区村校省站局院所队中]+|实际|本|共|约|累计|[上下]半年|今年|[一二三四]季度|其中|[人公网路]?[口路]?密度|强度|[均单定造票房租]价|价格|标准|成本|为|仅|只有|达"
)


def words_of_others(average: Figure) -> frozenset[str]:
    """The words in front of an average that may say of whom it is, by twos: 骨干 of 骨干宣讲员人均8场."""
    holders = HOLDERS.search(average.lead)
    subject = _GENERAL.sub("", average.lead[: holders.start()] if holders else "")
    if len(subject) == 1:
        return frozenset({subject})  # 虾均价每公斤32元
    return frozenset(subject[at : at + 2] for at in range(len(subject) - 1))


def value_of(pair: Pair) -> Decimal:
    return divide(pair.whole.value, pair.among.value)


def fits_average(pair: Pair, average: Figure) -> bool:
    share = pair.whole.interval.over(pair.among.interval)
    return share is not None and share.meets(range_of_average(average))


def range_of_average(average: Figure) -> Interval:
    """An average of whole numbers is rounded to one."""
    if not average.is_exact:
        return average.interval
    return printed(average.value, average.step or Decimal(1))


def told_average(passages: Sequence[Passage], average: Figure, pair: Pair, *, holds: bool) -> Judged:
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
            instead(average, rounded(value, step) if average.step == 0 else value),
            instead(pair.whole, multiply(average.value, pair.among.value)),
            _how_many(pair, average),
        ),
        claim=average,
    )  # fmt: skip


def _how_many(pair: Pair, average: Figure) -> str | None:
    """The number of sharers with which the average comes out, if a whole one does it."""
    if not average.value:
        return None
    among = with_value(pair.among, divide(pair.whole.value, average.value))
    share = pair.whole.interval.over(among.interval)
    return (
        instead(pair.among, among.value)
        if share is not None and share.meets(range_of_average(average))
        else None
    )
