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
from dataclasses import dataclass, replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.findings import Kind

LONGEST_NAME = 24
MOST = 60
_JOINS = re.compile(r"以及|及|和|与|或|暨|兼")
_UNITS = frozenset("大个家所处项条类种门支部篇期级届层人辆台次场")
_OPENS = re.compile(
    r"(?P<noun>[^，。；：！？（）、\d]{0,14})(?:（|：|--|，?(?:即|分别是|分别为|依次为|包括：)|，为|，?(?P<some>包括|包含|涵盖))"
)
_ALSO = re.compile(r"等$|等等$|等[^、]{0,6}$")


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


def count_names(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a document that have their names beside them."""
    for passage in passages:
        for figure in passage.figures:
            if not _may_count(passage, figure):
                continue
            points = _points(passage, figure)
            names = None if points else _behind(passage, figure) or _in_front(passage, figure)
            judged = points or (judged_names(passage, figure, names) if names else None)
            if judged:
                yield judged


_POINTS = re.compile(r"(?P<noun>[^，。；：！？（）\d]{0,16})[：。]")
_ITEM = re.compile(r"(?:^|(?<=[，。；：]))(?P<number>[一二三四五六七八九十]{1,2})是")


def _points(passage: Passage, figure: Figure) -> Judged | None:
    """ "采取三项措施：一是…；二是…；三是…；四是…": the points told one by one."""
    heads = _POINTS.match(passage.text, figure.after)
    if not heads or figure.value > 10 or figure.bracket:
        return None
    if heads.group().endswith("。") and _JOINS.search(figure.lead):
        return None  # "打赢疫情防控和三大攻坚战。一是…": more than what is counted
    markers = list(_ITEM.finditer(passage.text, heads.end()))
    if not markers or markers[0].start() - heads.end() > 2:
        return None
    count = 0
    for marker in markers:
        if spoken_value(marker["number"]) != count + 1:
            break
        count += 1
    if count < 2 or (count < figure.value and heads.group().endswith("。")):
        return None  # others may follow in paragraphs of their own
    last = markers[count - 1]
    quote = passage.quote(figure.at, min(last.end() + 12, len(passage.text)))
    told = f"列出一是至{last['number']}是，共 {count} 项，原文为 {said(figure)} 项"
    if count == figure.value:
        return Judged(
            Kind.COUNT_NAMES, (figure,), (quote,), True, told.replace("原文为", "与原文相符："), claim=figure
        )
    if count < figure.value and last.end() + 200 > len(passage.text) and not passage.text.endswith("。"):
        return None
    fixes = changes(f"“{figure.written}{figure.word}”应为 {count}")
    return Judged(Kind.COUNT_NAMES, (figure,), (quote,), False, told, fixes, claim=figure)


def _may_count(passage: Passage, figure: Figure) -> bool:
    return passage.text[figure.at - 1 : figure.at] != "“" and (
        (figure.unit in _UNITS or figure.unit == "人" or _is_deed(figure))
        and figure.role is Role.LEVEL
        and figure.is_exact
        and 2 <= figure.value <= MOST
        and figure.step == 0
    )


def _is_deed(figure: Figure) -> bool:
    """Whether what is counted in 件 is told one by one: 十件实事, 6件作品, but not 12件投诉."""
    return figure.unit == "件" and bool(_DEEDS.search(figure.lead[-6:] + figure.tail[:6]))


_DEEDS = re.compile(r"实事|好事|大事|要事|作品|精品|节目")
FULL = 5


def judged_names(passage: Passage, figure: Figure, names: Names) -> Judged | None:
    count = int(figure.value)
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
    opens = _OPENS.match(passage.text, figure.after)
    if not opens:
        return _one_each(passage, figure)
    if opens.group().endswith("，为") and (figure.unit == "次" or len(opens["noun"]) > _SHORT):
        return None  # "三次亲临视察并作出指示，为发展擘画了蓝图、指明了方向"
    begins = opens.end()
    if begins >= len(passage.text) or passage.view.places[begins] - passage.view.places[begins - 1] > 1:
        return None  # the list stands in lines of its own
    if opens.group().endswith("（"):
        closing = next((to for at, to in passage.brackets[1:] if at == begins - 1), None)
        names = names_between(passage, begins, closing) if closing else None
        plain = names and not all(_KINDS.fullmatch(name) for name in names.listed)
        return names if names and plain and _fit(figure, names) else None
    ends = re.compile(r"[。；！？（]").search(passage.text, begins)
    to = ends.start() if ends else len(passage.text)
    if ends and ends.group() == "（":
        return None
    comma = passage.text.find("，", begins, to)
    if comma >= 0 and "、" in passage.text[begins:comma]:
        to = comma
    names = names_between(passage, begins, to)
    if names is None or not _fit(figure, names):
        return None
    return replace(names, open_ended=True) if opens["some"] else names


def _fit(figure: Figure, names: Names) -> bool:
    """Whether names may be of what is counted: of persons only names of persons, of deeds a list of about as many."""
    if figure.unit == "人":
        return not names.open_ended and all(_PERSON.fullmatch(name) for name in names.listed)
    return figure.unit != "件" or abs(len(names.listed) - figure.value) <= APART


_PERSON = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][一-鿿]{1,2}"
)
_EACH = re.compile(r"各(?:有|设|建|配)?[1一][个家所处名项条座辆]?$")
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


def _in_front(passage: Passage, figure: Figure) -> Names | None:
    """ "甲、乙、丙、丁4个社区": the names run up to the count, from the last sign stronger than 、."""
    text = passage.text
    at = max(text.rfind(sign, max(0, figure.at - 300), figure.at) for sign in "，。；：！？（）") + 1
    sign = "、" if "、" in text[at : figure.at] else "”“"
    if sign not in text[at : figure.at]:
        return None
    first = text.find(sign, at)
    head = text[at:first]
    verb = max((found.end() for found in _VERBS.finditer(head)), default=0)
    if len(head) - verb > 12:
        return None
    names = names_between(passage, at + verb, figure.at)
    if not names or not _are_things(names.listed) or abs(len(names.listed) - figure.value) > APART:
        return None
    if verb and _PREDICATE_VERB.search(head[:verb]):
        return replace(names, told_all=True)
    held = names.least <= figure.value <= names.most
    summed = text[figure.at - 1 : figure.at] in ("共", "计", "这")
    return names if held or summed or _are_of_one_kind(figure, names.listed) else None


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
)
APART = 3  # a list that lacks more of its count isn't the list of it


def _are_things(listed: Sequence[str]) -> bool:
    """Whether names in front of a count are names of things.

    Not "使用国、省垂管系统的部门有11个", where they belong to a word within, nor "新建、改扩建学校6所", which are acts.
    """
    if _PREDICATE.search(listed[-1]) or any(_DOING.search(name) for name in listed[:-1]):
        return False
    return len({len(name) > 1 for name in listed}) == 1


_VERBS = re.compile(
    r"新进驻|进驻|入驻|下辖|管辖|辖|设有|设置|设立|开设|设|包括|涵盖|覆盖|整合|推出|开展|完成|建成|新增|组织|联合|由|在|对|将|为|有|了|含|和|"
    r"涉及|制定|建立|实行|推行|深入|走访|试点|培育|打造|引进|引入|成立|撤销|合并|配备|参加|举办"
)


_IN_NAMES = frozenset(("角", "星", "道", "度", "面", "环"))  # 八角村, 五星村
_POINT = re.compile(r"[一1]是")
_WIDER = re.compile(r"[和及]其他")  # "石油、煤炭及其他燃料加工业" may be one
_MONTH = re.compile(r"(?:(?<=[、和及])|^)\d{1,2}月(?:份|\d{1,2}日)?的?")


def names_between(passage: Passage, at: int, to: int) -> Names | None:
    """The names between two places, if that is a plain list of names."""
    each = _EACH.search(passage.text[at:to])
    to = at + each.start() if each else to
    text = _MONTH.sub("", passage.text[at:to])
    counted = [f for f in passage.between(at, to) if not (f.numeral.spoken and f.unit in _IN_NAMES)]
    if not text or counted or re.search(r"\d", text) or "其中" in text:
        return None
    text = re.sub(r"(?:共|合计|总共|以上|这)$", "", text)
    open_ended = bool(_ALSO.search(text))
    text = re.sub(r"等[^、]{0,6}$", "", text) if open_ended else text
    sign = next((sign for sign in ("；", "，", "、") if sign in text), "”“")
    if sign not in text:
        return None
    listed = [name for name in text.split(sign) if name]
    finer = [len(text.split("、"))] if sign != "、" and "、" in text else []
    if len(listed) < 2 or _POINT.match(text) or any(len(name) > LONGEST_NAME for name in listed):
        return None
    *front, ends = listed
    pair = re.split("以及|及|和|与", ends)
    if len(pair) == 2 and (_is_row([*front, *pair]) if len(front) > 1 else _are_alike([*front, *pair])):
        listed = [*front, *pair]  # "永宁县救助站和青山县救助站" are two, as each of the others ends alike
    elif len(pair) == 2 and len(front) > 2 and _are_alike([*front, *pair], ending=False):
        listed = [*front, *pair]  # "金源水泥、华星纸业、恒通化工、天成食品和佳美陶瓷": no name is of two
    joined = sum(len(_JOINS.findall(name)) for name in listed)
    quoted = text.count("“")
    most = max([len(listed) + joined, *finer, quoted])
    wider = sum(bool(_WIDER.search(name)) for name in listed[1:])
    least = (min(len(listed), quoted) if quoted > 1 else len(listed)) - wider
    return Names(at, to, least, most, tuple(listed), open_ended)


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
