"""Ledgers: what there was, with what came and without what went, is what there is.

"上年底共有事项1,482项，今年取消37项、下放64项、承接52项、新增21项，目前总数为1,454项": 1482 - 37 - 64 + 52 + 21 = 1454.
"资产总额1,246.8万元，负债总额96.8万元，净资产1,150.0万元": 1246.8 - 96.8 = 1150.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Change, Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.adding import meets_sum, range_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible
from yichuang.oversight.reportcheck.findings import Kind

OPENING = re.compile(
    r"(?:上年|去年|上月|上期|上季|前年)(?:年?[底末]|度末)|年初|期初|月初|季初|学年初|原有|原先|原来|此前|清理前|调整前|改革前"
)
CLOSING = re.compile(
    r"目前|现有|现存|现共|现为|现保留|(?<!上)(?<!去)年[底末]|期末|月末|季末|截至|清理后|调整后|改革后|至此|实有|总数|结存|保有|仍有|还有"
)
CAME = re.compile(
    r"新增|新建|新设|新进|新招|新入|新发展|新收|新立|新纳入|增加|增设|调入|转入|迁入|流入|承接|补充|新购|购买|添置|订购|接收|纳入|招录|招聘|录用|聘用|调任|引进|入库|购入|购置|采购|"
    r"出生|捐赠|捐入|转正|复学|新登记|认定|吸收|增补|恢复|列入|收到|收养|捐入|调增|入住|收集|新制|制发|产生|接报|入站|入院|入库"
)
WENT = re.compile(
    r"取消|下放|减少|调出|撤销|注销|吊销|退休|离职|辞职|迁出|流出|转出|死亡|去世|报废|核减|退出|剔除|离任|支出|出库|销户|移出|清退|淘汰|消除|"
    r"辞退|解聘|休学|毕业|剔旧|注销|下架|退学|调离|废止|停用|拆除|发放|领用|化解|销号|除名|开除|调减|消耗|使用|办结|离院|退住|删除|移除|归并|精简|离站|返乡|返家|落户|安置|护送|送返|遣返|领养|出院|转院|毁损|丢失|转移|处置|清运|离校|结案"
)
_NOT_CASH = re.compile(r"比|较|同比|环比|其中|占")
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
    (1, ("(?:上年|年初)(?:滚存)?(?:结余|结转)", "(?:当年|本年)(?:收支)?结余", "年末(?:滚存|累计)?结余")),
)


def ledgers(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ledgers of a document, and differences that have names of their own."""
    for passage in passages:
        for index, closing in enumerate(passage.figures):
            if closing.role is Role.LEVEL and CLOSING.search(closing.lead) and _is_stock(closing):
                found = _moves(passage, index, closing)
                if found:
                    yield from _judged(passages, *found, closing)
        yield from _named(passages, passage)
        yield from _excepted(passages, passage)
        yield from _net(passages, passage)
        yield from _due(passages, passage)


_DUE = re.compile(
    r"应(?:办理?|处理|答复|办结|结)(?:申请|案件|件数)?$|可用(?:资金|财力)(?:总额)?(?:为|共)?$"
    r"|调整后(?:预算)?(?:数|为)*$"
)
_CARRIED = re.compile(r"结转|遗留|留存|结余|未结|旧存|调[增减整]|追加|核减")


def _due(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "新接申请65件，连同上年度留存的4件，应办69件": what is carried over comes on top of what is new."""
    for index, due in enumerate(passage.figures):
        if not _DUE.search(due.lead) or not _is_stock(due):
            continue
        before = [
            f
            for f in passage.figures[max(0, index - _LONGEST) : index]
            if f.unit == due.unit
            and f.bracket == due.bracket
            and _is_stock(f)
            and due.sentence - f.sentence <= 1
        ]
        if len(before) < 2 or not any(_CARRIED.search(f.lead) for f in before[-2:]):
            continue
        less = [f for f in before[-2:] if re.search("减", f.lead)]
        told = ledger_of(passages, before[-2], [(before[-1], -1 if less else 1)], due, Kind.SUM)
        others = any(f.value == due.value for f in before)
        if told.holds or (
            not others and abs(before[-2].value + before[-1].value - due.value) * 4 <= due.value
        ):
            yield told


_NET = re.compile(r"净(?:增加?|减少?|流入|流出)(?:了|人数|人员|数)?(?:为|约)?$")


def _net(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "新录用34人、调入5人，退休7人、调出1人，净增31人": what came less what went."""
    for index, net in enumerate(passage.figures):
        if not _NET.search(net.lead) or not _is_stock(net):
            continue
        moves: list[tuple[Figure, int]] = []
        for figure in reversed(passage.figures[max(0, index - _LONGEST) : index]):
            if figure.sentence != net.sentence:
                break
            sign = _sign(figure) if figure.unit == net.unit and _is_stock(figure) else 0
            if not sign:
                moves = []
                break
            moves.append((figure, -sign if re.search("净(?:减|流出)", net.lead) else sign))
        if len(moves) > 2 and len({sign for _, sign in moves}) > 1:
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
        if whole is None or rest is None or not those or not all(map(_is_stock, (whole, *those, rest))):
            continue
        if all(f.unit == rest.unit and f.value < whole.value for f in (*those, rest)):
            told = ledger_of(passages, whole, [(figure, -1) for figure in those], rest)
            others = [f for f in before if compatible(f.unit, rest.unit)]
            made = rest.value + sum((f.value for f in those), Decimal(0))
            if told.holds or not any(f.value == made for f in others):
                yield told


def _is_stock(figure: Figure) -> bool:
    return not figure.is_percent and figure.unit not in DURATIONS and figure.is_exact


def _moves(passage: Passage, index: int, closing: Figure) -> tuple[Figure, list[tuple[Figure, int]]] | None:
    """The opening stock and what came (+1) and went (-1) since, in reading order; None if some figure is neither."""
    moves: list[tuple[Figure, int]] = []
    for figure in reversed(passage.figures[max(0, index - _LONGEST) : index]):
        if not compatible(figure.unit, closing.unit) or figure.bracket != closing.bracket:
            continue
        if closing.at - figure.at > _FAR or closing.sentence - figure.sentence > 1 or not _is_stock(figure):
            return None
        known = _is_opening(passage, figure) or _is_same_stock(figure, closing, moves)
        if known and not (CAME.search(figure.lead) or WENT.search(figure.lead)):
            return (figure, moves[::-1]) if moves else None
        moves.append((figure, _sign(figure)))
    return None


def _is_opening(passage: Passage, figure: Figure) -> bool:
    """Whether the words before a figure, or before the first one of a sentence, speak of the time before."""
    begins, _ = passage.sentence_range(figure.sentence)
    first = not any(compatible(f.unit, figure.unit) for f in passage.between(begins, figure.at))
    return bool(OPENING.search(passage.text[begins : figure.at] if first else figure.lead))


def _is_same_stock(figure: Figure, closing: Figure, moves: Sequence[tuple[Figure, int]]) -> bool:
    """Whether a figure in front of all moves is named as the closing one: 藏书80,000册 … 年末藏书达82,000册."""
    names = re.findall(r"[一-鿿]{2}", figure.lead[-2:])
    known = len(moves) > 1 and all(sign for _, sign in moves) and not _sign(figure)
    return known and any(name in closing.lead for name in names)


def _sign(figure: Figure) -> int:
    """+1 for what came, -1 for what went, 0 if the words don't say. The first word says it: 承接上级下放52项."""
    came, went = CAME.search(figure.lead), WENT.search(figure.lead)
    if _NOT_CASH.search(figure.lead) or not (came or went):
        return 0
    return 1 if came and (not went or came.start() < went.start()) else -1


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
    if not unsaid and abs(made - closing.value) * 2 <= max(opening.value, closing.value):
        yield told


def ledger_of(
    passages: Sequence[Passage],
    opening: Figure,
    moves: Sequence[tuple[Figure, int]],
    closing: Figure,
    kind: Kind = Kind.DIFFERENCE,
) -> Judged:
    """The opening stock with all moves against the closing one."""
    made = opening.value + sum((figure.value * sign for figure, sign in moves), Decimal(0))
    whole = range_of(opening)
    for figure, sign in moves:
        whole = whole + range_of(figure) if sign > 0 else whole - range_of(figure)
    figures = (opening, *(figure for figure, _ in moves), closing)
    signed = "".join(f" {'+' if sign > 0 else '-'} {said(figure)}" for figure, sign in moves)
    told = f"{said(opening)}{signed} = {with_scale(made, closing)}"
    quoted = quotes(passages, figures)
    if meets_sum(closing, whole):
        return Judged(kind, figures, quoted, True, f"{told}，与原文相符", claim=closing)
    gap = closing.value - made
    fixes = changes(
        instead(closing, made)
        or Change(f"“{closing.lead}{closing.written}”应为 {with_scale(made, closing)}", closing, made),
        instead(opening, opening.value + gap),
        *(instead(figure, figure.value + gap * sign) for figure, sign in moves),
    )
    told = f"{told}，原文为 {said(closing)}"
    return Judged(kind, figures, quoted, False, told, fixes, claim=closing, frame=Frame.FIRM)


def _named(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Differences and sums by name: "出生率6.12‰，死亡率7.45‰，自然增长率-1.33‰"."""
    for sign, patterns in _NAMED:
        if not re.search(patterns[2], passage.text):
            continue
        found = [next((f for f in passage.figures if _is_called(f, name)), None) for name in patterns]
        first, second, third = found
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


def _is_called(figure: Figure, name: str) -> bool:
    """Whether a figure is a level of that name: 资产总额达1,246.8万元."""
    return figure.role in (Role.LEVEL, Role.RATE) and bool(
        re.search(rf"(?:{name})(?:累计|合计|共|约|仅)?(?:为|是|达到?|有|：)?$", figure.lead)
    )
