"""Shares of one whole make 100 per cent.

"城市管理类占28.6%，…，其他类占8.7%" make 102.0%.  "三次产业结构为18.3:38.0:43.7" make 100.

Shares that make less may leave some out: they are wrong only if the rest is named. Shares that make more are wrong
unless an answer could be given more than once, or some of them make a hundred by themselves: those are of another row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.percents.age_bands import takes_all_ages
from yichuang.oversight.reportcheck.engine.relations.percents.counted_rest import leaves_a_counted_rest
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    all_degrees,
    complementary,
    disjoint,
    may_overlap,
    names_rest,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED = Decimal(100)
MOST_BY_SLIP = Decimal(110)  # shares of different things make about anything
_DIVIDED = re.compile(r"(?:分布|构成|结构|组成|来源|分类|占比)(?:情况)?(?:为|如下|看)?：$")
_CLOSE = Decimal(8)  # shares of a structure that come so near a hundred are meant to be all
_MANY = re.compile(r"多选|可选|交叉|重复|兼|同时")
_SUMS_UP = re.compile(r"合[计为占]|总计|相加|之和|总和|加起来|合起来")
_SHARE = re.compile(r"占(?!(?:年初|全年|年度|目标)?(?:任务|预算|计划|目标))|比重|比例|份额|构成|贡献率")
_OF_THREE = re.compile(
    r"三(?:次产业|大需求)[^，。；]{0,16}(?:贡献率|占比|比重|结构|比例)[^，。；]{0,4}(?:分别|依次)?(?:为|是)$"
)
_STRUCTURE = re.compile(r"结构|比重|比例|占比|构成|之比")
_RATIO = re.compile(r"(?<![\d.：∶])\d+(?:\.\d+)?(?:[：∶]\d+(?:\.\d+)?){1,5}(?![\d.：∶])")


def percent_totals(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All lists of shares of a document."""
    for passage in passages:
        for shares in _lists(passage):
            judged = _judged(passages, passage, shares)
            if judged:
                yield judged
        yield from _structures(passage)


def _lists(passage: Passage) -> Iterator[tuple[Figure, ...]]:
    """Shares side by side in a sentence: each with its own 占, or several behind one."""
    for number in range(len(passage.sentences)):
        found = [f for f in passage.in_sentence(number) if f.unit == PERCENT and f.role is Role.RATE]
        run: list[Figure] = []
        for figure in found:
            if len(run) > 1 and is_told_all(figure):
                yield (*run, figure)
                run = []
                continue
            opens = _OPENS_ROW.search(figure.lead) is not None
            if not _is_share(passage, figure, run) or (run and (opens or _is_among(passage, figure))):
                if len(run) > 1:
                    yield from _rows(passage, run)
                run = []
                if not _is_share(passage, figure, run):
                    continue
            run.append(figure)
        if len(run) > 1:
            yield from _rows(passage, run)


# 视力不良占48.0%；轻度、中度、高度近视分别占58.4%、32.9%、8.7%: a row by itself, of something else
_OPENS_ROW = re.compile("(?:分别|依次)(?:各?占|为)")


def is_told_all(figure: Figure) -> bool:
    """Whether a share is what all before it are said to make: 以上各项占比合计为100%."""
    return figure.value == HUNDRED and bool(_SUMS_UP.search(figure.lead))


def _is_among(passage: Passage, share: Figure) -> bool:
    """Whether the clause of a share begins with 其中: "60岁及以上占22.8%，其中65岁及以上占16.9%"."""
    return "其中" in passage.text[passage.clause_range(share.clause)[0] : share.at]


def _rows(passage: Passage, run: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """The shares as one list, or as those that ； parts if weaker signs keep each: "男占51%，女占49%；党员占…"."""
    rows: list[list[Figure]] = [[run[0]]]
    for one, other in pairwise(run):
        if rank_between(passage, one, other) < _PARTS:
            rows[-1].append(other)
        else:
            rows.append([other])
    made = sum((share.value for share in run), Decimal(0))
    if len(rows) == 1 or made <= MOST_BY_SLIP or any(len(row) < 2 for row in rows):
        yield tuple(run)
    else:
        yield from map(tuple, rows)


_PARTS = 3
_PAIR = 2


def _is_share(passage: Passage, figure: Figure, run: Sequence[Figure]) -> bool:
    if _SHARE.search(figure.lead):
        return True
    begins, _ = passage.sentence_range(figure.sentence)
    head = passage.text.rfind("：", begins, (run[0] if run else figure).at)
    listed = head >= 0 and _DIVIDED.search(passage.text, max(begins, head - 12), head + 1) is not None
    if listed and not run and len(figure.lead) > 1:
        return True
    return (
        bool(run)
        and figure.bracket == run[-1].bracket
        and rank_between(passage, run[-1], figure) <= (2 if listed else 1)
        and len(figure.lead) <= 8
    )


def _judged(passages: Sequence[Passage], passage: Passage, shares: tuple[Figure, ...]) -> Judged | None:
    if not all(share.is_exact for share in shares):
        return None  # "占四成；…占15%；…占20%": the rest may be the 四成
    figures = shares
    whole: tuple[Figure, ...] = ()
    if is_told_all(shares[-1]):
        shares, whole = shares[:-1], shares[-1:]
    made = sum((share.value for share in shares), Decimal(0))
    cut, tolerance = by_rounding(passage, shares)
    told = f"{' + '.join(said(share) for share in shares)} = {shown(made)}%"
    if -cut <= made - HUNDRED <= tolerance:
        return Judged(
            Kind.PERCENT_TOTAL,
            figures,
            quotes(passages, figures),
            True,
            f"{told}，合计为 100%",
            claim=figures[-1],
        )
    begins, ends = passage.sentence_range(shares[0].sentence)
    if _MANY.search(passage.text[begins:ends]) or has_rough_share(passage, shares):
        return None
    if leaves_a_counted_rest(passage, shares) or have_counts_of_their_own(passage, shares):
        return None
    if made > MOST_BY_SLIP and _are_of_several_rows(shares):
        return None
    bases = {base for share in shares if (base := _base(share))}
    if len(bases) > 1 or not (whole or _is_whole(passage, shares, over=made > HUNDRED)):
        return None
    gap = HUNDRED - made
    return Judged(
        Kind.PERCENT_TOTAL, figures, quotes(passages, figures), False, f"{told}，各部分之和不是 100%",
        changes(*(instead(share, share.value + gap) for share in shares)),
    )  # fmt: skip


def have_counts_of_their_own(passage: Passage, shares: Sequence[Figure]) -> bool:
    """Whether each stands in another point of a list behind a part and a base: 二是解读40篇中文字类29篇，占72.5%."""
    points = [passage.text.rfind("；", 0, share.at) for share in shares]
    return len(set(points)) == len(shares) and all(
        sum(
            not f.is_percent
            for f in passage.between(max(begins, passage.sentence_range(share.sentence)[0]), share.at)
        )
        > 1
        for begins, share in zip(points, shares, strict=True)
    )


def by_rounding(passage: Passage, shares: Sequence[Figure]) -> tuple[Decimal, Decimal]:
    """By how much shares of one whole may make less than a hundred, all cut, and more, all rounded.

    Weights are set and not reckoned, nor are shares in whole fives: they make a hundred to the point.
    """
    begins, _ = passage.sentence_range(shares[0].sentence)
    if "权重" in passage.text[begins : shares[-1].at] or not any(share.value % _FIVE for share in shares):
        return Decimal(0), Decimal(0)
    steps = sum((share.step for share in shares), Decimal(0))
    return steps, sum((max(share.step, Decimal("0.01")) / 2 for share in shares), Decimal(0))


_FIVE = 5


def _are_of_several_rows(shares: Sequence[Figure]) -> bool:
    """Whether one, or some side by side, are a whole: "县级占100%，企业占86.3%、医院占9.7%、其他占4.0%"."""
    for at in range(len(shares)):
        made = Decimal(0)
        for share in shares[at:]:
            made += share.value
            if made == HUNDRED:
                return True
    return False


def has_rough_share(passage: Passage, shares: Sequence[Figure]) -> bool:
    """Whether another share of the sentence is told roughly: "占四成，占四分之一，占15%，占20%"."""
    return any(
        f.unit == PERCENT and not f.is_exact and _SHARE.search(f.lead)
        for f in passage.in_sentence(shares[0].sentence)
    )


def _base(share: Figure) -> str:
    """What a share says that it is of: 占总人口的."""
    found = re.search(r"占(?:比)?([^，。；的占]{1,12}?)(?:的|比重)", share.lead)
    return found[1] if found else ""


def _is_whole(passage: Passage, shares: Sequence[Figure], *, over: bool) -> bool:
    """Whether the shares are of one whole and none twice."""
    labels = [label_of(passage, share) for share in shares]
    made = sum((share.value for share in shares), Decimal(0))
    begins, _ = passage.sentence_range(shares[0].sentence)
    divided = _STRUCTURE.search(passage.text, begins, shares[0].at) or _DIVIDED.search(
        passage.text, begins, shares[0].at
    )
    if (
        divided
        and len(shares) > 2
        and abs(made - HUNDRED) <= _CLOSE
        and (over or _lacks_by_slip(passage.text[begins : shares[-1].at], shares))
        and not any(f.role is not Role.RATE for f in shares)
    ):
        return True
    if len(shares) == 3 and _OF_THREE.search(passage.text, begins, shares[0].at):
        return True
    if (
        takes_all_ages(passage, shares, over=over)
        or complementary(labels)
        or whole_scale(labels)
        or all_degrees(labels)
        or (names_rest(labels) and (over or len(shares) > _PAIR))
    ):
        return True
    overlap = any(may_overlap(label) for label in labels) and not disjoint(labels)
    if not over or len(shares) < 3 or overlap:
        return False
    return made <= MOST_BY_SLIP or _is_of_one_slip(passage, shares)


def _lacks_by_slip(words: str, shares: Sequence[Figure]) -> bool:
    """Whether what lacks of a hundred is one slip: a rest that isn't named is of any size."""
    made = sum((share.value for share in shares), Decimal(0))
    return not _NOT_ALL.search(words) and any(
        is_slip(share, share.value - made + HUNDRED) for share in shares
    )


_NOT_ALL = re.compile(
    r"研究机构[^，。；]*高等?(?:学?校|院校)"
)  # who does research besides enterprises: others do, too


def _is_of_one_slip(passage: Passage, shares: Sequence[Figure]) -> bool:
    """Whether shares of one row make a hundred but for a slip in one: 分别占72.4%、81.3%、9.3%."""
    made = sum((share.value for share in shares), Decimal(0))
    if any(rank_between(passage, one, other) > 1 for one, other in pairwise(shares)):
        return False
    return any(
        len(digits_of(share)) >= TELLING and is_slip(share, share.value - made + HUNDRED) for share in shares
    )


def label_of(passage: Passage, share: Figure) -> str:
    """Whose share it is: the words in front of 占, or the clause before it."""
    before = re.split(r"占", share.lead)[0]
    if before:
        return re.sub(r"^其中", "", before)
    at, _ = passage.clause_range(max(0, share.clause - 1))
    words = passage.text[at : share.at].rstrip("，占约为的比")
    return re.sub(r"[\d.,%万亿]+.{0,2}$", "", re.sub(r"^其中", "", words))


_LEAST = Decimal(10)  # one part of a hundred at least is of two digits


def _structures(passage: Passage) -> Iterator[Judged]:
    """结构为 18.3：38.0：43.7"""
    for found in _RATIO.finditer(passage.text):
        parts = re.split("[：∶]", found.group())
        made = sum(map(Decimal, parts), Decimal(0))
        decimals = {len(part.partition(".")[2]) for part in parts}
        if not _STRUCTURE.search(passage.text, max(0, found.start() - 60), found.start()):
            continue
        if len(parts) == _PAIR and (0 in decimals or abs(made - HUNDRED) > _CLOSE):
            continue  # 2.3：1 is a ratio
        if abs(made - HUNDRED) > 20 and (decimals == {0} or len(decimals) > 1 or made > 2 * HUNDRED):
            continue  # 1：2：3 isn't of a hundred
        if max(map(Decimal, parts)) < _LEAST:
            continue  # 三者之比大体为3.6：4.4：1.9
        at = found.start()
        spans = []
        for part in parts:
            spans.append(passage.view.span(at, at + len(part)))
            at += len(part) + 1
        places = max(len(part.partition(".")[2]) for part in parts)
        tolerance = Decimal(len(parts)) / 2 * Decimal(1).scaleb(-places)
        told = f"{' + '.join(parts)} = {shown(made)}"
        holds = abs(made - HUNDRED) <= tolerance
        quote = passage.quote(found.start(), found.end())
        fixes = (
            () if holds else tuple(f"“{part}”应为 {shown(Decimal(part) + HUNDRED - made)}" for part in parts)
        )
        yield Judged(
            Kind.PERCENT_TOTAL,
            (),
            (quote,),
            holds,
            told + ("" if holds else "，应为 100"),
            fixes,
            places=tuple(spans),
        )
