"""Finding items by a part of a word, by pinyin or by initials: one query, whatever the catalogue's size."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.domains.catalogue import queries
from yichuang.domains.catalogue.models import ItemState
from yichuang.domains.catalogue.nearness import nearest
from yichuang.domains.catalogue.queries import Listed
from yichuang.domains.catalogue.spelling import cut, words_of
from yichuang.kernel.statements import ask

MOST = 500
# The pieces are found by the index, the words in what it gives. A text has lines: the name, other names, spellings.
_FOUND = """
SELECT i.version_in_force_id FROM service_item i JOIN item_version v ON v.id = i.version_in_force_id
WHERE i.state <> %(retired)s AND v.search_pieces @> %(pieces)s::varchar[]
AND NOT EXISTS (SELECT FROM unnest(%(words)s::text[]) word WHERE strpos(v.search_text, word) = 0)
ORDER BY CASE WHEN starts_with(v.search_text, %(first)s) THEN 0
    WHEN strpos(split_part(v.search_text, E'\\n', 1), %(first)s) > 0 THEN 1
    WHEN strpos(' ' || split_part(v.search_text, E'\\n', 2) || ' ', ' ' || %(first)s || ' ') > 0 THEN 2
    WHEN strpos(split_part(v.search_text, E'\\n', 2), %(first)s) > 0 THEN 3
    WHEN strpos(' ' || replace(v.search_text, E'\\n', ' '), ' ' || %(first)s) > 0 THEN 4 ELSE 5 END,
length(v.name), v.sort_key, i.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Items found, best first, and the words that were looked for; where there are none, what may have been meant."""

    items: tuple[Listed, ...]
    words: tuple[str, ...]
    meant: tuple[Listed, ...] = ()


def find(query: str) -> Found:
    """Items in which every word of the query stands.

    Best first: name that begins with the word, name that holds it, another name that is the word, one that holds it,
    pinyin or initials of a name from its beginning, any other place. Two queries: the epoch and the search.
    """
    words = words_of(query)
    if not words:
        return Found((), ())
    pieces = sorted({piece for word in words for piece in cut(word)})
    asked = {"pieces": pieces, "words": list(words), "first": words[0]}
    ids = [one for (one,) in ask(_FOUND, **asked, retired=ItemState.RETIRED.value, most=MOST)]
    known = queries.directory()
    items = tuple(known.by_version[one] for one in ids if one in known.by_version)
    return Found(items, words, () if items else _meant(words, known))


def _meant(words: tuple[str, ...], known: queries.Directory) -> tuple[Listed, ...]:
    named = ((item.facts.id, (item.facts.name, *item.facts.aliases)) for item in known.shown)
    return tuple(known.by_version[one] for one in nearest(words, named))
