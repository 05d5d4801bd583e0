"""What there was, what came and went, what there is: the words that tell of stocks, and the ledger of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Change, Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, range_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind

OPENING = re.compile(
    r"(?:上年|去年|上月|上期|上季|前年)(?:年?[底末]|度末)|年初|期初|月初|季初|学年初|原有|原先|原来|此前|清理前|调整前|改革前"
)
CLOSING = re.compile(
    r"目前|现有|现存|现共|现为|现保留|(?<!上)(?<!去)年[底末]|期末|月末|季末|截至|清理后|调整后|改革后|至此|实有|(?<!上年末)(?<!上年底)(?<!年初)现行有效|继续有效|总数|结存|保有|仍有|还有"
)
# What is taken to court or to an arbiter leaves the book of those who tell of it.
TO_COURT = "转入(?:诉讼|仲裁|司法|行政复议|强制执行)"
CAME = re.compile(
    rf"新增|新建|新设|新进|新招|新入|新发展|新收|新立|新纳入|增加|增设|调入|(?!{TO_COURT})转入|迁入|流入|承接|补充|新购|购买|受赠|获赠|添置|订购|接收|纳入|招录|招聘|录用|聘用|调任|引进|入库|购入|购置|采购|"
    r"出生|捐赠|捐入|转正|复学|拨入|下拨|新登记|认定|吸收|增补|恢复|列入|收到|收养|捐入|调增|入住|收集|新制|制发|制定|出台|产生|接报|入站|入院|入库"
)
WENT = re.compile(
    rf"取消|下放|减少|调出|{TO_COURT}|撤销|注销|吊销|退休|离职|辞职|迁出|流出|转出|死亡|去世|报废|核减|退出|剔除|离任|支出|出库|销户|移出|清退|淘汰|消除|"
    r"辞退|解聘|休学|毕业|剔旧|注销|下架|退学|调离|废止|停用|拆除|发放|领用|化解|销号|除名|开除|调减|消耗|使用|办结|离院|退住|删除|移除|归并|精简|离站|返乡(?!创业|企业|青年|人才|能人|农民|大学|干部|乡贤)|返家|落户|安置|护送|送出|送返|遣返|领养|出院|转院|毁损|丢失|转移|处置|清运|离校|结案"
)
# What is gone from one whole, be it only that it is done; in a ledger of several moves that is too wide.
OUT = re.compile(
    r"支出|支付|使用|拨付|办结|完成|注销|退出|发放|答复|回复|整改|执行|出库|化解|脱贫|开工|竣工|减少|调出|离职|退休|处理|上缴|缴|兑付|分配|返还|归还|转派|移交|报废|结案|采购|审定|送出|迁出|流出|离站|调离|放映|解读|在编|实到|实配|到会|出席|已"
)
_NOT_CASH = re.compile(r"比|较|同比|环比|其中|占")


def is_stock(figure: Figure) -> bool:
    """Whether a figure may stand in a ledger: so many of something, told exactly."""
    return not figure.is_percent and figure.unit not in DURATIONS and figure.is_exact


def sign_of(figure: Figure) -> int:
    """+1 for what came, -1 for what went, 0 if the words don't say. The first word says it: 承接上级下放52项."""
    came, went = CAME.search(figure.lead), WENT.search(figure.lead)
    if _NOT_CASH.search(figure.lead) or not (came or went):
        return 0
    return 1 if came and (not went or came.start() < went.start()) else -1


_RESIDENTS, _MIGRATED = re.compile("常住|人口"), re.compile("迁|流[入出]|机械|净")


def lacks_migration(had: Figure, left: Figure, moves: Sequence[Figure]) -> bool:
    """Whether residents are told of with births and deaths alone, though others came to live there and left."""
    resident = any(_RESIDENTS.search(f.lead) for f in (had, left))
    return resident and not any(_MIGRATED.search(f.lead) for f in moves)


_STAYS = re.compile(
    r"(?:作了?|做了?|经|已|进行了?)?(?:修改|修订|修正|更名)|[^，；]{0,4}(?:重新公布|重新印发)"
)


def stays(figure: Figure) -> bool:
    """Whether it neither came nor went, as the words behind it tell, or those in front: 2件作了修改后重新公布."""
    return bool(_STAYS.match(figure.tail) or (not figure.tail and _STAYS.match(figure.lead)))


_WHOLE_MOVE = re.compile(r"减少|增加|新增|退出|流出|流入|离[职岗]|调[入出]")


def may_be_part(figure: Figure, move: Figure) -> bool:
    """Whether a move may be a part of one before: "退出38户，因死亡退出12户"."""
    return figure.value <= move.value and bool(_WHOLE_MOVE.search(move.lead))


def is_as_fine(figures: Sequence[Figure], gap: Decimal) -> bool:
    """Whether a ledger comes out as finely as it is told: beside 4.83万元 in it 5万元 is just that."""
    finest = min((f.step for f in figures if f.step), default=Decimal(0))
    return abs(gap) <= finest * len(figures) + figures[-1].step


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
    if meets_sum(closing, whole) and is_as_fine(figures, made - closing.value):
        return Judged(kind, figures, quoted, True, f"{told}，与原文相符", claim=closing)
    gap = closing.value - made
    ends = [
        instead(closing, made)
        or Change(f"“{closing.lead}{closing.written}”应为 {with_scale(made, closing)}", closing, made)
    ]
    fixes = changes(
        *(ends if made >= 0 else ()),
        instead(opening, opening.value + gap),
        *(instead(figure, figure.value + gap * sign) for figure, sign in moves),
    )
    told = f"{told}，原文为 {said(closing)}"
    came, went = (tuple(figure for figure, sign in moves if sign == way) for way in (1, -1))
    return Judged(kind, figures, quoted, False, told, fixes, claim=closing, frame=Frame.FIRM, of=(came, went))
