"""One figure told again with few digits: the words must then say more clearly that it is the same.

"设窗口98个…全中心89个窗口中": all the windows there are.
"与2023年的14件相比…2022年11件、2023年15件、2024年19件": one year has two values, another year the same twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.signs import FILLERS
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.units import DURATIONS

MOST = 3  # digits; longer ones are alike by less (`told_again`)
_GROUP = 12
OTHER_TIME = re.compile(
    r"上年|去年|前年|同期|上月|上半年|下半年|[一二三四]季度|计划|安排|预算数|目标|预计|力争|明年|20\d\d年|\d月|至今|历年|截至|累计"
)
_ALL = re.compile(r"全(?:[县市区镇乡校省站院馆局]|中心|街道|系统|社区)$")
_WHOLE = re.compile(r"全年|年度|共|总|今年|全[县市区镇乡校省站院馆]|全中心|全街道")


def retold(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All that is told again in other places of a document."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for passage in passages:
        yield from _by_year(passages, passage)
        for figure in passage.figures:
            if _may_be(figure):
                groups[figure.unit, "".join(sorted(digits_of(figure)))].append(figure)
    yield from _wholes_told(passages)
    for group in groups.values():
        for index, first in enumerate(group[:_GROUP]):
            for again in group[index + 1 : _GROUP]:
                if _is_again(passages, first, again):
                    yield failed_repeat(passages, first, again)


def _may_be(figure: Figure) -> bool:
    return _is_count(figure) and len(digits_of(figure)) <= MOST


def _is_count(figure: Figure) -> bool:
    level = figure.role in (Role.LEVEL, Role.RATE) and figure.is_exact
    return level and figure.unit not in DURATIONS and len(digits_of(figure)) > 1


def _is_again(passages: Sequence[Passage], first: Figure, again: Figure) -> bool:
    """Whether two figures with their digits swapped are told of one thing."""
    one, other = digits_of(first), digits_of(again)
    if (first.paragraph, first.sentence) == (again.paragraph, again.sentence):
        return False
    if not is_slip_of(one, other) or first.step != again.step:
        return False
    return any(
        told(passages, *pair) for told in (_of_all, _is_reached) for pair in ((first, again), (again, first))
    )


def _clause(passage: Passage, figure: Figure) -> str:
    """The words of a figure's clause, those in front and those behind up to the next one."""
    begins, _ = passage.clause_range(figure.clause)
    return passage.text[begins : figure.at] + figure.tail


def _of_all(passages: Sequence[Passage], first: Figure, again: Figure) -> bool:
    """ "设窗口98个…全中心89个窗口中": the second is of all, and both count things of one name."""
    noun = again.tail[:2]
    if len(noun) < 2 or not _ALL.search(again.lead) or is_part(passages[first.paragraph], first):
        return False
    if OTHER_TIME.search(_clause(passages[first.paragraph], first)):
        return False
    return first.lead.endswith(noun) or (first.tail.startswith(noun) and bool(_WHOLE.search(first.lead)))


_OF = re.compile(r"占(?P<noun>[一-鿿]{3,8}?)(?:总[数量]|总户数|总人数)的?$")
_EACH = re.compile(r"^(?P<noun>[一-鿿]{3,8}?)(?:全部|均已?|都已?|无一|[一-鿿]{0,6}全覆盖)")


def _wholes_told(passages: Sequence[Passage]) -> Iterator[Judged]:
    """What is told as all of its kind, and otherwise where it is counted first, be it by one digit."""
    figures = [f for passage in passages for f in passage.figures if _is_count(f)]
    wholes = [(f, found["noun"]) for f in figures if (found := _OF.search(f.lead) or _EACH.match(f.tail))]
    if not wholes:
        return
    called: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        called[figure.unit, _ACTS.sub("", FILLERS.sub("", figure.lead))].append(figure)
    for again, noun in wholes:
        named = [f for f in called.get((again.unit, noun), ()) if _may_be_whole(passages, f, again)]
        if len({f.value for f in named}) == 1 and is_slip_of(digits_of(named[0]), digits_of(again)):
            yield failed_repeat(passages, named[0], again)


_REACHED = re.compile(r"^实际(?:达到|完成)?$")
_TELLING = 3  # digits


def _is_reached(passages: Sequence[Passage], first: Figure, again: Figure) -> bool:
    """Whether the second is what was reached of the first's name: "清理证明事项136项…证明事项…，实际达到163项"."""
    begins, _ = passages[again.paragraph].sentence_range(again.sentence)
    noun = first.lead[-4:]
    named = len(noun) > _TELLING and noun in passages[again.paragraph].text[begins : again.at]
    whole = not is_part(passages[first.paragraph], first) and not OTHER_TIME.search(
        _clause(passages[first.paragraph], first)
    )
    return named and whole and bool(_REACHED.match(again.lead)) and len(digits_of(again)) == _TELLING


def _may_be_whole(passages: Sequence[Passage], first: Figure, again: Figure) -> bool:
    """Whether the first, called as the second, is all: "脱贫户98户…占脱贫户总数96户的92.7%", and not of 示范村."""
    if is_part(passages[first.paragraph], first):
        return False
    if any(OTHER_TIME.search(_clause(passages[f.paragraph], f)) for f in (first, again)):
        return False
    return (first.paragraph, first.sentence) != (again.paragraph, again.sentence)


_ACTS = re.compile(
    r"^(?:受理|办结|接到|收到|接待|审理|审结|开展|完成|组织|举办|排查|发现|建成|发放|救助|接收|设|办理|查办|查处|立案)+"
)


# ------------------------------------------------------------------ by year

_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:度|全年)?(?P<what>[^，。；：、\d]{0,10})$")


def _by_year(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """Values of years: a year that has two of them, while another one has the same value twice."""
    told: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in passage.figures:
        if (
            figure.role in (Role.LEVEL, Role.BASE)
            and figure.is_exact
            and not figure.is_percent
            and figure.unit
        ):
            begins, _ = passage.sentence_range(figure.sentence)
            year = _year_of(passage.text[max(begins, figure.at - 60) : figure.at], passage, figure)
            if year:
                told[figure.unit][year].append(figure)
    for years in told.values():
        twice = [f for f in years.values() if len(f) > 1 and len({one.value for one in f}) == 1]
        apart = [f for f in years.values() if len(f) == 2 and len({one.value for one in f}) == 2]
        if len(twice) >= 1 and len(apart) == 1 and is_slip_of(*_padded(apart[0])):
            yield failed_repeat(passages, *apart[0])


def _padded(figures: Sequence[Figure]) -> tuple[str, str]:
    one, other = (digits_of(f) for f in figures)
    size = max(len(one), len(other), 2)
    return one.zfill(size), other.zfill(size)


def _year_of(words: str, passage: Passage, figure: Figure) -> str:
    """The year that a figure is told of: directly in front of it, or at the head of its sentence if it is the first."""
    if found := _YEAR.search(words):
        return found["year"]
    begins, _ = passage.sentence_range(figure.sentence)
    head = re.match(r"[^\d]{0,4}((?:19|20)\d{2})年", passage.text[begins : figure.at])
    first = next((f for f in passage.in_sentence(figure.sentence) if f.unit == figure.unit), None)
    return head[1] if head and first is figure else ""
