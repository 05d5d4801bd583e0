"""What the words say of the whole of a share: what 占…的 or 按…计 names, of which group, of which time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.words import (
    DENIED,
    bare_lead,
    is_denied,
    label_of,
    share_in,
    told_whole,
    within,
)

_BY = re.compile(
    r"(?:按(?P<by>[^，。；：\d]{1,8}?)(?:口径)?(?:计算|统计|核算|计|算|看)?"
    r"|以(?P<as>[^，。；：\d]{1,12}?)(?:为(?:基数|分母|口径|基准)|口径)?(?:计算|统计|核算|计|算)?)(?:的)?(?:为|是|达|则为|则)*$"
)
_ASIDE = re.compile(
    r"（(?:(?:占|以|按|与)(?P<base>[^（）]{2,12}?)(?:为(?:基数|分母|口径|基准)|之比|口径)?(?:计算|计|算)?|[^（）÷]{1,10}÷(?P<by>[^（）]{2,10}))）"
)
_MEAN = re.compile(r"平均|年均|[日月]均")  # nobody's count, but the mean of two
_HEAD = re.compile(
    r"^(?:其中|全[年县市区镇乡村校院]|本[年县市区月季]|累计|共|年末|[^，：]*：)+|(?:总|共|为|达|有|的|数|量)+$"
)
_DONE = re.compile(r"已|实[缴收拨付发到有]|入库|完成|办结|到位|到账")
_NOT = re.compile(r"[未不没无非尚]")
_ROW = re.compile(r"(?:[、和][^，。；（）]{0,10}?[\d.]+[%‰])*")  # 出生率5.86‰、死亡率7.99‰（按年平均人口计）
_WIDEST = 20
_UNITS = {
    "起": "起", "件": "件", "户": "户", "户数": "户", "人": "人", "人数": "人", "人口": "人", "面积": "亩平方米公顷",
    "金额": "元", "资金": "元", "投资": "元", "个": "个家", "家数": "家", "次": "次", "批次": "批次", "宗": "宗",
}  # fmt: skip
_AGAINST = re.compile(r"与(?P<base>[^，。；：、]{2,8}?)(?:数|量)?(?:之比|的比例|的比值|相比)(?:为|是|达)*$")
_FILLING = re.compile(r"[的总数量额]|全部|所有|当年|同期")
_GROUP = re.compile(
    r"(?P<group>[一-鿿“”]{2,10})(?:中(?![心央学小医午秋国型标考介层期等专职西草药高低])|里)[的，]?(?=[一-鿿“])"
)
_NO_GROUP = re.compile(r"其中$|[一二三初高]中$|集中$|当中$|年中$|期中$")
_BEFORE = re.compile(r"^(?:其中)?(?:年初|上年|去年|上月|上季度|期初|原有|年前|当初|上届|同期)")
_NOW = re.compile(r"年末|期末|月末|年底|达到?$|增至|增加到|发展到|现有|目前|截至")
_CAME_TO = re.compile(
    r"(?:降|升|增|减|提|扩|压|缩|清|涨|调|发展|回落|变)[^，。；]{0,4}?(?:到|至|为)(?:现在的|今年的|目前的|的)?$"
)
_STEP = re.compile(
    r"(?:流失|脱贫|脱困|化解|压减|核减|下浮|节约|节支|增值|溢价|缩水|压降|消减|净增|减少|审减|清退|递减|削减|下调|降|升|增|减)(?:率|幅度?|比例)?(?:为|达|是)*$"
)
_OF_BEFORE = re.compile(
    r"^(?:其中|较|比|由|从)?(?:年初|上[年月期届季次]|去年|期初|原|前年|同期|当初)|(?:由|从|比|较)[^，。；]{0,8}$"
)
_NARROW = re.compile(r"按期|按时|提前|逾期|超期|延期|当场|当日|当天|网上|首次")
_ALL = re.compile(r"全[县市区镇乡村校省年体部]|总|合计|共|所有")
_WIDE = 30


def base_signs(passage: Passage, rate: Figure, pair: Pair, near: tuple[Figure, ...]) -> Iterator[str]:
    """What the words that tell a whole say of the base of a pair, and of the others near it."""
    lead = bare_lead(rate)
    kernel = named_base(passage, rate)
    if kernel in _UNITS:
        yield "by its unit" if pair.parts[0].unit in _UNITS[kernel] else "by another unit"
    elif len(kernel) > 1:
        measured = _measured(passage, kernel, (*near, pair.base) if pair.base not in near else near)
        own, most = measured[pair.base], max(measured.values())
        if _HEAD.sub("", pair.base.name or pair.base.lead) == kernel:
            yield "base just so"
        alike = sum(size == most for size in measured.values())
        if not most:
            yield "base told nowhere"
        elif own < most:
            yield "base told less"
        else:
            full = "" if own == len(kernel) - 1 else " in part"
            yield f"base told{full}" if alike == 1 else f"base told{full} as others"
    elif _ALL.search(told_whole(lead)):
        yield "base of all" if _ALL.search(label_of(passage, pair.base)) else "base not of all"
    if units := _units_in(lead):
        yield "of the named unit" if pair.parts[0].unit in units else "of another than the named unit"
    if _are_sides(pair.parts[0].lead, pair.base.lead):
        yield "base is the other side"
    yield from _group_signs(passage, pair, near)
    yield from _time_signs(rate, lead, pair)
    if is_narrower(pair.parts[0], pair.base):
        yield "base seen to in part"


@lru_cache(maxsize=64)
def _units_in(lead: str) -> str:
    """The units in which the name of a rate says that its part is counted: 面积盘活率."""
    return "".join(units for name, units in _UNITS.items() if len(name) > 1 and name in lead)


@lru_cache(maxsize=1024)
def _are_sides(part: str, base: str) -> bool:
    """Whether one of two names is the other one denied: 不批准逮捕 and 批准逮捕."""
    if bool(DENIED.search(part)) == bool(DENIED.search(base)):
        return False
    one, other = _NOT.sub("", part), _NOT.sub("", base)
    return len(one) > 1 and len(other) > 1 and (one[-4:] in other or other[-4:] in one)


def is_told_otherwise(passages: Sequence[Passage], rate: Figure, base: Figure) -> bool:
    """Whether the words say what a share is of, and a base in another sentence is called otherwise.

    In another paragraph by any of its words (占转派工单的 isn't of 应办结工单), in this one by what is counted.
    """
    label = label_of(passages[base.paragraph], base)
    of_a_mean = _MEAN.search(named_base(passages[rate.paragraph], rate))
    if names_another_measure(rate, base) or (of_a_mean and not _MEAN.search(label)):
        return True
    kernel = _kernel(rate)
    beside = base.paragraph == rate.paragraph
    if (beside and base.sentence == rate.sentence) or len(kernel) < 2 or kernel in _UNITS:
        return False
    return not within(kernel, label) and not (beside and kernel[-2:] in label)


_MEASURE = re.compile(r"(?![总数件等])[一-鿿](?:量|额|值)|面积|里程|人口")


def names_another_measure(rate: Figure, base: Figure) -> bool:
    """Whether the words say what a share is of by a measure that isn't the base's: 占发电量的 isn't of 装机容量."""
    told = _MEASURE.findall(told_whole(bare_lead(rate)))
    own = _MEASURE.findall(base.lead) if told else []
    return bool(own) and told[-1] != own[-1]


@lru_cache(maxsize=4)  # asked for each reading of a rate
def named_base(passage: Passage, rate: Figure) -> str:
    """What the words say that a rate is of: before it, or in a bracket behind it or its name."""
    if kernel := _kernel(rate):
        return kernel
    row = _ROW.match(passage.text, rate.to)
    found = _ASIDE.match(passage.text, row.end() if row else rate.to)
    if not found and passage.text.endswith("）", 0, rate.at):
        begins = passage.text.rfind("（", max(0, rate.at - _WIDEST), rate.at)
        found = _ASIDE.match(passage.text, begins) if begins >= 0 else None
    return _FILLING.sub("", found["base"] or found["by"]) if found else ""


def _kernel(rate: Figure) -> str:
    """What the words say that a rate is of: 登记单位 of 占登记单位的, 参考人数 of 按参考人数为."""
    lead = bare_lead(rate)
    by = _BY.search(rate.name or rate.lead)
    if by:
        told = by["by"] or by["as"]
        return told if told in _UNITS else _FILLING.sub("", told)
    against = _AGAINST.search(lead)
    if against:
        return against["base"]
    share = share_in(lead)
    return share[1] if share else ""


@lru_cache(maxsize=4)
def _measured(passage: Passage, kernel: str, near: tuple[Figure, ...]) -> dict[Figure, int]:
    """How many neighbours of the signs of a name the words about each count have."""
    twos = [kernel[at : at + 2] for at in range(len(kernel) - 1)]
    labels = ((figure, label_of(passage, figure)) for figure in near)
    return {figure: sum(two in label for two in twos) for figure, label in labels}


def _group_signs(passage: Passage, pair: Pair, near: Sequence[Figure]) -> Iterator[str]:
    """Whether the base is the group in which the part was counted: 被表彰的优秀共产党员中，农村一线36名."""
    group = _group(passage, pair.parts[0])
    if not group:
        return
    if _is_in(group, pair.base):
        yield "group is the base"
        return
    figures, at = pair.figures, pair.parts[0].at
    elsewhere = any(_is_in(group, f) for f in near if f.at < at and f not in figures)
    yield "group is another" if elsewhere else "group is nowhere"


@lru_cache(maxsize=32)
def _group(passage: Passage, part: Figure) -> str:
    begins, _ = passage.sentence_range(part.sentence)
    begins = max(begins, passage.text.rfind("；", 0, part.at) + 1)
    for words in (part.lead, passage.text[begins : min(part.at, begins + _WIDE)]):
        found = _GROUP.search(words)
        if found and not _NO_GROUP.search(found["group"] + "中"):
            return found["group"]
    return ""


def _is_in(group: str, figure: Figure) -> bool:
    label = figure.name + figure.lead + figure.tail
    kernel = re.sub(r"^.*[的了]", "", group) or group
    most = sum(sign in label for sign in kernel) * 4 >= len(kernel) * 3
    return kernel[-4:] in label or (kernel[-2:] in label and most)


def _time_signs(rate: Figure, lead: str, pair: Pair) -> Iterator[str]:
    """Whether the base is of another time than the rate, and whether part or base are what is left."""
    base = _times_in(pair.base.lead)
    if base.before and not re.search(r"年初|上年|去年|同期|上月|原", lead):
        yield "base of before"
    if base.now:
        yield "base of now"
    if any(word not in lead for word in base.narrow):
        yield "base narrower"
    if base.came_to:
        yield "base came to"
    if pair.parts[0].role is Role.CHANGE or _is_step(lead):
        before = pair.base.role is Role.BASE or base.step_of_before
        yield "step of before" if before else "step of now"
    denied = is_denied(rate)
    if not denied and base.denied:
        yield "base denied"
    if denied and base.done and not base.denied:
        yield "undone of done"
    if _times_in(pair.parts[-1].lead).denied != denied:
        yield "part denied" if not denied else "part not denied"


class _Times(NamedTuple):
    """What the words in front of a count say of its time, and of its being done or left."""

    before: bool
    now: bool
    came_to: bool
    step_of_before: bool
    denied: bool
    done: bool
    narrow: tuple[str, ...]


@lru_cache(maxsize=1024)  # asked for each reading of each rate
def _times_in(lead: str) -> _Times:
    return _Times(
        before=_BEFORE.search(lead) is not None,
        now=_NOW.search(lead) is not None,
        came_to=_CAME_TO.search(lead) is not None,
        step_of_before=_OF_BEFORE.search(lead) is not None,
        denied=DENIED.search(lead) is not None,
        done=_DONE.search(lead) is not None,
        narrow=tuple(_NARROW.findall(lead)),
    )


@lru_cache(maxsize=64)
def _is_step(lead: str) -> bool:
    return _STEP.search(lead) is not None


_SEEN_TO = re.compile(
    r"对(?P<of>[一-鿿]{2})[^，。；：\d]{0,6}(?:进行|开展|实施)?(?:回访|抽查|抽检|复核|检查|抽样)$"
)
_IN_A_WAY = r"(?:按[时期]|准时|提前|限时|当[场日天]|即时|超期|逾期|延期|一次|网上|线上|现场)"


def is_narrower(part: Figure, base: Figure) -> bool:
    """Whether all of a kind were seen to and the base is only some of it: 按时办结27,318件，…对办结工单回访24,360件."""
    seen_to = _SEEN_TO.search(part.lead)
    return seen_to is not None and re.search(rf"{_IN_A_WAY}{seen_to['of']}", base.lead) is not None
