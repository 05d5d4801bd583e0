"""Rates above a hundred of which all is the most, and losses of more than there was. Pure.

"满意率达102.3%": more than all can't be satisfied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.above_all_words import (
    BY_ARREARS,
    HARDLY_MORE,
    MAY_BE_MORE,
    NO_PART,
    OF_ALL,
    OF_ANOTHER,
    PORTIONS,
    REUSED,
)
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_REACHES = r"(?:均|也|已|仅|只)?(?:约|为|达|达到|是|高达|近|超过|超)*$"
_RATE = re.compile(rf"(?:{OF_ALL})[^，。；：的]{{0,3}}(?:率|满意度|占比){_REACHES}")
_PORTION = re.compile(rf"(?:{PORTIONS})[^，。；：的]{{0,6}}(?:比例|比重){_REACHES}")
_SHARE = re.compile(r"(?P<part>[^，。；：]{0,10})占(?!用|地(?!区))(?P<of>[^，。；：]{0,12})$")
_FELT = re.compile(r"(?:安全感|获得感|幸福感|满意度|知晓度|认可度)(?:指数)?(?:为|达|达到|是)*$")
_TOOL_USED = re.compile(r"(?:病历|系统|平台|证照|印章|票据|软件|移动端|安全带|头盔)使用率[^，。；：]{0,4}$")
_PAID = re.compile(r"(?:付款|支付|拨付|施工|工程|形象|建设|整改|办理)进度(?:已|均|也)?(?:为|达|达到|完成)*$")
_MAY_BE_MORE = re.compile(MAY_BE_MORE)
_REUSED = re.compile(REUSED)
_SCHOOLING = re.compile(r"(?:教育|小学|初中|高中)[^，。；：]{0,6}巩固率")  # pupils move in
_HARDLY_MORE = re.compile(rf"(?<!年化)(?:{HARDLY_MORE})率(?:均|也|已|为|达|达到|是|高达)*$")
_BY_ARREARS = re.compile(rf"(?:{BY_ARREARS})[^，。；：的]{{0,3}}率[^，。；：]{{0,3}}$")
_OF_ANOTHER = re.compile(OF_ANOTHER)
_NO_PART = re.compile(NO_PART)
_LOSS = re.compile(r"(?:下降|减少|降低|压缩|压减|缩短|降幅|减幅|精简)(?:了|约|达|为|至)?$")
_GAINS = re.compile(r"利润|盈|亏|净|增速|增幅|收益|顺差|逆差|任务|目标|结余")  # these may fall below nothing
_MOVES = "(?:上升|提高|提升|增加|升|增|攀升|跃升|下降|降低|降|回落|压降|减少)(?:至|到|为)"
_TO = re.compile(rf"^{_MOVES}$")
_MOVED = re.compile(rf"(?P<name>[一-鿿]{{2,16}}率)(?:由|从)[^，。；：\d]{{0,6}}[\d.]+%{_MOVES}$")
_OTHERS_TOO = re.compile(r"含|积案|往年|历年|结转|上年|外[县市省]|流入|按.{2,16}计算")

_TOLD_OF_WHAT = re.compile("分母|分子")

_HUNDRED = Decimal(100)
_BY_A_THIRD, _BY_HALF = 130, 150
_FRONT = 8  # counts in front of a rate that may make it
_SIGNS = 40
_NAME = 10  # signs at the end that name a rate


def above_all(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rates above a hundred that can't be."""
    for passage in passages:
        for figure in passage.figures:
            if figure.unit != PERCENT or figure.value <= _HUNDRED:
                continue
            if _TOLD_OF_WHAT.search(passage.text, *passage.sentence_range(figure.sentence)):
                continue
            told = _reason(passage, figure)
            if told and not _is_reckoned(passage, figure, of_others=True):
                yield Judged(
                    Kind.IMPOSSIBLE, (figure,), quotes(passages, (figure,)), False,
                    f"{said(figure)} 超过 100%：{told}", (f"“{figure.written}”应不超过 100%",), decisive=True,
                    claim=figure, odds=FORCED if _is_sure(passage, figure) else 0.0,
                )  # fmt: skip


def _reason(passage: Passage, figure: Figure) -> str | None:
    name = _name(passage, figure)
    if figure.interval.low > _HUNDRED:
        if figure.role in (Role.RATE, Role.AVERAGE) and _is_of_all(name):
            return "部分不会多于全部"
        if figure.role is Role.CHANGE and _LOSS.search(name):
            return "减少的不会多于原有的"
    hardly = figure.role is Role.RATE and figure.is_exact and _HARDLY_MORE.search(figure.lead)
    return "部分不会多于全部" if hardly and figure.value > _BY_HALF else None


def _name(passage: Passage, figure: Figure) -> str:
    """What it is called, by its list or by what it moved from: 满意率由95.2%提高至102%."""
    before = passage.text[max(0, figure.at - _SIGNS) : figure.at]
    moved = _MOVED.search(before) if _TO.match(figure.lead) else None
    return moved["name"] if moved else figure.name or figure.lead


def _is_of_all(name: str) -> bool:
    """Whether all is the most of a rate of this name."""
    if _SCHOOLING.search(name):
        return False
    if _TOOL_USED.search(name) or _PAID.search(name) or _is_share(name):
        return True
    named = _RATE.search(name) or _PORTION.search(name) or _FELT.search(name)
    return bool(named and not _MAY_BE_MORE.search(_REUSED.sub("", name)[-_NAME:]))


def _is_share(name: str) -> bool:
    """Whether it is a share of what holds the part: not 支出占收入, nor what is measured by a plan."""
    share = _SHARE.search(name)
    return bool(share and not _OF_ANOTHER.search(share["of"]) and not _NO_PART.search(share["part"]))


def _is_sure(passage: Passage, figure: Figure) -> bool:
    """Whether no reading makes it possible: with arrears, some rates are above a hundred by a little."""
    if figure.role is Role.CHANGE:
        return not _GAINS.search(figure.lead)
    arrears = _BY_ARREARS.search(_name(passage, figure)) and figure.value <= _BY_A_THIRD
    return not arrears and not _is_reckoned(passage, figure, of_others=False)


def _is_reckoned(passage: Passage, rate: Figure, *, of_others: bool) -> bool:
    """Whether two counts in front of it give the rate: then it is of what may be more, 走访52,600户次 of 24,545户.

    `of_others`: only if the second counts others than the first, by its unit or by words.
    """
    front = [f for f in passage.between(0, rate.at)[-_FRONT:] if not f.is_percent and f.value > 0]
    more = not of_others or _OTHERS_TOO.search(passage.text)
    return any(
        rate.interval.has(divide(part.value * _HUNDRED, base.value))
        for part in front
        for base in front
        if base is not part and part.value > base.value and (more or part.unit != base.unit)
    )
