"""Lists of names: how many things a text names between two places, read as widely as its words allow. Pure.

和 and 及 may join two names or stand within one: any count that reading them both ways gives is accepted. What stands
in brackets says more of a name (柳溪村（脆红李）), and signs within titles (《甲、乙》) part nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage

LONGEST_NAME = 24
_JOINS = re.compile(r"以及|及|和|与|或|暨|兼")
_ALSO = re.compile(r"等$|等等$|等[^、]{0,6}$")
_IN_NAMES = frozenset(
    ("角", "星", "道", "度", "面", "环", "期", "院", "层", "级", "节", "山")
)  # 八角村, 五星村, 污水处理厂二期
_POINT = re.compile(r"[一1]是")
_WIDER = re.compile(r"[和及]其他")  # "石油、煤炭及其他燃料加工业" may be one
_MONTH = re.compile(r"(?:(?<=[、和及])|^)\d{1,2}月(?:份|\d{1,2}日)?的?")
_EACH = re.compile(r"各(?:有|设|建|配)?[1一][个家所处名项条座辆]?$")
_TITLE = re.compile(r"《[^《》]*》")
_SAYING = re.compile(r"“[^“”]*”")
_HIDDEN = "\0"


_SURNAMES = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤葛柳苗牛温樊祝路岳安尚施洪"
    "齐易常庞季俞章鲁辛管殷翟倪左耿聂焦包欧关兰裴申岑阎阮骆项甘祁凌申卞池鲍卫单冉滕燕查岳习班]"
)
PERSON = re.compile(f"{_SURNAMES}[一-鿿]{{1,2}}|[一-鿿]某{{1,2}}")
PERSON_OF = re.compile(
    "[一-鿿]{1,8}[组科室局镇乡村班部队所站校院区处股县心会司厂社园馆](?:" + PERSON.pattern + ")"
)  # 语文组王秀兰
PERSON_ENDS = re.compile(_SURNAMES + "(?:[一-鿿]{2}$|[一-鿿]$)")


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names: where it stands, how many it may be, and whether it says that there are more."""

    at: int
    to: int
    least: int
    most: int
    listed: tuple[str, ...]
    open_ended: bool
    told_all: bool = False


def without_brackets(text: str) -> str:
    """The text as long as it is, with a hidden sign for each that stands in a bracket or is one."""
    signs, opened = list(text), []
    for at, sign in enumerate(text):
        if sign == "（":
            opened.append(at)
        elif sign == "）" and opened:
            begins = opened.pop()
            signs[begins : at + 1] = _HIDDEN * (at + 1 - begins)
    return "".join(signs)


def names_between(passage: Passage, at: int, to: int) -> Names | None:
    """The names between two places, if that is a plain list of names."""
    bare = without_brackets(passage.text[at:to])
    each = _EACH.search(bare)
    to, bare = (at + each.start(), bare[: each.start()]) if each else (to, bare)
    if any(_counts(passage, f) and bare[f.at - at] != _HIDDEN for f in passage.between(at, to)):
        return None
    text = _MONTH.sub("", bare.replace(_HIDDEN, ""))
    if not text or re.search(r"[\d（）]", text) or "其中" in text:
        return None
    text = re.sub(r"(?:共|合计|总共|以上|这|(?<![会审统设估预累共合总])计)$", "", text)
    open_ended = bool(_ALSO.search(text))
    text = re.sub(r"等[^、]{0,6}$", "", text) if open_ended else text
    text = _apart(text)
    sign = next((sign for sign in ("；", "，", "、") if sign in text), "”“")
    if sign not in text:
        return None
    listed = [name for name in text.split(sign) if name]
    finer = [len(text.split("、"))] if sign != "、" and "、" in text else []
    if len(listed) < 2 or _POINT.match(text) or any(len(name) > LONGEST_NAME for name in listed):
        return None
    listed = _with_pair_apart(listed)
    shortest = min(map(len, listed))
    joined = sum(_joins(name, min(2, shortest)) for name in listed)
    quoted = text.count("“")
    most = max([len(listed) + joined, *finer, quoted])
    wider = sum(bool(_WIDER.search(name)) for name in listed[1:])
    least = (min(len(listed), quoted) if quoted > 1 else len(listed)) - wider
    shown = tuple(name.replace(_HIDDEN, "、") for name in listed)
    return Names(at, to, least, most, shown, open_ended)


def _joins(name: str, least: int) -> int:
    """How many words that join two names a name may hold: none in 西和 or 和平, as no half of these is a name."""
    parts = _JOINS.split(name)
    return len(parts) - 1 if all(len(part) >= least for part in parts) else 0


def _counts(passage: Passage, figure: Figure) -> bool:
    """Whether a number counts something; within a name it doesn't: 八角村, 两人三盘水带连接."""
    is_small = figure.numeral.spoken and figure.value <= _SMALL
    goes_on = _GOES_ON.match(passage.text, figure.after) is not None
    return not (figure.numeral.spoken and figure.unit in _IN_NAMES) and not (is_small and goes_on)


_SMALL = 10
_GOES_ON = re.compile(r"[一-鿿]{2}")


def _apart(text: str) -> str:
    """Titles and sayings that stand side by side parted by 、, with what parts within them hidden."""
    text = re.sub("》(?=《)", "》、", text)
    text = _TITLE.sub(_hidden, text)
    hidden = _SAYING.sub(_hidden, text)
    return hidden if any(sign in hidden for sign in "；，、") else text


def _hidden(found: re.Match[str]) -> str:
    return re.sub("[；，、]", _HIDDEN, found.group())


def _with_pair_apart(listed: list[str]) -> list[str]:
    """The names, the last one parted at its 和 where both halves are as the others are."""
    *front, ends = listed
    pair = re.split("以及|及|和|与", ends)
    if len(pair) != 2:
        return listed
    # "永宁县救助站和青山县救助站" are two, as each of the others ends alike
    row = _is_row([*front, *pair]) if len(front) > 1 else _are_alike([*front, *pair])
    if all(map(_INSTITUTION.fullmatch, pair)):
        return [*front, *pair]  # 云溪区政府、安宁县政府和市水务集团
    # "金源水泥、华星纸业、恒通化工、天成食品和佳美陶瓷": no name is of two
    return (
        [*front, *pair] if row or (len(front) > 2 and _are_alike([*front, *pair], ending=False)) else listed
    )


_INSTITUTION = re.compile(
    r"[一-鿿]{2,12}(?:局|政府|集团|公司|委员会|办事处|法院|检察院|银行|医院|中学|小学|大队|支队|街道|社区)"
)


def _is_row(names: Sequence[str]) -> bool:
    """Whether all names end in the same two signs with more in front of them."""
    return len({name[-2:] for name in names}) == 1 and all(len(name) > 3 for name in names)


def _are_alike(names: Sequence[str], *, ending: bool = True) -> bool:
    """Whether all names have as many signs, three at least, and end in the same one: 石门乡、白沙乡和青山乡."""
    return (
        len({len(name) for name in names}) == 1
        and len(names[0]) > 2
        and (not ending or len({name[-1] for name in names}) == 1)
    )
