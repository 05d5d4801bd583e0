"""What speaks for a reading of an average: places, names, units and what holds around it, never its numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.average_offers import HOLDERS, ONE, Sharing
from yichuang.oversight.reportcheck.engine.relations.averages import NOT_NOW, OVER, is_among
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.periods import periods
from yichuang.oversight.reportcheck.engine.relations.rate_signs import wholes_of
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money
from yichuang.oversight.reportcheck.findings import Span

_THEN = re.compile(r"比|较|去年|上年|同期|上学[年期]|上月|以前|原|计划|标准|不低于|不少于|要求|应")
_OTHER = re.compile(r"每[周次班场期]|周均|次均|场均|期均|每学期|每学时")
_PART = re.compile(r"^(?:其中|其余|其他)")
_AT_LAST = re.compile(r"按|以")
_ENDS = re.compile(r"共|总|合计|应|计(?!划)|需|全年|总额|支出|发放|金额|收取|产值|总产|利润|投入")
_EMPTY = re.compile(
    r"平均|每一?|均|约|为|是|达|到|了|共|总|合计|计|全年|累计|的|其中|有|个|名|人次?|[户件次天日月年]"
)
_COUNTED = frozenset("案点队次处岗册班组站期车床场店亩栋项企单生户村")
_MOST_CLAUSES = 4


@dataclass(frozen=True, slots=True)
class Brother:
    """An average beside that comes out far too exactly for chance, and what it is made of, by places in the passage."""

    average: Figure
    sharing: Sharing


Brothers = Sequence[Brother]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums that hold: the total of each part, and all totals."""

    total_of: Mapping[Span, Span]
    totals: frozenset[Span]


def sums_of(judged: Sequence[Judged]) -> Sums:
    """What the sums that hold say of their figures."""
    total_of = wholes_of(judged)
    return Sums(total_of, frozenset(total_of.values()))


def signs(passage: Passage, average: Figure, sharing: Sharing, brothers: Brothers, sums: Sums) -> list[str]:
    """What speaks for or against it, by name."""
    single = list(_single(passage, average, sharing))
    names = [sign for sign in single if sign.startswith(("by ", "no name", "not by", "timed"))]
    places = [sign for sign in single if sign.startswith(("whole at", "among at"))]
    together = [sign for sign in single if sign.startswith(("together", "whole turn", "among turn"))]
    called = [sign for sign in single if sign.startswith("called")]
    return [
        *single,
        *(f"{name}, {place}" for name in names for place in places),
        *(f"{name}, {call}" for name in names for call in called),
        *(f"{call}, {place}" for call in called for place in places),
        ", ".join(together),
        ", ".join([*names[:1], *together]),
        *_of_brothers(passage, average, sharing, brothers),
        *_of_sums(sharing, sums),
    ]


def _single(passage: Passage, average: Figure, sharing: Sharing) -> Iterator[str]:
    yield "any"
    yield from _of_words(average)
    whole, among = sharing.whole, sharing.among
    yield from _of_place(passage, average, whole, "whole")
    yield f"called {_called(average, whole)}"
    if whole.at > average.at:
        yield "whole sums up" if _ENDS.search(whole.lead) else "whole behind, sums not up"
    if whole.unit != average.unit:
        yield "other unit"
    if whole.at < average.at and _PART.search(average.lead):
        yield "of a part alone"
    elif whole.at < average.at and "其中" in passage.text[whole.after : average.at]:
        yield "of a part"
    if sharing.wholes:
        yield from _of_list(passage, average, sharing)
    elif sharing.times is not ONE:
        yield from _of_time(passage, average, sharing)
    if among is not None:
        yield from _of_sharers(passage, average, sharing, among)


def _of_list(passage: Passage, average: Figure, sharing: Sharing) -> Iterator[str]:
    values = (*sharing.wholes, sharing.whole)
    yield "mean of a list"
    yield f"mean of {min(len(values), 5)}"
    begins, _ = passage.sentence_range(values[0].sentence)
    counted = passage.between(begins, values[0].at)
    if any(f.value == len(values) and f.unit != average.unit for f in counted):
        yield "mean of as many as told"
    if any(f.unit == average.unit for f in counted):
        yield "mean of not all"
    if len({f.step for f in values}) > 1:
        yield "mean of unlike values"
    if "分别" in passage.text[max(0, values[0].at - 20) : values[0].at]:
        yield "mean of values told in turn"
    if not _kernel(average.lead):
        yield "mean by no other name"


def _of_words(average: Figure) -> Iterator[str]:
    if average.role is not Role.AVERAGE:
        yield "no average"
    if "均" in average.lead:
        yield "mean"
    elif "每" in average.lead:
        yield "each"
    if is_money(average.unit):
        yield "money"
    if _OTHER.search(average.lead):
        yield "of turns"
    if NOT_NOW.search(average.lead):
        yield "of income"
    if _THEN.search(average.lead):
        yield "of then"


def _called(average: Figure, whole: Figure) -> str:
    """Whether the whole is called what the average is: 户均增收 of 共增收, 平均每村清运 of 清运垃圾."""
    kernel, label = _kernel(average.lead), whole.name + whole.lead + whole.tail
    if len(kernel) < _TWO:
        return "nothing"
    pairs = [kernel[at : at + _TWO] for at in range(len(kernel) - 1)]
    found = sum(pair in label for pair in pairs)
    return "so" if found * _TWO >= len(pairs) else "partly so" if found else "otherwise"


_TWO = 2


@lru_cache(maxsize=1024)
def _kernel(lead: str) -> str:
    return _EMPTY.sub("", HOLDERS.sub("", lead))[-6:]


def _of_sharers(passage: Passage, average: Figure, sharing: Sharing, among: Figure) -> Iterator[str]:
    yield from _of_place(passage, average, among, "among")
    yield _named(average, among)
    if sharing.amongs:
        yield "sharers added up"
        yield f"sharers added up, {_named(average, among)}"
    if among.unit == sharing.whole.unit:
        yield "same units"
    if among.unit == "人次" and "人均" in average.lead:
        yield "turns for heads"
    if among.unit in DURATIONS:
        yield "among time"
    if among.role in (Role.BASE, Role.TARGET):
        yield f"among {among.role}"
    apart = abs(among.clause - sharing.whole.clause)
    yield f"together {min(3, apart) if among.sentence == sharing.whole.sentence else 'apart'}"
    yield "among first" if among.at < sharing.whole.at else "whole first"
    if among.at > average.at and _AT_LAST.search(among.lead):
        yield "among told later"
    if among.bracket and passage.text[passage.brackets[among.bracket][1] + 1 : average.at] == "":
        yield "among in the bracket in front"
    low, high = sorted((among, sharing.whole), key=lambda f: f.at)
    if any(f.role is Role.AVERAGE for f in passage.between(low.after, high.at) if f is not average):
        yield "average between them"


def _named(average: Figure, among: Figure) -> str:
    if _is_named(average, among):
        return "by name"
    by_unit = rf"每一?个?{re.escape(among.word)}|{re.escape(among.word)}均|均每?{re.escape(among.word)}"
    if among.word and re.search(by_unit, average.lead) and not _is_of_another_noun(average, among):
        return "by unit"
    return "not by name" if HOLDERS.search(average.lead) else "no name"


def _is_of_another_noun(average: Figure, among: Figure) -> bool:
    """Whether both are counted by one word but named otherwise: 每个网格 and 四个社区."""
    holders = HOLDERS.search(average.lead)
    word = (holders["each"] if holders else "") or ""
    noun = word.removeprefix(among.word)
    own = among.tail[:_TWO]
    return len(own) == _TWO and noun != word and len(noun) >= _TWO and not set(noun) & set(among.tail[:6])


def _is_named(average: Figure, among: Figure) -> bool:
    """Whether the sharers are called by the word that an average is over: 案均 of 案件204起, 每队 of 队伍23支."""
    found = OVER.search(average.lead)
    if found and is_among(found, among):
        return True
    holders = HOLDERS.search(average.lead)
    if not holders:
        return False
    word = holders["by"] or holders["each"]
    noun = re.sub(r"^(?:个|名|位|支|台|条|家|所|处|座|辆|间|单个)+(?=.)", "", word)
    called = among.word + among.tail[:8] + among.lead[-8:]
    return noun in called if len(noun) > 1 else noun in _COUNTED and noun in called


def _of_time(passage: Passage, average: Figure, sharing: Sharing) -> Iterator[str]:
    yield "timed"
    if sharing.span is not None:
        yield "timed by figure"
        if sharing.span.sentence != average.sentence:
            yield "time of other sentence"
        if sharing.span.lead.endswith("按") or sharing.span.bracket:
            yield "time told for it"
        return
    if sharing.period is None:
        yield "time untold"
        return
    between = list(periods(passage.text, sharing.period.to, average.at))
    yield "time nearest" if not between else "time farther"
    begins, _ = passage.sentence_range(average.sentence)
    if sharing.period.at < begins:
        yield "time of other sentence"
    if sharing.period.at > sharing.whole.at:
        yield "time behind whole"


def _of_place(passage: Passage, average: Figure, figure: Figure, name: str) -> Iterator[str]:
    low, high = sorted((figure, average), key=lambda f: f.at)
    between = [f for f in passage.between(low.after, high.at) if not f.is_percent]
    side = "front" if figure.at < average.at else "behind"
    yield f"{name} {side}"
    away = abs(figure.clause - average.clause)
    far = "other sentence" if figure.sentence != average.sentence else f"{min(_MOST_CLAUSES, away)}"
    yield f"{name} at {side} {far}"
    yield f"{name} apart {rank_between(passage, low, high)}"
    same = [f for f in between if f.unit == figure.unit and f.role is not Role.AVERAGE]
    yield f"{name} turn {side} {min(2, len(same))}"
    if any(f.role is Role.AVERAGE for f in between):
        yield f"{name} past average"
    if figure.bracket != average.bracket:
        yield f"{name} in bracket" if figure.bracket else f"{name} outside"
    if figure.role in (Role.BASE, Role.TARGET):
        yield f"{name} {figure.role}"
    if figure.role is Role.AVERAGE:
        yield f"{name} is an average"


def _of_brothers(passage: Passage, average: Figure, sharing: Sharing, brothers: Brothers) -> Iterator[str]:
    """Whether an average beside that comes out is made alike: of the same sharers, or of those at the same places."""
    others = [each for each in brothers if each.average is not average]
    turn = {figure.at: index for index, figure in enumerate(passage.figures)} if others else {}
    found = {_likeness(each, average, sharing, turn) for each in others}
    yield from (f"brother {likeness}" for likeness in found if likeness)
    among = sharing.among
    if any(each.sharing.among is among is not None for each in others):
        yield "brother of the same sharers"
    if any(each.sharing.whole is sharing.whole for each in others):
        yield "whole of a brother"


def _of_sums(sharing: Sharing, sums: Sums) -> Iterator[str]:
    """Whether whole and sharers are a total that holds, or one of its parts."""
    for name, figure in (("whole", sharing.whole), ("among", sharing.among)):
        if figure is not None and figure.span in sums.totals:
            yield f"{name} is a total"
        if figure is not None and figure.span in sums.total_of:
            yield f"{name} is a part"
    if sharing.among is not None and sums.total_of.get(sharing.among.span) == sharing.whole.span:
        yield "among is a part of the whole"
    if sharing.amongs and sharing.among is not None and sharing.among.span not in sums.total_of:
        yield "sharers of no sum"


def _likeness(brother: Brother, average: Figure, sharing: Sharing, turn: Mapping[int, int]) -> str:
    one, other = brother.sharing, sharing
    unlike = (one.among is None) != (other.among is None) or bool(one.wholes) != bool(other.wholes)
    if unlike or (one.times is ONE) != (other.times is ONE):
        return "made otherwise"
    apart = _apart(turn, brother.average, one.whole) == _apart(turn, average, other.whole)
    if one.among is None or other.among is None:
        return "alike" if apart and one.times == other.times else ""
    same = one.among is other.among
    beside = _apart(turn, brother.average, one.among) == _apart(turn, average, other.among)
    return "alike" if apart and (same or beside) else ""


def _apart(turn: Mapping[int, int], average: Figure, figure: Figure) -> int:
    return turn[average.at] - turn[figure.at]
