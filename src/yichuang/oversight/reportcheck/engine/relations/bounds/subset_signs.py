"""What speaks for a figure being of some of what another counts: signs by name, which never look at the numbers. Pure.

"教职工142人，女教师86人": the women are some of the staff.  "小学32所、初中11所": neither is of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.subset_words import (
    THINGS,
    are_of_two_days,
    passed_on,
    stages,
    trait,
)
from yichuang.oversight.reportcheck.engine.relations.bounds.vouched import is_vouched
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT, is_money
from yichuang.oversight.reportcheck.findings import Span

_REACH = 7  # figures in front among which the whole stands
_WHOLES = 3  # of one unit that may be it
_ROLES = (Role.LEVEL, Role.TARGET, Role.BASE)
_KNOWN = 4096  # words that are remembered
_WORDS = 14  # signs in front of a figure that name it


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure, and one in front of it whose part it may be. `nth`: the how many-th of its unit, counted back."""

    passage: Passage
    whole: Figure
    part: Figure
    nth: int


def offers(passage: Passage, index: int) -> Iterator[Pair]:
    """All that the figure of this number may be a part of, the nearest first."""
    part = passage.figures[index]
    if not may_be(part) and not _is_rated(passage, index, part) and not is_vouched(passage, part):
        return
    nth, within = 0, bool(_WITHIN_ALL.search(part.lead))
    for whole in reversed(passage.figures[max(0, index - _REACH) : index]):
        if nth == _WHOLES or whole.sentence < part.sentence - (nth == 0 and within):
            return
        if (whole.unit == part.unit or _are_seats(whole, part)) and whole.role in _ALL:
            apart = _are_listed(passage, whole, part) or are_of_two_days(whole.lead, part.lead)
            if not apart and not _is_of_one(whole):
                yield Pair(passage, whole, part, nth)
            nth += 1


def _is_of_one(whole: Figure) -> bool:
    """Whether it tells of each, or is but an article, so that nothing is some of it: 每立方米2.56元, 一个点的手机里."""
    return whole.value == 1 or _OF_EACH.search(whole.lead) is not None


_OF_EACH = re.compile(r"[每各][^，。；：、\d]{0,5}$")


_RATED = re.compile(r"^(?P<verb>[一-鿿]{2})(?:验收|办理)?率(?:为|达|达到|是)?$")


def _is_rated(passage: Passage, index: int, part: Figure) -> bool:
    """Whether the rate right behind is called after what was done: 已免疫1,200只，免疫率96.8%."""
    rate = passage.figures[index + 1] if index + 1 < len(passage.figures) else None
    if rate is None or rate.unit != PERCENT or rate.value > HUNDRED or rate.clause - part.clause != 1:
        return False
    told = _RATED.match(rate.lead)
    return (
        bool(told) and part.lead.endswith(told["verb"] if told else "") and part.is_exact and bool(part.unit)
    )


_SEATS = re.compile(r"(?:床位|铺位|座席|座位|学位|席位)(?:数|共|为|有|约)*$")
_SEATED = re.compile(r"入住|在住|在院|收住|供养|在站|就座|在座|在读|实有")


def _are_seats(whole: Figure, part: Figure) -> bool:
    """Whether the whole is of seats or beds, and the part of those who have them."""
    seats = whole.unit in ("张", "个") and part.unit == "人" and _SEATS.search(whole.lead)
    return bool(seats and _SEATED.search(part.lead))


_BETWEEN_ITEMS = 14


def _are_listed(passage: Passage, one: Figure, other: Figure) -> bool:
    """Whether the two stand in one list: "一级9人、二级26人"."""
    between = passage.text[one.after : other.at]
    return (
        len(between) <= _BETWEEN_ITEMS
        and between[:1] == "、"
        and "其中" not in between
        and "含" not in between
    )


_ALL = (*_ROLES, Role.CHANGE, Role.RATE)


def may_be(part: Figure) -> bool:
    """Whether a figure counts something of which there may be more."""
    if not part.is_exact or not part.unit or part.unit in DURATIONS or part.unit in _NEVER:
        return False
    if part.is_percent:
        return part.unit == PERCENT and part.role is Role.RATE and bool(_WITHIN.search(part.lead[:_FIRST]))
    words = (part.name or part.lead)[-_WORDS:]
    return (
        part.role in _ROLES
        and not _BASE.search(words)
        and bool(
            stages(words)
            or _of_part(words)
            or _SUCH.search(words)
            or _WITHIN.search(words)
            or _CALLED.search(words)
        )
    )


_WITHIN_ALL = re.compile("其中|含|包括|[中里]")
_BASE = re.compile(r"占[^，。；：]{0,8}$")  # "占耕地20.16万亩的70.9%"
_NEVER = frozenset(("分", "倍", "度", "微克/立方米", "米", "毫米", "点", "级", "成"))
_FIRST = 3
_WITHIN = re.compile(r"其中|含|包括|包含")


def signs(pair: Pair, wholes: dict[Span, Span]) -> list[str]:
    """All that speaks for the pair and against it; `wholes` are the totals of what was added up already."""
    told = single(pair, wholes)
    places = [sign for sign in told if sign in PLACES]
    return [*told, *(CROSSED[cue][place] for cue in told if cue in _CUES for place in places)]


_CUES = frozenset(
    ("within", "within told before", "bracket", "among", "further stage", "trait person", "trait thing", "of such",
     "part alone of such", "part alone has a trait", "noun narrowed", "share told", "share of it", "of a moment",
     "the most", "further cases", "further problems", "further law", "further posts", "further samples",
     "further works", "further stock", "further money", "further areas", "further volumes", "rest told", "vouched for",
     "of such, called so", "trait sex", "trait age", "trait schooling")
)  # fmt: skip
PLACES = frozenset(
    ("nearest", "second nearest", "in one clause", "next clause", "other sentence", "same name", "first of its unit",
     "whole of all")
)  # fmt: skip
CROSSED = {cue: {place: f"{cue} & {place}" for place in PLACES} for cue in _CUES}


def single(pair: Pair, wholes: dict[Span, Span]) -> list[str]:
    """The signs of a pair one by one."""
    return list(_single(pair, wholes))


def _single(pair: Pair, wholes: dict[Span, Span]) -> Iterator[str]:
    yield "any"
    yield from _of_place(pair)
    yield from _of_frame(pair)
    yield from _of_words(pair)
    yield from _of_what_follows(pair)
    if wholes.get(pair.whole.span) == pair.part.span:
        yield "the whole is its part"


_COUNT = ("nearest", "second nearest", "third nearest")
_UNITS = {"人": "persons", "人次": "persons again", "件": "cases", "户": "households", "%": "per cent"}


def _of_place(pair: Pair) -> Iterator[str]:
    passage, whole, part = pair.passage, pair.whole, pair.part
    yield _COUNT[pair.nth]
    apart = part.clause - whole.clause
    if whole.sentence != part.sentence:
        yield "other sentence"
    elif apart <= 1:
        yield "in one clause" if apart == 0 else "next clause"
    elif apart <= _FIRST:
        yield "near clause"
    rank = rank_between(passage, whole, part)
    yield f"sign {rank}"
    before = passage.in_sentence(whole.sentence)
    if next((f for f in before if f.unit == whole.unit), None) is whole:
        yield "first of its unit"
    if before and before[0] is whole:
        yield "first of its sentence"
    if whole.unit != part.unit:
        yield "unit of seats"
    yield f"unit {_UNITS.get(part.unit) or ('money' if is_money(part.unit) else 'other')}"
    if whole.word != part.word:
        yield "another word"


_AMONG = re.compile(
    r"^[^，。；：、（）\d]{0,10}(?:(?<![其集高初期])中(?![心学小医药央国标])|之中|里面?|当中)[，有]?"
)
_ANEW = re.compile(r"[；。]|另|此外|同时|还|并|新增|净增|增加|减少|下降")


def _of_frame(pair: Pair) -> Iterator[str]:
    """Words and brackets that set what is among others under them."""
    passage, whole, part = pair.passage, pair.whole, pair.part
    between = passage.text[whole.after : part.at]
    at = max((between.rfind(word) for word in ("其中", "（含", "，含", "包括", "内含")), default=-1)
    if at >= 0:
        rest = between[at + 2 :]
        yield "within" if not re.search("[，；。、]", rest) else "within told before"
        if re.search(r"\d", between[:at]):
            yield "figures before within"
    if "其中" in passage.text[max(0, whole.at - _WORDS) : whole.at]:
        yield "whole within another"
    if part.bracket != whole.bracket:
        opens, _ = passage.brackets[part.bracket]
        if (
            part.bracket
            and opens >= whole.after
            and not re.search(r"[\d，；。]", passage.text[whole.after : opens])
        ):
            yield "bracket"
        elif whole.bracket:
            yield "whole in a bracket"
        else:
            yield "another bracket"
    if _AMONG.match(between):
        yield "among"
    if _ANEW.search(between):
        yield "anew"


_SUCH = re.compile(r"(?:的|者)(?:已?有|为|是|共|达|分别)?$")
_WHOLE = re.compile(
    r"(?<!公)共(?![同享建用青产识治管])|总|合计|全[县市区镇乡村校院局站年]|现有|辖|应[到参缴检]"
)
_TIMES = re.compile(r"上年|去年|前年|同期|上月|上季|上半年|下半年|[一二三四]季度|明年|20\d\d|年初|年末|\d月")
_CARRIED = re.compile(r"累计|历年|结转|存量|积案|往年|跨年|重复|次均|每人")
_DONE = re.compile(r"已|完成|实际|实")
_PLAN = re.compile(r"计划|目标|任务|预算|安排|争取|力争|指标|应")
_NEW = re.compile(r"新增|净增|增加|增长|减少|下降|新|补充|追加|另|其他|其余|剩余|还有|此外|比|较")


def _of_words(pair: Pair) -> Iterator[str]:
    whole, part = pair.whole, pair.part
    first, second = (whole.name or whole.lead)[-_WORDS:] + whole.tail[:4], (part.name or part.lead)[-_WORDS:]
    yield from _of_stages(first, second)
    yield from _of_whole(first)
    yield from _of_part(second)
    such = _SUCH.search(whole.lead), _SUCH.search(part.lead)
    if such[0]:
        yield "whole of such"
    if such[1]:
        yield "of such"
        if not such[0]:
            yield "part alone of such"
    if trait(second) and not trait(first):
        yield "part alone has a trait"
    if _TIMES.findall(first) != _TIMES.findall(second):
        yield "other times"
    yield from _of_names(whole, part)
    if whole.role is not Role.LEVEL:
        yield f"whole is a {whole.role}"
    if part.role is not Role.LEVEL:
        yield f"part is a {part.role}"
    if not part.lead:
        yield "no words"


def _of_stages(first: str, second: str) -> Iterator[str]:
    ways = set()
    for field, further in passed_on(first, second):
        if further > 0:
            yield f"further {field}"
        ways.add("further stage" if further > 0 else "earlier stage" if further < 0 else "same stage")
    yield from sorted(ways)


@lru_cache(maxsize=_KNOWN)
def _of_whole(words: str) -> tuple[str, ...]:
    kinds = tuple(f"whole {name}" for name, known in _KINDS.items() if known.search(words))
    return (*kinds, "whole has a trait") if trait(words) else kinds


@lru_cache(maxsize=_KNOWN)
def _of_part(words: str) -> tuple[str, ...]:
    kinds = [f"part {name}" for name, known in _KINDS.items() if known.search(words)]
    if kind := trait(words):
        kinds.append(f"trait {kind}")
        if kind != THINGS:
            kinds.append("trait person")
    if _MOMENT.search(words):
        kinds.append("of a moment")
    elif _MOST.search(words):
        kinds.append("the most")
    return tuple(kinds)


_MOMENT = re.compile(r"单日|当[日天晚场]|[一首]日|一天|最高日|高峰|峰值|单[次场月批笔]|一次|初一|周末")
_MOST = re.compile("最[高多大长]")
_KINDS = {
    "of all": _WHOLE, "carried": _CARRIED, "done": _DONE, "planned": _PLAN, "new": _NEW,
}  # fmt: skip
_GENERAL = re.compile(
    "全[县市镇乡区校村局院站年]|我[县市镇乡区校局]|本[县市镇乡区校年]|全部|总数?|各类|各级|各项|登记|在册|辖区|截至|年末|目前|年内|今年|"
    "现|建|设|收|共同"
)
_STEM = re.compile(r"[的了有为是达共计已其中及和]")


@lru_cache(maxsize=_KNOWN)
def _stem(words: str) -> tuple[str, str]:
    """The words of a name, and those of them that only it has."""
    stem = _STEM.sub("", words)
    return stem, _GENERAL.sub("", stem)


def _of_names(whole: Figure, part: Figure) -> Iterator[str]:
    """How far their names agree: with the noun of the whole behind it, or beginning like it."""
    (one, bare_one), (other, bare_other) = _stem(whole.lead[-_WORDS:]), _stem(part.lead[-_WORDS:])
    if not one or not other:
        return
    bare = bare_one, bare_other
    if len(bare[0]) > 1 and bare[0] != bare[1] and bare[1].endswith(bare[0]):
        yield "noun narrowed"
    elif len(bare[1]) > 1 and bare[0] != bare[1] and bare[0].endswith(bare[1]):
        yield "noun widened"
    elif one[-2:] == other[-2:]:
        yield "same name"
    if one[:2] == other[:2]:
        yield "same beginning"
    if len(one) > 1 and len(other) > len(one) and other.endswith(one):
        yield "named more narrowly"
    if len(other) > 1 and len(one) > len(other) and one.endswith(other):
        yield "named more widely"
    if len(one) > 1 and any(one[at : at + 2] in other for at in range(len(one) - 1)):
        yield "words in common"
    if whole.tail and part.tail and whole.tail[:2] == part.tail[:2]:
        yield "same words behind"
    elif whole.tail and part.tail:
        yield "other words behind"


# What is left of the whole: 其余作出说明, 剩余2户, 缺考44人, 尚余空床13张.
_REST = re.compile(
    r"[^，。；：（）\d]{0,8}[，；]（?(?:另|尚|还|现|仍|只)?(?:有)?(?:其余|剩余|剩下|余下|尚余|尚有|仍有|还有|缺|空|未|另有|其他|待|正在|节约|节省|结余|保留|富余)"
)
_THE_REST = re.compile(r"[^，。；：（）\d]{0,8}[，；](?:其余|剩余|剩下|余下)")
_CALLED = re.compile(r"[^，。；：、]的[一-鿿]{1,4}$")


def _is_called(whole: Figure, part: Figure) -> bool:
    """Whether the part is called by the noun of the whole: 32个站点…超过25毫米的站点."""
    noun = part.lead[part.lead.rfind("的") + 1 :]
    return whole.tail.startswith(noun) or whole.lead.endswith(noun)


_SHARE = re.compile(r"^(?:约|仅)?占(?P<of>[^，。；：]{0,10}?)(?:的|总数的|比例?为?|比重为?)?$")
_RATE = re.compile(r"率[为达是到约]*$")
HUNDRED = 100


def _of_what_follows(pair: Pair) -> Iterator[str]:
    """A share or a rate behind the part says that it is of something greater."""
    passage, whole, part = pair.passage, pair.whole, pair.part
    if _REST.match(passage.text, part.after):
        yield "rest told"
    if _THE_REST.match(passage.text, part.after):
        yield "the rest told"
    if is_vouched(passage, part):
        yield "vouched for"
    if _CALLED.search(part.lead) and _is_called(whole, part):
        yield "of such, called so"
    behind = passage.between(part.after, part.after + 30)
    rate = behind[0] if behind else None
    if (
        rate is None
        or rate.unit != PERCENT
        or rate.clause - part.clause > 1
        or rate.sentence != part.sentence
    ):
        return
    if rate.value > HUNDRED:
        yield "more than a hundred told"
        return
    share = _SHARE.search(rate.lead)
    if share:
        yield "share told"
        of = share["of"].strip("的总数")
        if len(of) > 1 and of[:2] in whole.lead + whole.tail:
            yield "share of it"
    elif _RATE.search(rate.lead):
        yield "rate told"
