"""Net steps beside all that came and went: told whatever the digits where no other two figures give them. Pure.

"今年退休9人、调出4人，新招录民警20人，民警净增17人": 20 - 9 - 4 = 7.
"上年末63件，本年制发9件，废止14件，年末58件，净减6件": the stocks and the moves both say 5.

All figures of the unit in front in the sentence came or went, or are the stocks, by their words. A net step that the
stocks give, or any two figures of the sentence, is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import CLOSING, OPENING, is_stock
from yichuang.oversight.reportcheck.engine.relations.stocks.told_ledgers import sign_of_move
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.rounding import comes_out
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_NET = re.compile(r"净(?:增加?|增长|减少?|流入|流出|迁入|迁出)(?:了|为)?$")
_RESULT = re.compile(r"净|自然|机械|[增减升降][至到为]|[比较]")  # what itself came of other moves
_FAR = Decimal(4)  # times what comes out, or less
_MOST = 8


def net_moves(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such net steps of a document that are wrong."""
    for passage in passages:
        if "净" not in passage.text:
            continue
        for net in passage.figures:
            if not _NET.search(net.lead) or not is_stock(net) or net.bracket or net.value <= 0:
                continue
            judged = _of(passages, passage, net)
            if judged:
                yield judged


def _of(passages: Sequence[Passage], passage: Passage, net: Figure) -> Judged | None:
    told = [f for f in passage.in_sentence(net.sentence) if f.unit == net.unit and f is not net]
    front = [f for f in told if f.at < net.at and not f.bracket and not is_part(passage, f)]
    stocks = [f for f in front if f.role is Role.BASE or OPENING.search(f.lead) or CLOSING.search(f.lead)]
    moves = [f for f in front if f not in stocks]
    signs = {f: sign_of_move(f) for f in moves}
    came, went = ([f for f in moves if signs[f] == way] for way in (1, -1))
    if not came or not went or not all(signs.values()) or len(told) > _MOST:
        return None
    plain = all(is_stock(f) and not _RESULT.search(f.lead) for f in moves)
    if not plain or _is_given(told, came, went, net):
        return None
    return _told(passages, came, went, net)


def _is_given(told: Sequence[Figure], came: Sequence[Figure], went: Sequence[Figure], net: Figure) -> bool:
    """Whether it comes out, or two figures of the sentence give it, or what the moves make is too far off."""
    if comes_out(came, went, net):
        return True
    gap = abs(_value(came) - _value(went))
    far = not gap <= net.value * _FAR or not net.value <= max(gap * _FAR, _FAR)
    return far or any(one.value - other.value == net.value for one, other in permutations(told, 2))


def _value(figures: Sequence[Figure]) -> Decimal:
    return sum((f.value for f in figures), Decimal(0))


def _told(passages: Sequence[Passage], came: Sequence[Figure], went: Sequence[Figure], net: Figure) -> Judged:
    plus, less = (came, went) if _value(came) >= _value(went) else (went, came)
    made = _value(plus) - _value(less)
    figures = tuple(sorted((*came, *went, net), key=lambda f: f.at))
    formula = " - ".join((" + ".join(map(said, plus)), *map(said, less)))
    told = f"{formula} = {with_scale(made, net)}，原文为 {said(net)}"
    gap = net.value - made
    fixes = changes(
        instead(net, made),
        *(instead(f, f.value + gap) for f in plus),
        *(instead(f, f.value - gap) for f in less),
    )
    failed = Judged(
        Kind.DIFFERENCE, figures, quotes(passages, figures), False, told, fixes, claim=net,
        frame=Frame.PROVEN,
    )  # fmt: skip
    return replace(failed, odds=FORCED)
