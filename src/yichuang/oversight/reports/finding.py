"""How a figure of the catalogue is found: by a part of its name, code or definition, by pinyin or by initials."""

from __future__ import annotations

from functools import cache

from yichuang.domains.catalogue.spelling import keys_of
from yichuang.kernel.figures import all_figures
from yichuang.kernel.figures.declare import Figure


def found_by(words: str) -> list[Figure]:
    """The figures that have these words; parts of fractions only where they are looked for."""
    asked = words.lower()
    if not asked:
        return [figure for figure in all_figures() if not figure.part]
    spelt = asked.replace(" ", "").replace("'", "")
    latin = spelt.isascii() and spelt.isalnum()
    return [
        one
        for one in all_figures()
        if asked in f"{one.name} {one.code} {one.meaning}".lower() or (latin and spelt in spelling(one.name))
    ]


@cache
def spelling(name: str) -> str:
    """Pinyin and initials of a name: yichaoqijian… cqj."""
    return " ".join(keys_of(name).text.split("\n")[2:])
