"""A published report for everybody: its code, its address, and each number with its definition; never a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.kernel.figures.answers import WORDS, State
from yichuang.kernel.figures.declare import ROOMS, Figure, Ratio, explain
from yichuang.kernel.figures.published import Correction, PublishedValue, corrections, published, rule_changed
from yichuang.kernel.figures.version import version_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.privacy import keyed_hash
from yichuang.oversight.reports.composition import Composition
from yichuang.oversight.reports.frozen import Printed
from yichuang.oversight.reports.models import Publication
from yichuang.ui import formats

QR_LABEL = "扫码看每个数字的定义和更正"
COMPARED_ONCE_IN = timedelta(minutes=10)
_MARK_BYTES = 12


@dataclass(frozen=True, slots=True)
class Told:
    """One published number as everybody may read it.

    `definition` is that of today; `rule`: what became of the rule since, where it was changed (its formula is kept).
    `where`: whose it is, and its days where they aren't the report's. `why`: why it isn't a number, where it is none.
    `parts`: numerator and denominator, each with its name.
    """

    published: PublishedValue
    where: str
    why: str
    definition: str
    rule: str
    source: str
    parts: tuple[tuple[str, str], ...]
    correction: Correction | None


def code_of(one: Publication) -> str:
    """The code in the report's foot: its number and a mark that nobody can make up or find by counting."""
    return f"{one.pk}-{keyed_hash(f'{one.ref} {one.digest}', 'published')[:_MARK_BYTES].hex()}"


def publication_of(code: str) -> Publication | None:
    """The publication of a code; None when the code isn't one of ours."""
    number = code.partition("-")[0]
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    found = Publication.objects.filter(pk=int(number)).first()
    return found if found is not None and code == code_of(found) else None


def address_of(one: Publication) -> str:
    """The full address that the code in the foot holds."""
    base = settings.PUBLIC_ADDRESS or settings.LOCAL_ADDRESS
    return f"{base}{reverse('reports:public', args=[code_of(one)])}"


def printed_by(made: Composition) -> Publication | None:
    """The publication whose numbers a report prints; None for one that was never published."""
    printed = next((number for number in made.numbers() if isinstance(number, Printed)), None)
    if printed is None:
        return None
    return Publication.objects.filter(pk=int(printed.published.about.partition(":")[2])).first()


def told(one: Publication, at: datetime | None = None) -> list[Told]:
    """Every number of a publication, with what it would be today where that differs.

    What differs is looked up once in ten minutes, so that visitors can't make the database count years.
    """
    differ = {correction.published.n: correction for correction in _compared(one, at)[1]}
    values = published(one.ref)
    where = places(values)
    return [_told(value, where[value.n] + _days(value, one), differ.get(value.n)) for value in values]


def compared_at(one: Publication, at: datetime | None = None) -> datetime:
    """When the published numbers were compared with those of the ledger, for whoever reads that nothing differs."""
    return _compared(one, at)[0]


def _compared(one: Publication, at: datetime | None) -> tuple[datetime, tuple[Correction, ...]]:
    return _corrections(one.ref, int((at or timezone.now()).timestamp() // COMPARED_ONCE_IN.total_seconds()))


@lru_cache(maxsize=32)
def _corrections(about: str, _minutes: int) -> tuple[datetime, tuple[Correction, ...]]:
    return timezone.now(), tuple(corrections(about))


def forget() -> None:
    """Drop what this process has compared; for tests, whose tables go back in time."""
    _corrections.cache_clear()


def _told(value: PublishedValue, where: str, correction: Correction | None) -> Told:
    figure = _declared(value.code)
    return Told(
        published=value,
        where=where,
        why=WORDS.get(State(value.state), ""),
        definition=figure.meaning if figure else "这个指标后来停用了",
        rule=f"发布以后改过，现在的版本是 {version_of(figure)}" if figure and rule_changed(value) else "",
        source=f"{ROOMS[figure.room]}台账" if figure else "",
        parts=_parts(value, figure),
        correction=correction,
    )


def _parts(value: PublishedValue, figure: Figure | None) -> tuple[tuple[str, str], ...]:
    if figure is None or not isinstance(figure.measure, Ratio) or value.denominator is None:
        return ()
    found = []
    for label, code, number in (
        ("分子", figure.measure.top, value.numerator),
        ("分母", figure.measure.bottom, value.denominator),
    ):
        part = explain(code)
        # what it is made of now may be called otherwise than what it was made of then
        name = "" if rule_changed(value) else f"{part.name} "
        found.append((label, f"{name}{formats.thousands(number, part.places)} {part.unit}"))
    return tuple(found)


def _declared(code: str) -> Figure | None:
    try:
        return explain(code)
    except KeyError:
        return None


def _days(value: PublishedValue, one: Publication) -> str:
    """The days of a number that isn't about those of the report: an earlier one that it is compared with, a month."""
    if (value.first, value.last) == (one.first, one.last):
        return ""
    return f"　{formats.day_plain(value.first)}至{formats.day_plain(value.last)}"


def places(values: Iterable[PublishedValue]) -> dict[int, str]:
    """Of each value the office, and the department, place or item of it that it is about."""
    offices, them = tree().by_id, list(values)
    items = names_of_items([key for value in them for by, key in value.only if by == "item"])
    names = {}
    for value in them:
        narrowed = [
            items.get(key, "") if by == "item" else (offices[key].name if key in offices else "")
            for by, key in value.only
        ]
        office = offices[value.office].name if value.office in offices else ""
        names[value.n] = "　".join(name for name in (office, *narrowed) if name)
    return names
