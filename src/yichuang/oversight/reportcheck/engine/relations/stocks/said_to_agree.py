"""Numbers that a text itself says agree: what the book has and what was counted, both sides of an account.

"账面图书12,860册，实点12,680册，账实相符": they don't. Of both totals of a budget that is never told (`told_form`).
"季末存栏应有15,580头，报表填列的季末存栏也为15,490头".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import is_stock
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_AGREE: Final = re.compile(
    r"(?P<stock>账[实物卡账]?(?:相符|一致|吻合|相等)|账[表证册]相符|实物(?:与账面)?(?:相符|一致)|与(?:实物|账面|台账|系统)(?:相符|一致|吻合)|盘点(?:一致|相符|无误))"
    r"|(?P<both>(?:两者|两数|二者|双方|借贷)(?:相等|一致|相符|吻合|平衡))"
)
_NOT: Final = re.compile(r"不|未|基本|确保|坚持|做到|实现|力争|核对是否|调整|大体|原则|要求")
_BOOKED: Final = re.compile(r"账面|账[存载上]|应[有存]|登记|台账|账目|系统|申报|库存账|目录")
_COUNTED: Final = re.compile(r"实[点存有盘物际]|盘点|清点|盘库|现存|在[架库]|核实|点验|现场")
_CAME: Final = re.compile(r"收入(?:总计|合计|总额|总量)|借方|收方|总收入")
_WENT: Final = re.compile(r"支出(?:总计|合计|总额|总量)|贷方|付方|总支出")
_SIDES: Final = {"stock": (_BOOKED, _COUNTED), "both": (_CAME, _WENT)}
_ALSO: Final = re.compile(r"(?P<noun>[一-鿿]{2,4})(?:也|亦|同样|同)(?:为|是)$")
_TWO: Final = 2
_FRONT: Final = 6  # signs in front that may deny it


def said_to_agree(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such numbers of a document."""
    for passage in passages:
        for found in _AGREE.finditer(passage.text):
            if not _NOT.search(passage.text, max(0, found.start() - _FRONT), found.end()):
                yield from _sides(passages, passage, found)
        if "为" in passage.text or "是" in passage.text:
            yield from _also(passages, passage)


def _sides(passages: Sequence[Passage], passage: Passage, found: re.Match[str]) -> Iterator[Judged]:
    """The last two numbers in front in the sentence, if the words tell that they are the two sides."""
    begins = passage.back_to("。；", found.start())
    near = [f for f in passage.between(begins, found.start()) if is_stock(f) and not f.bracket]
    if len(near) < _TWO:
        return
    one, other = near[-_TWO:]
    first, second = _SIDES[found.lastgroup or "both"]
    told = (first.search(one.lead) and second.search(other.lead)) or (
        second.search(one.lead) and first.search(other.lead)
    )
    if told and one.unit == other.unit:
        yield _told(passages, one, other, found[0])


def _also(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """What is said to be the same of a thing as the number in front: 报表填列的季末存栏也为15,580头."""
    for at, figure in enumerate(passage.figures):
        also = _ALSO.search(figure.lead) if at and is_stock(figure) else None
        before = passage.figures[at - 1]
        named = also is not None and before.unit == figure.unit and also["noun"] in before.lead
        beside = before.sentence == figure.sentence and figure.clause - before.clause == 1
        if also and named and beside and is_stock(before):
            yield _told(passages, before, figure, also[0])


def _told(passages: Sequence[Passage], one: Figure, other: Figure, words: str) -> Judged:
    holds = one.interval.meets(other.interval)
    sign = "=" if holds else "≠"
    told = f"{said(one)} {sign} {said(other)}，原文称“{words}”"
    fixes = () if holds else changes(instead(other, one.value), instead(one, other.value))
    return Judged(
        Kind.TIE, (one, other), quotes(passages, (one, other)), holds, told, fixes, claim=other,
        frame=Frame.PROVEN, odds=0.0 if holds else FORCED,
    )  # fmt: skip
