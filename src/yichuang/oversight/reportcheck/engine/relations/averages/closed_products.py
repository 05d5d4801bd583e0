"""Products whose three numbers stand one behind the other, so that nothing else can be meant: told whatever the digits.

"寄宿生96人，按每生625元发放生活补助，共发放6.0万元": 96 × 625 = 60000.
"每人每月600元，386名村医全年补助277.92万元；养老补助每人每年2,400元，全年92.64万元": of the same 386.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import multiply
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.products import told_product, unit_of
from yichuang.oversight.reportcheck.engine.telling import instead
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_EACH: Final = re.compile(
    r"(?:按|以|标准|补[助贴]|[每发]|^)[^，。；：、\d]{0,6}?每(?P<who>人|名|户|亩|生|位|张|头|只|份|台|盏|棵|株|套|辆|间|栋|村|班)"
    r"(?:[/每·]?(?P<time>月|年))?[^，。；：、\d均]{0,3}$"
)
_WHOLE: Final = re.compile(r"^[^，。；：、\d]{0,8}(?:共|合计|共计|计|总计|全年)[^，。；：、\d其各]{0,8}$")
_LEAST: Final = re.compile("起|至|到|以上")
_PRICE: Final = re.compile("[每各]")
_YEARLY: Final = re.compile(r"全年|年")
_PARTED: Final = re.compile(r"[；。]|其中|不[含计包]|最[高低多少]|至少|以[上下]|封顶|上限|[另再]")
_YEAR: Final = Decimal(12)


@dataclass(frozen=True, slots=True)
class _Product:
    count: Figure
    each: Figure
    whole: Figure
    times: Decimal

    @property
    def value(self) -> Decimal:
        """What the three make."""
        return multiply(multiply(self.count.value, self.each.value), self.times)

    @property
    def holds(self) -> bool:
        """Whether the whole is what they make."""
        made = self.count.interval.times(self.each.value).times(self.times)
        return self.whole.interval.meets(made)


def closed_products(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The products of a document whose numbers stand one behind the other."""
    for passage in passages:
        if "每" not in passage.text:
            continue
        before: _Product | None = None
        for index in range(len(passage.figures) - 1):
            product = _product(passage, index, before)
            if product is None:
                continue
            yield _told(passages, product)
            before = product if product.holds else None


def _product(passage: Passage, index: int, before: _Product | None) -> _Product | None:
    """The product of a price: of the count beside it, or of the one that the product before it is of."""
    each = passage.figures[index]
    found = _EACH.search(each.lead) if is_money(each.unit) and each.is_exact else None
    if found is None or _LEAST.match(passage.text, each.after):
        return None
    who = unit_of(found["who"])
    alone = not any(_is_price(f) for f in passage.in_sentence(each.sentence) if f.at < each.at)
    count = next((f for f in _beside(passage, index) if alone and _counts(f, who)), None)
    if count is not None and _is_one_of_several(passage, count):
        return None
    if count is None and before is not None and index and passage.figures[index - 1] is before.whole:
        count = before.count if before.count.unit == who else None
    at = index + 2 if count is not None and count.at > each.at else index + 1
    if count is None or at >= len(passage.figures):
        return None
    whole = passage.figures[at]
    yearly = _YEARLY.search(whole.lead) is not None
    monthly = found["time"] == "月" or "每月" in each.lead
    if not _is_whole(passage, each, whole) or (monthly and not yearly):
        return None
    return _Product(count, each, whole, _YEAR if monthly else Decimal(1))


def _is_one_of_several(passage: Passage, count: Figure) -> bool:
    """Whether another number of the same stands in front of a count: 新增7辆、更换5辆，每辆32.5万元，共390万元."""
    begins, _ = passage.sentence_range(count.sentence)
    begins = max(begins, passage.text.rfind("；", begins, count.at) + 1)
    return any(f.unit == count.unit for f in passage.between(begins, count.at))


def _is_price(figure: Figure) -> bool:
    """Whether it says what another kind gets: 一等3名每人2,000元、二等7名每人1,000元，共13,000元 is of both."""
    return is_money(figure.unit) and _PRICE.search(figure.lead) is not None


def _beside(passage: Passage, index: int) -> Iterator[Figure]:
    """The figures right in front of a price and right behind it, nothing parting them."""
    each = passage.figures[index]
    for other in (*passage.figures[max(0, index - 1) : index], *passage.figures[index + 1 : index + 2]):
        first, last = sorted((each, other), key=lambda figure: figure.at)
        if last.clause - first.clause <= 1 and not _PARTED.search(passage.text, first.after, last.at):
            yield other


def _counts(figure: Figure, who: str) -> bool:
    plain = figure.role is Role.LEVEL and figure.is_exact and not figure.numeral.spoken
    return plain and figure.unit == who and figure.value > 1 and not _PARTED.search(figure.lead)


def _is_whole(passage: Passage, each: Figure, whole: Figure) -> bool:
    """Whether the figure behind a price is the one that it comes to in all."""
    money = is_money(whole.unit) and whole.is_exact and whole.role is Role.LEVEL and whole.value > each.value
    beside = whole.clause - each.clause <= 1 and not _PARTED.search(passage.text, each.after, whole.at)
    return money and beside and _WHOLE.search(whole.lead) is not None


def _told(passages: Sequence[Passage], product: _Product) -> Judged:
    figures = product.count, product.each, product.whole
    fix = None if product.holds else instead(product.whole, product.value)
    told = told_product(passages, figures, product.times, product.value, fix)
    return told if product.holds else replace(told, frame=Frame.PROVEN, odds=FORCED)
