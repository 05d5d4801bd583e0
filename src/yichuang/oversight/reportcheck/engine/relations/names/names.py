"""A count against the names listed with it.

"新进驻不动产登记中心、公积金管理部、医疗保障局、自来水公司和燃气公司6家单位": five are named.
"镇村合署窗口4个（大安桥社区、田家寺社区、云龙社区、秦皇寺社区）": four, as it says.

和 and 及 may join two names or stand within one: any count that reading them both ways gives is accepted. A list that
ends in 等 needn't be whole; it is wrong if it is longer than its count, or if it is said to be all
(承办单位有…等7家) and names five at least, all but one: nobody leaves out one of seven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.names.counted_names import counted_names
from yichuang.oversight.reportcheck.engine.relations.names.front_names import APART, names_in_front
from yichuang.oversight.reportcheck.engine.relations.names.listing import (
    PERSON,
    PERSON_OF,
    Names,
    names_between,
    without_brackets,
)
from yichuang.oversight.reportcheck.engine.relations.names.told_points import points
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible
from yichuang.oversight.reportcheck.findings import Kind

MOST = 60
_UNITS = frozenset("大个家所处项条类种门支部篇户讲期级届层人辆台次场款座株棵眼口幅尊通枚卷册艘架段")
_BARE = re.compile(
    r"部门|大类|方面|部分组成|方(?=联|协|力|共|会|主)|[省市县区镇乡村地校](?![一-鿿]?[、级民委])"
)  # "赴甲、乙、丙、丁4地考察"
_ALL = (
    r"，?(?:即|就是|分别是|分别为|分别[由在于]|分别(?:位于|设在|设于|建在|建于|布局在|分布在|坐落在|落户在|落在)|分别来自|分别(?:派驻|进驻|入驻|挂任|担任|落户)|依次[为是]|具体[为是]|[^，。；：、\d]{0,4}名[称单](?:分别)?[为是]|(?:主题|题目|内容|名称|地点|课题|议题|书目|剧目|剧名|品种|牵头单位|承办单位)(?:分别|依次)[为是在]|(?:驻|产|所在|举办|落户|集中|安置|流入|设立)地(?:分别|依次)?[为是在]|即为|(?:包括且)?仅包括|包括：)：?"
    r"|，(?:它们|他们|她们|这些)(?:分别)?是：?"
)
_OPENS = re.compile(
    rf"(?P<noun>[^，。；：！？（）、\d]{{0,14}}?)(?P<sign>（|：|--|，(?:具体)?(?:名单|目录|清单)(?:如下|为|是)?：|{_ALL}"
    r"|，?[为是](?=[^，。；：]{2,30}、)|，?(?P<some>主要[有是为]|包括(?!且)|包含|涵盖))"
)
_OPENS_LATER = re.compile(  # "有4个村被评为省级乡村治理示范村，分别是…"
    rf"(?P<noun>[^，。；：！？（）、\d]{{15,30}})(?P<sign>(?=，)(?:{_ALL}))(?P<some>(?!))?"
)


def count_names(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a document that have their names beside them."""
    for passage in passages:
        for figure in passage.figures:
            if not _may_count(passage, figure):
                continue
            told = points(passages, passage, figure)
            names = None if told else _behind(passage, figure) or _in_front(passage, figure)
            judged = told or (judged_names(passage, figure, names) if names else None)
            if judged:
                yield judged


def _may_count(passage: Passage, figure: Figure) -> bool:
    if figure.unit == "期" and _PHASED.search(passage.text, max(0, figure.at - _WORK), figure.at):
        return False  # 机场四期 is the fourth part of a work
    if figure.unit in DURATIONS:
        return False  # "甲所、乙所、丙所连续4个月零发案"
    return passage.text[figure.at - 1 : figure.at] != "“" and (
        (
            figure.unit in _UNITS
            or figure.word[:1] in _UNITS
            or figure.unit in ("人", "批次")
            or (not figure.unit and _BARE.match(passage.text, figure.after))
            or _is_deed(passage, figure)
            or _TITLED.match(passage.text, figure.after) is not None
        )
        and figure.role in _ROLES
        and figure.is_exact
        and 2 <= figure.value <= MOST
        and figure.step == 0
    )


_TITLED = re.compile(
    r"[^，。；：（）\d]{0,8}[，：（]?(?:分别是|分别为|即|包括：|为|是)?：?《[^《》]+》[、和及]?《"
)
_PHASED = re.compile(
    r"(?:机场|工程|项目|园区?|港区?|码头|电站|水库|厂|基地|中心|大桥|改造|扩建|小区|新城|线|枢纽|隧道)$"
)
_WORK = 4
_ROLES = (Role.LEVEL, Role.BASE, Role.CHANGE, Role.TARGET)  # "年初确定的5个村，即…", "新增6个，即…"


def _in_front(passage: Passage, figure: Figure) -> Names | None:
    joined = (
        passage.text[figure.at - 1 : figure.at] in _JOINS
    )  # "甲赛、乙赛及十大赛事": the count is one of the list
    named = figure.role is Role.LEVEL and not joined and figure.unit != "户"  # 走访甲村、乙村，共5户
    return names_in_front(passage, figure) if named else None


_JOINS = ("、", "及", "和", "与")


def _is_deed(passage: Passage, figure: Figure) -> bool:
    """Whether what is counted in 件 is told one by one: 十件实事, 6件作品, but not 12件投诉."""
    if figure.unit not in ("件", "起"):
        return False
    begins, _ = passage.sentence_range(figure.sentence)
    return bool(_DEEDS.search(passage.text, max(begins, figure.at - _LONGEST_LIST), figure.after + 6))


_DEEDS = re.compile(r"典型案[例件]|实事|好事|大事|要事|作品|精品|节目")
FULL = 5
# What tells how many there are of it is no single name, nor is the unit of a table: 两座等更换膜组件, 单位：万吨.
_COUNTED = re.compile(
    r"^(?:[一二两三四五六七八九十]{1,2}|\d{1,2})[座批家个处台起例名件户条项宗辆所](?=[一-鿿])|[两三四五六七八九][个家所处名][一-鿿]{2,6}$|^单位：|^[一二三四五六七八九十]{1,2}$|^(?:不是|没有|这么|这样)|除以|换算|口径"
)


def judged_names(passage: Passage, figure: Figure, names: Names) -> Judged | None:
    count = int(figure.value)
    if not names.least <= count <= names.most and any(map(_COUNTED.search, names.listed)):
        return None
    quote = passage.quote(min(figure.at, names.at), max(figure.after, names.to))
    shown = "、".join(names.listed[:MOST])
    told = f"列出 {names.least} 个（{shown}），原文为 {said(figure)} 个"
    if names.least <= count <= names.most:
        return Judged(
            Kind.COUNT_NAMES,
            (figure,),
            (quote,),
            True,
            f"列出的有 {count} 个（{shown}），与原文相符",
            claim=figure,
        )
    short_of_one = names.told_all and len(names.listed) >= FULL and count == names.most + 1
    if names.open_ended and count > names.most and not short_of_one:
        return None
    number = str(names.least) if names.least == names.most else f"{names.least} 至 {names.most}"
    fixes = changes(
        f"“{figure.written}{figure.word}”应为 {number}",
        f"少列了 {count - names.most} 个" if count > names.most else f"多列了 {names.least - count} 个",
    )
    return Judged(Kind.COUNT_NAMES, (figure,), (quote,), False, told, fixes, claim=figure)


def _behind(passage: Passage, figure: Figure) -> Names | None:
    """ "4个（甲、乙、丙、丁）" and "4个社区：甲、乙、丙、丁"."""
    names = _opened(passage, figure)
    if names is None or names.least <= figure.value <= names.most:
        return names
    brothers = _brothers(passage, figure)
    others = {*brothers, sum(brothers, figure.value)} if brothers else set()
    return None if any(names.least <= other <= names.most for other in others) or len(brothers) > 1 else names


def _brothers(passage: Passage, figure: Figure) -> list[Decimal]:
    """The counts in front that no comma parts from it: "3个基地、2个中心，即…" may name all five."""
    begins = passage.back_to("，。；：！？（）", figure.at)
    return [f.value for f in passage.between(begins, figure.at) if compatible(f.unit, figure.unit)]


def _opened(passage: Passage, figure: Figure) -> Names | None:
    opens = _OPENS.match(passage.text, figure.after) or _OPENS_LATER.match(passage.text, figure.after)
    if opens and opens["sign"] == "（" and (names := _in_bracket(passage, figure, opens.end())):
        return names
    if opens and opens["sign"] == "（":
        kinds = _IN_BRACKETS.match(passage.text, opens.end())  # "4个乡镇（街道），分别为…"
        opens = _OPENS.match(passage.text, kinds.end()) if kinds else None
    if not opens or opens["sign"] == "（":
        return _one_each(passage, figure)
    sign = opens["sign"]
    plain = sign.lstrip("，") in _PLAIN
    if plain and (figure.unit == "次" or len(opens["noun"]) > _SHORT):
        return None  # "三次亲临视察并作出指示，为发展擘画了蓝图、指明了方向"
    begins = opens.end()
    if begins >= len(passage.text) or passage.view.places[begins] - passage.view.places[begins - 1] > 1:
        return None  # the list stands in lines of its own
    names = names_between(passage, begins, _end_of_list(passage.text, begins)) or counted_names(
        passage, figure, begins, sure=sign not in ("：", "--") and not plain
    )
    if names is None or not (_fit(figure, names) or _SENT.search(sign)):
        return None
    if sign == "：" and _goes_on_in_stretches(passage, figure, names):
        return None
    if plain and not sign.startswith("，") and len(names.listed) < _ROW:
        return None
    goes_on = opens["some"] or _GOES_ON.match(passage.text, names.to)
    return replace(names, open_ended=True) if goes_on else names


def _goes_on_in_stretches(passage: Passage, figure: Figure, names: Names) -> bool:
    """Whether what seems a list is the first of several points: 五条：物理、化学两科偏弱；班额偏大；…."""
    _, ends = passage.sentence_range(figure.sentence)
    further = passage.text[names.to : ends]
    return names.most < figure.value and further.startswith("；") and "：" not in further


_GOES_ON = re.compile(  # "分别是甲村、乙村（省级贫困村），丙村及丁村"
    r"，[^，。；：、（）\d]{1,8}[、及和与][^，。；：、（）\d]{1,8}[，。；]"
)


_IN_BRACKETS = re.compile(r"[^（），。；：\d]{1,12}）")


def _in_bracket(passage: Passage, figure: Figure, begins: int) -> Names | None:
    if begins >= len(passage.text) or passage.view.places[begins] - passage.view.places[begins - 1] > 1:
        return None
    closing = next((to for at, to in passage.brackets[1:] if at == begins - 1), None)
    names = names_between(passage, begins, closing) if closing else None
    plain = names and not all(_KINDS.fullmatch(name) for name in names.listed)
    return names if names and plain and _fit(figure, names) else None


_PLAIN = ("为", "是")
_SENT = re.compile("[驻任户]$")  # "4名第一书记，分别派驻甲村、乙村"
_ROW = 3
_LONGEST_LIST = 600


def _end_of_list(text: str, begins: int) -> int:
    """Where a list of names ends: at a strong sign, or at a comma behind names that 、 parts."""
    bare = without_brackets(text[begins : begins + _LONGEST_LIST])
    ends = re.search(r"[。；！？（]", bare)
    to = ends.start() if ends else len(bare)
    comma = bare.find("，", 0, to)
    is_list = comma >= 0 and any(sign in bare[:comma] for sign in ("、", "》《", "”“"))
    return begins + (comma if is_list else to)


def _fit(figure: Figure, names: Names) -> bool:
    """Whether names may be of what is counted: of persons only names of persons, of deeds a list of about as many."""
    if figure.unit == "人":
        return not names.open_ended and all(_is_person(name) for name in names.listed)
    return abs(len(names.listed) - figure.value) <= APART


def _is_person(name: str) -> bool:
    return bool(PERSON.fullmatch(name) or PERSON_OF.fullmatch(name))


_AMONG = re.compile(
    r"，其中(?P<names>[^，。；：（）]*、[^，。；：（）]*各(?:有|设|建|配)?[1一][个家所处名项条座辆])"
)


def _one_each(passage: Passage, figure: Figure) -> Names | None:
    """ "9个，其中甲、乙、丙…各1个": all are named if all but one at most are."""
    among = _AMONG.match(passage.text, figure.after)
    if not among:
        return None
    names = names_between(passage, *among.span("names"))
    return replace(names, open_ended=True, told_all=True) if names else None


_SHORT = 6
_KINDS = re.compile(
    r"[省市县区乡镇村站所园场]|街道|社区|园区|办事处|单位|开发区"
)  # "12个县（市、区）" has no names
