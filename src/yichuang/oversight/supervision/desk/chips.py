"""The addresses of the board's numbers: each opens the definition and the rows of its figure."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.figures.answers import address
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.supervision.board import DIMENSIONS, Filters, Keys, Line


@dataclass(frozen=True, slots=True)
class Chips:
    """Where a number of the board leads, narrowed as the board is and, for a line, to that line."""

    whose: Scope
    filters: Filters
    period: Period

    @classmethod
    def of(cls, actor: Actor, filters: Filters, period: Period) -> Chips | None:
        """For what this actor looks over; None for somebody without an office."""
        office = tree().by_id.get(actor.office or 0)
        return cls(Scope.of(office), filters, period) if office else None

    def href(self, code: str, line: Line | None = None) -> str:
        """The figure's page. A town is an office of its own; the rest narrows the office that is looked over."""
        chosen = {name: getattr(self.filters, name) for name in DIMENSIONS if getattr(self.filters, name)}
        if line:
            chosen[self.filters.by] = line.key
        scope = self.whose
        if town := chosen.pop("town", 0):
            scope = self._in_town(town)
        for name, key in chosen.items():
            scope = scope.narrowed(name, key)
        return address(code, scope, self.period)

    def _in_town(self, town: int) -> Scope:
        """The county's own centre stands for itself, without the towns below it."""
        office = tree().by_id[town]
        if office.kind != "town" and Keys(tree()).town(town) == town:
            return self.whose.narrowed("place", town)
        if self.whose.office.kind == "department":
            return Scope.of(office).narrowed("department", self.whose.office.id)
        return Scope.of(office)
