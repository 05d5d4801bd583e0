"""What the points of a score sheet may be made of: each total, mean, rest and step with all readings of it. Pure.

A sheet has items, each with its full mark, what it got and lost, and its weight; totals, means and full marks of them;
what was given on top; and steps between two scores. "四项得46分、23分、30分、12分，总得分111分": the total is of the
four. How far a reading is believed its places and words say, never its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between

HUNDRED: Final = Decimal(100)
SCALES: Final = (HUNDRED, Decimal(1000), Decimal(10))
MOST: Final = 20
FEWEST: Final = 2
FAR: Final = 60
NOT_ASKED: Final = re.compile("不参评|缺项|空项|无此项|不涉及|不适用|不考核")
CERTAIN: Final = 0.988  # words and places leave one reading, and yet some of these were of something else
DEFINITE: Final = 0.996  # grammar leaves one reading

WEIGHED = re.compile(r"加权|权重|权值|折算|折合|×|系数|\d+(?:\.\d+)?%计|占\d+(?:\.\d+)?%|各\d+%")
ALL_LOST = re.compile(
    r"^(?:以上|上述)?(?:[两三四五六七八九十\d]+[项处类条])?(?:共计?|合计|累计|总共?|总计|一共)|合计|总数"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mark may be made of: the figures, what they make, and what each would be if it alone were wrong."""

    belief: float
    figures: tuple[Figure, ...]
    made: Decimal
    mended: tuple[tuple[Figure, Decimal], ...]
    told: str


def apart(one: Mark, other: Mark) -> int:
    """How many sentences lie between two marks; a paragraph counts as one."""
    if one.figure.paragraph == other.figure.paragraph:
        return abs(other.figure.sentence - one.figure.sentence)
    return abs(other.figure.paragraph - one.figure.paragraph)


def words_between(one: Mark, other: Mark) -> str:
    """The words between two marks of a paragraph; none over paragraphs."""
    return one.passage.text[one.figure.after : other.figure.at] if one.passage is other.passage else ""


_SCALE: Final = re.compile(r"(?P<most>百|千|五百)分制|满分(?:为|是|共|均为)?(?P<full>1,?000|[1-9]00)分")
_WORTH: Final = {"百": HUNDRED, "五百": Decimal(500), "千": Decimal(1000)}


def scale_told(mark: Mark) -> Decimal | None:
    """What all is worth by the words in front of a mark: 千分制."""
    told = list(_SCALE.finditer(mark.passage.text, 0, mark.figure.at))
    if not told:
        return None
    return _WORTH[told[-1]["most"]] if told[-1]["most"] else Decimal(told[-1]["full"].replace(",", ""))


def likely(*points: float) -> float:
    """The belief that points of evidence, in natural logarithms of odds, make together."""
    return 1 / (1 + exp(-sum(points)))


@dataclass(frozen=True, slots=True)
class Row:
    """Scores told of items one by one. `moved`: what was lost or given among them; `first`: nothing is in front.

    `before`: the mark in front of it; `told_how`: how many have what was lost of what they are worth in front.
    """

    marks: tuple[Mark, ...]
    moved: tuple[Mark, ...]
    first: bool
    before: Mark | None = None
    told_how: int = 0

    @property
    def fulls(self) -> Decimal | None:
        """What all of them are worth, if that is told of each."""
        told = [mark.full.value for mark in self.marks if mark.full is not None]
        return sum(told, Decimal(0)) if len(told) == len(self.marks) else None


_ITEMS = (Part.SCORE, Part.MEAN, Part.FULL, Part.LOST)
WITHIN = (Part.FULL, Part.LOST, Part.GIVEN, Part.ASIDE, Part.THEN)


def row_before(sheet: Sequence[Mark], index: int, wanted: Part | None = None) -> Row | None:
    """The row that ends in front of a mark: of one part, between the same signs, or each with its full mark."""
    total = sheet[index]
    found: list[Mark] = []
    moved: list[Mark] = []
    rank, at = 0, index - 1
    while at >= 0 and len(found) < MOST:
        mark = sheet[at]
        kind = found[0].part if found else wanted
        goes = mark.part in _ITEMS if kind is None else mark.part is kind
        if goes and (found or apart(mark, total) <= 1) and _goes_on(mark, found, rank):
            if found and not rank:
                rank = rank_of(mark, found[0])
            found.insert(0, mark)
        elif not found and mark.part is Part.TOTAL and mark.figure.value in SCALES[:2]:
            pass  # 总分100分，自评得分89分: what all are worth
        elif mark.part in WITHIN and mark.part is not kind:
            moved += [mark] if mark.part in (Part.LOST, Part.GIVEN) else []
        else:
            break
        at -= 1
    if len(found) < FEWEST:
        return None
    before = sheet[at] if at >= 0 else None
    of_items = [m for m in moved if _is_of_item(sheet, m)]
    left = tuple(m for m in moved if m not in of_items)
    first = before is None or not _one_stretch(before, found[0])
    return Row(tuple(found), left, first, before, len(of_items))


def _is_of_item(sheet: Sequence[Mark], moved: Mark) -> bool:
    """Whether what was lost stands between what an item is worth and what it got: 满分60分，扣1.5分，得58.5分."""
    at = sheet.index(moved)
    beside = 0 < at < len(sheet) - 1 and apart(sheet[at - 1], sheet[at + 1]) == 0
    given = moved.part is Part.GIVEN and re.search("加分项?$", moved.figure.lead) is not None
    return beside and sheet[at + 1].part is Part.SCORE and (sheet[at - 1].part is Part.FULL or given)


def rank_of(one: Mark, other: Mark) -> int:
    """The strongest sign between two marks; more than any where they stand in different paragraphs."""
    return rank_between(one.passage, one.figure, other.figure) if one.passage is other.passage else _PARAGRAPH


_PARAGRAPH = 5


def _one_stretch(one: Mark, other: Mark) -> bool:
    return one.passage is other.passage and not re.search("[。；：]", words_between(one, other))


def _goes_on(mark: Mark, found: Sequence[Mark], rank: int) -> bool:
    """Whether a mark goes in front of those found: as they are told, and not too far away."""
    if not found:
        return True
    first = found[0]
    if bool(first.full) is not bool(mark.full):
        return False
    between = rank_of(mark, first)
    if mark.full or (mark.name and first.name and between >= _FULL_STOP):
        return apart(mark, first) <= 1 and (bool(mark.full) or between == (rank or between))
    return apart(mark, first) == 0 and (not rank or between == rank or (between < rank <= COMMA))


COMMA, _FULL_STOP = 2, 4
_COUNTED = re.compile(
    r"(?P<n>[两三四五六七八九十]|\d{1,2})(?:个|大|名|位|家|所)?(?:一级)?(?:项|块|类|部分|方面|维度|指标|环节|科|门|轮|者|季度|板块|[县区镇乡村校组户站队]|单位|部门|次|评委|专家|班|场|(?<=[两三四五六七八九十])年)"
)


def counted(row: Row, total: Mark) -> int:
    """How many the words say: 四项依次为, 三块相加, 五户平均."""
    behind = _COUNTED.search(total.words)
    first = row.marks[0]
    start = max(0, first.figure.at - HEAD)
    front = first.passage.text[start : first.figure.at]
    front = front[max(front.rfind("。"), front.rfind("；")) + 1 :]
    told = behind or next(iter(reversed(list(_COUNTED.finditer(front)))), None)
    if not told:
        return 0
    return number_of(told["n"])


def number_of(written: str) -> int:
    """A count in digits or in words: 4, 四, 两."""
    return int(written) if written.isdigit() else _TWO if written == "两" else int(spoken_value(written) or 0)


HEAD, _TWO = 30, 2
