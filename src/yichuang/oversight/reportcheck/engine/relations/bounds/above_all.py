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
    HARDLY_MORE,
    MAY_BE_MORE,
    NEVER_MORE,
    NEVER_MORE_ENDS,
    OF_ALL,
)
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_REACHES = r"(?:均|也|已)?(?:约|为|达|达到|是|高达|近|超过|超)*$"
_RATE = re.compile(rf"(?:{OF_ALL})[^，。；：的]{{0,3}}(?:率|满意度|占比){_REACHES}")
_SHARE = re.compile(r"占(?!用|地)[^，。；：]{0,12}$")
_FELT = re.compile(r"(?:安全感|获得感|幸福感|满意度|知晓度|认可度)(?:指数)?(?:为|达|达到|是)*$")
_TOOL_USED = re.compile(r"(?:病历|系统|平台|证照|印章|票据|软件|移动端|安全带|头盔)使用率[^，。；：]{0,4}$")
_PAID = re.compile(r"(?:付款|支付|拨付|施工|工程|形象|建设|整改|办理)进度(?:已|均|也)?(?:为|达|达到|完成)*$")
_MAY_BE_MORE = re.compile(MAY_BE_MORE)
_SCHOOLING = re.compile(r"(?:教育|小学|初中|高中)[^，。；：]{0,6}巩固率")  # pupils move in
_HARDLY_MORE = re.compile(rf"(?<!年化)(?:{HARDLY_MORE})率(?:均|也|已|为|达|达到|是|高达)*$")
_NEVER_MORE = re.compile(
    rf"(?:森林|绿化|植被|林木|林草|绿地)(?:覆盖)?率|绿地率|(?<!超)(?:{NEVER_MORE})(?:率|度)"
    rf"|(?:{NEVER_MORE_ENDS})(?:为|达|达到|是)*$"
)
_LOSS = re.compile(r"(?:下降|减少|降低|压缩|压减|缩短|降幅|减幅|精简)(?:了|约|达|为|至)?$")
_TO = re.compile(r"^(?:上升|提高|提升|增加|升|增|攀升|跃升)(?:至|到|为)$")
_ROSE = re.compile(
    r"(?P<name>[一-鿿]{2,16}率)由[^，。；：\d]{0,6}[\d.]+%(?:上升|提高|提升|增加|升|增|攀升|跃升)(?:至|到|为)$"
)
_OTHERS_TOO = re.compile(r"含|积案|往年|历年|结转|上年|外[县市省]|流入|按.{2,16}计算")

_HUNDRED = Decimal(100)
_BY_A_THIRD, _BY_HALF = 130, 150
_FRONT = 8  # counts in front of a rate that may make it
_SIGNS = 40


def above_all(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rates above a hundred that can't be."""
    for passage in passages:
        for figure in passage.figures:
            if figure.unit != PERCENT or figure.value <= _HUNDRED:
                continue
            told = _reason(passage, figure)
            if told and not _is_reckoned(passage, figure):
                yield Judged(
                    Kind.IMPOSSIBLE, (figure,), quotes(passages, (figure,)), False,
                    f"{said(figure)} 超过 100%：{told}", (f"“{figure.written}”应不超过 100%",), decisive=True,
                    claim=figure, odds=FORCED if _is_sure(figure) else 0.0,
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
    """What it is called, by its list or by what it rose from: 满意率由95.2%提高至102%."""
    before = passage.text[max(0, figure.at - _SIGNS) : figure.at]
    rose = _ROSE.search(before) if _TO.match(figure.lead) else None
    return rose["name"] if rose else figure.name or figure.lead


def _is_of_all(name: str) -> bool:
    """Whether all is the most of a rate of this name."""
    if _SCHOOLING.search(name):
        return False
    if _TOOL_USED.search(name) or _PAID.search(name):
        return True
    named = _RATE.search(name) or _SHARE.search(name) or _FELT.search(name)
    return bool(named and not _MAY_BE_MORE.search(name))


def _is_sure(figure: Figure) -> bool:
    """Whether no reading makes the rate possible; some are above a hundred by a little where others are counted too."""
    return figure.role is Role.RATE and figure.value > _BY_A_THIRD and bool(_NEVER_MORE.search(figure.lead))


def _is_reckoned(passage: Passage, rate: Figure) -> bool:
    """Whether two counts in front of it give the rate: then it is of what may be more, 走访52,600户次 of 24,545户."""
    front = [f for f in passage.between(0, rate.at)[-_FRONT:] if not f.is_percent and f.value > 0]
    more = _OTHERS_TOO.search(passage.text)
    return any(
        rate.interval.has(divide(part.value * _HUNDRED, base.value))
        for part in front
        for base in front
        if base is not part and part.value > base.value and (more or part.unit != base.unit)
    )
