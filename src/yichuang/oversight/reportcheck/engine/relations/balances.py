"""Balances: what came in less what went out is what is left.

"收入总计6.37亿元，支出5.92亿元，年终结余0.45亿元": 6.37 - 5.92 = 0.45.
"上年结转12件，新收350件，办结348件，结转下年14件": 12 + 350 = 348 + 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.adding import meets_sum, sum_of
from yichuang.oversight.reportcheck.engine.relations.lists import counts, is_part
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind

_LEFT = re.compile(
    r"剩余|结余|节余|尚余|余额|其余|年末结转|结转下|净增|净减|净流|净迁|还剩|仍有|尚有|未|无效|停|空编|缺编|在办|正在|"
    r"节约|节省|核减|审减|尚待|待(?!遇)|期末|年末|月末|缺口|尚需|还需|尚差|请假|缺席|另|剩下|余下|爽约|转入下"
)
_NET = re.compile(r"净(?:增|减|流入|流出|迁入|迁出)(?:加|少|了)?$")
_OPENING = re.compile(r"年初|期初|月初|上年末|上月末")
_CLOSING = re.compile(r"年末|期末|月末|年底|月底")
_OUT = re.compile(
    r"支出|支付|使用|拨付|办结|完成|注销|退出|发放|答复|回复|整改|执行|出库|化解|脱贫|开工|竣工|减少|调出|离职|退休|处理|上缴|缴|兑付|分配|返还|归还|转派|移交|报废|结案|采购|审定|送出|迁出|流出|离站|调离|放映|解读|在编|实到|到会|出席|已"
)
_CARRIED = re.compile(
    r"(?:上年|上期|去年|年初|上月|上季)(?:度)?(?:结转|结存|遗留|未结|旧存|存)|存量|旧存|旧案|结转(?:上年|上期)"
)
_NEW = re.compile(r"新收|新发现|新排查|新受理|新接|新增|本年|本期|当年|受理|收到|接收|收件")
_REACH = 8
_FAR = 200


def balances(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All balances of a document."""
    for passage in passages:
        for index, left in enumerate(passage.figures):
            if (counts(left) or _NET.search(left.lead)) and _LEFT.search(left.lead + left.tail[:6]):
                judged = _carried(passages, passage, index, left) or _left(passages, passage, index, left)
                if judged:
                    yield judged


def _near(passage: Passage, index: int, left: Figure) -> list[Figure]:
    """Figures of the unit in front, no further than the sentence before."""
    near = passage.figures[max(0, index - _REACH) : index]
    found = [
        f
        for f in near
        if counts(f) and _is_alike(f, left) and left.sentence - f.sentence <= 1 and left.at - f.at <= _FAR
    ]
    # "小区37个，37个小区中未成立业委会的还有9个": the whole told again is no second figure
    again = {id(f) for one, f in pairwise(found) if f.value == one.value and _AMONG_THEM.match(f.tail)}
    return [f for f in found if id(f) not in again]


def _is_alike(one: Figure, left: Figure) -> bool:
    """Whether two figures count the same: posts are filled with persons (核定编制320个，在编274人)."""
    return one.unit == left.unit or ("编" in left.lead and {one.unit, left.unit} <= {"个", "人", ""})


def _left(passages: Sequence[Passage], passage: Passage, index: int, left: Figure) -> Judged | None:
    near = _near(passage, index, left)
    if len(near) < 2:
        return None
    for gone in reversed(near):
        for whole in reversed([f for f in near if f.at < gone.at]):
            if whole.value >= gone.value and meets_sum(whole, sum_of((gone, left))):
                return _told(passages, whole, gone, left, holds=True)
            if _NET.search(left.lead) and meets_sum(gone, sum_of((whole, left))):
                return _told(passages, gone, whole, left, holds=True)
    heads = [f for f in near if not is_part(passage, f)]
    if len(heads) < 2 or not _is_told(heads, left):
        return None
    whole, gone = heads[-2], heads[-1]
    if _NET.search(left.lead) and whole.value < gone.value:
        whole, gone = gone, whole
    if whole.value < gone.value or not all(f.is_exact for f in (whole, gone, left)):
        return None
    if any(other.value + whole.value - gone.value == left.value for other in heads[:-2]):
        return None  # what there was before is in it too
    purse = bool(re.search("收入|拨入|到账", whole.lead) and "支出" in gone.lead)
    if _STOCK.search(left.lead):
        return None  # what has gathered over the years
    if not purse and abs(whole.value - gone.value - left.value) > whole.value / 2:
        return None
    firm = purse or _is_opposite(gone, left) or _is_rest(heads, left) or _UNDER_WAY.search(left.lead)
    return _told(passages, whole, gone, left, holds=False, frame=Frame.FIRM if firm else Frame.CLEAR)


_UNDER_WAY = re.compile(r"^(?:正在|在办|尚未|仍在|未)")


def _is_told(heads: Sequence[Figure], left: Figure) -> bool:
    """Whether the words say that what is left is so once what is told last is gone."""
    gone, rest = heads[-1], _is_rest(heads, left)
    if (gone.sentence != left.sentence and not _is_opposite(gone, left)) or left.clause - gone.clause > 5:
        return False
    out = _OUT.search(gone.lead) or _is_opposite(gone, left) or rest
    return bool(out) and (_is_told_left(gone, left) or rest)


_AMONG_THEM = re.compile(r"[^，。；]{0,8}[中里]")
_REST = re.compile(r"^(?:其余|另外?|剩余|剩下|余下)(?:的)?$|^(?:其余|剩余|剩下|余下)")


def _is_rest(heads: Sequence[Figure], left: Figure) -> bool:
    """Whether two stand in the sentence, and then what is left of the first: 抽查276批，合格270批，其余6批."""
    within = [figure for figure in heads if figure.sentence == left.sentence]
    return len(within) == 2 and bool(_REST.search(left.lead)) and within[1].clause - within[0].clause <= 2


_STOCK = re.compile(r"滚存|累计")
_SURE_LEFT = re.compile(
    r"剩余|结余|节余|尚余|其余|结转下|净增|净减|净流|净迁|还剩|仍有|尚有|正在|在办|未办结|空编|缺编|节约|节省|核减|审减|尚需|还需|尚差|请假|缺席|缺口|剩下|余下|爽约|转入下"
)
_OPPOSITE = re.compile(r"(?:未|无|不|停|没有|待|尚需|欠)(?P<kernel>[一-鿿]{1,2})")


def _is_told_left(gone: Figure, left: Figure) -> bool:
    return bool(_SURE_LEFT.search(left.lead)) or _is_opposite(gone, left)


def _is_opposite(gone: Figure, left: Figure) -> bool:
    """Whether what is left is told as the contrary of what went: 未解读的 and 解读, 无效通话 and 有效通话."""
    for found in _OPPOSITE.finditer(left.lead + left.tail[:12]):
        kernel = found["kernel"]
        if kernel in gone.lead + gone.tail or (len(kernel) > 1 and f"有{kernel[1:]}" in gone.lead):
            return True
    return False


def _told(
    passages: Sequence[Passage],
    whole: Figure,
    gone: Figure,
    left: Figure,
    *,
    holds: bool,
    frame: Frame = Frame.CLEAR,
) -> Judged:
    figures = (whole, gone, left)
    value = whole.value - gone.value
    slip = Decimal(10**4)
    if not holds and is_money(left.unit) and value in (left.value * slip, left.value / slip):
        told = f"{said(whole)} - {said(gone)} = {with_scale(value, whole)}，原文为 {said(left)}{left.unit}，差一万倍"
        fix = f"“{left.written}{left.word}”的单位应为{'万' if value > left.value else ''}{left.unit}"
        return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=left)
    told = f"{said(whole)} - {said(gone)} = {with_scale(value, left)}"
    if holds:
        return Judged(
            Kind.DIFFERENCE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=left
        )
    return Judged(
        Kind.DIFFERENCE, figures, quotes(passages, figures), False, f"{told}，原文为 {said(left)}",
        changes(
            instead(left, value),
            instead(gone, whole.value - left.value),
            instead(whole, gone.value + left.value),
        ),
        claim=left, frame=frame,
    )  # fmt: skip


_NEXT = re.compile(
    r"结转(?:下|至|到)|转入下|下(?:年|一年)度?(?:继续)?(?:办理|结转)|年末|期末|月末|在办|未结|未办结"
)


def _four(passage: Passage, index: int, left: Figure) -> tuple[Figure, Figure, Figure] | None:
    """What was carried in, what came new and what was done, by their words; parts behind 其中 are passed over."""
    near = _near(passage, index, left)
    if len(near) > 2:
        first, second, done = near[-3:]
        carried, new = (second, first) if _CARRIED.search(second.lead) else (first, second)
        carries = _CARRIED.search(carried.lead) and _NEW.search(new.lead) and "应" not in new.lead
        stock = _OPENING.search(carried.lead) and _CLOSING.search(left.lead) and not _CLOSING.search(new.lead)
        if (carries or stock) and _OUT.search(done.lead):
            return carried, new, done
    if not _NEXT.search(left.lead + left.tail[:8]):
        return None
    wide = [
        f
        for f in passage.figures[max(0, index - 2 * _REACH) : index]
        if counts(f) and f.unit == left.unit and f.bracket == left.bracket and left.sentence - f.sentence <= 2
    ]
    heads = [f for f in wide if not is_part(passage, f)]
    ended = next((f for f in reversed(heads) if _DONE.search(f.lead)), None)
    opened = next((f for f in reversed(heads) if _CARRIED.search(f.lead)), None)
    came = next((f for f in heads if _NEW.search(f.lead) and not re.search("应|共需", f.lead)), None)
    if ended is None or opened is None or came is None or len({ended.at, opened.at, came.at}) < 3:
        return None
    return opened, came, ended


_DONE = re.compile(r"(?:办结|答复|办理完毕|审结|结案|办理)(?:申请|案件)?(?:了|共)?$")


def _carried(passages: Sequence[Passage], passage: Passage, index: int, left: Figure) -> Judged | None:
    """Carried in + new = done + carried out."""
    found = _four(passage, index, left)
    if found is None:
        return None
    carried, new, done = found
    figures = (carried, new, done, left)
    had, went = carried.value + new.value, done.value + left.value
    came = f"{said(carried)} + {said(new)} = {with_scale(had, new)}"
    told = f"{came}，{said(done)} + {said(left)} = {with_scale(went, new)}"
    holds = sum_of((carried, new)).meets(sum_of((done, left)))
    if not holds and not (all(f.is_exact for f in figures) and _is_whole(passage, figures)):
        return None
    fixes = changes(
        instead(left, had - done.value),
        instead(done, had - left.value),
        instead(new, went - carried.value),
        instead(carried, went - new.value),
    )
    ending = "，两边相等" if holds else "，两边不等"
    return Judged(
        Kind.SUM, figures, quotes(passages, figures), holds, told + ending, () if holds else fixes, claim=left,
        frame=Frame.PROVEN,
    )  # fmt: skip


def _is_whole(passage: Passage, figures: Sequence[Figure]) -> bool:
    """Whether no other movement stands among those of a balance: `movements` knows the longer chains."""
    first, last = min(figures, key=lambda f: f.at), max(figures, key=lambda f: f.at)
    between = passage.between(first.at, last.after)
    level = [f for f in between if f.unit == last.unit and f.bracket == last.bracket]
    return sum(f in figures or not is_part(passage, f) for f in level) == len(figures)
