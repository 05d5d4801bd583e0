"""What the words say of whether a figure was told before: signs by name, which never look at the numbers. Pure.

"采纳建议54条，占22.7%…采纳的45条建议": the same act and the same noun, and the second is spoken of as known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.words import LOOKS_BACK, acts_in, kinds_in
from yichuang.oversight.reportcheck.engine.units import POINTS

FILLERS = re.compile(
    r"全年|年度|今年以来|今年|本年度?|一年来|年末|年底|目前|共计|总计|合计|累计|总共|一共|共有|共|各类|各项|全部|现有|已经|已|了|的|为|达到|达|"
    r"有|是|约|仅|只|还|仍|也|均|都|就|以及|我[县市区镇乡局站校院]|全[县市区镇乡校省站院馆局]|全中心|全街道|上述|以上|这|该|此|其中|对|将|把|在|中|"
    r"里|等|实际|及|和|与|占|由|其|实有|[，、。；：（）“”《》〔〕\s\d.%]"
)
_NAME_ENDS = re.compile(r"[，、。；：（）]|的|中|里|全部|均|都|已|由|得到|每")
_LONGEST_LEAD, _LONGEST_TAIL = 16, 8
_TIMES = re.compile(
    r"上年|去年|前年|同期|上月|上半年|下半年|[一二三四]季度|计划|安排|预算|目标|预计|力争|明年|20\d\d|\d+月|年初|年末|原"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)|上年|去年|前年|上半年|下半年")
_KNOWN = re.compile(r"(?:上述|以上|这|该)[^，。；]{0,4}$")
_AMONG = re.compile(r"^[^，。；、]{0,8}[中里内]")
_WHOLE = re.compile(r"全|共|总|现有|合计|累计|年末|年度")
_EMPTY = re.compile(r"^(?:在|对|从|将|把|这|该|上述|以上|全部|所有|针对|全[县市区镇乡校省站])+$")
_SHARE = re.compile(r"占[^，。；]{0,8}$")
_TREATED = re.compile(r"^[^，。；、]{2,6}(?:全部|均|都|已|由|得到|每)")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with its passage and the bare words of its name: those in front of it and those behind."""

    passage: Passage
    figure: Figure
    lead: str
    tail: str

    @property
    def role(self) -> Role:
        """The part it plays; that of the list's head where it goes on with a list: "任务27个小区、4,860户"."""
        front = _list_head(self.passage, self.figure)
        return front.role if front else self.figure.role

    @property
    def noun(self) -> str:
        """The first two signs behind the figure: what it counts, where that stands behind it."""
        return self.figure.tail[:2]

    @property
    def said(self) -> str:
        """Its clause up to it, and what follows."""
        begins, _ = self.passage.clause_range(self.figure.clause)
        return self.passage.text[begins : self.figure.at] + self.figure.tail

    @property
    def is_of_all(self) -> bool:
        """Whether it begins its clause and speaks of all of its kind as known: "19个派出所中", "36家进驻单位全部"."""
        tail = self.figure.tail
        return self.is_first and bool(_AMONG.match(tail) or _TREATED.match(tail))

    @property
    def is_first(self) -> bool:
        """Whether nothing that names it stands in front of it: "19个派出所", "在19个派出所"."""
        return not _EMPTY.sub("", self.figure.lead)

    @property
    def is_whole(self) -> bool:
        """Whether its words say that it is of the whole office or year."""
        return _WHOLE.search(self.figure.lead) is not None

    def years(self) -> frozenset[str]:
        """The years that its sentence names in front of it."""
        begins, _ = self.passage.sentence_range(self.figure.sentence)
        return frozenset(_YEAR.findall(self.passage.text[begins : self.figure.at]))

    def pairs(self) -> frozenset[str]:
        """Each two neighbouring signs of its name."""
        return frozenset(
            words[at : at + 2] for words in (self.lead, self.tail) for at in range(len(words) - 1)
        )


def named(passage: Passage, figure: Figure) -> Named:
    """A figure with the bare words of its name."""
    name = figure.name or _risen(passage, figure) or figure.lead or _of_the_list(passage, figure)
    name = _grown(passage, figure) if grows(figure) else name
    name = _topic(passage, figure) + name if _BARE.fullmatch(name) else name
    lead = name.rsplit("其中", maxsplit=1)[-1][-_LONGEST_LEAD:]
    tail = _NAME_ENDS.split(figure.tail, maxsplit=1)[0][:_LONGEST_TAIL]
    return Named(passage, figure, FILLERS.sub("", lead), FILLERS.sub("", tail))


def grows(figure: Figure) -> bool:
    """Whether a figure tells by how many per cent something grew."""
    return figure.is_percent and figure.unit != POINTS and figure.role is Role.CHANGE


def _grown(passage: Passage, figure: Figure) -> str:
    """The name of what grew: 销售总额 in "销售总额13.6亿元，同比增长9.7%" and in "销售总额增幅9.7%"."""
    name = _GROWING.sub("", figure.lead)
    if name:
        return name
    front = passage.between(passage.sentence_range(figure.sentence)[0], figure.at)
    return front[-1].lead if front and not front[-1].is_percent else ""


_GROWING = re.compile(
    r"(?:总体|整体|实际|分别|累计)?(?:同比|环比|(?:比|较)(?:上年|去年|上月|上季度)(?:同期)?)?"
    r"(?:增长|下降|增加|减少|上升|提高|降低|回落|下滑|增速|增幅|降幅|涨幅|跌幅|升幅|减幅)(?:率|幅度)?(?:了|约|达|为|到)*$"
)


def _topic(passage: Passage, figure: Figure) -> str:
    """What the sentence is about, where a figure is called by its measure alone: "小麦单产462公斤，面积31.5万亩"."""
    begins, _ = passage.sentence_range(figure.sentence)
    first = passage.between(begins, figure.at)[:1]
    return _MEASURE.sub("", first[0].lead) if first else ""


_MEASURE = re.compile(
    r"(?:总|单)?(?:面积|产量|产|产值|收入|支出|人数|户数|数量|总数|总量|投资|资金|金额|里程|长度|容量|规模)(?:为|达|共)?$"
)
_BARE = re.compile(r"(?:总|实际|其中)?" + _MEASURE.pattern)


def _risen(passage: Passage, figure: Figure) -> str:
    """The name of a value that another came to: 综合窗口 in "综合窗口由去年的31个增加到46个"; empty if it is none."""
    if not _TO.match(figure.lead):
        return ""
    begins, _ = passage.clause_range(figure.clause)
    found = _FROM.match(passage.text, begins, figure.at)
    return found["name"] if found else ""


def _of_the_list(passage: Passage, figure: Figure) -> str:
    """The words in front of the list that a bare figure goes on with: "任务27个小区、4,860户"."""
    front = _list_head(passage, figure)
    return front.lead if front else ""


def _list_head(passage: Passage, figure: Figure) -> Figure | None:
    front = passage.between(passage.sentence_range(figure.sentence)[0], figure.at)
    goes_on = front and not figure.lead and passage.text[front[-1].after : figure.at].endswith("、")
    return front[-1] if goes_on and front[-1].clause == figure.clause - 1 else None


_TO = re.compile(
    r"(?:增加|增长|上升|提高|提升|扩大|增|升|升级|发展|减少|下降|降低|压减|压缩|回落|降|减)(?:到|至|为)$"
)
_FROM = re.compile(r"(?P<name>[^，。；：\d]{2,16}?)(?:由|从)")


def names_told(all_named: Sequence[Named]) -> Counter[tuple[str, str, str]]:
    """How often each name and each unit is told in a document: what is told of many offices has one name."""
    told = Counter(_key(each) for each in all_named)
    told.update(_unit_key(each) for each in all_named)
    return told


def signs(first: Named, again: Named, told: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """What speaks for the second being the first told again, and against it, by name."""
    yield "any"
    yield from _of_names(first, again)
    yield from _of_nouns(first, again)
    yield from _of_places(first.figure, again.figure)
    yield from _of_times(first, again)
    yield from _of_summaries(first, again)
    yield from _of_kinds(first, again)
    if (alike := told[_unit_key(first)]) <= _FEW:
        yield f"{alike} of the unit"
    often = max(told[_key(first)], told[_key(again)])
    if often > _OFTEN:
        yield f"told {min(often, _OFTENEST)} times"
    elif often == _OFTEN and first.lead == again.lead:
        yield "told so twice"
    if first.figure.is_percent:
        yield "growth" if grows(first.figure) else "per cent"


_OFTEN, _OFTENEST = 2, 5
_FEW = 3
_NAMING = 2
_LONG = 20


def _key(each: Named) -> tuple[str, str, str]:
    return each.figure.unit, each.lead[-_NAMING:], each.tail[:_NAMING]


def _unit_key(each: Named) -> tuple[str, str, str]:
    return "unit", each.figure.unit, ""


def _of_names(first: Named, again: Named) -> Iterator[str]:
    """How far the two names agree."""
    one, other = first.lead + first.tail, again.lead + again.tail
    common = max(_common(one, other), _common(first.tail + first.lead, again.lead + again.tail))
    yield f"in common {min(common, _MOST_COMMON)}"
    shared = first.pairs() & again.pairs()
    covers = len(shared) / max(1, len(first.pairs())), len(shared) / max(1, len(again.pairs()))
    if min(covers) >= _HALF:
        yield "half of the name"
    if covers[0] == 1:
        yield "whole name of the first"
    if covers[1] == 1:
        yield "whole name of the second"
    if len(again.lead) > 1 and again.lead in one:
        yield "words in front are the first's"
    if len(first.lead) > 1 and first.lead in other:
        yield "words in front are the second's"
    if len(again.lead) > 1 and again.lead == first.lead:
        yield "same words in front"
    if len(again.tail) > 1 and again.tail == first.tail:
        yield "same words behind"
    if len(first.lead) + len(again.lead) > _LONG:
        yield "long words in front"


def _of_summaries(first: Named, again: Named) -> Iterator[str]:
    """Whether the second looks back on what was told, or the first is a heading's."""
    begins, _ = again.passage.sentence_range(again.figure.sentence)
    if LOOKS_BACK.search(again.passage.text, begins, again.figure.at):
        yield "looks back"
    apart = again.passage.index - first.passage.index
    if first.passage.text[-1:] not in "。；：" and 0 < apart <= _BELOW:
        yield "in the heading above"


_BELOW = 2


_SIZE = re.compile(r"\d[\d,.]*(?=万|亿|元|岁|人|分|公里|亩|件|天|年以)")


def _of_kinds(first: Named, again: Named) -> Iterator[str]:
    """Whether both are of one act and one kind, or each has a word that sets it apart."""
    one, other = (each.figure.lead + each.figure.tail for each in (first, again))
    acts = acts_in(one), acts_in(other)
    if acts[0] & acts[1]:
        yield "same act"
    elif all(acts):
        yield "other acts"
    kinds = kinds_in(one), kinds_in(other)
    if any(kinds[0].get(kind, word) != word for kind, word in kinds[1].items()):
        yield "other kinds"
    sizes = [frozenset(_SIZE.findall(each.figure.lead)) for each in (first, again)]
    if sizes[0] != sizes[1]:
        yield "other sizes"  # 50万元以上83个 and 100万元以上38个
    own = min(map(len, words_apart(first, again)))
    if own > 1:
        yield "each has its own word"
    elif own == 0:
        yield "one says no more"


def words_apart(first: Named, again: Named) -> tuple[str, str]:
    """What is left of both names without their longest common runs of signs."""
    one, other = first.lead + first.tail, again.lead + again.tail
    while run := longest_run(one, other):
        one, other = one.replace(run, "", 1), other.replace(run, "", 1)
    return _SAYING.sub("", one), _SAYING.sub("", other)


_SAYING = re.compile(
    r"虽然?|尽管|但|按|以|用于|实现|共同|来|可|能|执行|完成|实际|现有|达到|建成|总数|总量|数量|[县市区镇乡校站]|热线|受理|上半年|[一二三四]季度"
)


def longest_run(one: str, other: str) -> str:
    """The longest run of two signs or more that stands in both; empty if there is none."""
    for size in range(min(len(one), len(other)), 1, -1):
        for at in range(len(one) - size + 1):
            if one[at : at + size] in other:
                return one[at : at + size]
    return ""


_MOST_COMMON = 6
_HALF = 0.5


def _common(one: str, other: str) -> int:
    """The length of the longest run of signs that stands in both."""
    best = 0
    for at in range(len(one)):
        while at + best < len(one) and one[at : at + best + 1] in other:
            best += 1
    return best


def _of_nouns(first: Named, again: Named) -> Iterator[str]:
    """What is counted by both, and whether the second speaks of it as of something known."""
    about = first.figure.lead + first.figure.tail
    known = len(again.noun) > 1 and again.noun in about
    if len(again.tail) > 1:
        yield "second has a noun"
    if len(first.tail) > 1:
        yield "first has a noun"
    if known:
        yield "noun of the second in the first"
    if len(first.noun) > 1 and first.noun in again.figure.lead + again.figure.tail:
        yield "noun of the first in the second"
    if known and again.is_first:
        yield "begins with a known noun"
        if _AMONG.match(again.figure.tail):
            yield "begins among a known noun"
    if again.figure.lead.endswith("的"):
        yield "that of a known noun" if known else "that of a noun"
    if _KNOWN.search(again.figure.lead):
        yield "this"
    if again.figure.tail.startswith("的"):
        yield "of which"
    if _AMONG.match(again.figure.tail):
        yield "among"
    if _TREATED.match(again.figure.tail):
        yield "all treated"
    if _SHARE.search(again.figure.lead):
        yield "base of a share"


def _of_places(first: Figure, again: Figure) -> Iterator[str]:
    """How far the two stand apart."""
    if first.paragraph == again.paragraph:
        apart = again.sentence - first.sentence
        yield "same sentence" if apart == 0 else "next sentence" if apart == 1 else "same paragraph"


def _of_times(first: Named, again: Named) -> Iterator[str]:
    """Whether they may be of another time or only a part."""
    times = [frozenset(_TIMES.findall(each.said)) for each in (first, again)]
    if times[0] != times[1]:
        yield "other times"
    if times[1]:
        yield "second has a time"
    for side, each in (("first", first), ("second", again)):
        begins = max(0, each.figure.at - _LONG)
        if "其中" in each.passage.text[begins : each.figure.at]:
            yield f"{side} among others"
        if each.is_whole:
            yield f"{side} is a whole"
    inside = again.passage.in_sentence(again.figure.sentence)
    if inside and inside[0].at == again.figure.at:
        yield "begins the sentence"
