"""What speaks for a reading of a growth: times, places, names, rows and what holds beside. Never the numbers. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.engine.relations.rates.words import is_in_bracket_behind, row_of
from yichuang.oversight.reportcheck.engine.relations.steps.comparands import comparand_of, compared
from yichuang.oversight.reportcheck.engine.relations.steps.growth_offers import Grown
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import words_of
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    Of,
    compares_otherwise,
    is_of_another_thing,
    values_of,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.findings import Kind, Span

_TIMES = (
    ("year", re.compile(r"上年|去年|同期|同比|上一年|前一年|上学年|前年")),
    ("round", re.compile(r"上[一个]*(?:[月季周旬期届轮场批次回]|赛季|学期)|环比|上学期")),
    ("start", re.compile(r"年初|期初|年底|年末|建[队站场]|成立|启用|开始|起步")),
    ("law", re.compile(r"法定|规定|承诺|标准|编制|定额")),
    ("plan", re.compile(r"预算|计划|任务|目标|应[^，。；]{0,4}$")),
    ("named year", re.compile(r"(?:19|20)\d\d年|十[三四]五")),
    ("once", re.compile(r"原|此前|之前|以前|过去|由|从")),
)
_MEASURED = (
    ("constant prices", re.compile(r"不变价|可比|实际增|扣除|[同全老]口径")),
    ("nominal", re.compile(r"名义")),
    ("product", re.compile(r"增加值|生产总值|GDP|规上|规模以上|指数|产值|用电")),
    ("a year", re.compile(r"年均[^，。；]{0,3}[增减降升涨]|平均增|每年|逐年|年平均|复合")),
    ("years together", re.compile(r"累计|[两三四五几]年[来间内]?|连续|前后")),
)
_INTO = re.compile(r"(?:到|至|为|成|达)[^，。；：]{0,6}$|^(?:今年|现|目前|本年|如今)")
_EMPTY = re.compile(
    r"同比|环比|比|较|上年|去年|同期|增幅|降幅|增速|合计|总计|共计|共|约|均|则|共|又|也|分别|年|月|季度|上|底|末|初|\d"
    r"|[增减降升涨缩超多少加长了至到为达的由从]|下降|提高|全|其中|压|完成|实现|今年"
)
_MOST = 4


@dataclass(frozen=True, slots=True)
class Brother:
    """A growth beside that comes out, and what it is of: the places of both from it among the figures."""

    change: Figure
    of: Of
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Settled:
    """The steps and sums of a document that hold."""

    pairs: frozenset[tuple[Span, Span]]  # of differences that hold: the two values, either way
    stepped: frozenset[tuple[Span, Span]]  # a value, and the step in units that another value makes with it
    parts: Mapping[Span, Span]


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around the growths of a passage: those that come out, and what holds in the document."""

    brothers: Sequence[Brother]
    settled: Settled


def signs(passage: Passage, change: Figure, grown: Grown, around: Around) -> list[str]:
    """What speaks for or against it, by name."""
    of = grown.of
    single = [f"any {of}"]
    against = time_of(words_of(passage, change))
    if grown.of is Of.VALUES:
        single += _of_values(passage, change, grown, against)
    else:
        single += _of_step(passage, change, grown, against)
    single.append(_order(change, grown))
    places = [*_of_place(passage, change, grown.first), *_of_place(passage, change, grown.second)]
    names = ("now", "before") if of is Of.VALUES else ("step", "value")
    half = len(places) // 2
    single += [f"{names[0]} {place}" for place in places[:half]]
    single += [f"{names[1]} {place}" for place in places[half:]]
    single += [
        f"{of}: {places[0]}, {places[half]}",
        f"{_order(change, grown)}: {places[1]}, {places[half + 1]}",
    ]
    single += _of_rows(passage, change, grown)
    single += _of_names(passage, change, grown)
    single += _of_comparand(passage, change, grown)
    single += _of_others(passage, change, grown, around)
    single += _of_measure(passage, change, grown)
    if is_of_another_thing(change, grown.figures):
        single.append(f"{of} of another thing")
    if of is Of.VALUES and compares_otherwise(change, grown.second):
        single.append("compares otherwise")
    return single


def _of_measure(passage: Passage, change: Figure, grown: Grown) -> Iterator[str]:
    """Whether words say that the growth isn't that of the printed values, or of more than one year of them."""
    words = words_of(passage, change)
    told = words_behind_last(passage, change)
    value = grown.second if grown.of is Of.NOW else grown.first
    label = value.name + value.lead
    for name, pattern in _MEASURED:
        where = (
            "own" if pattern.search(words)
            else "in front" if pattern.search(told)
            else "of value" if pattern.search(label)
            else ""
        )  # fmt: skip
        if where:
            yield f"{name} {where}"
            yield f"{grown.of} {name} {where}"
        if where == "own" and name == "years together" and grown.of is Of.VALUES:
            yield f"years together, {_ends_of(passage, change, grown)}"


def _ends_of(passage: Passage, change: Figure, grown: Grown) -> str:
    """Whether the value before is the first of its sentence and the value now the last one in front of the growth."""
    now, before = grown.first, grown.second
    begins, _ = passage.sentence_range(before.sentence)
    row = [f for f in passage.between(begins, change.at) if f.unit == before.unit]
    return f"{'first' if row[:1] == [before] else 'later'} to {'last' if row[-1:] == [now] else 'within'}"


def words_behind_last(passage: Passage, change: Figure) -> str:
    """The words of its sentence in front of a growth, as far back as the last figure."""
    begins, _ = passage.sentence_range(change.sentence)
    front = passage.between(begins, change.at)
    return passage.text[front[-1].after if front else begins : change.at]


def time_of(words: str) -> str:
    """Which time words tell of: the last one named."""
    found = [(hit.start(), name) for name, pattern in _TIMES if (hit := _last(pattern, words))]
    return max(found)[1] if found else "no time"


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    hits = list(pattern.finditer(words))
    return hits[-1] if hits else None


def _time(passage: Passage, figure: Figure) -> str:
    told = time_of(figure.lead)
    if told == "no time" and (first := row_of(passage, figure)[0]) is not figure:
        return f"{time_of(first.lead)} of row"
    if told == "no time":
        begins, _ = passage.sentence_range(figure.sentence)
        opens = max(begins, passage.text.rfind("；", begins, figure.at))
        earlier = time_of(passage.text[opens : figure.at])
        return f"{earlier} in front"
    return told


def _of_values(passage: Passage, change: Figure, grown: Grown, against: str) -> Iterator[str]:
    now, before = grown.first, grown.second
    then, since = _time(passage, before), _time(passage, now)
    yield f"before {then}"
    yield f"before {then} against {against}"
    yield f"now {since}"
    yield f"now {since}, before {then}"
    yield f"now {now.role}, before {before.role}"
    if _INTO.search(now.lead):
        yield "into now" if before.role is Role.BASE else "into"
    if is_in_bracket_behind(passage, change, before):
        yield "before in the bracket behind"
    if now.unit != before.unit:
        yield "other unit"
    low, high = sorted((now, before), key=lambda f: f.at)
    between = passage.between(low.after, high.at)
    same = [f for f in between if f.unit == now.unit]
    yield f"{'before first' if before is low else 'now first'}, {min(2, len(same))} between"
    rank = rank_between(passage, low, high)
    yield f"values apart {rank}"
    if any(f.unit == change.unit and f.role is Role.CHANGE for f in between if f is not change):
        yield "values past growth"
    if not same and low.clause == high.clause:
        yield f"side by side, {before.role}"
    kernel, other = _kernel(now), _kernel(before)
    if len(kernel) > 1:
        label = before.name + before.lead + before.tail
        yield (
            "one name"
            if kernel[-2:] in label
            else "half a name"
            if set(kernel) & set(label)
            else "other names"
        )
    if not other:
        yield "before has no name"
    if now.tail[:2] and now.tail[:2] == before.tail[:2]:
        yield "one tail"


def _of_step(passage: Passage, change: Figure, grown: Grown, against: str) -> Iterator[str]:
    units, value = grown.first, grown.second
    time = _time(passage, value)
    yield f"{grown.of} {time}"
    yield f"{grown.of} {value.role}"
    yield f"{grown.of} step {time_of(units.lead)}"
    yield f"step {time_of(units.lead)} against {against}"
    low, high = sorted((units, value), key=lambda f: f.at)
    between = passage.between(low.after, high.at)
    same = [f for f in between if f.unit == value.unit]
    yield f"{grown.of} {'step first' if units is low else 'value first'}, {min(2, len(same))} between"
    yield f"{grown.of} step apart {rank_between(passage, low, high)}"
    if any(f.unit == change.unit and f.role is Role.CHANGE for f in between if f is not change):
        yield "value past growth"
    if units.clause == change.clause:
        yield f"{grown.of} step in clause"


def _order(change: Figure, grown: Grown) -> str:
    names = "NB" if grown.of is Of.VALUES else "SN" if grown.of is Of.NOW else "SB"
    told = sorted([(grown.first.at, names[0]), (grown.second.at, names[1]), (change.at, "G")])
    return "".join(name for _, name in told)


def _of_place(passage: Passage, change: Figure, figure: Figure) -> list[str]:
    """Where a figure stands: far or near, which sign parts it, whether other growths stand between."""
    low, high = sorted((figure, change), key=lambda f: f.at)
    between = passage.between(low.after, high.at)
    side = "front" if figure.at < change.at else "behind"
    same = sum(f.unit == figure.unit for f in between)
    rank = rank_between(passage, low, high)
    away = abs(figure.clause - change.clause)
    past = sum(f.unit == change.unit and f.role is Role.CHANGE for f in between)
    told = [f"{side} turn {min(3, same)}", f"{side} apart {rank}", f"{side} at {min(_MOST, away)}"]
    told.append(f"{side} past {min(2, past)}")
    brackets = "aside" if figure.bracket != change.bracket else "beside"
    told.append(f"{side} {brackets}")
    told.append(f"past 其中 {'其中' in passage.text[low.after : high.at]}")
    return told


def _of_rows(passage: Passage, change: Figure, grown: Grown) -> Iterator[str]:
    """Whether the figures stand at the same turn of their rows as the growth does of its own."""
    row = row_of(passage, change)
    turn = row.index(change)
    told = []
    for name, figure in (("first", grown.first), ("second", grown.second)):
        other = row_of(passage, figure)
        if len(row) > 1 and len(other) == len(row):
            told.append("in turn" if other.index(figure) == turn else "out of turn")
        elif len(row) > 1 or len(other) > 1:
            told.append("no row" if len(row) > 1 else "alone of a row")
        if told:
            yield f"{grown.of} {name} {told[-1]}"
    if len(told) > 1:
        yield ", ".join(told)
    if len(row) == 1:
        return
    listed = [f for f in passage.between(max(0, row[0].at - 200), row[0].at) if f.unit == grown.first.unit]
    if grown.first in listed and len(listed) >= len(row):
        yield "listed in turn" if listed[turn - len(row)] is grown.first else "listed out of turn"


def _of_names(passage: Passage, change: Figure, grown: Grown) -> Iterator[str]:
    """Whether the growth is called what the value is."""
    value = grown.first if grown.of is Of.VALUES else grown.second
    subject = _EMPTY.sub("", words_of(passage, change) if len(change.lead) < 2 else change.lead)
    subject = re.sub(r"^(?:其中|但|而|以及|和)", "", subject)
    if len(subject) < 2:
        yield f"{grown.of} unnamed"
        return
    label = value.name + value.lead + value.tail
    pairs = [subject[at : at + 2] for at in range(len(subject) - 1)]
    found = sum(pair in label for pair in pairs)
    told = "so" if found * 2 >= len(pairs) else "partly so" if found or subject[0] in label else "otherwise"
    yield f"{grown.of} called {told}"


def _of_comparand(passage: Passage, change: Figure, grown: Grown) -> Iterator[str]:
    """Whether a figure is what the growth is told to be from: 比2021年增长44.5%."""
    comparand = comparand_of(words_of(passage, change))
    for name, figure in (("first", grown.first), ("second", grown.second)):
        if told := compared(passage, change, comparand, figure):
            yield f"{grown.of} {name} compared {told}"


def _of_others(passage: Passage, change: Figure, grown: Grown, around: Around) -> Iterator[str]:
    one, other = grown.first.span, grown.second.span
    if grown.of is Of.VALUES and (one, other) in around.settled.pairs:
        yield "step of them holds"
    if grown.of is not Of.VALUES and (one, other) in around.settled.stepped:
        yield f"{grown.of} step of it holds"
    if around.settled.parts.get(one) == other or around.settled.parts.get(other) == one:
        yield "one is a part of the other"
    elif around.settled.parts.get(one) == around.settled.parts.get(other) is not None:
        yield "parts of one whole"
    place = _place(passage, change)
    apart = (_place(passage, grown.first) - place, _place(passage, grown.second) - place)
    found = set()
    for each in around.brothers:
        if each.change is change:
            continue
        alike = each.of is grown.of and (each.first, each.second) == apart
        found.add("alike" if alike else "otherwise")
        at = _place(passage, each.change)
        taken = {at + each.first, at + each.second}
        common = len(taken & {apart[0] + place, apart[1] + place})
        if common:
            found.add(f"of {common} of a brother's")
    yield from (f"brother {each}" for each in found)


def _place(passage: Passage, figure: Figure) -> int:
    return bisect_left(passage.starts, figure.at)


def _kernel(figure: Figure) -> str:
    return _EMPTY.sub("", figure.name or figure.lead)[-4:]


def brother_of(passage: Passage, change: Figure, grown: Grown) -> Brother:
    """A growth that comes out as one of which those beside it may be built alike."""
    at = _place(passage, change)
    return Brother(change, grown.of, _place(passage, grown.first) - at, _place(passage, grown.second) - at)


def settled_of(judged: Sequence[Judged]) -> Settled:
    """The pairs of values between which a step in units holds, each value with that step, and the parts of sums."""
    steps = values_of(judged, Kind.DIFFERENCE)
    pairs = frozenset(pair for _, one, other in steps for pair in ((one, other), (other, one)))
    stepped = frozenset((step, value) for step, *values in steps for value in values)
    return Settled(pairs, stepped, wholes_of(judged))
