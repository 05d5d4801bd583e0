"""Ledgers: what there was, with what came and without what went, is what there is.

"上年底共有事项1,482项，今年取消37项、下放64项、承接52项、新增21项，目前总数为1,454项": 1482 - 37 - 64 + 52 + 21 = 1454.
"资产总额1,246.8万元，负债总额96.8万元，净资产1,150.0万元": 1246.8 - 96.8 = 1150.0.

What was carried over is in `carried`, what is left of one whole in `balances`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.carried import dues
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import (
    CAME,
    CLOSING,
    OPENING,
    WENT,
    is_stock,
    ledger_of,
    may_be_part,
    sign_of,
    stays,
)
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Kind

_LONGEST = 8
_FAR = 240
_UNSAID = 4
# Identities by name: the first less (or with) the second is the third.
_NAMED = (
    (-1, ("出生率", "死亡率", "自然增长率")),
    (-1, ("资产总[额计值]|总资产", "负债总[额计]|总负债", "净资产|所有者权益")),
    (-1, ("(?<!进)出口(?:总?额|总值)?", "(?<!出)进口(?:总?额|总值)?", "顺差")),
    (-1, ("出生(?:人口|人数)?", "死亡(?:人口|人数)?", "自然增(?:长|加)(?:人口|人数)?")),
    (-1, ("(?:送审|报审)(?:金额|总额|价)?", "审定(?:金额|总额|价)?", "[审核]减(?:金额|额)?")),
    (-1, ("预约(?:办理|总数|人数)?", "履约(?:办理|人数)?", "爽约(?:人数)?")),
    (-1, ("出生(?:登记|人口)?", "死亡(?:注销|登记|人口)?", "自然增(?:加|长)(?:人口)?")),
)
# Those that a text may tell of several purses: each name must be there once.
_OF_ONE = (
    (
        -1,
        (
            "收入(?:合计|总计|总额)",
            "支出(?:合计|总计|总额)",
            "收支相抵，?(?:当年|本年|年度|年终|年末)?(?:收支)?(?:结余|盈余|节余)",
        ),
    ),
    (
        -1,
        (
            "可用(?:党费|资金|财力|经费|指标)(?:总额|总量|合计)?",
            "(?:(?:当|本|全)年(?:实际)?|共)?(?:支出|使用|列支)(?:合计|总计|总额)?",
            "(?:年末|年底|期末)(?:滚存)?(?:结存|结余|余额|剩余)",
        ),
    ),
)


def ledgers(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ledgers of a document, and differences that have names of their own."""
    for passage in passages:
        for index, closing in enumerate(passage.figures):
            if closing.role is Role.LEVEL and CLOSING.search(closing.lead) and is_stock(closing):
                found = _moves(passage, index, closing)
                if found:
                    yield from _judged(passages, *found, closing)
        yield from _named(passages, passage)
        yield from _excepted(passages, passage)
        yield from _net(passages, passage)
        yield from dues(passages, passage)


_NET = re.compile(r"净(?:增加?|减少?|流入|流出)(?:了|人数|人员|数)?(?:为|约)?$")


_SINCE = re.compile(r"[比较]年初|年末|[比较](?:上年|去年)[末底]")


def _net(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "新录用34人、调入5人，退休7人、调出1人，净增31人": what came less what went."""
    for index, net in enumerate(passage.figures):
        if not _NET.search(net.lead) or not is_stock(net):
            continue
        moves: list[tuple[Figure, int]] = []
        for figure in reversed(passage.figures[max(0, index - _LONGEST) : index]):
            if figure.sentence != net.sentence:
                break
            sign = sign_of(figure) if figure.unit == net.unit and is_stock(figure) else 0
            if not sign:
                moves = []
                break
            moves.append((figure, -sign if re.search("净(?:减|流出)", net.lead) else sign))
        of_stock = bool(_SINCE.search(net.lead))
        if len(moves) > 2 - of_stock and len({sign for _, sign in moves}) > 1:
            first = max(moves, key=lambda move: move[1])
            rest = [move for move in reversed(moves) if move is not first]
            told = ledger_of(passages, first[0], rest, net)
            if told.holds or abs(sum(f.value * s for f, s in moves) - net.value) <= net.value:
                yield told


_EXCEPT = re.compile(
    r"除(?!此|夕|尘|险)(?:去|开|了)?(?P<those>[^。；]{2,80}?)(?:以外|之外|外)(?P<rest>[^。；]{0,20}?(?:其余|其他|剩余|均|都|全部))"
)


def _excepted(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "教职工86人，除校级领导4人、工勤人员6人外，其余76人均参与": the whole less those is the rest."""
    for found in _EXCEPT.finditer(passage.text):
        those = passage.between(found.start("those"), found.end("those"))
        rest = next(iter(passage.between(found.end(), found.end() + 24)), None)
        before = [
            f for f in passage.between(max(0, found.start() - _FAR), found.start()) if f.role is Role.LEVEL
        ]
        whole = next((f for f in reversed(before) if rest and compatible(f.unit, rest.unit)), None)
        if whole is None or rest is None or not those or not all(map(is_stock, (whole, *those, rest))):
            continue
        if all(f.unit == rest.unit and f.value < whole.value for f in (*those, rest)):
            told = ledger_of(passages, whole, [(figure, -1) for figure in those], rest)
            others = [f for f in before if compatible(f.unit, rest.unit)]
            made = rest.value + sum((f.value for f in those), Decimal(0))
            if told.holds or not any(f.value == made for f in others):
                yield told


def _moves(passage: Passage, index: int, closing: Figure) -> tuple[Figure, list[tuple[Figure, int]]] | None:
    """The opening stock and what came (+1) and went (-1) since, in reading order; None if some figure is neither."""
    moves: list[tuple[Figure, int]] = []
    for figure in reversed(passage.figures[max(0, index - _LONGEST) : index]):
        if not compatible(figure.unit, closing.unit) or figure.bracket != closing.bracket or stays(figure):
            continue
        if closing.at - figure.at > _FAR or closing.sentence - figure.sentence > 1 or not is_stock(figure):
            return None
        known = _is_opening(passage, figure) or _is_same_stock(figure, closing, moves)
        if known and not (CAME.search(figure.lead) or WENT.search(figure.lead)):
            return (figure, moves[::-1]) if moves else None
        moves.append((figure, sign_of(figure)))
    return None


def _is_opening(passage: Passage, figure: Figure) -> bool:
    """Whether the words before a figure, or before the first one of a sentence, speak of the time before."""
    begins, _ = passage.sentence_range(figure.sentence)
    first = not any(compatible(f.unit, figure.unit) for f in passage.between(begins, figure.at))
    return bool(OPENING.search(passage.text[begins : figure.at] if first else figure.lead))


def _is_same_stock(figure: Figure, closing: Figure, moves: Sequence[tuple[Figure, int]]) -> bool:
    """Whether a figure in front of all moves is named as the closing one: 藏书80,000册 … 年末藏书达82,000册."""
    names = re.findall(r"[一-鿿]{2}", figure.lead[-2:])
    known = len(moves) > 1 and all(sign for _, sign in moves) and not sign_of(figure)
    return known and any(name in closing.lead for name in names)


def _judged(
    passages: Sequence[Passage], opening: Figure, moves: list[tuple[Figure, int]], closing: Figure
) -> Iterator[Judged]:
    unsaid = sum(not sign for _, sign in moves)
    for signs in product((-1, 1), repeat=unsaid) if unsaid <= _UNSAID else ():
        rest = iter(signs)
        told = ledger_of(passages, opening, [(figure, sign or next(rest)) for figure, sign in moves], closing)
        if told.holds:
            yield told
            return
    told = ledger_of(passages, opening, moves, closing)
    made = opening.value + sum((figure.value * sign for figure, sign in moves), Decimal(0))
    gap = made - closing.value
    partly = any(
        figure.value * sign == gap and sign == before_sign and may_be_part(figure, before)
        for (before, before_sign), (figure, sign) in pairwise(moves)
    )
    if not unsaid and not partly and abs(made - closing.value) * 2 <= max(opening.value, closing.value):
        yield told


def _named(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Differences and sums by name: "出生率6.12‰，死亡率7.45‰，自然增长率-1.33‰"."""
    for sign, patterns in (*_NAMED, *_OF_ONE):
        if not re.search(patterns[2], passage.text):
            continue
        called = [[f for f in passage.figures if _is_called(passage, f, name)] for name in patterns]
        if (sign, patterns) in _OF_ONE and any(len(each) > 1 for each in called):
            continue
        first, second, third = (next(iter(each), None) for each in called)
        if (
            first is None
            or second is None
            or third is None
            or len({f.unit for f in (first, second, third)}) > 1
        ):
            continue
        told = ledger_of(passages, first, [(second, sign)], third, Kind.SUM if sign > 0 else Kind.DIFFERENCE)
        if told.holds or all(figure.is_exact for figure in told.figures):
            yield told


def _is_called(passage: Passage, figure: Figure, name: str) -> bool:
    """Whether a figure is a level of that name: 资产总额达1,246.8万元."""
    if figure.role not in (Role.LEVEL, Role.RATE):
        return False
    lead = passage.text[max(0, figure.at - _LEAD) : figure.at] if "，" in name else figure.lead
    return bool(re.search(rf"(?:{name})(?:累计|合计|共|约|仅)?(?:为|是|达到?|有|：)?$", lead))


_LEAD = 24
