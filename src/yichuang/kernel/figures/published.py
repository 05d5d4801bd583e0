"""Published values: frozen with the version of their rule, their cut-off and their rows' fingerprint.

    frozen = freeze(values_of_the_report, at=now)      # reads; changes nothing
    for row in frozen.rows(act.subject.ref):           # in the body of the verb that signs
        act.add(row)
    act.note(figures=frozen.digest)                    # so the ledger vouches for the numbers
    ...
    corrections("publication:7", now)                  # what would be printed otherwise today, and why

A published value is never changed: where the past has changed since, the correction stands beside it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, BigIntegerField, F, Func, Sum
from django.db.models import Count as RowCount
from django.db.models import Value as Constant
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from yichuang.kernel.figures.answers import Value, values
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.counting import alias, conditions, counted_together, source_rows
from yichuang.kernel.figures.declare import (
    Counted,
    Figure,
    Median,
    Source,
    Total,
    counted,
    explain,
    made_from,
)
from yichuang.kernel.figures.models import PublishedValue
from yichuang.kernel.figures.version import version_of
from yichuang.kernel.offices.queries import tree

__all__ = [
    "Correction",
    "Frozen",
    "PublishedValue",
    "corrections",
    "corrections_of",
    "freeze",
    "published",
    "published_of",
    "rule_changed",
]
Print = tuple[int, bytes]  # how many rows, and their fingerprint
Asked = tuple[Scope, Period]


class Frozen:
    """Values that are about to be published, each with its rows' fingerprint. `digest` stands for all of them."""

    def __init__(self, values: Sequence[Value], prints: Sequence[Print], at: datetime) -> None:
        self._pairs = list(zip(values, prints, strict=True))
        self.at = at

    def __len__(self) -> int:
        return len(self._pairs)

    @property
    def digest(self) -> str:
        """SM3 over all values in order, in hexadecimal letters."""
        lines = [
            f"{v.code} {version_of(v.figure)} {v.scope.office.code} {v.scope.only} {v.period} "
            f"{v.period.cut_off.isoformat()} {v.state} {v.text} {count} {rows.hex()}"
            for v, (count, rows) in self._pairs
        ]
        return hashlib.new("sm3", "\n".join(lines).encode()).hexdigest()

    def rows(self, about: str) -> list[PublishedValue]:
        """The rows to be added by the act that publishes; `about` is its subject."""
        return [
            _row(about, n, value, found, self.at) for n, (value, found) in enumerate(self._pairs, start=1)
        ]


@dataclass(frozen=True, slots=True)
class Correction:
    """A published value that would be printed otherwise today.

    `rule`: the rule itself has another version now. `rows`: the value is counted over other rows than it was.
    """

    published: PublishedValue
    now: Value
    rule: bool
    rows: bool

    @property
    def because(self) -> str:
        """Why, in Chinese."""
        if self.rule and self.rows:
            return "口径改过，台账也补录或更正过"
        return "口径改过" if self.rule else "发布后台账有补录或更正"


def freeze(values: Iterable[Value], at: datetime) -> Frozen:
    """These values as they are, each value once, with the fingerprints of their rows as they are now."""
    once = list({(v.code, v.scope.path, v.scope.only, v.period.days): v for v in values}.values())
    prints = _prints(once)
    return Frozen(once, [prints[n] for n in range(len(once))], at)


def corrections(about: str) -> list[Correction]:
    """What of that publication would be printed otherwise now; a fixed number of statements a scope and period."""
    return corrections_of(PublishedValue.objects.filter(about=about).order_by("n"))


def corrections_of(published: Iterable[PublishedValue]) -> list[Correction]:
    """Which of these published values would be printed otherwise now."""
    by_asked: dict[Asked, list[PublishedValue]] = defaultdict(list)
    for one in published:
        if (asked := asked_of(one)) and _is_declared(one.code):
            by_asked[asked].append(one)
    found = []
    for (scope, period), ones in by_asked.items():
        got = values([one.code for one in ones], scope, period)
        differ = [one for one in ones if (got[one.code].state, got[one.code].text) != (one.state, one.text)]
        prints = _prints([got[one.code] for one in differ])
        for n, one in enumerate(differ):
            found.append(
                Correction(one, got[one.code], rule_changed(one), prints[n][1] != bytes(one.fingerprint))
            )
    return sorted(found, key=lambda one: (one.published.about, one.published.n))


def published_of(code: str, scope: Scope, period: Period) -> list[PublishedValue]:
    """What was published of a figure for these days and this office, the latest first."""
    rows = PublishedValue.objects.filter(
        code=code, office=scope.office.id, first=period.first, last=period.last, only=_only(scope)
    )
    return list(rows.order_by("-at"))


def published(about: str) -> list[PublishedValue]:
    """The values of one publication, in their order."""
    return list(PublishedValue.objects.filter(about=about).order_by("n"))


def asked_of(one: PublishedValue) -> Asked | None:
    """Scope and period of a published value; None when its office is gone."""
    office = tree().by_id.get(one.office)
    if office is None:
        return None
    scope = Scope.of(office)
    for by, identity in one.only:
        scope = scope.narrowed(by, identity)
    return scope, Period(one.first, one.last, one.cut_off)


def rule_changed(one: PublishedValue) -> bool:
    """Whether the rule by which it was counted has another version now, or is no more, whatever number it makes."""
    return not _is_declared(one.code) or version_of(explain(one.code)) != one.rule


def rows_changed(one: PublishedValue) -> bool:
    """Whether other rows stand behind the value now, whatever number they make. Reads every row of it."""
    asked = asked_of(one)
    if asked is None or not _is_declared(one.code):
        return False
    return _prints([values([one.code], *asked)[one.code]])[0][1] != bytes(one.fingerprint)


def _row(about: str, n: int, value: Value, found: Print, at: datetime) -> PublishedValue:
    return PublishedValue(
        about=about, n=n, code=value.code, name=value.figure.name, rule=version_of(value.figure),
        formula=value.figure.formula, office=value.scope.office.id, only=_only(value.scope),
        first=value.period.first, last=value.period.last, cut_off=value.period.cut_off, state=value.state.value,
        number=_kept(value.number), numerator=_kept(value.numerator), denominator=_kept(value.denominator),
        text=value.text, unit=value.unit, counted=found[0], fingerprint=found[1], at=at,
    )  # fmt: skip


def _kept(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(Decimal("0.0001"))


def _only(scope: Scope) -> list[list[Any]]:
    return [[by, identity] for by, identity in scope.only]


def _is_declared(code: str) -> bool:
    try:
        explain(code)
    except KeyError:
        return False
    return True


def _prints(asked: Sequence[Value]) -> dict[int, Print]:
    """Fingerprints by place: one statement for each table, scope and period."""
    groups: dict[tuple[Source, Asked], dict[str, Figure]] = defaultdict(dict)
    for value in asked:
        for figure in _behind(value):
            groups[counted(figure).source, (value.scope, value.period)][figure.code] = figure
    found: dict[tuple[str, Asked], Print] = {}
    for (source, where), figures in groups.items():
        for code, one in _fingerprints(source, where, list(figures.values())).items():
            found[code, where] = one
    return {
        n: _together([found[figure.code, (value.scope, value.period)] for figure in _behind(value)])
        for n, value in enumerate(asked)
    }


def _behind(value: Value) -> list[Figure]:
    """The counted figures that a value is made of, those that can be told of its period."""
    return [one for one in made_from([value.figure]) if one.told.then(value.period)]


def _fingerprints(source: Source, asked: Asked, figures: Sequence[Figure]) -> dict[str, Print]:
    """Of each figure the number of its rows and a sum over them that any other set of rows changes."""
    scope, period = asked
    found: dict[str, Any] = {}
    for alike in counted_together(figures):
        measures = [counted(figure) for figure in alike]
        reach, meets = conditions(measures, period)
        aggregates: dict[str, Aggregate] = {}
        for figure, measure, condition in zip(alike, measures, meets, strict=True):
            aggregates[f"n_{alias(figure)}"] = RowCount("pk", filter=condition)
            aggregates[f"h_{alias(figure)}"] = Sum(_hash(measure, period), filter=condition)
        found |= source_rows(source, scope, period).filter(reach).order_by().aggregate(**aggregates)
    return {
        figure.code: (
            int(found[f"n_{alias(figure)}"]),
            _sealed(f"{figure.code} {found[f'n_{alias(figure)}']} {found[f'h_{alias(figure)}'] or 0}"),
        )
        for figure in figures
    }


def _hash(measure: Counted, period: Period) -> Combinable:
    """A row as a number: its key, mixed with what it adds where it adds more than one."""
    amount: Combinable = Constant(0)
    if isinstance(measure, Total | Median):
        amount = Coalesce(Cast(measure.amount(period), BigIntegerField()), 0, output_field=BigIntegerField())
    return Func(
        Cast(F("pk"), BigIntegerField()), amount, function="hashint8extended", output_field=BigIntegerField()
    )


def _together(prints: Sequence[Print]) -> Print:
    if len(prints) == 1:
        return prints[0]
    return sum(count for count, _ in prints), _sealed(b"".join(one for _, one in prints).hex())


def _sealed(text: str) -> bytes:
    return hashlib.new("sm3", text.encode()).digest()
