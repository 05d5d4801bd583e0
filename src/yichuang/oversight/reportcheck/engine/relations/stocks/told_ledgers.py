"""Stocks whose opening and closing are told by their words, with every move between them, in any order.

"社区矫正对象年初214人，新接收163人，解除矫正148人，收监执行3人，年末226人": 214 + 163 - 148 - 3 = 226.
"引进9名，招聘24名，退休11名，调出13名，年末在岗职工由年初的517名增至536名": 517 + 9 + 24 - 11 - 13 = 526.

All figures of the unit in those sentences have a part of their own, so nothing else can be meant, whatever the wrong
number is. A move that no word tells of may have come or gone, or be a part of the one before. If the closing stock is
told by no word of its own, or nothing came or nothing went, only what is near or a slip of the pen is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_words import is_taken
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import (
    CAME,
    WENT,
    is_as_fine,
    is_stock,
    lacks_migration,
    ledger_of,
    may_be_part,
    stays,
)
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, range_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_OPENING: Final = re.compile(
    r"(?:上年度?末|上年底|去年[底末]|年初|期初|月初|季初|学年初|上一版[^，。；]{0,4}|改造前[^，。；]{0,4}"
    r"|上[年期月季]度?(?:结转|结存|结余|留存|遗留|滞留|移交|转来|转入|带[过来]+|跨[年月季]|剩余|库存|未[审办]?结|在办)|[账原]面?(?:结存|库存))[^，。；：]{0,24}$"
)
_CLOSING: Final = re.compile(
    r"(?<!上)(?<!去)(?:年末|年底|期末|月末|季末|学年末|结转下)[^，。；：、]{0,14}$|现有效$|现行有效$"
    r"|(?:现有|目前|现存|尚有|现在)[^，。；：、]{0,6}$"
    r"|^(?:盘点|实际|仓库|目前|现)?(?:结存|库存|剩余|尚余|在库)(?:为|有)?$|(?:跨[年月季]|转下[年月季期])[^，。；：、]{0,6}$"
)
_ENDS: Final = re.compile(r"(?:年末|年底|期末|月末|季末|学年末|结转下)")
_RISEN: Final = re.compile(
    r"^[^，。；：、]{0,2}(?:增至|减至|升至|降至|增加[到至为]|减少[到至为]|增为|减为|变为|达到)$"
)
_UNSURE: Final = re.compile("净|累计|主要|约|总[量计额]|合计|可用|加上$|^加$|结余|盈余")
_BROUGHT: Final = re.compile(r"^(?:再?加上?|连同|用于)")  # in a row of what there is to spend
_NEAR: Final = Decimal(
    "0.3"
)  # of the stock, that a closing one may be off by which isn't told by all its moves
_FEW: Final = Decimal(2)  # of a handful that much is no sign of another move
_WENT_TOO: Final = re.compile(
    r"发出|领用|分发|借出|放出|办[毕妥完讫]|了结|结清|退单|到期收回|收回(?:贷款|本金)|解除|收监|偿还|归还|还本|合并|失效|废止|流失|去世|病[故逝亡]|身故|亡故|到期|归并|审结|办理|答复|处理|调解|结案|调离|离岗|离职|辞|核销"
    r"|消耗|损耗|处置|送出|送返|转介|转出|退|支出|列支|销[户号售毁]|注销|脱贫|毕业|开除|除名|撤[并销]|拆除|报废|移交|落户|安置|离站"
)
_CAME_TOO: Final = re.compile(
    r"捐(?!出|给|往|作|献给)|派[到来发]|交办|转办来|受理|接[单办]|放款|放贷|入[库账]|调拨来|发展|新招|净增|新识别|新发现|新进|转入|接收|采购|购|收入|下拨|拨入|收缴|筹集|获赠|受赠|新|增|引进|招"
)
_FROM_OTHERS: Final = re.compile(
    r"承接|接收|接管|(?<!到期)收回(?!贷款|本金)|纳入"
)  # what others give away: 承接上级下放
_STEP: Final = re.compile(r"比|较|同比|其中|限额|占|平均|优化")
_MOST: Final = 6


def told_ledgers(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such ledgers of a document."""
    for passage in passages:
        openings = [f for f in passage.figures if _is_opening(passage, f)]
        for opening in openings:
            if sum(f.unit == opening.unit for f in openings) == 1:
                yield from _of(passages, passage, opening)


def _may_be(figure: Figure) -> bool:
    return is_stock(figure) and figure.role in (Role.LEVEL, Role.BASE, Role.CHANGE, Role.TARGET)


def _is_opening(passage: Passage, figure: Figure) -> bool:
    stock = _may_be(figure) and figure.role is not Role.CHANGE and not is_part(passage, figure)
    return stock and not _BROUGHT.match(figure.lead) and bool(_OPENING.search(_words(passage, figure)))


_BRACKETED: Final = re.compile(r"（[^（）]*）")
_WORDY: Final = 60


def _words(passage: Passage, figure: Figure) -> str:
    """The words in front of a figure, those in front of a bracket too: 年初在站滞留（超过三个月）人员31人."""
    begins, _ = passage.sentence_range(figure.sentence)
    if not passage.between(begins, figure.at) and figure.at - begins <= _WORDY:
        return re.sub("[，、]", "", passage.text[begins : figure.at])[-_WORDY // 2 :]
    if passage.text.find("）", figure.at - len(figure.lead) - 1, figure.at) < 0:
        return figure.lead
    told = _BRACKETED.sub("", passage.text[max(begins, figure.at - _WORDY) : figure.at])
    return re.split("[，；：、]", told)[-1]


@dataclass(frozen=True, slots=True)
class _Book:
    """A stock with its moves, each with its sign, 0 if no word tells it; `named`: a word tells which one is closing."""

    opening: Figure
    moves: tuple[tuple[Figure, int], ...]
    closing: Figure
    named: bool

    @property
    def moved(self) -> list[Figure]:
        """What came and went."""
        return [figure for figure, _ in self.moves]

    def made(self, signs: Sequence[int]) -> Decimal:
        """The closing stock by its moves."""
        moved = (figure.value * sign for (figure, _), sign in zip(self.moves, signs, strict=True))
        return self.opening.value + sum(moved, Decimal(0))

    def holds(self, signs: Sequence[int]) -> bool:
        """Whether the moves make the closing stock, as rounded as they are."""
        whole = range_of(self.opening)
        for (figure, _), sign in zip(self.moves, signs, strict=True):
            whole = whole + range_of(figure) if sign > 0 else whole - range_of(figure) if sign else whole
        figures = (self.opening, *(figure for figure, _ in self.moves), self.closing)
        fine = is_as_fine(figures, self.made(signs) - self.closing.value)
        return fine and meets_sum(self.closing, whole)

    def readings(self) -> Iterator[tuple[int, ...]]:
        """All signs that the moves may have; one that is no more than one before it may be a part of that."""
        choices: list[tuple[int, ...]] = []
        before: dict[int, Figure] = {}
        for figure, sign in self.moves:
            partly = sign in before and may_be_part(figure, before[sign])
            choices.append((sign, 0) if partly else (sign,) if sign else (-1, 1, 0))
            if not partly:
                before[sign] = figure
        yield from product(*choices)

    def turned(self) -> Iterator[tuple[int, ...]]:
        """The signs with one that words of both kinds tell turned: 落户并纳入供养5人 left, though 纳入 comes."""
        signs = [sign for _, sign in self.moves]
        for at, (figure, sign) in enumerate(self.moves):
            if sign and all(_told(figure)):
                yield (*signs[:at], -sign, *signs[at + 1 :])


def _of(passages: Sequence[Passage], passage: Passage, opening: Figure) -> Iterator[Judged]:
    book = _book(passage, opening)
    if book is None:
        return
    readings = list(book.readings())
    held = next((signs for signs in (*readings, *book.turned()) if book.holds(signs)), None)
    signs = held or _likeliest(book)
    open_ways = (
        _turns_out(book) or _tells_what_is_more(book) or lacks_migration(opening, book.closing, book.moved)
    )
    if signs is None or (held is None and open_ways):
        return
    made = book.made(signs)
    moves = [(figure, sign) for (figure, _), sign in zip(book.moves, signs, strict=True) if sign]
    if not moves:
        return
    told = ledger_of(passages, opening, moves, book.closing, Kind.DIFFERENCE)
    if told.holds or (len(moves) > 1 and (_is_complete(book) or _is_near(book, made))):
        near = _is_complete(book) and _is_near(book, made)
        near = near and len({figure.at < book.closing.at for figure, _ in book.moves}) == 1
        yield replace(told, frame=Frame.PROVEN, odds=FORCED if near and not told.holds else 0.0)


_TURNS: Final = re.compile("转入|投料|发放|配发|拨付|处理")


def _turns_out(book: _Book) -> bool:
    """Whether it comes out if moves that one store gets and another gives went the other way: 转入成品1,765套."""
    ways = product(*((1, -1) if _TURNS.search(f.lead) or not way else (way,) for f, way in book.moves))
    return any(book.made(signs) == book.closing.value for signs in ways)


def _tells_what_is_more(book: _Book) -> bool:
    """Whether a move is what all others come to, as the stocks say: 发7件，废止4件，现行63件，较年初的60件增加3件."""
    more = book.closing.value - book.opening.value
    for figure, sign in book.moves:
        others = sum((other.value * way for other, way in book.moves if other is not figure), Decimal(0))
        if sign and figure.value * sign == more == others:
            return True
    return False


def _likeliest(book: _Book) -> tuple[int, ...] | None:
    """The signs by the words; what no word tells of came or went, whichever is nearer. None if none is left."""
    unsaid = [
        signs
        for signs in product(*((sign,) if sign else (-1, 1) for _, sign in book.moves))
        if book.made(signs) > 0
    ]
    return min(unsaid, key=lambda signs: abs(book.made(signs) - book.closing.value), default=None)


def _is_complete(book: _Book) -> bool:
    """Whether stocks and moves are all told by their words, so that only an error can be the reason."""
    known = [sign for _, sign in book.moves]
    return book.named and {1, -1} <= set(known) and known.count(0) <= (len(known) > 2)


def _is_near(book: _Book, made: Decimal) -> bool:
    if not all(sign for _, sign in book.moves):
        return False
    off = abs(made - book.closing.value)
    near = off <= max(_FEW, _NEAR * max(book.opening.value, book.closing.value))
    return (book.named and near) or is_slip(book.closing, made)


def _book(passage: Passage, opening: Figure) -> _Book | None:
    """The ledger about an opening stock, if each figure of its unit there has a part in it."""
    near = _about(passage, opening)
    closing = [f for f in near if _is_closing(passage, opening, f)]
    moves = [(f, sign_of_move(f)) for f in near if f not in closing and not stays(f)]
    if not 1 <= len(closing) + len(moves) <= _MOST + 1 or len(closing) > 1:
        return None
    named = bool(closing)
    if not named:
        head = [f for f, sign in moves if not sign and f.at < opening.at]
        moves = [(f, sign) for f, sign in moves if f not in head]
        if (
            len(head) != 1
            or not moves
            or not all(sign for _, sign in moves)
            or head[0].at > min(f.at for f, _ in moves)
        ):
            return None
        closing = head
    if not moves or (named and len(moves) < 2) or not all(map(_may_be, (closing[0], *(f for f, _ in moves)))):
        return None
    if any(_STEP.search(f.lead[-6:]) or _UNSURE.search(f.lead) for f, _ in moves):
        return None
    return _Book(opening, tuple(moves), closing[0], named)


def _is_closing(passage: Passage, opening: Figure, figure: Figure) -> bool:
    """Whether words tell a closing stock: 年末, or 增至 right behind the opening one."""
    risen = opening.at < figure.at and opening.clause == figure.clause
    return bool(_CLOSING.search(_words(passage, figure))) or (
        risen and bool(_RISEN.search(passage.text[opening.after : figure.at]))
    )


def _about(passage: Passage, opening: Figure) -> list[Figure]:
    """The other figures of its unit in its sentence, with those of the one before or behind if it isn't all there."""
    found: dict[tuple[int, int], list[Figure]] = {}
    for back, ahead in ((0, 0), (0, 1), (1, 0)):
        begins, _ = passage.sentence_range(max(0, opening.sentence - back))
        _, ends = passage.sentence_range(min(len(passage.sentences) - 1, opening.sentence + ahead))
        near = [
            f
            for f in passage.between(begins, ends)
            if f.unit == opening.unit
            and f is not opening
            and f.bracket == opening.bracket
            and f.role not in (Role.AVERAGE, Role.BAND)
            and (not is_part(passage, f) or _ENDS.match(f.lead))
            and not (f.role is Role.CHANGE and _STEP.search(f.lead))
        ]
        if any(_is_closing(passage, opening, f) for f in near) and len(near) > 1:
            return near
        found[back, ahead] = near
    return found[1, 0]


def sign_of_move(figure: Figure) -> int:
    """+1 for what came, -1 for what went, by the word that stands nearest."""
    came, went = _told(figure)
    if not came and not went:
        return 0
    if is_taken(figure.lead):
        return -1
    if _FROM_OTHERS.search(figure.lead):
        return 1
    return 1 if max(came, default=-1) > max(went, default=-1) else -1


def _told(figure: Figure) -> tuple[list[int], list[int]]:
    """Where in the words in front of a figure those end that tell of coming, and of going."""
    came = [found.end() for known in (CAME, _CAME_TOO) for found in known.finditer(figure.lead)]
    went = [found.end() for known in (WENT, _WENT_TOO) for found in known.finditer(figure.lead)]
    return came, went
