"""An amount in the capital numerals of vouchers, and in digits beside them: "壹拾贰万叁仟伍佰元整（125,300元）"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_AMOUNT = re.compile(
    rf"(?P<yuan>[{_DIGITS}两拾佰百仟千万萬亿]{{2,20}})[元圆](?:(?P<tenths>[{_DIGITS}])角)?零?(?:(?P<cents>[{_DIGITS}])分)?[整正]?"
)
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万")
_BESIDE = re.compile(r"[（，、）]?(?:即|合计|小写|大写|人民币|：|￥|¥|RMB)*[（：]?(?:人民币|￥|¥)?")


def capital_amounts(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All amounts of a document that are told in capitals and in digits."""
    for passage in passages:
        for found in _AMOUNT.finditer(passage.text):
            value = _value(found)
            beside = _beside(passage, found)
            if value is not None and beside is not None:
                yield _judged(passages, passage, found, value, beside)


def _value(found: re.Match[str]) -> Decimal | None:
    yuan = spoken_value(found["yuan"].translate(_PLAIN))
    if yuan is None or not any(sign in found["yuan"] for sign in _CAPITALS):
        return None
    tenths, cents = (_DIGITS.index(found[name]) if found[name] else 0 for name in ("tenths", "cents"))
    return yuan + Decimal(10 * tenths + cents) / 100


_CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"


def _beside(passage: Passage, found: re.Match[str]) -> Figure | None:
    """The amount in digits right in front of the capitals or right behind them."""
    for figure in passage.figures:
        between = (
            passage.text[found.end() : figure.at] if figure.at >= found.end()
            else passage.text[figure.after : found.start()]
        )  # fmt: skip
        in_money = is_money(figure.unit) or (not figure.unit and between.endswith(("￥", "¥")))
        if in_money and figure.is_exact and _BESIDE.fullmatch(between):
            return figure
    return None


def _judged(
    passages: Sequence[Passage], passage: Passage, found: re.Match[str], value: Decimal, figure: Figure
) -> Judged:
    place = passage.quote(*found.span())
    holds = figure.interval.has(value)
    told = f"大写为 {value:f}元，{'与' if holds else '小写为'} {said(figure)}元{'相符' if holds else ''}"
    return Judged(
        Kind.REPEAT, (figure,), (*quotes(passages, (figure,)), place), holds, told,
        () if holds else changes(instead(figure, value), f"“{found[0]}”写错"), claim=figure, places=(place,),
    )  # fmt: skip
