"""What a place holds isn't more than it can, nor what was spent, where the text says so, or what is left.

"设计日供水能力5.0万吨…实际供水7.4万吨，未超过设计能力": more.  "床位120张，入住137人，尚余空床13张": more.
"编制42名，在编45名，空编2名": more than there are.  "预算860万元，中标895万元，节约45万元": more than was planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.above_and_below import beside_line
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_CAPACITY: Final = re.compile(
    r"(?:能力|库容|仓容|容量|承载[量力]|接待量|核[定载准](?:人数|载客|床位|编制|泊位|规模)?|额定[^，。；：]{0,4}|限[载额]|编制|床位|铺位|座[席位]"
    r"|学位|车位|泊位|工位|摊位|机位|席位|卡座|容纳|设计[^，。；：]{0,4}(?:水位|产能|规模|面积))(?:数|总数|总量|量)?(?:共|共有|为|是|达|约|有)*$"
)
_HELD: Final = re.compile(
    r"现有|蓄水|储水|存[量粮放栏]|储[量粮]|实[际有存载灌]|在[编住院园站校册岗位馆]|入[住园学]|供水|供[电气热]|处理|发[送电]|接[待诊]|收[治住纳]|占用|使用|停放|停车|住院|患者|在读|并网|投用|高峰|瞬时"
    r"|负荷|出力|最[高大多]|运[送行]|载|就读|就座|坐|排放|承载|满|报名|招收|到[馆场会]|参会|出席|水位"
)
_WITHIN: Final = re.compile(
    r"(?:未|没有|没|并未|均未|从未)(?:出现|发现)?(?:饱和|爆满|超员|超载|满员)|无超[员载]|(?:未|没有|没|并未|均未|不)(?:超过?|突破|超出|达到?|高于|满)(?!.{0,6}(?:亿元|万元))|(?<!不)低于|(?<!不)小于|(?<!不)少于|以内|之内|范围内|尚?余|[尚仍还]有[^，。；]{0,6}(?:空|余)|空[余编置闲床座位]|富余|闲置|缺编|剩余|空缺|水位[^，。；]{0,6}低"
)
_SUMMED: Final = re.compile(r"[共总]|累计|全年|年内|人次|期间|[两三四五六七八九十\d]天|以来|合计|次数")
_RATE: Final = re.compile(
    r"^(?:支出|拨付|执行|分配|兑付|支付)(?:进度|率)|(?:使用|入住|利用|上座|满座|占用|负荷|满编|入驻|就座|蓄水|饱和|出租)率?(?:为|达|达到|是)*$|^占"
)
_PLANNED: Final = re.compile(
    r"(?:预算|概算|批复资金|控制价|限价|(?:承诺|法定|规定)时限|计划投资|估算|招[生聘录]计划|计划|任务|目标|计划(?:招[录聘生收]|录用|采购|培训|安置)[^，。；：、]{0,8}|(?:下达|到位|筹集|安排|争取|拨入)[^，。；：、]{0,8}(?:资金|经费))(?:数|金额|总额|资金|价)?(?:共|为|是|达|约)*$"
)
_DONE: Final = re.compile(
    r"支付|支出|拨付|兑付|发放|中标|成交|合同|结算|决算|采购|录取|录用|招收|完成|实际|报到|花费|使用|巡"
)
_UNDER: Final = re.compile(
    r"(?:未|没有|没)(?:超|突破|完成|达到|满)|节约|节省|结余|核减|审减|(?<!不)低于|(?<!不)少于|尚[差缺]|空缺|以内|提前|缩短"
)
_OVER: Final = re.compile(r"(?<![未无不现])超[支员编载负]|追加|弥补|上年结余|调[增整]|[一-鿿]率1\d\d")
_KNOWN: Final = ((_CAPACITY, _HELD, _WITHIN), (_PLANNED, _DONE, _UNDER))
_HUNDRED: Final = Decimal(100)
_REACH, _BEHIND, _MOST = 5, 60, 12
_USERS: Final = ("人", "辆")  # who sit on seats, and what stands in places
_PERSONS: Final = ("张", "个", "座", "席", "辆")


def capacities(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All that is more than its place can hold, against the words beside it."""
    for passage in passages:
        for index, whole in enumerate(passage.figures):
            known = next((known for known in _KNOWN if known[0].search(whole.lead)), None)
            if known and whole.is_exact and not whole.is_percent:
                part = _held(passage, index, whole, *known[1:])
                if part is not None and part.value < whole.value and _is_exceeded(passage, part):
                    yield replace(beside_line(passages, part, whole, above=True, firm=True), odds=FORCED)
                elif part is not None:
                    judged = judged_within(passages, whole, part, why="多于所能容纳的")
                    yield judged if judged.holds else replace(judged, odds=FORCED)


def _held(
    passage: Passage, index: int, whole: Figure, held: re.Pattern[str], within: re.Pattern[str]
) -> Figure | None:
    """The figure of what is in it, if words say that this isn't more than it can hold."""
    for part in passage.figures[index + 1 : index + 1 + _REACH]:
        if part.sentence - whole.sentence > 1:
            return None
        alike = part.unit == whole.unit or (whole.unit in _PERSONS and part.unit in _USERS)
        if not alike:
            continue
        if not held.search(part.lead):
            if _CAPACITY.search(part.lead):
                continue
            return None
        plain = (
            part.is_exact
            and part.role in (Role.LEVEL, Role.AVERAGE, Role.TARGET)
            and part.value <= whole.value * _MOST
        )
        if (
            plain
            and held.search(part.lead)
            and not _SUMMED.search(part.lead)
            and not _rivals(passage, whole, part)
        ):
            return part if _is_within(passage, part, within) or _is_exceeded(passage, part) else None
        return None
    return None


def _is_exceeded(passage: Passage, part: Figure) -> bool:
    """Whether it is said to be more than was meant: 超额完成任务."""
    return _EXCEEDED.match(passage.text, part.after) is not None


_EXCEEDED: Final = re.compile(r"[^，。；：\d]{0,6}，(?:已|均|全部)*超额完成(?!\d)")


def _rivals(passage: Passage, whole: Figure, part: Figure) -> bool:
    """Whether other capacities of the unit stand near: 行政编制18名，事业编制42名."""
    begins, _ = passage.sentence_range(whole.sentence)
    _, ends = passage.sentence_range(part.sentence)
    near = [f for f in passage.between(begins, ends) if f is not part and f is not whole]
    moved = whole.unit in DURATIONS and any(f.unit == whole.unit and f.at < part.at for f in near)
    return moved or any(
        f.unit == whole.unit
        and (f.value >= part.value or ("编" in whole.lead and "编" in f.lead and not _LEFT.search(f.lead)))
        for f in near
    )


_LEFT: Final = re.compile("[空缺余超满]编")


def _is_within(passage: Passage, part: Figure, within: re.Pattern[str]) -> bool:
    _, ends = passage.sentence_range(part.sentence)
    behind = passage.text[part.after : min(ends, part.after + _BEHIND)]
    if _OVER.search(behind):
        return False
    after = next((f for f in passage.figures if f.at > part.at), None)
    share = after is not None and after.unit == PERCENT and after.value <= _HUNDRED
    told = share and after is not None and after.sentence == part.sentence and _RATE.search(after.lead)
    return bool(told) or within.search(behind) is not None
