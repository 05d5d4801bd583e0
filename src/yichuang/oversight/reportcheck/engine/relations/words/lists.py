"""Lists of parts: which figures a text sets side by side as parts of something, and where such a list ends. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.units import DURATIONS, POINTS, compatible

# How strongly a sign parts: a list kept by 、 ends at ，, one kept by ， ends at ；.
RANKS = {"、": 1, "，": 2, "；": 3, "：": 3, "。": 4, "！": 4, "？": 4}

_PARTING = re.compile(f"[（）{''.join(RANKS)}]")

LONGEST_LIST = 40

TOTAL = re.compile(
    r"共计|总计|合计|小计|累计|总共|一共|共|总数|总量|总额|总面积|总人口|总投资|总产|总收入|总支出|全年|全部|全市|全县|全镇|全乡"
)
ADDED = re.compile(r"(?:共计|总计|合计|总共|一共|共)")
REST = re.compile(r"^(?:其他|其它|其余|另|另有|另外|以及|及|和|还有|剩余|余下|未|不)")
RESTATED = re.compile(r"^(?:即|约合|折合|合|也就是|相当于|换算)$")
_IS_TOTAL = re.compile(
    r"[^，]{0,8}(?:共计|总计|合计|小计|总共|一共|总额|总量|总数|之和)|^[^，]{0,6}?(?<!公)共(?![同享建用青和产计识治管赢])"
)
_ENDS_LIST = re.compile(r"^(?:其中|同时|此外|截至|截止|今年|去年|上年)")
_KNOWN = 1024  # words that are remembered: lists overlap, and each is asked for the same words


@dataclass(frozen=True, slots=True)
class Parts:
    """Figures side by side. `rank` is the strongest sign between the first two.

    `longer` goes on past a stronger sign to the end of the sentence; it is the same if the list ends there.
    """

    figures: tuple[Figure, ...]
    rank: int
    longer: tuple[Figure, ...]

    @property
    def more(self) -> bool:
        """Whether figures of the unit follow the list in its sentence."""
        return len(self.longer) > len(self.figures)


def counts(figure: Figure) -> bool:
    """Whether a figure may be a part or a total: so many of something, not a change, a rate, an average or a time."""
    return (
        figure.role in (Role.LEVEL, Role.TARGET)
        and not figure.is_percent
        and figure.unit not in DURATIONS
        and not RESTATED.match(figure.lead)
        and not is_counter(figure)
    )


def is_change(figure: Figure) -> bool:
    """Whether a figure is so much more or less of something, which may have its parts as well: 减少412人."""
    changed = (
        figure.role is Role.CHANGE and not figure.is_percent and figure.unit not in (POINTS, "倍", "分", "")
    )
    return changed and figure.unit not in DURATIONS and figure.is_exact


_PARTS_TOLD = re.compile(r"^(?:合计|共计|总计|累计|总共|相加|之和|加起来|共)")
_POINTED = re.compile(r"^(?:以?上述?|前|这|此)?$")


def is_counter(figure: Figure) -> bool:
    """Whether a figure only says how many parts a total has that follows: 两项合计57条, 以上三类共120件."""
    return figure.value <= _MOST_TOLD and bool(_PARTS_TOLD.match(figure.tail) and _POINTED.match(figure.lead))


_MOST_TOLD = 20


def rank_between(passage: Passage, one: Figure, other: Figure) -> int:
    """The strongest sign between two figures, brackets between them left out."""
    places = one.after, other.at
    rank = passage.ranks.get(places)
    if rank is None:
        rank = passage.ranks[places] = _strongest(passage.text, *places)
    return rank


def _strongest(text: str, begins: int, ends: int) -> int:
    depth, strongest = 0, 0
    for sign in _PARTING.findall(text, begins, ends):
        if sign == "（":
            depth += 1
        elif sign == "）":
            depth -= 1
        elif depth <= 0 and RANKS[sign] > strongest:
            strongest = RANKS[sign]
    return strongest


def parts_from(
    passage: Passage, candidates: Sequence[Figure], unit: str, bracket: int, longest: int = 3
) -> Parts | None:
    """The list that begins with the first candidate of this unit in this bracket; None if it holds fewer than two.

    It ends at a stronger sign than the one between its first two, unless what follows is the rest ("其他").
    """
    found: list[Figure] = []
    longer: list[Figure] = []
    rank = 0
    for figure in candidates:
        if len(longer) == LONGEST_LIST:
            break
        if figure.bracket != bracket or not compatible(figure.unit, unit) or not counts(figure):
            continue
        if longer:
            between = rank_between(passage, longer[-1], figure)
            if between > longest or _ends_list(figure.lead):
                break
            rank = rank or max(1, between)
            ends = between > rank and not REST.match(figure.lead)
        else:
            ends = False
        if not ends and len(found) == len(longer):
            found.append(figure)
        longer.append(figure)
    return Parts(tuple(found), rank, tuple(longer)) if len(found) > 1 else None


def is_part(passage: Passage, figure: Figure) -> bool:
    """Whether a figure stands behind an 其中, up to the next ；."""
    text = passage.text
    begins = max(text.rfind(sign, max(0, figure.at - 200), figure.at) for sign in "；。")
    return "其中" in text[max(0, begins, figure.at - 200) : figure.at]


def is_total(figure: Figure) -> bool:
    """Whether the words in front of a figure say that it adds others up: 共计, 合计."""
    return _sums_up(figure.lead)


@lru_cache(maxsize=_KNOWN)
def _sums_up(lead: str) -> bool:
    return bool(_IS_TOTAL.match(lead)) and "占" not in lead


@lru_cache(maxsize=_KNOWN)
def _ends_list(lead: str) -> bool:
    """Whether a figure behind such words is no further part. Asked anew of each list that may go on to it."""
    return bool(_ENDS_LIST.match(lead)) or _sums_up(lead)


# 两家各出700元 is told of each; 各类 and 各村 are all of them.
OF_EACH = re.compile(r"各(?![类级项种地界单部乡镇村县区科股所校])[^，。；：、\d]{0,4}$")


def labels_of(parts: Sequence[Figure]) -> list[str]:
    """What each part is of."""
    return [_label(part.lead, part.tail) for part in parts]


_FILLS = re.compile(r"^(?:其中|包括|和|及|以及|有|设)|[的有为是达了：]+$")


@lru_cache(maxsize=_KNOWN)
def _label(before: str, behind: str) -> str:
    """What a part is of, by the words before it, or by those behind it if there are none ("14个行政村")."""
    lead = _FILLS.sub("", before)
    return lead if len(lead) > 1 or not behind else behind
