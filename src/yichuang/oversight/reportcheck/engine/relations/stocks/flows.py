"""Flows: what was there, with what came and without what went, is what is left, told in any order and in kinds.

"清理前场内872辆，新拖入64辆，车主领回315辆，拍卖374辆，现场内剩余247辆": 872 + 64 - 315 - 374 = 247.
"连同去年年底转来的38件，待办案件共450件；结案398件，仍在审理52件": what is due is told on the way.

Each figure of a unit has its part by the words in front of it (`flow_words.py`, `flow_items.py`). Two stocks about
some moves are a book. If some reading of its moves holds, it is left in peace; if none does, it is accused where words
tell both stocks and every move. A verb used both ways (调拨, 退回) goes the way that it goes in another book of the
passage that holds: the same stock in another unit, another kind of it, the month before.
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
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_items import Item, items_of
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_words import (
    END,
    MOVES,
    STOCKS,
    Flow,
    flow_of,
    may_tell_of_stocks,
    tells_of_before,
    tells_of_now,
)
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import (
    is_as_fine,
    is_stock,
    lacks_migration,
    ledger_of,
    may_be_part,
)
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, range_of
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind, Span

_LEAST: Final = 2  # a book has more figures: two stocks and a move
_MOST: Final = 8  # moves of a book
_FAR: Final = 260  # signs that it may reach over
_BACK: Final = 160  # signs in front of it where a move that it lacks may stand
_ALIKE: Final = Decimal("0.3")
_LITTLE: Final = 10  # of what went through a small stock, so much the less is near
_FITTING, _FITTING_WELL = Decimal("0.4"), Decimal("0.6")  # of the stock; the more, the more moves are told
_NET: Final = re.compile(r"净|自然增|机械增|相抵")


@dataclass(frozen=True, slots=True)
class _Book:
    """Two stocks and the moves between them."""

    had: Item
    moves: tuple[Item, ...]
    left: Item

    def readings(self, ways: dict[str, int]) -> Iterator[tuple[int, ...]]:
        """All ways that the moves may have gone, the likeliest first; `ways` are known by other books."""
        choices: list[tuple[int, ...]] = []
        before: dict[int, Figure] = {}
        for item in self.moves:
            way = ways.get(item.words[-2:], 0) or item.way
            sure = item.flow is not Flow.MOVED or item.words[-2:] in ways
            partly = way in before and may_be_part(item.figure, before[way])
            sure = sure and not item.guessed
            partly = partly or item.guessed or bool(_NET.search(item.words))
            choices.append(
                (way, *(() if sure else (-way,)), *((0,) if partly else ())) if way else (-1, 1, 0)
            )
            before[way] = item.figure
        yield from product(*choices)

    def made(self, signs: Sequence[int]) -> Decimal:
        """What is left by the moves."""
        moved = (item.figure.value * sign for item, sign in zip(self.moves, signs, strict=True))
        return self.had.figure.value + sum(moved, Decimal(0))

    def holds(self, signs: Sequence[int]) -> bool:
        """Whether that is what is told, as rounded as the figures are."""
        whole = range_of(self.had.figure)
        for item, sign in zip(self.moves, signs, strict=True):
            of = range_of(item.figure)
            whole = whole + of if sign > 0 else whole - of if sign else whole
        figures = (self.had.figure, *(item.figure for item in self.moves), self.left.figure)
        fine = is_as_fine(figures, self.made(signs) - self.left.figure.value)
        return fine and meets_sum(self.left.figure, whole)

    def comes_out(self) -> bool:
        """Whether it does if moves that are used both ways went the other way, or without what tells others in all."""
        values = [item.figure.value for item in self.moves]
        summed = [_is_of_others(values, at) for at in range(len(values))]
        ways = product(
            *(
                ((1, -1) if item.flow is Flow.MOVED else (item.way or 1,)) + ((0,) if is_sum else ())
                for item, is_sum in zip(self.moves, summed, strict=True)
            )
        )
        return any(self.made(signs) == self.left.figure.value for signs in ways)

    @property
    def is_named(self) -> bool:
        """Whether words tell which stock is of before, and which of after."""
        told = (self.had.flow is Flow.HAD) + (self.left.flow is Flow.LEFT)
        return told > 1 or (self.is_in_order and (told == 1 or _are_dated(self.had, self.left)))

    @property
    def is_in_order(self) -> bool:
        """Whether it is told as it went: what there was, all that moved, and what there is."""
        places = [self.had.figure.at, *(item.figure.at for item in self.moves), self.left.figure.at]
        return places == sorted(places) and self.left.figure.sentence == self.had.figure.sentence


def _are_dated(*stocks: Item) -> bool:
    """Whether each stock is told of the end of a time: 五月底蓄水, 六月底蓄水."""
    return all(END.search(item.words) for item in stocks)


def _is_of_others(values: Sequence[Decimal], at: int) -> bool:
    """Whether a move is what some right in front of it come to: 付120,000元、80,000元、60,000元，三次付掉260,000元."""
    return any(sum(values[begins:at]) == values[at] for begins in range(at - 1))


def flows(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All books of a document."""
    sums = [each for each in judged if each.kind is Kind.SUM and each.holds and each.claim]
    steps = [frozenset(each.spans) for each in judged if each.kind is Kind.DIFFERENCE]
    for passage in passages:
        if len(passage.figures) > _LEAST and may_tell_of_stocks(passage.text):
            yield from (
                each
                for each in _of_passage(passages, passage, sums)
                if each.holds or not _is_step(each, steps)
            )


def _is_step(accused: Judged, steps: Sequence[frozenset[Span]]) -> bool:
    """Whether one of the moves led to the stock told as left from another, not of the book: 比初步数减少3.63亿元."""
    spans = set(accused.spans)
    left = accused.claim.span if accused.claim else None
    return any(left in step and len(step & spans) == len(step) - 1 == _LEAST for step in steps)


def _of_passage(passages: Sequence[Passage], passage: Passage, sums: Sequence[Judged]) -> Iterator[Judged]:
    groups: dict[tuple[str, int], list[Figure]] = {}
    for figure in passage.figures:
        if is_stock(figure) and figure.role not in (Role.AVERAGE, Role.BAND):
            groups.setdefault((figure.unit or figure.tail[:1], figure.bracket), []).append(figure)
    persons = [key for key in groups if key[0] == "人次" and ("人", key[1]) in groups]
    for key in persons:  # 在站17人，入站188人次，离站183人次，在站21人
        if all(flow_of(f.lead) in MOVES for f in groups[key]) and len(groups["人", key[1]]) == _LEAST:
            both = groups["人", key[1]] + groups.pop(key)
            groups["人", key[1]] = sorted(both, key=lambda f: f.at)
    books: list[_Book] = []
    for figures in groups.values():
        if len(figures) > _LEAST:
            items = items_of(passage, figures, sums)
            yield from _dues(passages, items)
            books += _books(items)
    ways: dict[str, int] = {}
    open_books: list[_Book] = []
    explained: list[Figure] = []  # what there was, of a book that comes out
    for book in books:
        readings = list(book.readings({}))
        held = next((signs for signs in readings if book.made(signs) == book.left.figure.value), None)
        held = held or (readings[0] if book.holds(readings[0]) else None)
        if held is None:
            open_books.append(book)
        elif all(held):
            explained.append(book.had.figure)
            ways |= {item.words[-2:]: sign for item, sign in zip(book.moves, held, strict=True)}
            if all(item.way == sign for item, sign in zip(book.moves, held, strict=True)):
                yield _told(passages, book, held)
    for book in open_books:
        if book.had.figure not in explained:
            yield from _accused(passages, book, ways)


def _books(items: Sequence[Item]) -> Iterator[_Book]:
    """Each stock that is left, with the one before it, or behind it if it stands at the head."""
    items = _with_ends(_with_opening(items))
    places = [at for at, item in enumerate(items) if item.flow in STOCKS]
    for number, at in enumerate(places):
        left, book = items[at], None
        if left.flow is Flow.HAD:
            continue
        earlier = items[places[number - 1]] if number else None
        later = items[places[number + 1]] if number + 1 < len(places) else None
        if earlier and (earlier.flow is Flow.HAD or (earlier.flow is Flow.STOCK and _is_same(earlier, left))):
            moves = _between(items, places[number - 1], at, places[number - 2] if number > 1 else -1)
            moves = moves or _behind(items, at)
            book = _Book(earlier, tuple(moves), left)
        elif (
            later
            and later.flow is Flow.HAD
            and not _OF_THIS_TIME.search(left.words)
            and (left.flow is Flow.LEFT or _is_same(later, left))
        ):
            between = [item for item in items[at + 1 : places[number + 1]] if item.flow in MOVES]
            moves = between or _behind(items, places[number + 1]) or _before(items, at)
            book = _Book(later, tuple(moves), left)
        elif left.flow is Flow.LEFT and not _ALL_YEARS.search(left.words):
            moves = _before(items, at)
            if not moves or [item.way for item in moves] != sorted(
                (item.way for item in moves), reverse=True
            ):
                continue
            book = _Book(moves[0], tuple(moves[1:]), left) if _is_taken_in(moves[0]) else None
        if book and _is_book(book):
            yield book


def _with_opening(items: Sequence[Item]) -> list[Item]:
    """The items, with what one verb tells of before and of now being stocks: 前一日集中安置, 目前集中安置."""
    told = list(items)
    moves = [at for at, item in enumerate(items) if item.flow in MOVES or item.flow is Flow.LEFT]
    first, last = (moves[0], moves[-1]) if len(moves) > _LEAST else (0, 0)
    if first or not last or "新" in items[first].words or not tells_of_before(items[first].words):
        return told
    if items[first].words[-_NOUN:] == items[last].words[-_NOUN:] and tells_of_now(items[last].words):
        told[first] = replace(told[first], flow=Flow.HAD)
        told[last] = replace(told[last], flow=Flow.LEFT)
    return told


_NOUN: Final = 2


def _with_ends(items: Sequence[Item]) -> list[Item]:
    """The items, a total behind moves both ways being what is left: 年初30人，新进5人，退休3人，共32人."""
    told: list[Item] = []
    since: set[int] = set()
    for item in items:
        ends = item.flow is Flow.DUE and since == {1, -1}
        since = set() if item.flow in STOCKS else since | {item.way} - {0}
        told.append(replace(item, flow=Flow.STOCK) if ends else item)
    return told


def _is_taken_in(item: Item) -> bool:
    """Whether a move opens a book: what was taken in of which the rest is told."""
    given = item.flow is Flow.MOVED and item.way > 0 and re.search("接收|收到|募集|筹集|归集", item.words)
    return item.flow is Flow.CAME or bool(given)


_OF_THIS_TIME: Final = re.compile(
    "收支|相抵|(?:当|本|全)[年期月季]度?(?:结余|盈余|节余|净)"
)  # not of what there was
_ALL_YEARS: Final = re.compile("累计|滚存|[年月季期]末|年底|历年|账上|账面")


_REMAINS: Final = re.compile(r"(?:剩余|结余|结存|剩下|余下|尚余|现存|现余|尚有|剩|余)(?:为|有|共)?$")
_ONLY_A_TIME: Final = re.compile(
    r"(?:[到至截]|截[至止])?(?:[当本]?[年月季期周旬]|[一二三四1-4]季度|(?:\d{1,2}|[正冬腊一二三四五六七八九十]{1,2})月(?:份)?|[上中下]旬)?(?:末|底|终|尾)?(?:现|实|目前|如今|尚|还|仍|共|总)*(?:数|有|存|余|剩|为|是|共|达|数为|余额|结存|实有|现有|现存)*"
)


def _is_same(had: Item, left: Item) -> bool:
    """Whether two stocks are called alike: 五月底蓄水 and 六月底蓄水."""
    one, other = had.words[-10:], left.words[-10:]
    if _ONLY_A_TIME.fullmatch(left.words) and (left.flow is Flow.LEFT or _are_dated(had, left)):
        return True
    if left.flow is Flow.LEFT and _REMAINS.search(left.words):
        return True
    return any(
        one[at : at + 2] in other
        for at in range(len(one) - 1)
        if not re.search(r"[\d月末底年日]", one[at : at + 2])
    )


def _between(items: Sequence[Item], had: int, left: int, earlier: int) -> list[Item]:
    """What stands between the stocks, and the moves in front of the first in its sentence."""
    sentence = items[had].figure.sentence
    free = items[earlier + 1 : had] if items[had].flow is Flow.HAD else []
    head = [item for item in free if item.flow in MOVES and item.figure.sentence == sentence]
    inside = [item for item in items[had + 1 : left] if item.flow is not Flow.DUE]
    if not any(item.way > 0 for item in (*head, *inside)) and re.match("加|连同|另|含", items[had].words):
        head += [item for item in free if item.way > 0 and sentence - item.figure.sentence == 1][-1:]
    return [*head, *inside]


def _behind(items: Sequence[Item], at: int) -> list[Item]:
    """The moves behind both stocks, to the end of the sentence, or of the next if that has none."""
    found: list[Item] = []
    sentence = items[at].figure.sentence
    for item in items[at + 1 :]:
        ends = item.figure.sentence > sentence + (not found) or item.flow in STOCKS
        if ends:
            break
        if item.flow in MOVES:
            found.append(item)
            sentence = item.figure.sentence
    return found


def _before(items: Sequence[Item], at: int) -> list[Item]:
    """The moves in front of both stocks in their sentence."""
    found: list[Item] = []
    for item in reversed(items[:at]):
        if item.flow not in MOVES or item.figure.sentence != items[at].figure.sentence:
            break
        found.append(item)
    return found[::-1]


def _is_book(book: _Book) -> bool:
    figures = [book.had.figure, book.left.figure, *(item.figure for item in book.moves)]
    return (
        1 <= len(book.moves) <= _MOST and max(f.after for f in figures) - min(f.at for f in figures) <= _FAR
    )


def _accused(passages: Sequence[Passage], book: _Book, ways: dict[str, int]) -> Iterator[Judged]:
    """A book that no reading makes hold, if its words tell all there is to know, or else a slip explains it."""
    known = tuple(ways.get(item.words[-2:], 0) or item.way for item in book.moves)
    if 1 not in known:
        known = _with_one_that_came(book, known)
    unsure = sum(item.guessed or not way for item, way in zip(book.moves, known, strict=True))
    may_lack = len(known) > _LEAST or (book.is_named and book.is_in_order)
    is_told = unsure <= may_lack and book.had.flow in STOCKS
    free = [0 if item.flow is Flow.MOVED else way for item, way in zip(book.moves, known, strict=True)]
    signs = _nearest(book, free) if is_told or (book.is_named and unsure == 1) else known
    made, left = book.made(signs), book.left.figure
    gap = abs(made - left.value)
    moved = [item.figure for item in book.moves]
    if book.comes_out() or len(signs) < _LEAST or lacks_migration(book.had.figure, left, moved):
        return
    if _made_up(passages[left.paragraph], book, gap):
        return  # of one move `balances` knows more
    off = gap / max(book.had.figure.value, left.value)
    both = {1, -1} <= set(signs)
    most_moved = max(item.figure.value for item in book.moves)
    little = both and book.is_named and (gap * _LITTLE <= most_moved or gap == 1)
    one_way = book.is_named and -1 in signs and not unsure
    well = _FITTING_WELL if len(signs) > _LEAST else _FITTING
    most = well if both and book.is_named else _ALIKE
    if made <= 0 and not little:
        return
    firm = is_told and (both or one_way) and (off <= most or little)
    slip = is_slip(left, made) and (both or book.had.flow is Flow.CAME)
    if firm or slip:
        told = _told(passages, book, signs)
        plain = not unsure and not any(_NET.search(item.words) for item in book.moves)
        whole = firm and both and book.is_named and plain and (off <= _ALIKE or little)
        yield replace(told, odds=FORCED) if whole else told


def _with_one_that_came(book: _Book, known: tuple[int, ...]) -> tuple[int, ...]:
    """The ways, where nothing came that of the first verb that is used both ways turned: 今年拨付5万元."""
    at = next((at for at, item in enumerate(book.moves) if item.flow is Flow.MOVED), None)
    return known if at is None else (*known[:at], 1, *known[at + 1 :])


def _nearest(book: _Book, known: Sequence[int]) -> tuple[int, ...]:
    """The ways by the words; what no word tells of came or went, whichever is nearer."""
    ways = product(*((way,) if way else (-1, 1) for way in known))
    return min(ways, key=lambda signs: abs(book.made(signs) - book.left.figure.value))


def _made_up(passage: Passage, book: _Book, gap: Decimal) -> bool:
    """Whether some figure there or in front that wasn't reckoned with makes up for what is missing."""
    figures = [book.had.figure, book.left.figure, *(item.figure for item in book.moves)]
    begins, ends = min(f.at for f in figures), max(f.after for f in figures)
    return any(
        f.value == gap and f.unit == book.left.figure.unit and f not in figures
        and ((f.at > begins and f.bracket == book.left.figure.bracket) or flow_of(f.lead) in MOVES)
        for f in passage.between(begins - _BACK, ends)
    )  # fmt: skip


def _told(passages: Sequence[Passage], book: _Book, signs: Sequence[int]) -> Judged:
    moves = [(item.figure, sign) for item, sign in zip(book.moves, signs, strict=True) if sign]
    return replace(ledger_of(passages, book.had.figure, moves, book.left.figure), frame=Frame.PROVEN)


_TO_BE_DONE: Final = re.compile("应|待|须|需|可|经手")


def _dues(passages: Sequence[Passage], items: Sequence[Item]) -> Iterator[Judged]:
    """What there was with what came is what is due: 共收到74件，加上去年未兑现的11件，应办85件."""
    for one, other, due in zip(items, items[1:], items[2:], strict=False):
        if due.flow is not Flow.DUE or not _TO_BE_DONE.search(due.words):
            continue
        near = due.figure.sentence == one.figure.sentence == other.figure.sentence
        had = [item for item in (one, other) if item.flow is Flow.HAD]
        came = [item for item in (one, other) if item.way > 0]
        if near and len(had) == len(came) == 1:
            told = ledger_of(passages, one.figure, [(other.figure, 1)], due.figure)
            made = one.figure.value + other.figure.value
            if told.holds or abs(made - due.figure.value) <= _ALIKE * due.figure.value:
                yield replace(told, frame=Frame.PROVEN)
