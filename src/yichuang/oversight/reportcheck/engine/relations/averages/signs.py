"""What speaks for a reading of an average: places, names, units and what holds around it, never its numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import (
    NOT_NOW,
    is_of_list,
    lists_averages,
    words_of_others,
)
from yichuang.oversight.reportcheck.engine.relations.averages.brothers import Brothers, of_brothers
from yichuang.oversight.reportcheck.engine.relations.averages.holders import (
    HOLDERS,
    REACHED,
    holder_in,
    naming_of,
    people_of,
    topic_of,
)
from yichuang.oversight.reportcheck.engine.relations.averages.names import called_by_sense
from yichuang.oversight.reportcheck.engine.relations.averages.offers import EACH, ONE, SCALED, Sharing
from yichuang.oversight.reportcheck.engine.relations.averages.subjects import Subjects
from yichuang.oversight.reportcheck.engine.relations.rates.reckoned_by import (
    basis_in_front,
    is_by_others,
    told_basis,
)
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.words.periods import periods
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money
from yichuang.oversight.reportcheck.findings import Span

_THEN = re.compile(r"比|较|去年|上年|同期|上学[年期]|上月|以前|原|计划|标准|不低于|不少于|要求|应")
_OTHER = re.compile(r"每[周次班场期]|周均|次均|场均|期均|每学期|每学时")
_PART = re.compile(r"^(?:其中|其余|其他)")
_FOR_IT = re.compile(r"按|以")
_RECKONED = re.compile(r"^[^，。；]{0,4}计(?!划)")
_ENDS = re.compile(r"共|总|合计|应|计(?!划)|需|全年|总额|支出|发放|金额|收取|产值|总产|利润|投入")
_IN_ALL = re.compile(r"共|总|合计|累计|全[年县市区镇乡村街校站院局]|年末|现有")
_EMPTY = re.compile(
    r"平均|每一?|均|约|为|是|达|到|了|共|总|合计|计|全年|累计|的|其中|有|个|名|人次?|[户件次天日月年]"
)
_MOST_CLAUSES = 4
_TWO = 2
_NAMINGS = {
    "by name": 3, "by first word": 2, "by unit": 2, "by measure": 1, "by turns": 1, "by a sign": 1,
}  # fmt: skip
_CALLS = {"so": 2, "in short": 2, "partly so": 1, "kindred": 1}


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums that hold: the total of each part, and all totals."""

    total_of: Mapping[Span, Span]
    totals: frozenset[Span]


def sums_of(judged: Sequence[Judged]) -> Sums:
    """What the sums that hold say of their figures."""
    total_of = wholes_of(judged)
    return Sums(total_of, frozenset(total_of.values()))


def signs_of(
    passage: Passage, average: Figure, offered: Sequence[Sharing], brothers: Brothers, sums: Sums
) -> list[list[str]]:
    """What speaks for or against each reading of an average, by name."""
    told = _About(passage, average, offered)
    others = [each for each in brothers if each.average.at != average.at]
    return [
        [
            *told.signs(each),
            *of_brothers(passage, average, each, told.naming(each), others),
            *_of_sums(each, sums),
        ]
        for each in offered
    ]


class _About:
    """What is said of an average and of the figures in its readings: of each once, whatever readings it stands in."""

    def __init__(self, passage: Passage, average: Figure, offered: Sequence[Sharing]) -> None:
        self.passage, self.average = passage, average
        self.words = tuple(_of_words(average))
        wholes = {each.whole.at: each.whole for each in offered if not each.wholes}
        amongs = {each.among.at: each.among for each in offered if each.among is not None}
        holder = holder_in(average.lead)
        self.called = {each.whole.at: _called(average, each.whole) for each in offered}
        self.named = {at: naming_of(holder, average.lead, figure) for at, figure in amongs.items()}
        ranks = {at: _CALLS.get(self.called[at], 0) for at in wholes}
        self.near_whole = _nearness(average, wholes, ranks, "whole")
        ranks = {at: _NAMINGS.get(name, 0) for at, name in self.named.items()}
        self.near_among = _nearness(average, amongs, ranks, "among")
        figures = {(each.whole.at, bool(each.wholes)): each.whole for each in offered}
        self.whole = {
            (at, listed): tuple(_of_whole(passage, average, whole, listed=listed))
            for (at, listed), whole in figures.items()
        }
        self.among = {
            at: tuple(_of_among(passage, average, figure, self.named[at])) for at, figure in amongs.items()
        }
        self.other = words_of_others(average)
        self.basis = told_basis(passage.text, average.after) or basis_in_front(
            passage.text, average.at - len(average.lead)
        )
        told = {figure.at: figure for each in offered for figure in each.figures}
        self.missing = {at: _missing(self.other, figure) for at, figure in told.items()}
        self.after: dict[int, bool] = {}
        self.subjects = Subjects(passage, average, offered)

    def naming(self, sharing: Sharing) -> str:
        """How the sharers of a reading are called."""
        return self.named[sharing.among.at] if sharing.among is not None else "over time"

    def signs(self, sharing: Sharing) -> list[str]:
        """The signs of one reading, and those of two of them together."""
        whole, among = sharing.whole, sharing.among
        calls = [f"called {self.called[whole.at]}"]
        near = list(self.near_whole.get(whole.at, ()))
        single = [*self.words, *self.whole[whole.at, bool(sharing.wholes)], *calls]
        single += self.subjects.signs(sharing)
        names: list[str] = []
        if sharing.wholes:
            names = ["mean of a list"]
            single += _of_list(self.passage, self.average, sharing)
        elif sharing.times is not ONE:
            names = ["timed"]
            single += self._of_time(sharing)
        together: list[str] = [sign for sign in single if sign.startswith("whole turn")]
        if among is not None:
            names = [*names, self.named[among.at]]
            single += self.among[among.at]
            pair = list(_of_pair(self.passage, self.average, sharing, among))
            single += pair
            together += [sign for sign in self.among[among.at] if sign.startswith("among turn")]
            together += [sign for sign in pair if sign.startswith("together")]
            near = [*near, *(self.near_among.get(among.at, ()) if not sharing.amongs else ())]
        apart = self.other and whole.at < self.average.at and self._is_of_others(sharing)
        if apart or is_by_others(self.basis, tuple(f for f in (*sharing.amongs, among) if f is not None)):
            single.append("of others")
        places = [sign for sign in single if sign.startswith(("whole at", "among at"))]
        return [
            *single,
            *near,
            *(f"{name}, {call}" for name in names for call in calls),
            *(f"{call}, {place}" for call in calls for place in places),
            *(f"{name}, {each}" for name in names for each in near),
            ", ".join(together),
        ]

    def _is_of_others(self, sharing: Sharing) -> bool:
        """Whether words say of whom it is, and no figure of the reading bears them: 骨干宣讲员人均8场."""
        missing = [self.missing[figure.at] for figure in sharing.figures]
        return bool(frozenset.intersection(*missing))

    def _of_time(self, sharing: Sharing) -> Iterator[str]:
        yield "timed"
        if sharing.span is not None:
            yield "timed by figure"
            if sharing.span.sentence != self.average.sentence:
                yield "time of other sentence"
            if sharing.span.lead.endswith("按") or sharing.span.bracket:
                yield "time told for it"
            low, high = sorted((sharing.span.at, self.average.at))
            if any(f.unit == sharing.span.unit for f in self.passage.between(low + 1, high)):
                yield "time passed by another"
            return
        period = sharing.period
        if period is None:
            yield "time untold"
            return
        if period.to not in self.after:
            between = periods(self.passage.text, period.to, self.average.at)
            self.after[period.to] = next(between, None) is None
        yield "time nearest" if self.after[period.to] else "time farther"
        begins, _ = self.passage.sentence_range(self.average.sentence)
        if period.at < begins:
            yield "time of other sentence"
        if period.at > sharing.whole.at:
            yield "time behind whole"


def _missing(words: frozenset[str], figure: Figure) -> frozenset[str]:
    """Which of some words a figure doesn't bear."""
    label = figure.name + figure.lead + figure.word + figure.tail
    return frozenset(word for word in words if word not in label)


def _nearness(
    average: Figure, figures: Mapping[int, Figure], ranks: Mapping[int, int], name: str
) -> dict[int, tuple[str, ...]]:
    """Whether none of those offered is better named, and which of the best is the only one, the nearest, the first."""
    if not figures:
        return {}
    best = max(ranks.values())
    alike = sorted(at for at, rank in ranks.items() if rank == best)
    front = [at for at in alike if at < average.at]
    nearest = front[-1] if front else alike[0]
    alone = len({figures[at].value for at in alike}) == 1
    how = f"{name} of {best}"
    told: dict[int, tuple[str, ...]] = {}
    for at in figures:
        if ranks[at] < best:
            told[at] = (f"another {name} is of {best}",)
        elif alone:
            told[at] = (f"{how} alone",)
        elif figures[at].value == figures[nearest].value:
            told[at] = (f"{how} nearest",)
        else:
            told[at] = (f"{how} first",) if at == alike[0] else (f"{how} farther",)
    return told


def _of_words(average: Figure) -> Iterator[str]:
    yield "any"
    if average.role is not Role.AVERAGE:
        yield "no average"
    if "均" in average.lead:
        yield "mean"
    elif "每" in average.lead:
        yield "each"
    if is_money(average.unit):
        yield "money"
    if average.unit == "分":
        yield "of points"
    if _OTHER.search(average.lead):
        yield "of turns"
    if NOT_NOW.search(average.lead):
        yield "of income"
    if _THEN.search(average.lead):
        yield "of then"
    if not holder_in(average.lead):
        yield "over nothing named"


def _called(average: Figure, whole: Figure) -> str:
    """Whether the whole is called what the average is: 户均增收 of 共增收, 平均每村清运 of 清运垃圾."""
    kernel, label = _kernel(average.lead), whole.name + whole.lead + whole.tail
    if len(kernel) < _TWO:
        return "nothing"
    pairs = [kernel[at : at + _TWO] for at in range(len(kernel) - 1)]
    found = sum(pair in label for pair in pairs)
    if found:
        return "so" if found * _TWO >= len(pairs) else "partly so"
    return called_by_sense(kernel, label, _EMPTY.sub("", whole.lead + whole.tail))


@lru_cache(maxsize=1024)
def _kernel(lead: str) -> str:
    return _EMPTY.sub("", HOLDERS.sub("", lead))[-6:]


def _of_whole(passage: Passage, average: Figure, whole: Figure, *, listed: bool) -> Iterator[str]:
    yield from _of_place(passage, average, whole, "whole")
    if whole.unit != average.unit:
        yield "other unit"
    if _IN_ALL.search(whole.lead):
        yield "whole in all"
    if whole.at > average.at:
        yield "whole sums up" if _ENDS.search(whole.lead) else "whole behind, sums not up"
        return
    if _PART.search(average.lead):
        yield "of a part alone"
    elif "其中" in passage.text[whole.after : average.at]:
        yield "of a part"
    if "其中" in passage.text[passage.sentence_range(whole.sentence)[0] : whole.at].rpartition("；")[2]:
        yield "whole within another"
    if lists_averages(passage, whole, average):
        yield "of several averages"
    if not listed and is_of_list(passage, whole):
        yield "of a list"


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


def _of_among(passage: Passage, average: Figure, among: Figure, named: str) -> Iterator[str]:
    yield from _of_place(passage, average, among, "among")
    yield named
    if among.unit == "人":
        topic, people = topic_of(average.lead), people_of(among)
        yield f"among {people}"
        yield f"{topic} of {people}"
    if SCALED.search(average.lead):
        yield f"scaled of {people_of(among) if among.unit in ('人', '') else 'others'}"
    if among.unit == "人次" and "人均" in average.lead:
        yield "turns for heads"
        yield f"turns for heads, {topic_of(average.lead)}"
    if among.unit in DURATIONS:
        yield "among time"
    if EACH.search(among.lead):
        yield "among is of each"
    if among.role in (Role.BASE, Role.TARGET):
        yield f"among {among.role}"
    if _IN_ALL.search(among.lead):
        yield "among in all"
    if REACHED.search(among.lead):
        yield "among reached"
    if _FOR_IT.search(among.lead) or _RECKONED.search(among.tail):
        yield "among told later" if among.at > average.at else "among told for it"
    if among.bracket and passage.text[passage.brackets[among.bracket][1] + 1 : average.at] == "":
        yield "among in the bracket in front"


def _of_pair(passage: Passage, average: Figure, sharing: Sharing, among: Figure) -> Iterator[str]:
    whole = sharing.whole
    if sharing.amongs:
        yield "sharers added up"
        yield f"sharers added up, {naming_of(holder_in(average.lead), average.lead, among)}"
    if among.unit == whole.unit:
        yield "same units"
    apart = abs(among.clause - whole.clause)
    yield f"together {min(3, apart) if among.sentence == whole.sentence else 'apart'}"
    yield "among first" if among.at < whole.at else "whole first"
    low, high = (among, whole) if among.at < whole.at else (whole, among)
    between = passage.between(low.after, high.at)
    if any(f.role is Role.AVERAGE for f in between if f.at != average.at):
        yield "average between them"
    if not between:
        yield "nothing between them"
    if among.at < average.at and whole.at < average.at:
        yield "both in one clause" if among.clause == whole.clause else "both in front"


def _of_place(passage: Passage, average: Figure, figure: Figure, name: str) -> Iterator[str]:
    low, high = (figure, average) if figure.at < average.at else (average, figure)
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
    if figure.role in (Role.BASE, Role.TARGET, Role.CHANGE):
        yield f"{name} {figure.role}"
    if figure.role is Role.AVERAGE:
        yield f"{name} is an average"


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
