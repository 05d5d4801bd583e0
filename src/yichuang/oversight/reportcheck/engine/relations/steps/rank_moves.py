"""Moves in a ranking: the place now and the place before are apart by what is told. Pure.

"居第4位，较上年前进3位（上年为第8位）" · "由第9名升到第6名，前移2名": those are 4 and 3.

Told only where one stretch of text has two places, one of them said to be of before, and one move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind

_NUMBER = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_PLACE = re.compile(rf"第(?P<place>{_NUMBER})(?:位次?|名|(?=[升降上下跃提进退跌滑前后至到，。；（）]))")
_AHEAD = "前进|上升|提升|提高|前移|跃升|晋升|进步|进位"
_BACK = "下降|后退|下滑|退后|后移|退步|退位|下跌|跌落|降低"
_MOVE = re.compile(
    rf"(?:(?P<ahead>{_AHEAD})|(?:{_BACK}))了?(?P<by>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?:个?位次?|个?名次?)"
    r"(?![一-鿿]{0,3}[师生员工民])"
)
_THEN = re.compile(
    r"(?:上年|去年|上月|上季度?|上期|上届|上轮|上次|前一年|上一年|年初|此前|原来?|由|从)[^，。；（）第]{0,10}$"
)
_STRETCH = re.compile("[^。；]+")
_PAIR = 2


def rank_moves(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All moves in rankings of a document."""
    for passage in passages:
        if "第" not in passage.text:
            continue
        for stretch in _STRETCH.finditer(passage.text):
            moves = list(_MOVE.finditer(passage.text, *stretch.span()))
            places = list(_PLACE.finditer(passage.text, *stretch.span())) if len(moves) == 1 else ()
            if len(places) == _PAIR and (judged := _judged(passage, moves[0], places)):
                yield judged


def _judged(passage: Passage, move: re.Match[str], places: Sequence[re.Match[str]]) -> Judged | None:
    then = [
        bool(_THEN.search(passage.text, max(0, place.start() - _NEAR), place.start())) for place in places
    ]
    if sum(then) != 1:
        return None
    before, now = (places[then.index(told)] for told in (True, False))
    numbers = (_number(before["place"]), _number(now["place"]), _number(move["by"]))
    if not all(numbers):
        return None
    was, is_now, by = numbers
    first, second = (was, is_now) if move["ahead"] else (is_now, was)
    holds = first - second == by
    told = f"{first} - {second} = {first - second}，" + ("与原文相符" if holds else f"原文为 {by}")
    ends = (before.span("place"), now.span("place"), move.span("by"))
    spans = tuple(passage.view.span(*span) for span in sorted(ends))
    said = [told_of.span() for told_of in (*places, move)]
    quote = passage.quote(min(at for at, _ in said), max(to for _, to in said))
    fixes = () if holds else tuple(_fixes(move[0], first - second, by))
    return Judged(Kind.DIFFERENCE, (), (quote,), holds, told, fixes, places=spans)


def _fixes(move: str, apart: int, by: int) -> Iterator[str]:
    """What single change of the move makes it right: how far, or which way."""
    if apart > 0:
        yield f"“{move}”应为 {apart}"
    elif apart == -by:
        yield f"“{move}”升降说反了"


_NEAR = 16


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(spoken_value(words) or 0)
