"""Sums by verb: where rows that ； parts make a total by their number, what is told of it by a verb is theirs too.

"班子查摆问题21条，已整改18条；成员查摆问题64条，整改58条；两者合计85条，整改66条": 18 and 58 make 76.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, failed_sum, held_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts
from yichuang.oversight.reportcheck.engine.units import compatible

_NUMBERS = "二三四五六七八九十"
_TOGETHER = re.compile(
    r"(?P<number>[两二三四五六七八九十])(?:者|项|类|个?方面|部分|级)(?:合计|共计|总计|共|累计)$"
)
_FILLERS = re.compile(r"^(?:其中|已|共|累计|总共|合计)+|(?:了|共)+$")
_LONGEST = 4
_BEHIND = 40


def sums_by_verb(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All of a document."""
    for passage in passages:
        for total in passage.figures:
            begins, ends = passage.sentence_range(total.sentence)
            told = _TOGETHER.search(passage.text, begins, total.at)
            if not told or passage.text[begins : told.start()].count("；") != _number(told["number"]):
                continue
            rows = _rows(passage, begins, told.start())
            for further in passage.between(total.after, min(ends, total.after + _BEHIND)):
                parts = _alike(rows, further)
                if not parts or further.bracket != total.bracket:
                    break
                if adds_up(further, parts):
                    yield held_sum(passages, further, parts)
                elif all(figure.is_exact for figure in (further, *parts)):
                    yield replace(failed_sum(passages, further, parts), frame=Frame.FIRM)


def _number(sign: str) -> int:
    return 2 if sign == "两" else _NUMBERS.index(sign) + 2


def _rows(passage: Passage, begins: int, ends: int) -> list[list[Figure]]:
    """The figures of each stretch up to its ；."""
    rows: list[list[Figure]] = []
    at = begins
    while (to := passage.text.find("；", at, ends)) >= 0:
        rows.append(list(passage.between(at, to)))
        at = to + 1
    return rows


def _alike(rows: Sequence[Sequence[Figure]], further: Figure) -> tuple[Figure, ...]:
    """The one figure of each row that the verb of a further total tells; () if some row has none or two."""
    verb = _FILLERS.sub("", further.lead)
    if not 1 < len(verb) <= _LONGEST or not counts(further):
        return ()
    told: list[Figure] = []
    for row in rows:
        found = [f for f in row if counts(f) and compatible(f.unit, further.unit) and verb in f.lead]
        if len(found) != 1:
            return ()
        told += found
    return tuple(told)
