"""What somebody may have meant where nothing was found: by how it sounds, so that a wrong character does no harm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin

from yichuang.domains.catalogue.spelling import cut, plain

LEAST = 0.5  # of the sounds that were typed
MOST = 5

Sounds = frozenset[tuple[str, str]]


def nearest(words: Sequence[str], named: Iterable[tuple[int, Sequence[str]]]) -> list[int]:
    """The keys of the names that sound most like the words, best first; none where less than half is alike.

    `named` gives keys, each with all its names. Chinese is compared by neighbouring syllables, letters by neighbouring
    letters of the pinyin.
    """
    asked = [sounds(word) for word in words]
    wanted = sum(map(len, asked))
    if not wanted:
        return []
    found = []
    for key, names in named:
        known = [sounds(name) | letters(name) for name in names]
        share = max((sum(len(one & name) for one in asked) for name in known), default=0) / wanted
        if share >= LEAST:
            found.append((-share, min(len(name) for name in names), key))
    return [key for _, _, key in sorted(found)[:MOST]]


@lru_cache(maxsize=20_000)
def sounds(text: str) -> Sounds:
    """Neighbouring syllables; of a text in Latin letters neighbouring letters."""
    word = plain(text)
    parts = list(word) if word.isascii() else lazy_pinyin(word)
    return frozenset(pairwise(parts))


@lru_cache(maxsize=20_000)
def letters(text: str) -> Sounds:
    """Neighbouring letters of the pinyin."""
    spelled = plain("".join(lazy_pinyin(plain(text))))
    return frozenset((piece[0], piece[1]) for piece in cut(spelled) if len(piece) > 1)
