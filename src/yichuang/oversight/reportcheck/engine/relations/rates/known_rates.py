"""What a rate of this name is usually of: the words of its part and of its base that `rate_names.py` lists. Pure.

"热线话务总量达23,405通，…；夜间来电2,692通，占11.5%。人工坐席接听21,767通，接通率93.0%": a 接通率 is what was 接听 of
what was 呼入 or 来电 or all 话务.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.rate_names import GROUPS, RATES
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead, label_of, words_of

_CALLED = re.compile(r"(?P<name>[一-鿿]{2,14}?)(?:率|比例|占比|比重|度|进度|面|比)?$")
_LONGEST = 8
_DENIED = "(?<![未不无非])"
_NARROW = re.compile(r"按期|按时|提前|逾期|超期|延期|当场|当日|当天|网上|首次|未|不")


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What the rates of a name are of."""

    name: str
    part: re.Pattern[str]
    base: re.Pattern[str]
    never: re.Pattern[str] | None

    def may_be_part(self, passage: Passage, figure: Figure) -> bool:
        """Whether the words of a count are those of the part of such a rate."""
        return _tells(self.part, words_of(passage, figure)) or _tells(self.part, label_of(passage, figure))

    def may_be_base(self, passage: Passage, figure: Figure) -> bool:
        """Whether the words of a count are those of what such a rate is measured against, of all of them."""
        label = label_of(passage, figure)
        narrower = any(word not in self.name for word in _NARROW.findall(figure.lead))
        return not narrower and _tells(self.base, label) and not self.is_never(figure)

    def is_never(self, figure: Figure) -> bool:
        """Whether such a rate is never measured against what a count tells."""
        return self.never is not None and _tells(self.never, figure.name + figure.lead + figure.tail)


@cache
def _usual() -> dict[str, Usual]:
    return {
        name: Usual(
            name,
            re.compile(f"{_DENIED}(?:{part})"),
            re.compile(f"{_DENIED}(?:{base})"),
            re.compile(never) if never else None,
        )
        for names, part, base, never in _entries()
        for name in names.split()
    }


def _entries() -> Iterator[tuple[str, str, str, str]]:
    """The entries of the list: names, words of the part, of the base, and of what is never the base."""
    for line in re.sub(r"\n +", "", RATES).splitlines():
        names, said, of = line.partition("：")
        if said:
            part, base, never = (*of.split("；"), "")[:3]
            yield names, part, re.sub(r"〈.〉", lambda group: GROUPS[group[0]], base), never


def usual_of(rate: Figure) -> Usual | None:
    """What a rate of such a name is usually of; None if its name says nothing."""
    return _named(bare_lead(rate))


@lru_cache(maxsize=256)
def _named(lead: str) -> Usual | None:
    found = _CALLED.search(lead)
    if found is None or found.end("name") == len(lead):
        return None
    name, known = found["name"][-_LONGEST:], _usual()
    return next((known[name[at:]] for at in range(len(name) - 1) if name[at:] in known), None)


@lru_cache(maxsize=4096)
def _tells(words: re.Pattern[str], label: str) -> bool:
    return words.search(label) is not None


def known_signs(passage: Passage, rate: Figure, pair: Pair, near: tuple[Figure, ...]) -> Iterator[str]:
    """Whether part and base have the words that such a rate's have, or others near them."""
    usual = usual_of(rate)
    if usual is None:
        return
    parts, bases = _usual_near(passage, usual, near)
    own = all(usual.may_be_part(passage, f) for f in pair.parts)
    figures = pair.figures
    part = _grade(own, any(f not in figures and f.at < rate.at for f in parts))
    base = _grade(usual.may_be_base(passage, pair.base), any(f not in figures for f in bases))
    yield f"part {part}"
    yield f"base {base}"
    yield f"usual {part}, {base}"
    if usual.is_never(pair.base):
        yield "never of the base"
    if not own and pair.base in parts:
        yield "base is usually a part"


@lru_cache(maxsize=4)
def _usual_near(
    passage: Passage, usual: Usual, near: tuple[Figure, ...]
) -> tuple[frozenset[Figure], frozenset[Figure]]:
    """The counts near a rate that have the words of its part, and those that have the words of its base."""
    return (
        frozenset(f for f in near if usual.may_be_part(passage, f)),
        frozenset(f for f in near if usual.may_be_base(passage, f)),
    )


def are_usual(passage: Passage, rate: Figure, part: Figure, base: Figure) -> bool:
    """Whether a rate of such a name is usually of what these two counts tell, in whatever units."""
    usual = usual_of(rate)
    return usual is not None and usual.may_be_part(passage, part) and usual.may_be_base(passage, base)


def _grade(own: bool, others: bool) -> str:
    return ("usual" if not others else "usual as others") if own else ("unusual" if others else "unheard")
