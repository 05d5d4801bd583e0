"""Finding items by a part of a word, by pinyin or by initials: one query, whatever the catalogue's size."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Length, Replace, StrIndex
from django.db.models.lookups import GreaterThan

from yichuang.domains.catalogue import queries
from yichuang.domains.catalogue.models import ItemState, ServiceItem
from yichuang.domains.catalogue.queries import Listed
from yichuang.domains.catalogue.spelling import cut, words_of

MOST = 500
TEXT = "version_in_force__search_text"


@dataclass(frozen=True, slots=True)
class Found:
    """Items found, best first, and the words that were looked for."""

    items: tuple[Listed, ...]
    words: tuple[str, ...]


def find(query: str) -> Found:
    """Items in which every word of the query stands.

    Best first: name that begins with the word, name that holds it, another name, pinyin or initials of a name from
    its beginning, any other place. Two queries: the epoch and the search.
    """
    words = words_of(query)
    if not words:
        return Found((), ())
    wanted = Q()
    for word in words:
        wanted &= Q(
            version_in_force__search_pieces__contains=list(cut(word)),
            version_in_force__search_text__contains=word,
        )
    rows: QuerySet[ServiceItem] = ServiceItem.objects.exclude(state=ItemState.RETIRED).filter(wanted)
    order = (_rank(words[0]), Length("version_in_force__name"), "version_in_force__sort_key", "pk")
    ids = rows.order_by(*order).values_list("version_in_force_id", flat=True)[:MOST]
    known = queries.directory()
    return Found(tuple(known.by_version[one] for one in ids if one in known.by_version), words)


def _rank(word: str) -> Case:
    in_name = StrIndex(_line(1), Value(word))
    spaced = Replace(F(TEXT), Value("\n"), Value(" "), output_field=TextField())
    at_start = StrIndex(Concat(Value(" "), spaced, output_field=TextField()), Value(f" {word}"))
    return Case(
        When(Q(**{f"{TEXT}__startswith": word}), then=Value(0)),
        When(GreaterThan(in_name, 0), then=Value(1)),
        When(GreaterThan(StrIndex(_line(2), Value(word)), 0), then=Value(2)),
        When(GreaterThan(at_start, 0), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )


def _line(n: int) -> Func:
    return Func(F(TEXT), Value("\n"), Value(n), function="split_part", output_field=TextField())
