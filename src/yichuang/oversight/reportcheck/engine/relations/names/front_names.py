"""Names that stand in front of their count: "甲、乙、丙、丁4个社区". Pure.

The names run up to the count, from the last sign stronger than 、. What else may end in a list of words there (acts,
kinds, words within a longer name) has signs of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.names.listing import (
    PERSON,
    PERSON_ENDS,
    PERSON_OF,
    Names,
    names_between,
    without_brackets,
)
from yichuang.oversight.reportcheck.engine.relations.names.named_kinds import (
    are_acts,
    are_counted,
    belong_within,
    has_kinds,
    set_up_at,
)


def names_in_front(passage: Passage, figure: Figure) -> Names | None:
    """ "甲、乙、丙、丁4个社区": the names run up to the count, from the last sign stronger than 、."""
    window = max(0, figure.at - _LONGEST_LIST)
    if not _MAY_LIST.search(passage.text, window, figure.at):
        return None
    text = without_brackets(passage.text[window : figure.at])
    apart = _SUMMED.search(text)
    text = text[: apart.start()] if apart else text
    among = _AMONG.search(text)
    text = text[: among.start()] if among else text
    at = max(text.rfind(sign) for sign in "，。；：！？（）") + 1
    sign = "、" if "、" in text[at:] else "”“" if "”“" in text[at:] else "》《"
    if sign not in text[at:]:
        return None
    placed = text[at : at + 1] in _AT and set_up_at(text, figure.tail)
    text = placed or text
    first = text.find(sign, at)
    head = text[at:first]
    verb = max((found.end() for found in _VERBS.finditer(head)), default=0)
    begun = _BEGUN.match(head)
    verb = max(verb, begun.end()) if begun and len(head) - begun.end() > 1 else verb
    told_of = head.rfind("的") + 1  # "对办理不力的甲镇、乙局"
    verb = max(verb, told_of) if len(head) - told_of > 1 else verb
    opened = "“" if sign == "”“" else "《"
    verb = head.find(opened) if sign != "、" and opened in head else verb
    verb = _by_length(text, head, first, sign, verb) if _PLACE.match(figure.tail) else verb
    persons = figure.unit == "人" and PERSON_ENDS.search(head)
    verb = persons.start() if persons else verb
    if len(head) - verb > _LONGEST_HEAD:
        return None
    names = names_between(passage, window + at + verb, window + len(text))
    if (
        not names
        or not _are_things(names.listed, acts=are_acts(figure.tail))
        or abs(len(names.listed) - figure.value) > APART
    ):
        return None
    if _is_of_a_name(passage, figure, names):
        return None
    if verb and not persons and _PREDICATE_VERB.search(head[:verb]):
        return replace(names, told_all=True)
    if among:
        names = replace(names, open_ended=True)
    held = names.least <= figure.value <= names.most
    if placed:
        return names if held or (_is_row_of_places(names.listed) and _off(figure, names) == 1) else None
    summed = bool(apart) or text[-1:] in ("共", "计", "这")
    longer = text.endswith("等") and _are_more(passage, figure, names)
    row = _are_persons(names) if figure.unit == "人" else _are_of_one_kind(figure, names.listed)
    row = row and not has_kinds(names.listed)
    tail = figure.word[1:] + figure.tail
    off = _off(figure, names)
    row = row or (are_counted(figure.unit, tail, names.listed, off) and not _is_of_classes(passage, figure))
    return names if held or summed or longer or row else None


def _by_length(text: str, head: str, first: int, sign: str, verb: int) -> int:
    """Where the first name begins if all others are as long: 走进 of "走进太平、杨梅、石坎、水南、凤岗" is none."""
    longs = {len(name) for name in text[first:].split(sign) if name}
    size = max(longs, default=0)
    return max(verb, len(head) - size) if len(longs) == 1 and 1 < size < len(head) else verb


_AMONG = re.compile(r"在内的$")  # "包括甲、乙、丙在内的5家"
_AT = frozenset("在于")


def _is_of_a_name(passage: Passage, figure: Figure, names: Names) -> bool:
    """Whether a count is within one of a list that is counted behind it: "补贴、残疾人两项补贴、高龄津贴三项资金"."""
    _, ends = passage.sentence_range(figure.sentence)
    for further in passage.between(figure.after, ends):
        words = passage.text[names.at : further.at]
        if _LIST_ENDS.search(words):
            return False
        if further.unit == figure.unit and len(re.split("、|以及|[及和]", words)) == further.value:
            return True
    return False


_LIST_ENDS = re.compile("[，。；：！？]")


def _off(figure: Figure, names: Names) -> int:
    """How far the count is from any that the names may be read as."""
    return int(max(names.least - figure.value, figure.value - names.most))


def _is_row_of_places(listed: Sequence[str]) -> bool:
    return len(listed) > 2 and not belong_within(listed) and min(map(len, listed)) > 1


_SUMMED = re.compile("，(?:总共|合计|共计|一共|共|计)$")  # "有甲局、乙局、丙局，共3家"
_LONGEST_LIST = 300
_LONGEST_HEAD = 12
_MAY_LIST = re.compile("、|”“|》《")
_COUNTED_SO = frozenset("个家项名处所条类种座")


def _are_more(passage: Passage, figure: Figure, names: Names) -> bool:
    """Whether more are named in front of 等 than its count: "甲、乙、丙、丁、戊等4个", not "…等2类4种"."""
    return (
        figure.unit in _COUNTED_SO
        and figure.value > 2
        and figure.value < names.least <= figure.value + 2
        and min(map(len, names.listed)) > 1
        and not _is_of_classes(passage, figure)
    )


_CLASSED = re.compile(r".{0,4}?(?:\d{1,3}|[两三四五六七八九十])[个类种项大条款]")


def _is_of_classes(passage: Passage, figure: Figure) -> bool:
    """ "…等4类12项制度": the names may be of either."""
    return bool(_CLASSED.match(passage.text, figure.after, figure.after + 9))


def _are_persons(names: Names) -> bool:
    return len(names.listed) > 2 and all(
        PERSON.fullmatch(name) or PERSON_OF.fullmatch(name) for name in names.listed
    )


# "的承办单位有甲、乙", "低于80%的为甲、乙": the names are said to be all of them.
_PREDICATE_VERB = re.compile(
    r"(?:的|单位|部门|乡镇|街道|[村镇乡县区局]|社区|企业|学校|机构|项目)(?:分别|依次)?(?:有|为|是|包括)$"
)
_PHASES = frozenset("期届层级门人辆部台支")
_CLASSES = (
    frozenset("沟渠河溪江湖池塘库港湾"),
    frozenset("村乡镇区街道县市"),
    frozenset("局委办院校站所队心司厂社馆"),
)


def _are_of_one_kind(figure: Figure, listed: Sequence[str]) -> bool:
    """Whether names in front of a count are what it counts: all but one end alike, or the noun behind it names them.

    "机场、港口三期" are one phase of a port, "贷款、存款余额连跨4个千亿" aren't four of anything.
    """
    if figure.numeral.spoken and figure.unit in _PHASES:
        return False
    noun = figure.tail[:2]
    if noun and any(name.endswith(noun) or name[-2:] == noun for name in listed):
        return True
    if all(len(name) == 1 for name in listed):
        return True
    endings = [name[-1] for name in listed]
    near = len(listed) > 3 and abs(len(listed) - figure.value) == 1
    places = len(listed) > 2 and abs(len(listed) - figure.value) == 1 and _PLACE.match(figure.tail)
    if places and len({len(name) for name in listed}) == 1:
        return True
    if near and any(all(ending in kind for ending in endings) for kind in _CLASSES):
        return True
    most = max(endings.count(ending) for ending in set(endings))
    return most >= max(2, len(listed) - 1) or (noun in _BODIES and len(listed) > 2)


_PLACE = re.compile(
    r"(?:行政|中心|重点|示范)?(?:村|乡镇|镇|乡|街道|社区|县区|县市)$"
)  # "石门、白沙、青山两个乡镇"
_BODIES = frozenset(("部门", "单位", "企业", "窗口", "领域", "方面"))


_PREDICATE = re.compile(r"(?:有|为|是|共|达|计|近|约|累计|合计|总计|的)$|的.*[一-鿿]{2}$")
_DOING = re.compile(
    r"^(?:新建|改建|扩建|新改|改扩|续建|维修|改造|修缮|修订|修改|废止|清理|排查|整改|查处|调整|更换|新增|办理|受理|完成|承办|"
    r"召开|举办|开展|组织|发放|印发|编发|制定|出台|收集|征集|走访|接待|化解|调解|培训|招录|引进|签约|开工|竣工|建成|投产)"
    r"(?![一-鿿]{0,2}(?:室|站|厅|处|科|股|组|队|中心|点|员|岗|台|区|班|局|办)$)"
)
APART = 3  # a list that lacks more of its count isn't the list of it


def _are_things(listed: Sequence[str], *, acts: bool) -> bool:
    """Whether names in front of a count are names of things.

    Not "使用国、省垂管系统的部门有11个", where they belong to a word within, nor "新建、改扩建学校6所", which are acts.
    """
    if (_PREDICATE.search(listed[-1]) and not listed[-1].endswith("送达")) or (
        not acts and any(_DOING.search(name) for name in listed[:-1])
    ):
        return False
    return len({len(name) > 1 for name in listed}) == 1


_VERBS = re.compile(
    r"新进驻|进驻|入驻|下辖|管辖|辖|设有|设置|设立|开设|设|包括|涵盖|覆盖|整合|推出|开展|完成|建成|新增|组织|联合|由|在|从|对|将|为|有|了|含|和|"
    r"涉及|制定|建立|实行|推行|深入|走访|试点|培育|打造|引进|引入|成立|撤销|合并|配备|参加|举办"
)
_BEGUN = re.compile(
    r"(?:全[年县市镇乡区校站])?(?:共|先后|重点|全面|持续)?(?:出台|印发|制发|编印|审议|查处|慰问|检查|抽查|整改|围绕|聚焦|针对|推进|构建|壮大|做强|发展|表彰|授予|评选|"
    r"召集|抽调|邀请|新建|改造|排查整改|排查|整治)了?"
)
