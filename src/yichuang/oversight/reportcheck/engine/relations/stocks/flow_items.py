"""What each figure of a unit tells of a stock, by its words, without what is only a kind of another. Pure.

"收回会费1.8万元、拨缴9.6万元，两项收入11.4万元；支出10.9万元，其中慰问5.4万元": 11.4 came and 10.9 went.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, takewhile
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_words import (
    LENT,
    MOVES,
    STOCKS,
    WAITING,
    Flow,
    flow_of,
    is_spent,
    way_of,
    way_of_lent,
    way_of_waiting,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money

_UNTIMED: Final = frozenset((Flow.OTHER, Flow.STOCK))
_HEAD: Final = 40  # signs in front of the first figure of a sentence that may tell its time
_SUMMED: Final = re.compile(r"净|自然|机械|[一相]抵|人口增|人口减|合计|两项|增减")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure with its part, the words that tell it, and the way it moved if it did."""

    figure: Figure
    flow: Flow
    words: str
    way: int
    guessed: bool = False  # by the verb of the one before: 新建4个、改建3个


def items_of(passage: Passage, figures: Iterable[Figure], sums: Sequence[Judged]) -> list[Item]:
    """The figures with their parts; `sums` hold, and tell what is a kind of what."""
    items = _without_kinds(_with_turned(passage, list(_items(passage, figures))), sums)
    return _without_nets(_without_rows(_without_told_kinds(items)))


def _with_turned(passage: Passage, items: list[Item]) -> list[Item]:
    """The items; of what was lent what came back went, and of those who wait whose turn it was."""
    first = next((item.figure for item in items if item.flow in STOCKS), None)
    if first is None:
        return items
    known = ((LENT, way_of_lent), (WAITING, way_of_waiting))
    ways = [way for of, way in known if of.search(passage.text, max(0, first.at - _HEAD), first.at)]
    if not ways:
        return items
    told = []
    for item in items:
        way = ways[0](item.words) if item.flow not in STOCKS else 0
        flow = Flow.CAME if way > 0 else Flow.WENT
        told.append(replace(item, flow=flow, way=way, guessed=False) if way else item)
    return told


def _items(passage: Passage, figures: Iterable[Figure]) -> Iterator[Item]:
    last: Item | None = None
    for figure in figures:
        if is_part(passage, figure):
            continue
        words = figure.name or _words(passage, figure)
        flow = flow_of(words)
        begins, _ = passage.sentence_range(figure.sentence)
        if flow in _UNTIMED and not figure.name and not passage.between(begins, figure.at):
            head = re.sub("[，、：；]", "", passage.text[max(begins, figure.at - _HEAD) : figure.at])
            timed = flow_of(head)
            if flow is Flow.OTHER or timed in STOCKS:
                words, flow = head, timed
        account = _way_of_account(passage, figure) if flow not in STOCKS else 0
        if account:
            last = Item(figure, Flow.CAME if account > 0 else Flow.WENT, words, account)
            yield last
            continue
        if flow in MOVES and is_money(figure.unit) and is_spent(words):
            last = Item(figure, Flow.WENT, words, -1)
            yield last
            continue
        way = _shared_way(passage, last, figure) if flow is Flow.OTHER else 0
        if way:
            flow = Flow.CAME if way > 0 else Flow.WENT
            last = Item(figure, flow, words, way, guessed=True)
        else:
            last = Item(figure, flow, words, way_of(words) if flow in MOVES else 0)
        yield last


_HEADED: Final = re.compile(r"[^，。；：、（）]{1,12}：$")
_BARE: Final = re.compile(r"[、，][^，。；：、（）]{0,8}$")


def _shared_way(passage: Passage, last: Item | None, figure: Figure) -> int:
    """The way of a figure without a verb: that of the heading of its row, or of the one that it is joined to."""
    between = passage.text[last.figure.after : figure.at] if last else ""
    if last and last.flow in MOVES and _BARE.fullmatch(between) and (between[0] == "、" or last.guessed):
        return last.way
    begins, _ = passage.clause_range(figure.clause)
    head = _HEADED.search(passage.text[max(0, begins - _HEAD) : begins])
    return way_of(head.group()[:-1]) if head else 0


_ACCOUNT: Final = re.compile(
    r"(?P<came>收入|进账|收方|入账|增加)[^，；：。、\d]{0,8}：|(?P<went>支出|开支|付方|出账|减少)[^，；：。、\d]{0,8}："
)


def _way_of_account(passage: Passage, figure: Figure) -> int:
    """The way of all that stands under a heading of an account: 本期收入：上级补助6万元，承包费2.4万元；."""
    begins = passage.back_to("；。", figure.at)
    heads = list(_ACCOUNT.finditer(passage.text, begins, figure.at))
    return 0 if not heads else 1 if heads[-1]["came"] else -1


# Names without figures of their own that a total is told of: 用于助学、助医、救灾共94.7万元.
_JOINED: Final = re.compile(r"(?<=[，；。：])[^，；。：（）、\d]{2,10}(?:[、和及][^，；。：（）、\d]{1,8})+$")


def _words(passage: Passage, figure: Figure) -> str:
    """The words in front of a figure, over a time or a share that stands among them: 新增超三个月滞留12人."""
    before = passage.between(passage.clause_range(figure.clause)[0], figure.at)
    if figure.lead and before and (before[-1].unit in DURATIONS or before[-1].is_percent):
        begins = before[-2].after if len(before) > 1 else passage.clause_range(figure.clause)[0]
        return passage.text[max(begins, figure.at - _HEAD) : figure.at]
    joined = _JOINED.search(
        passage.text[before[-1].after if before else max(0, figure.at - _HEAD) : figure.at]
    )
    return joined.group() if joined and figure.lead in joined.group() else figure.lead


def _without_kinds(items: list[Item], sums: Sequence[Judged]) -> list[Item]:
    """The items without those that make another: its kinds if it is a move or a stock, else the total itself."""
    by_span = {item.figure.span: item for item in items}
    gone: set[Item] = set()
    for each in sums:
        total = by_span.get(each.claim.span) if each.claim else None
        if total is None:
            continue
        parts = [by_span[f.span] for f in each.figures if f is not each.claim and f.span in by_span]
        if len(parts) < 2 or sum(p.figure.value for p in parts) != total.figure.value:
            continue
        told = {part.flow for part in parts}
        if Flow.HAD in told and total.flow in (Flow.CAME, Flow.DUE) and told & MOVES:
            gone.add(total)
            continue
        gone.update(parts)
        kinds = told - {Flow.OTHER} - ({Flow.STOCK} if Flow.HAD in told else set())
        if total.flow in (Flow.OTHER, Flow.DUE) and len(kinds) == 1:
            kind = next(part for part in parts if part.flow in kinds)
            by_span[total.figure.span] = replace(kind, figure=total.figure)
    return [by_span[item.figure.span] for item in items if item not in gone]


def _without_told_kinds(items: list[Item]) -> list[Item]:
    """The items without a row that no verb tells, where it makes the move or the stock in front of it or behind."""
    gone: set[Item] = set()
    for at, item in enumerate(items):
        if item.flow in (Flow.OTHER, Flow.DUE):
            continue
        for row in (items[at + 1 :], items[:at][::-1]):
            bare = list(takewhile(lambda each: each.flow is Flow.OTHER or each.guessed, row))
            made = list(accumulate(each.figure.value for each in bare))
            if item.figure.value in made[1:]:
                gone.update(bare[: made.index(item.figure.value) + 1])
    return [item for item in items if item not in gone]


_TOTAL: Final = re.compile(r"^(?:以上)?(?:[两三四五六]项|合计|总计|共计?|总共|小计|累计|总)")


def _without_rows(items: list[Item]) -> list[Item]:
    """The items without the row that is told in all behind it: 公开28件、不予公开5件、无法提供19件，合计办结52件."""
    told: list[Item] = []
    for item in items:
        row: list[Item] = []
        if item.flow in MOVES and _TOTAL.search(item.words):
            for before in reversed(told):
                if before.figure.sentence != item.figure.sentence or before.way not in (0, item.way):
                    break
                if before.flow in STOCKS or before.flow is Flow.DUE or _TOTAL.search(before.words):
                    break
                row.append(before)
        if len(row) > 1:
            del told[-len(row) :]
        told.append(item)
    return told


def _without_nets(items: list[Item]) -> list[Item]:
    """The items without what some moves in front come to: 出生512人、死亡438人，自然增加74人."""
    told: list[Item] = []
    for item in items:
        made, parts = Decimal(0), 0
        is_net = False
        for before in reversed(told):
            if before.flow not in MOVES:
                break
            made, parts = made + before.figure.value * before.way, parts + 1
            is_net = is_net or (parts > 1 and abs(made) == item.figure.value)
        if not (is_net and item.flow in MOVES and _SUMMED.search(item.words)):
            told.append(item)
    return told
