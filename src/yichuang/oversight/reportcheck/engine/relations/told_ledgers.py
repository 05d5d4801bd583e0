"""Stocks whose opening, closing and every move are told by their words, in any order.

"社区矫正对象年初214人，新接收163人，解除矫正148人，收监执行3人，年末226人": 214 + 163 - 148 - 3 = 226.
"党员86名…全年发展党员2名，转入4名，转出3名，年初党员为83名": 83 + 2 + 4 - 3 = 86.

All figures of the unit in those clauses have a part of their own, so nothing else can be meant. If the closing stock is
told by no word of its own, only a slip of the pen is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.lists import is_part
from yichuang.oversight.reportcheck.engine.relations.stocks import CAME, WENT, is_stock, ledger_of
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.findings import Kind

_OPENING: Final = re.compile(
    r"(?:上年度?末|上年底|去年[底末]|年初|期初|月初|季初|学年初|上一版[^，。；]{0,4}|改造前[^，。；]{0,4})[^，。；：、]{0,8}$"
)
_CLOSING: Final = re.compile(
    r"(?<!上)(?<!去)(?:年末|年底|期末|月末|季末)[^，。；：、]{0,10}$|现有效$|现行有效$|现有[^，。；：、]{0,6}$"
)
_NET: Final = re.compile("净|累计")
_NEAR: Final = Decimal("0.3")  # of the stock, that a closing one which isn't a slip may be off by
_WENT_TOO: Final = re.compile(r"解除|收监|偿还|归还|合并|失效|废止|流失|去世|到期|归并")
_CAME_TOO: Final = re.compile(r"发展|新招|净增")
_STEP: Final = re.compile(r"比|较|同比|其中|限额|占|平均|优化")
_MOST: Final = 5
_HEAD: Final = 40  # signs from the beginning of a paragraph within which its stock is told


def told_ledgers(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such ledgers of a document."""
    for passage in passages:
        openings = [f for f in passage.figures if _OPENING.search(f.lead) and _may_be(f)]
        for opening in openings:
            if sum(f.unit == opening.unit for f in openings) == 1:
                yield from _of(passages, passage, opening)


def _may_be(figure: Figure) -> bool:
    return is_stock(figure) and figure.role in (Role.LEVEL, Role.BASE, Role.CHANGE, Role.TARGET)


def _of(passages: Sequence[Passage], passage: Passage, opening: Figure) -> Iterator[Judged]:
    begins, _ = passage.sentence_range(max(0, opening.sentence - 1))
    _, ends = passage.sentence_range(opening.sentence)
    near = [f for f in passage.between(begins, ends) if f.unit == opening.unit and f is not opening]
    near = [
        f for f in near if not is_part(passage, f) and not (f.role is Role.CHANGE and _STEP.search(f.lead))
    ]
    moves = [(f, _sign(f)) for f in near]
    closing = [f for f, sign in moves if _CLOSING.search(f.lead)]
    others = [f for f, sign in moves if not sign and f not in closing]
    said = [(f, sign) for f, sign in moves if sign and f not in closing]
    if any(_STEP.search(f.lead[-6:]) or _NET.search(f.lead) for f, _ in said) or not 1 <= len(said) <= _MOST:
        return
    named = len(closing) == 1 and not others
    head = not closing and len(others) == 1 and others[0].at < min(opening.at, said[0][0].at)
    if not (named or head) or not all(map(_may_be, (opening, *(f for f, _ in said)))):
        return
    last = closing[0] if named else others[0]
    made = opening.value + sum((f.value * sign for f, sign in said), Decimal(0))
    if made <= 0 or not _may_be(last) or (named and len(said) < 2):
        return
    told = ledger_of(passages, opening, said, last, Kind.DIFFERENCE)
    near_by = named and abs(made - last.value) <= _NEAR * max(opening.value, last.value)
    if told.holds or (len(said) > 1 and (near_by or is_slip(last, made))):
        yield replace(told, frame=Frame.PROVEN)


def _sign(figure: Figure) -> int:
    """+1 for what came, -1 for what went, by the word that stands nearest."""
    came = [found.end() for known in (CAME, _CAME_TOO) for found in known.finditer(figure.lead)]
    went = [found.end() for known in (WENT, _WENT_TOO) for found in known.finditer(figure.lead)]
    if not came and not went:
        return 0
    return 1 if max(came, default=-1) > max(went, default=-1) else -1
