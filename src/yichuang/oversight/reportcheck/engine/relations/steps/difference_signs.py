"""What speaks for a reading of a difference: words, places, roles, rows and names, never its numbers. Pure.

Signs are of each figure by itself, looked for once for all readings that it is in, and of the figures together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.engine.relations.rates.words import is_in_bracket_behind, row_of
from yichuang.oversight.reportcheck.engine.relations.steps.comparands import (
    comparand_of,
    compared,
    sides_of,
    subject_of,
)
from yichuang.oversight.reportcheck.engine.relations.steps.difference_names import calls
from yichuang.oversight.reportcheck.engine.relations.steps.difference_offers import (
    Gap,
    kind_of,
    near,
    unit_of,
    words_of,
)
from yichuang.oversight.reportcheck.engine.relations.steps.steps import values_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

_THEN = re.compile(
    r"上年|去年|前年|同期|上月|上季|上期|上周|上次|上学|年初|期初|由|从|原|上届|此前|之前|以前|法定|第?\d{1,2}周|20\d\d年|首"
)
_AIM = re.compile(r"计划|任务|目标|应|需|定额|限额|预算|标准|平均|底线|编制|核定|要求")
_ALL = re.compile(r"共|总|合计|全|应|收到|受理|排查|计|现有")
_AGAINST = re.compile(r"比|较|同比|环比|与|高于|低于|超")
_OPENING = re.compile(r"年初|上年末|期初|上年结转|上月末|月初|原有|结存|上年")
_CAME = re.compile(r"增|新|收入|来|购|入|迁入|收")
_WENT = re.compile(
    r"减|退|出|支|销|废止|转|死亡|离|扣|化解|免|病故|移交|治|报[废损]|损[耗失]|[耗使领]用|发放|[调拨]出|卖|售"
)
_EMPTY = re.compile(
    r"其中|同比|环比|比|较|上年|去年|同期|增幅|约|均|则|共|又|也|分别|年|月|季度|上|底|末|初|\d|今"
    r"|[增减降升涨缩超多少加长了至到为达的由从已未尚仍还没有余剩下需完成实际应]|下降|提高|全"
)

_DUE = re.compile(
    r"应|任务|计划|预算|收入|送审|报审|限额|编制|核定|排查|查出|发现|受理|收到|产生|到账|下达|接到|共|总|合计|累计|全部|发放|发出|可用|筹|预约|报名"
)
_DONE = re.compile(
    r"实|已|[办审结]结|结案|完成|竣工|支出|列支|动支|化解|整改|审定|到位|拨付|执行|支付|使用|利用|销[号户]|答复|出库|发出|中标|成交|履约|回收|收回|参|到[岗会考]"
    r"|消除|解决|处[理置]|接[通听]|通过|合格|达标|满意|确权|落实|开工|投产|入住"
)
_DENIED = re.compile(r"(?:尚?未|没有?|无|不|待|尚需|欠|缺|非|弃|空)(?P<kernel>[一-鿿]{1,3})")
_YEARS = re.compile(r"[两三四五六几]年(?!级|制)|累计|期间|以来")
_NET = re.compile(r"净|相抵|轧差|增减")
_BOTH = re.compile(r"前者|后者|[两二]者|双方|彼此|[两二][项类个家地校村组次]|相比")
_ENDS = re.compile(
    r"首[尾末位]|[头始]尾|极差|跨度|最[高大多优好长快早]\D{0,6}最[低小少差短慢晚]|最[低小少差短慢晚]\D{0,6}最[高大多优好长快早]|高低"
)
_INTO = re.compile(r"[^，。；：、]{0,8}(?:到|至|为|成|达|[增减升降扩缩])了?[^，。；：、]{0,4}$")

Parts = Mapping[Span, Span]
"""The parts of the sums that hold, with their totals."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds around a difference: the parts of sums, and the pairs that a rate is of or a growth is between."""

    parts: Parts
    rated: frozenset[tuple[Span, Span]]
    grown: frozenset[tuple[Span, Span]]


def settled_of(judged: Sequence[Judged]) -> Settled:
    """What of all that holds tells which figures belong together."""
    return Settled(wholes_of(judged), _pairs_of(judged, Kind.RATE), _pairs_of(judged, Kind.GROWTH))


def _pairs_of(judged: Sequence[Judged], kind: Kind) -> frozenset[tuple[Span, Span]]:
    return frozenset(
        pair for _, one, other in values_of(judged, kind) for pair in ((one, other), (other, one))
    )


class Signs:
    """The signs about one difference: what is asked of a figure is kept for the other readings that it is in."""

    def __init__(self, passage: Passage, change: Figure, settled: Settled) -> None:
        self.passage, self.change, self.settled, self.parts = passage, change, settled, settled.parts
        self.kind = kind_of(passage, change)
        self.words = words_of(passage, change)
        self.row = row_of(passage, change)
        self._of: dict[Figure, dict[str, str]] = {}
        self._against = bool(_AGAINST.search(self.words))
        self._kernel = _kernel(self.words)
        denied = _DENIED.search(self.words + change.tail[:6])
        self._denied = denied["kernel"] if denied else ""
        self._comparand = comparand_of(self.words)
        self._subject = subject_of(self.words)
        self._open = self._open_figures()
        self._near = near(passage, change)
        begins, _ = passage.clause_range(change.clause)
        clause = passage.text[begins : change.at]
        self._is_net, self._is_of_both, self._is_of_ends, self._is_of_years = (
            bool(each.search(clause)) for each in (_NET, _BOTH, _ENDS, _YEARS)
        )

    def _open_figures(self) -> tuple[Figure, ...]:
        """The figures of the unit in front in the sentence that are in no bracket and no part of a sum."""
        change, wanted = self.change, unit_of(self.passage, self.change)
        begins, _ = self.passage.sentence_range(change.sentence)
        return tuple(f for f in self.passage.between(begins, change.at) if self._is_open(f, wanted))

    def _is_open(self, figure: Figure, unit: str) -> bool:
        beside = figure.bracket in (0, self.change.bracket) and figure.span not in self.parts
        return beside and compatible(figure.unit, unit) and figure.role is not Role.BAND

    def of(self, gap: Gap) -> list[str]:
        """What speaks for or against a reading, by name."""
        return list(self._pair(gap) if gap.is_pair else self._ledger(gap))

    def _about(self, figure: Figure) -> dict[str, str]:
        told = self._of.get(figure)
        if told is None:
            told = self._of[figure] = dict(self._ideas(figure))
        return told

    def _ideas(self, figure: Figure) -> Iterator[tuple[str, str]]:
        """What is said of one figure, by idea."""
        passage, change = self.passage, self.change
        side = "front" if figure.at < change.at else "behind"
        low, high = (figure, change) if figure.at < change.at else (change, figure)
        away = abs(figure.clause - change.clause)
        far = (
            f"s{figure.sentence - change.sentence}"
            if figure.sentence != change.sentence
            else f"{min(4, away)}"
        )
        yield "place", f"{side} {far}"
        between = passage.between(low.after, high.at)
        same = sum(f.unit == figure.unit for f in between)
        yield "turn", f"{side} {min(3, same)}"
        yield "rank", f"{rank_between(passage, low, high)}"
        yield "role", self._role(figure)
        yield "bracket", self._bracket(figure)
        yield "named", self._named(figure)
        yield "open turn", f"{side} {min(3, sum(self._is_open(f, figure.unit) for f in between))}"
        yield "does", self._does(figure)
        yield "denied", self._is_denied(figure)
        yield "compared", compared(passage, change, self._comparand, figure)
        past = any(f.role is Role.CHANGE and f.unit == change.unit for f in between)
        yield "past", "step" if past else "其中" if "其中" in passage.text[low.after : high.at] else ""
        yield "sum", self._in_sum(figure)
        yield "in turn", self._in_turn(figure)

    def _bracket(self, figure: Figure) -> str:
        if figure.bracket == self.change.bracket:
            return "same"
        if is_in_bracket_behind(self.passage, self.change, figure):
            return "right behind"
        return "in" if figure.bracket else "out"

    def _role(self, figure: Figure) -> str:
        if figure.role is Role.BASE or _THEN.search(figure.lead[-8:]):
            return "then"
        if figure.role is Role.TARGET or _AIM.search(figure.lead[-6:]):
            return "aim"
        if figure.role is Role.CHANGE:
            return "change"
        return (
            "all" if _ALL.search(figure.lead[-6:]) else "average" if figure.role is Role.AVERAGE else "level"
        )

    def _does(self, figure: Figure) -> str:
        """Whether a figure tells what was to be done or there to spend, or what was done and spent."""
        words = figure.lead[-8:]
        due = max((found.end() for found in _DUE.finditer(words)), default=0)
        done = max((found.end() for found in _DONE.finditer(words)), default=0)
        return "" if due == done == 0 else "due" if due > done else "done"

    def _is_denied(self, figure: Figure) -> str:
        """Whether the difference is told as the contrary of a figure: 未参与的 and 参与产业的, 弃号 and 叫号."""
        if not self._denied:
            return ""
        label = figure.name + figure.lead + figure.tail[:6]
        return "yes" if self._denied[0] in label else "no"

    def _named(self, figure: Figure) -> str:
        """Whether a figure is called what the difference is called."""
        if len(self._kernel) < _TWO:
            return "nothing"
        label = figure.name + figure.lead + figure.tail
        pairs = [self._kernel[at : at + _TWO] for at in range(len(self._kernel) - 1)]
        found = sum(pair in label for pair in pairs)
        return "so" if found * _TWO >= len(pairs) else "partly" if found else "otherwise"

    def _in_sum(self, figure: Figure) -> str:
        if figure.span in self.parts:
            together = self.parts.get(self.change.span) == self.parts[figure.span]
            return "brother" if together else "part"
        total = self.parts.get(self.change.span)
        return "own total" if total == figure.span else "total" if figure.span in self.parts.values() else ""

    def _in_turn(self, figure: Figure) -> str:
        if len(self.row) < _TWO:
            return ""
        other = row_of(self.passage, figure)
        if len(other) != len(self.row):
            return "unlike row"
        return "yes" if other.index(figure) == self.row.index(self.change) else "no"

    def _pair(self, gap: Gap) -> Iterator[str]:
        one, other = sorted(gap.figures, key=lambda f: f.at)
        first, second = self._about(one), self._about(other)
        kind = self.kind
        yield "pair"
        yield f"pair {kind}"
        yield f"{kind} against {self._against}"
        for name, told in (("1", first), ("2", second)):
            for idea in ("place", "rank", "role", "turn", "open turn"):
                yield f"{kind} {name} {idea} {told[idea]}"
            for idea in ("bracket", "named", "past", "sum", "in turn"):
                if told[idea]:
                    yield f"{name} {idea} {told[idea]}"
        for idea in ("does", "denied", "compared"):
            yield f"{kind} {idea} {first[idea]}, {second[idea]}"
            yield f"{idea} {first[idea]}, {second[idea]}"
        yield f"open turns {first['open turn']}, {second['open turn']}"
        yield from self._called(one, other)
        yield from self._settled(one, other)
        yield from self._meant(one, other)
        yield from self._over_time(first, second)
        yield f"{kind} roles {first['role']}, {second['role']}"
        yield f"turns {first['turn']}, {second['turn']}"
        yield f"{kind} turns {first['turn']}, {second['turn']}"
        yield f"places {first['place']}, {second['place']}"
        yield f"named {first['named']}, {second['named']}"
        yield f"sums {first['sum']}, {second['sum']}"
        yield from self._together(one, other)

    def _together(self, one: Figure, other: Figure) -> Iterator[str]:
        beside = not any(f.unit == one.unit for f in self.passage.between(one.after, other.at))
        yield "side by side" if beside else "apart"
        yield f"together {min(3, other.clause - one.clause) if one.sentence == other.sentence else 'apart'}"
        alike = _alike(_kernel(one.name or one.lead), _kernel(other.name or other.lead))
        yield f"alike {alike}"
        yield f"{self.kind} alike {alike}"
        if one.word != other.word:
            yield "other words of measure"
        if one.step != other.step:
            yield "other steps"

    def _settled(self, one: Figure, other: Figure) -> Iterator[str]:
        """What holds of the two, and whether they are all there is in the sentence."""
        pair, kind = (one.span, other.span), self.kind
        if pair in self.settled.rated:
            yield "rate of them holds"
            yield f"{kind} rate of them holds"
        if pair in self.settled.grown:
            yield "growth of them holds"
        known = len(self._open)
        if known > 1 and self._open[-1] is other and self._open[-_TWO] is one:
            yield f"the last two of {min(4, known)}"
            yield f"{kind} last two of {min(4, known)}"
        if one.role is Role.BASE and other.clause - one.clause <= 1:
            told = self.passage.text[one.after : other.at]
            if _INTO.fullmatch(told) and not self.passage.between(one.after, other.at):
                yield "from the one to the other"
        if self._listed_in_turn(one) or self._listed_in_turn(other):
            yield "listed in turn"

    def _meant(self, one: Figure, other: Figure) -> Iterator[str]:
        """Whether they are what the words call for: what came and what went, the two, the first and last of all."""
        if len(self._near) == _TWO:
            yield "no other two"
            yield f"{self.kind} no other two"
        if self._is_net:
            yield f"net of {_moves(one)}, {_moves(other)}"
        if self._is_of_both:
            yield f"both {'last two' if self._open[-_TWO:] == (one, other) else 'others'}"
        if not (self._is_of_ends or self._is_of_years):
            return
        row = [f for f in self._near if one.at <= f.at < self.change.at and f.sentence >= one.sentence]
        place = (
            f"{'first' if self._is_first(one) else 'later'}, {'last' if row[-1:] == [other] else 'within'}"
        )
        if self._is_of_years:
            yield f"years {place}"
        if self._is_of_ends:
            extremes = {min(f.value for f in row), max(f.value for f in row)} if row else set()
            yield f"ends {place}"
            yield f"ends {'extremes' if extremes == {one.value, other.value} else 'no extremes'}"
            yield f"ends {_end_of(one)}, {_end_of(other)}"

    def _called(self, one: Figure, other: Figure) -> Iterator[str]:
        """Whether the two are what differences of its name are between, and whether it names both of them."""
        labels = [f.name + f.lead[-_LABEL:] + f.tail[:4] for f in (one, other)]
        told = calls(self.words[-_NEAR_IT:], *labels)
        yield from (f"called for {told}", f"{self.kind} called for {told}")
        if self._subject and self._comparand:
            yield f"called as {sides_of(self._subject, self._comparand, (one, other))}"

    def _over_time(self, first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[str]:
        """Which of the two is compared with, whichever stands first, and where and what the other is."""
        then, now = (first, second) if _is_of_then(first) else (second, first)
        marks = _is_of_then(first) + _is_of_then(second)
        yield f"{self.kind} of then {marks}"
        if marks == 1:
            yield f"then {then['place']}, now {now['open turn']}"
            yield f"then {then['compared']} {then['bracket']}, now named {now['named']}"
            yield f"{self.kind} then {then['compared']}, now {now['role']} {now['sum']}"

    def _is_first(self, figure: Figure) -> bool:
        """Whether a figure is the first of its unit in its sentence."""
        return not any(f.sentence == figure.sentence for f in self._near if f.at < figure.at)

    def _listed_in_turn(self, figure: Figure) -> bool:
        """Whether a figure stands, of those of its unit in front of the row, where the difference stands in it."""
        row = self.row
        if len(row) < _TWO or figure.at > row[0].at:
            return False
        listed = [f for f in self._open if f.at < row[0].at][-len(row) :]
        return len(listed) == len(row) and listed[row.index(self.change)] is figure

    def _ledger(self, gap: Gap) -> Iterator[str]:
        figures = sorted(gap.figures, key=lambda f: f.at)
        first, kind = figures[0], self.kind
        form = "less" if len(gap.plus) == 1 else f"mixed {figures.index(gap.less[0])}"
        about = self._about(first), self._about(figures[-1])
        yield "ledger"
        yield f"ledger {form} {len(figures)}"
        yield f"ledger {form} {kind}"
        if len(gap.plus) == 1 and first is gap.plus[0]:
            beside = [f for f in self._near if first.at <= f.at < self.change.at] == figures
            yield f"ledger {kind} {'all up to it' if beside else 'some before it'}"
        for name, told in zip("1n", about, strict=True):
            for idea in ("place", "role", "turn", "named", "past", "sum", "bracket"):
                if told[idea]:
                    yield f"ledger {name} {idea} {told[idea]}"
        if _OPENING.search(first.lead):
            yield f"{form} opening first"
        for figure in figures:
            came, went = bool(_CAME.search(figure.lead[-6:])), bool(_WENT.search(figure.lead[-6:]))
            sign = "plus" if figure in gap.plus else "less"
            if came != went and figure is not first:
                yield f"{sign} {'came' if came else 'went'}"
        yield f"ledger sentences {figures[-1].sentence - first.sentence}"
        if any(f.role is Role.CHANGE for f in gap.figures):
            yield "ledger of changes"


_TWO, _NEAR_IT, _LABEL = 2, 8, 14


def _is_of_then(about: Mapping[str, str]) -> bool:
    """Whether a figure is told to be of before, or is called what is compared with."""
    return about["role"] == "then" or about["compared"] in ("beside", "named", "alike", "in short")


def _moves(figure: Figure) -> str:
    """Whether a figure came, went, or is a stock."""
    words = figure.lead[-6:]
    came, went = bool(_CAME.search(words)), bool(_WENT.search(words))
    return "stock" if came == went else "came" if came else "went"


_MOST = re.compile(r"最[高大多优好长快早]|第[一1]|居首|首位|前三")
_LEAST = re.compile(r"最[低小少差短慢晚]|末位|倒数|垫底|居末|后三|末三")


def _end_of(figure: Figure) -> str:
    """Which end of a row a figure is said to be: the highest or the lowest."""
    words = figure.lead + figure.tail
    return "most" if _MOST.search(words) else "least" if _LEAST.search(words) else "untold"


@lru_cache(maxsize=4096)
def _kernel(words: str) -> str:
    return _EMPTY.sub("", words)[-6:]


def _alike(one: str, other: str) -> str:
    if len(one) < _TWO or len(other) < _TWO:
        return "nameless"
    pairs = {one[at : at + _TWO] for at in range(len(one) - 1)}
    return "yes" if any(pair in other for pair in pairs) else "no"


def points_of(weights: Mapping[str, int], signs: Sequence[str]) -> int:
    """The signs added up."""
    return sum(weights.get(sign, 0) for sign in signs)
