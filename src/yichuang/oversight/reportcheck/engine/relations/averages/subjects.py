"""Whose an average is, by names: words in front of it, and names that a whole and its sharers have in common. Pure.

"总产虾396吨、稻谷1,728吨。虾均价每公斤32元": 虾 is told of the 396 tonnes alone.
"罚款108件、没收19件，罚款金额87.3万元，案均…": the money is of the 108.
"水田126亩、旱地284亩，单价分别为13万元、7.5万元": the second of one row is of the second of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import words_of_others
from yichuang.oversight.reportcheck.engine.relations.averages.holders import holder_in
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of

_GENERAL = re.compile(
    r"[^一-鿿]|其中|共计?|合计|累计|总[计数额量]?|全[年县市区镇乡村街校站院局省部]|年末|[今去上本当]年|[上下]半年|完成|实现|达到?|为|已|的|了|和|与|及|等|有|在"
    r"|发放|兑[付现]|拨付|支付|投入|支出|收入|涉及|惠及|受益|用于|覆盖|补[助贴]|资金|金额|经费|费用?|款项?|产值|人员|对象|数|[额量]|约|仅|均|每|按|计|各|新增|实际|平均|其余|其他"
    r"|[人户个名件次家万元]"
)
_TWO = 2


@lru_cache(maxsize=8192)
def _pairs(label: str) -> frozenset[str]:
    """The signs of a name by twos, general words left out."""
    pieces = _GENERAL.sub(" ", label).split()
    return frozenset(piece[at : at + _TWO] for piece in pieces for at in range(len(piece) - 1))


def _name(figure: Figure) -> str:
    return f"{figure.name} {figure.lead[-10:]} {figure.tail[:6]}"


class Subjects:
    """What names say of the readings of one average."""

    def __init__(self, passage: Passage, average: Figure, offered: Sequence[Sharing]) -> None:
        self._passage = passage
        self._subject = words_of_others(average)
        self._holder = bool(holder_in(average.lead))
        self._row = row_of(passage, average)
        self._turn = _place(self._row, average)
        told = {f.at: f for each in offered for f in (each.whole, each.among) if f is not None}
        self._pairs = {at: _pairs(_name(figure)) for at, figure in told.items()}
        self._bears = {at: self._is_of_subject(figure) for at, figure in told.items()}
        wholes = {each.whole.at for each in offered}
        sharers = {each.among.at for each in offered if each.among is not None}
        self._whole_named = any(self._bears[at] for at in wholes)
        self._among_named = any(self._bears[at] for at in sharers)
        self._alike = {
            at: any(self._pairs[at] & self._pairs[other] for other in sharers - {at}) for at in wholes
        }
        self._rows = {at: self._in_turn(figure) for at, figure in told.items()}

    def _is_of_subject(self, figure: Figure) -> bool:
        label = figure.name + figure.lead + figure.word + figure.tail
        return any(word in label for word in self._subject)

    def _in_turn(self, figure: Figure) -> str:
        """Whether a figure stands in its row where the average stands in its own."""
        if len(self._row) < _TWO:
            return ""
        row = row_of(self._passage, figure)
        if len(row) != len(self._row):
            return "unlike row"
        return "in turn" if _place(row, figure) == self._turn else "out of turn"

    def signs(self, sharing: Sharing) -> Iterator[str]:
        """The signs of one reading."""
        whole, among = sharing.whole, sharing.among
        if self._subject:
            yield f"whole {self._of_subject(whole, others=self._whole_named)}"
        if told := self._rows[whole.at]:
            yield f"whole {told}"
        if sharing.times is not ONE:
            yield f"timed, {'sharers' if among else 'no sharers'}, {'held' if self._holder else 'unheld'}"
        if among is None:
            return
        if self._subject:
            yield f"among {self._of_subject(among, others=self._among_named)}"
            yield f"subject of whole {self._bears[whole.at]}, of sharers {self._bears[among.at]}"
        if told := self._rows[among.at]:
            yield f"among {told}"
        alike = bool(self._pairs[whole.at] & self._pairs[among.at])
        yield "named alike" if alike else "another is named alike" if self._alike[whole.at] else "named apart"

    def _of_subject(self, figure: Figure, *, others: bool) -> str:
        return (
            "of the subject"
            if self._bears[figure.at]
            else "of another subject"
            if others
            else "of no subject"
        )


def _place(row: Sequence[Figure], figure: Figure) -> int:
    return next(place for place, each in enumerate(row) if each.at == figure.at)
