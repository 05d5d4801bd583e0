"""Shares of which the text says that nothing is left out and nothing counted twice: they make 100 per cent.

"归入四类，不重复计：…占81.6%，…占9.7%，…占5.2%，…占4.5%" make 101.0 %.
Shares that make 100 per cent in a row are of one whole, whatever stands between them and however they are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.percents.counted_rest import leaves_a_counted_rest
from yichuang.oversight.reportcheck.engine.relations.percents.percents import (
    HUNDRED,
    by_rounding,
    has_rough_share,
    have_counts_of_their_own,
    is_told_all,
    label_of,
)
from yichuang.oversight.reportcheck.engine.relations.percents.said_to_be_all import is_said_to_be_all
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    all_degrees,
    complementary,
    may_overlap,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind

_ONCE = re.compile(
    r"[只仅](?:能|可|按|归|计|算|勾|选|填|投)[^，。；]{0,10}(?:[一1][个项类次处栏票]|归入|归类)|单选|不重复|[互无未]不?(?:重复|交叉)|唯一"
    r"|归(?:入|为|成|并)[^，。；]{0,6}[三四五六七八九十\d]类|[三四五六七八九十](?:类|项|部分|者|档|级)[^，。；]{0,4}(?:即为|就是|构成|为)全部"
    r"|加总即为|(?:百分比|比例|占比|份额)之和为"
)
_MANY = re.compile(r"多选|可选|交叉|兼|同时|可重复|有重复|重复计")
_OTHERWISE = re.compile(r"合计|相加|之和|前[两三四五2-5]项|[两三四]项|其中|合起来")
_OF_RATE = re.compile(r"(?<!率)率(?:为|达|达到|是)?$")
_WEIGHTS = re.compile(r"按[^，。；]{0,6}(?:权重|比重)(?:分别)?(?:为|是)?$")  # 按权重40%、30%、30%折算
_REST = re.compile(r"^(?:其余|剩余|余下|其他|剩下|另)")
# 上浮2%、扣3%: by so much something is changed, it is a share of nothing.
_STEPS = re.compile(
    r"(?:[上下]浮|浮动|扣[减除罚发]?|核减|加[收价]|[降涨提]价|减免|优惠|让利|奖励?|罚)(?:了|为|各)?$"
)
_FARTHEST = Decimal(30)  # though the words say that they are all
_FAR = Decimal(12)  # what is further from a hundred may never have been meant to make it


def told_shares(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rows of shares of a document that make a hundred, or are said to."""
    for passage in passages:
        for number in range(len(passage.sentences)):
            for row in _rows(passage, number):
                yield from _judged(passages, passage, row)


def _rows(passage: Passage, number: int) -> Iterator[list[Figure]]:
    """The shares of a sentence that follow each other without a rate of another kind between."""
    row: list[Figure] = []
    for figure in passage.in_sentence(number):
        if figure.unit != PERCENT:
            continue
        if _is_share(passage, figure):
            row.append(figure)
            continue
        if len(row) > 1:
            yield row
        row = []
    if len(row) > 1:
        yield row


def _is_share(passage: Passage, figure: Figure) -> bool:
    begins, _ = passage.clause_range(figure.clause)
    words = passage.text[begins : figure.at]
    named = _OF_RATE.search(figure.lead) and "占" not in figure.lead
    return (
        figure.role is Role.RATE
        and figure.is_exact
        and 0 < figure.value < HUNDRED
        and not named
        and not _STEPS.search(figure.lead)
        and not _OTHERWISE.search(words)
    )


def _judged(passages: Sequence[Passage], passage: Passage, row: Sequence[Figure]) -> Iterator[Judged]:
    made = list(_wholes(passage, row))
    is_one = _is_said_to_be_one(passage, row)
    for shares in made:
        arithmetic = f"{_sum(shares)}，合计为 100%"
        yield Judged(
            Kind.PERCENT_TOTAL, tuple(shares), quotes(passages, shares), True, arithmetic, claim=shares[-1]
        )
    told_apart = made and (not is_one or _is_hundred(passage, row))
    if have_counts_of_their_own(passage, row):
        return
    if not told_apart and len(row) > 2 and _leaves_nothing(passage, row, is_one=is_one):
        gap = HUNDRED - _total(row)
        figures = (*row, *_said_to_be_made(passage, row))
        yield Judged(
            Kind.PERCENT_TOTAL, figures, quotes(passages, figures), False, f"{_sum(row)}，各部分之和不是 100%",
            changes(*(instead(share, share.value + gap) for share in row)),
        )  # fmt: skip


def _wholes(passage: Passage, row: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """The runs of a row that make a hundred, the first that does from each beginning on."""
    begins = 0
    while begins < len(row) - 1:
        for ends in range(begins + 2, len(row) + 1):
            if _is_hundred(passage, row[begins:ends]):
                yield row[begins:ends]
                begins = ends - 1
                break
        begins += 1


def _is_hundred(passage: Passage, shares: Sequence[Figure]) -> bool:
    less, more = by_rounding(passage, shares)
    return -less <= _total(shares) - HUNDRED <= more


def _is_said_to_be_one(passage: Passage, row: Sequence[Figure]) -> bool:
    """Whether the words say that the shares are all of one whole, and each counted in one of them."""
    begins, ends = passage.sentence_range(row[0].sentence)
    return bool(_ONCE.search(passage.text[begins:ends])) or is_said_to_be_all(passage, row)


def _said_to_be_made(passage: Passage, row: Sequence[Figure]) -> list[Figure]:
    """The hundred that the shares are said to make: 合为100%."""
    behind = (f for f in passage.in_sentence(row[0].sentence) if f.at > row[-1].at)
    return [f for f in behind if f.is_percent and is_told_all(f)][:1]


def _leaves_nothing(passage: Passage, row: Sequence[Figure], *, is_one: bool) -> bool:
    """Whether the words say that each is counted in one of them, or name all degrees of one scale."""
    sentence = passage.in_sentence(row[0].sentence)
    told = (HUNDRED, _total(row))  # 一等奖10%、二等奖20%、三等奖30%，获奖面合计60%
    summed = any(f.value in told and f.is_percent and not is_told_all(f) for f in sentence)
    if summed or not (_is_near(row) or (is_one and abs(HUNDRED - _total(row)) <= _FARTHEST)):
        return False
    begins, ends = passage.sentence_range(row[0].sentence)
    if _MANY.search(passage.text[begins:ends].replace("不重复计", "")) or has_rough_share(passage, row):
        return False
    if leaves_a_counted_rest(passage, row):
        return False
    beside = all(rank_between(passage, one, other) <= 1 for one, other in pairwise(row))
    if beside and _WEIGHTS.search(row[0].lead):
        return True
    labels = [label_of(passage, share) for share in row]
    if _REST.match(row[-1].lead) and not any(_REST.match(share.lead) for share in row[:-1]):
        return True
    if _is_hardly_more(row) and not any(may_overlap(label) for label in labels):
        return True
    if _total(row) > HUNDRED and _is_divided(passage, row):
        return True
    behind = [share.tail for share in row]  # 31.2%认为增加，51.0%认为持平，17.8%认为减少
    named = whole_scale(labels) or all_degrees(labels) or complementary(labels) or complementary(behind)
    return named or is_one


_DIVIDED = re.compile(r"(?:从[^，。；]{1,12}|按[^，。；]{1,10})(?:分|看|划分|划)[，：]")


def _is_divided(passage: Passage, row: Sequence[Figure]) -> bool:
    """Whether the sentence opens with that by which it divides: 从成因看，…占46.2%；…占24.6%；…."""
    begins, _ = passage.sentence_range(row[0].sentence)
    opens = _DIVIDED.search(passage.text, begins, row[0].at) is not None
    return opens and len(row) > 2 and all("占" in share.lead for share in row)


def _is_hardly_more(row: Sequence[Figure]) -> bool:
    """Whether shares make a little more than a hundred: those of which one may have several make far more."""
    of_another = any(_OF_ANOTHER.search(share.lead) for share in row)
    return HUNDRED < _total(row) <= HUNDRED + _LITTLE and not of_another


_OF_ANOTHER = re.compile(r"目标|计划|任务|修正|完成")  # 修正为3.37%，五年目标14.5%已完成84.0%
_LITTLE = Decimal(2)  # a share or two mistyped


def _is_near(row: Sequence[Figure]) -> bool:
    """Whether they come near a hundred, or would but for a slip of the pen in one."""
    gap = HUNDRED - _total(row)
    return abs(gap) <= _FAR or any(is_slip(share, share.value + gap) for share in row)


def _total(shares: Sequence[Figure]) -> Decimal:
    return sum((share.value for share in shares), Decimal(0))


def _sum(shares: Sequence[Figure]) -> str:
    return f"{' + '.join(said(share) for share in shares)} = {shown(_total(shares))}%"
