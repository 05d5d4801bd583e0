"""How an item is found: its name, other names, pinyin and initials, cut into pieces that an index can hold.

The database has no trigram extension, so every pair of neighbouring characters is a piece: a word is found when all
of its pairs are there and the word itself stands in the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """`text` has four lines (name, other names, pinyin, initials); `pieces` are for the index; `sort_key` for order."""

    text: str
    pieces: tuple[str, ...]
    sort_key: str


def plain(text: str) -> str:
    """Letters, figures and characters alone: half width, lower case, no punctuation, no space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def keys_of(name: str, aliases: Iterable[str] = ()) -> SearchKeys:
    """What an item of that name is found by."""
    names = [word for word in map(plain, [name, *aliases]) if word]
    spelled = [_pinyin(word) for word in names]
    initials = [_initials(word) for word in names]
    lines = [names[:1], names[1:], spelled, initials]
    pieces = {piece for word in [*names, *spelled, *initials] for piece in cut(word)}
    singles = {character for word in names for character in word}
    return SearchKeys(
        text="\n".join(" ".join(line) for line in lines),
        pieces=tuple(sorted(pieces | singles)),
        sort_key=" ".join(_syllables(plain(name)))[:200],
    )


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, each as `plain` writes it, without doubles, at most five."""
    found = [word[:LONGEST_WORD] for word in map(plain, query.split()) if word]
    return tuple(dict.fromkeys(found))[:5]


def cut(word: str) -> Sequence[str]:
    """Every pair of neighbouring characters; a word of one character is its own piece."""
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


def _pinyin(word: str) -> str:
    return plain("".join(_syllables(word)))


def _initials(word: str) -> str:
    return plain("".join(_syllables(word, initials=True)))


def _syllables(word: str, *, initials: bool = False) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # large tables, read only by a process that spells a name

    return lazy_pinyin(word, style=Style.FIRST_LETTER if initials else Style.NORMAL)
