"""What the names of a list's parts and of its total say: whether they are all there is, and of one thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.part_offers import Reading
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    all_degrees,
    bands,
    complementary,
    disjoint,
    may_overlap,
    names_rest,
    parallel,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of

_ORDER = "一二三四五六七八九ABCDEⅠⅡⅢⅣⅤ优良中差"


@lru_cache(maxsize=2048)
def labels_sign(labels: tuple[str, ...]) -> str:
    """What the names of the parts say of their being all there is."""
    if complementary(labels) or whole_scale(labels) or bands(labels) or all_degrees(labels):
        return "all named"
    if names_rest(labels):
        return "rest named"
    if len(set(labels)) < len(labels):
        return "same names"
    if disjoint(labels):
        return "disjoint"
    if any(may_overlap(label) for label in labels):
        return "overlapping"
    if _is_numbered(labels):
        return "counted off"
    if parallel(labels):
        return "parallel"
    if any(len(label) > _LONG for label in labels[1:]):
        return "long names"
    return "plain names"


_LONG = 10

# What the last sign of a name says that it is: names of one class stand in one row.
_CLASSES = (
    ("places", "镇乡村县市区州旗道屯庄片组省国地河湖"),
    ("houses", "院所店站厂司局办心校馆场库行社团园企超堂室点机构体户"),
    ("persons", "员工师者生民长警士兵人手童年妇"),
    ("kinds", "类型种级等档期季月度"),
    ("money", "费款金税贷债资入出助贴额"),
    ("works", "程目线桥坝渠井塘路栋房楼车"),
    ("deeds", "结改处查审理决回办退收发送成诉批定解"),
)
_CLASS_OF = {sign: name for name, signs in _CLASSES for sign in signs}
# What befalls a case, one thing after another: of what was 受理 some is 办结.
_STEPS = re.compile(
    r"受理|立案|办结|结案|审结|整改|完成|开工|竣工|发现|查出|查处|移送|转办|交办|处理|处罚|处置|化解|调解|通过|未通过|合格|达标|签约|签订|验收|销号|"
    r"入住|发放|投入|使用|追回|收回|上报|检查|抽查|走访|排查|参加|到位|拨付|落地|投产|答复|采纳|核实|确认|认定|退回|撤销|注销|取消"
)


@lru_cache(maxsize=2048)
def class_sign(labels: tuple[str, ...]) -> str:
    """Whether the names of the parts are of one class, or tell what befell them."""
    steps = sum(bool(_STEPS.search(label)) for label in labels)
    if steps:
        return "all steps" if steps == len(labels) else "a step" if steps == 1 else "some steps"
    classes = {_CLASS_OF.get(label[-1:], "") for label in labels}
    if len(classes) > 1:
        return "of classes"
    return f"all {next(iter(classes)) or 'things'}"


def _is_numbered(labels: Sequence[str]) -> bool:
    found = [next((sign for sign in label if sign in _ORDER), "") for label in labels]
    return all(found) and len(set(found)) == len(found)


_TOTAL_WITHIN = re.compile(r"^[^，。；]{0,6}?(?:共计|合计|总计|累计|共|之和)")
_WHOLE = re.compile(r"共|总|合计|累计|全[年县市区镇乡村校院]|现有|以上|上述")
# What one may have or get on top of another.
_TRAITS = re.compile(
    r"结案|移送|筛查|检查|检测|体检|癌|病|参与|覆盖|享受|培训|涉及|兼|含|带动|惠及|规上|高新|使用|开通|安装|完成|通过"
)
_NEW = re.compile(
    r"^(?:开展|组织|举办|完成|新建|发放|投入|处理|办理|召开|培训|印发|检查|发出|建立|接待|获得|获|设|有)"
)


def word_signs(passage: Passage, reading: Reading) -> Iterator[str]:
    """What the words of a total and its parts say, by name."""
    total, parts, labels = reading.total, reading.parts, labels_of(reading.parts)
    if _WHOLE.search(total.lead):
        yield "whole" if not reading.behind else "whole behind"
    if any("其中" in part.lead for part in parts[1:]):
        yield "其中 within"
    if any(_tells_total(part.lead) for part in parts):
        yield "total within"
    reached = sum(part.lead.startswith("已") for part in parts)  # 已流转的1.8万亩，已建成高标准农田的2.6万亩
    if any(map(_is_trait, labels)) or reached > 1:
        yield "traits"
        if total.unit in ("人", "户", "人次"):
            yield "traits of persons"
    if sum(_is_deed(part.lead) for part in parts) > 1:
        yield "deeds"
    ends = {label[-1:] for label in labels}
    if len(ends) == 1 and all(ends):
        yield "one ending"
    if _is_named_by(total, labels):
        yield "total names them"
    if _is_of_kind(total, parts):
        yield "of its kind"
    yield from _numbered(passage, reading)
    yield from _of_nouns(total, parts, labels, reading.behind)
    if not reading.behind and "其中" in total.lead:
        yield "total among others"


@lru_cache(maxsize=2048)
def _tells_total(lead: str) -> bool:
    return _TOTAL_WITHIN.search(lead) is not None


@lru_cache(maxsize=2048)
def _is_trait(label: str) -> bool:
    return _TRAITS.search(label) is not None


@lru_cache(maxsize=2048)
def _is_deed(lead: str) -> bool:
    return _NEW.search(lead) is not None


def _of_nouns(total: Figure, parts: Sequence[Figure], labels: Sequence[str], behind: bool) -> Iterator[str]:
    """Whether parts and total are told of one thing, and how the parts are named."""
    about = total.lead + total.tail
    shared = _pairs(labels[0]).intersection(*map(_pairs, labels[1:]))
    if shared:
        yield "one noun of the total" if any(noun in about for noun in shared) else "one noun"
    elif any(noun in about for label in labels for noun in _pairs(label)):
        yield "noun of one part"
    if behind and len(total.tail) > 1 and not any(total.tail[:2] in part.tail + part.lead for part in parts):
        yield "new noun"
    longest = max(map(len, labels))
    yield "names of 4" if longest < 5 else "names of 8" if longest < 9 else "names longer"
    led = sum(len(part.lead) > 1 for part in parts[1:])
    yield "all led" if led == len(parts) - 1 else "all tailed" if not led else "led unevenly"


@lru_cache(maxsize=2048)
def _pairs(label: str) -> frozenset[str]:
    return frozenset(label[at : at + 2] for at in range(len(label) - 1))


def _is_named_by(total: Figure, labels: Sequence[str]) -> bool:
    """Whether the words about a total name its parts: 需关注和重点关注的共131人."""
    return all(len(label) > 1 and (label[:4] in total.lead or label[-4:] in total.lead) for label in labels)


def _is_of_kind(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether all parts are told by the noun of their total: "14个乡镇", "…的6个乡镇"."""
    tails = {part.tail[:2] for part in parts}
    return len(tails) == 1 and len(next(iter(tails))) > 1 and total.tail[:2] in tails


_NUMBER = re.compile(
    r"(?P<number>[两二三四五六七八九十]|\d{1,2})(?:大?[者项样组笔处路类馆家校村所区县镇种块级季个站批年方面渠道部分方式]+)"
)
_DIGITS = "零一二三四五六七八九十"


def _numbered(passage: Passage, reading: Reading) -> Iterator[str]:
    """Whether the text tells how many parts there are: 三个方面, 4类."""
    total, parts = reading.total, reading.parts
    said = total.lead if reading.behind else passage.text[total.after : parts[0].at]
    found = _NUMBER.search(said[-20:])
    if found:
        number = _DIGITS.find("二" if found["number"] == "两" else found["number"][:1])
        number = int(found["number"]) if found["number"].isdigit() else number
        yield "numbered right" if number == len(parts) else "numbered wrong"
