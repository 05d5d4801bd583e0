"""The values that a report needs, asked for together: as many statements as the outline makes, whatever the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.kernel.figures import Period, Scope, Value, split, values
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.reports.blocks import (
    BlockData,
    ChartBlock,
    TableBlock,
    atoms,
    conditions_of,
    tokens_in,
)
from yichuang.oversight.reports.tokens import FIELDS, Names, Token
from yichuang.oversight.reports.trends import reaching

NOW = "now"
MOST_MONTHS = 24
EARLIER = ("before", "a_year_ago")
Split = Mapping[int, Mapping[str, Value]]


class Numbers:
    """All values of some blocks for an office and a period; each set is asked for once, when it is first needed."""

    def __init__(self, blocks: Iterable[BlockData], scope: Scope, period: Period) -> None:
        self.scope = scope
        self.period = period
        self._blocks = tuple(blocks)
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._splits: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._found: dict[str, dict[str, Value]] = {}
        self._split: dict[tuple[str, str], Split] = {}
        self._asked_of: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._quiet: dict[tuple[tuple[str, int], str], Mapping[str, Value]] = {}
        for token in tokens_in(self._blocks):
            self._need(token)
        for block in self._blocks:
            self._codes[NOW].update(
                code for condition in conditions_of(block) for code, _ in atoms(condition)
            )
            if isinstance(block, TableBlock | ChartBlock):
                self._codes[NOW].update(block.figures, filter(None, [getattr(block, "total_of", "")]))
                if block.by != "figure" and getattr(block, "shape", "bars") == "bars":
                    self._splits[self.way(block.by), NOW].update(block.figures)

    @cached_property
    def base(self) -> str:
        """What a period is compared with: last year's same days for one that begins a year, else the one before it."""
        return "a_year_ago" if (self.period.first.month, self.period.first.day) == (1, 1) else "before"

    def way(self, by: str) -> str:
        """What the parts of an office are: the items of a department, otherwise departments."""
        if by != "part":
            return by
        return "item" if self.scope.office.kind == "department" else "department"

    def at(self, kind: str) -> Period:
        """The period itself, the one before, or last year's."""
        return {NOW: self.period, "before": self.period.before, "a_year_ago": self.period.a_year_ago}[kind]

    def value(self, code: str, kind: str = NOW, only: tuple[str, int] | None = None) -> Value | None:
        """A value; None for an earlier one that the rows don't reach back to."""
        if only is None:
            return self._values(kind).get(code)
        now = self._values(kind).get(code)
        if now is None:
            return None
        part = self.parts(only[0], kind).get(only[1])
        if part and code in part:
            return part[code]
        return self._narrowed(only, kind)[code]

    def _narrowed(self, only: tuple[str, int], kind: str) -> Mapping[str, Value]:
        """What tokens ask of one department, item or place that the splits don't know: all of it at once."""
        if (only, kind) not in self._quiet:
            self._quiet[only, kind] = values(
                sorted(self._asked_of[only]), self.scope.narrowed(*only), self.at(kind)
            )
        return self._quiet[only, kind]

    def parts(self, by: str, kind: str = NOW) -> Split:
        """Values by department, item or place."""
        if (by, kind) not in self._split:
            self._split[by, kind] = split(self._splits[by, kind], self.scope, self.at(kind), by)
        return self._split[by, kind]

    def by_month(self, codes: Iterable[str]) -> list[tuple[str, Mapping[str, Value]]]:
        """Values of each month of the period, named; nothing for a period within one month or beyond two years."""
        months = self.period.months
        if not 2 <= len(months) <= MOST_MONTHS:
            return []
        asked = sorted(set(codes))
        several = months[0].first.year != months[-1].first.year
        return [
            (
                f"{one.first:%y}-{one.first.month}" if several else f"{one.first.month}月",
                values(asked, self.scope, one),
            )
            for one in months
        ]

    def names(self, by: str, ids: Iterable[int]) -> dict[int, str]:
        """How departments, items or places are called in a report."""
        if by == "item":
            return names_of_items(ids)
        offices = tree().by_id
        return {
            one: offices[one].brief if by == "department" else offices[one].name
            for one in ids
            if one in offices
        }

    def called(self) -> Names:
        """The names of what tokens of these blocks are narrowed to."""
        return names_for(tokens_in(self._blocks))

    def holds(self, condition: str) -> bool:
        """Whether a condition is so."""
        return any(self._is(code, what) for code, what in atoms(condition))

    def _is(self, code: str, what: str) -> bool:
        found = self.value(code)
        number = found.number if found else None
        if what in ("known", "unknown"):
            return (number is not None) == (what == "known")
        sign, bound = what.split(" ")
        return number is not None and (number > int(bound) if sign == ">" else number == int(bound))

    def _need(self, token: Token) -> None:
        if token.name in FIELDS:
            return
        kinds = {NOW}
        if token.view in EARLIER:
            kinds.add(token.view)
        elif token.view == "compared":
            kinds.add(self.base)
        elif token.view.startswith("grown"):
            kinds.add("a_year_ago" if token.view == "grown_year" else "before")
        elif token.view.startswith("top:"):
            self._splits[token.view.partition(":")[2], NOW].add(token.name)
        for kind in kinds:
            self._codes[kind].add(token.name)
            if token.only:
                self._splits[token.only[0], kind].add(token.name)
                self._asked_of[token.only].add(token.name)

    def _values(self, kind: str) -> dict[str, Value]:
        if kind not in self._found:
            codes = self._codes[kind]
            if kind != NOW:
                now = self._values(NOW)
                codes = {
                    one.code for one in reaching([now[code] for code in codes], self.scope, self.at(kind))
                }
            self._found[kind] = values(sorted(codes), self.scope, self.at(kind)) if codes else {}
        return self._found[kind]


def names_for(tokens: Iterable[Token]) -> Names:
    """The names of the items and offices that some tokens are narrowed to; one statement."""
    wanted = {token.only for token in tokens if token.only}
    items = names_of_items([identity for group, identity in wanted if group == "item"]) if wanted else {}
    offices = tree().by_id
    found = {("item", identity): name for identity, name in items.items()}
    for group, identity in wanted:
        if group != "item" and identity in offices:
            found[group, identity] = offices[identity].name
    return Names(found)
