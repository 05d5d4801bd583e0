"""Papers and sheets of questions: so many of a kind with so many points each make what all are worth. Pure.

"判断30道各1分，单选40道各1分，简答3道各10分，满分100分": 30 × 1 + 40 × 1 + 3 × 10.
"单项满分20分，共5项，全部满分100分": 20 × 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_UNIT: Final = r"小?(?:题|道|空|问|篇|条|则|项|个|名|人|场|轮|次|处|步|组|环节|部分|指标|题目|模块|科|门)"
_EACH: Final = re.compile(
    rf"[^\d，。；：、]{{0,8}}?[，、（]?(?:每{_UNIT}?[^\d，。；：、]{{0,4}}|各(?:占|计)?|均)(?:满分|分值|最高)?(?:计|得|值|为|占|记)*"
)
_SINGLE: Final = re.compile(
    r"(?:单项|每项|各项|每题|每小题|单题|每个[^，。；：\d]{0,4}|每[轮场次科门])(?:满分|分值|最高)?(?:均)?(?:为|是|计|各)?$"
)
_SO_MANY: Final = re.compile(r"(?:共|设|有|分|含|由|包括|考核|设置|下设)[^，。；：\d]{0,4}$")
_WHOLE: Final = re.compile(
    r"(?:满分|总分|合计|共计?|卷面|正好|总计|总分值|共有|分值共)(?:值|数)?(?:合计|共计?|为|是|正好|恰好|达|均为)*$|百分制$"
)
_NO_WHOLE: Final = re.compile(r"平均|得分|实得|各题|单项|每")
_OTHERS: Final = re.compile("附加|加分|选做|任选|其中[^，。；]{0,6}(?:得|失)|答对|答错|及格|合格|每错|每漏")
_RESULTS: Final = re.compile("得|平均|及格|合格|最[高低]|成绩|达标|优秀|良好")
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class _Kind:
    """Questions of a kind: how many there are, None if told once for all of them, and the points of each."""

    count: Figure | None
    points: Figure

    @property
    def worth(self) -> Decimal:
        """What all of them are worth."""
        return self.points.value * (self.count.value if self.count else 1)

    @property
    def told(self) -> str:
        """How it is reckoned."""
        return f"{said(self.count)} × {said(self.points)}" if self.count else said(self.points)


def papers(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All papers of a document."""
    for passage in passages:
        if POINT in passage.text and ("每" in passage.text or "各" in passage.text or "单项" in passage.text):
            for number in range(len(passage.sentences)):
                yield from _of_sentence(passages, passage, number)


def _of_sentence(passages: Sequence[Passage], passage: Passage, number: int) -> Iterator[Judged]:
    inside = [f for f in passage.in_sentence(number) if f.is_exact]
    kinds, wholes = _read(passage, inside)
    products = [kind for kind in kinds if kind.count]
    if not products or len({f.value for f in wholes}) != 1:
        return
    whole = wholes[-1]
    first, last = kinds[0], kinds[-1]
    begins = min(whole.at, (first.count or first.points).at)
    ends = max(whole.after, last.points.after)
    if _OTHERS.search(passage.text, begins, ends) or (
        len(kinds) < _FEWEST and not _is_all(products[0], whole)
    ):
        return
    made = sum((kind.worth for kind in kinds), Decimal(0))
    figures = [f for kind in kinds for f in (kind.count, kind.points) if f]
    every = tuple(sorted((*figures, whole), key=lambda f: f.span))
    told = f"{' + '.join(kind.told for kind in kinds)} = {shown(made)}"
    holds = made == whole.value
    if not holds and not made * 2 > whole.value > made / 2:
        return
    gap = whole.value - made
    fixes = [instead(whole, made)]
    for kind in kinds:
        for one, other in ((kind.count, kind.points), (kind.points, kind.count)):
            wanted = (kind.worth + gap) / (other.value if other else 1)
            if one and wanted > 0 and wanted == round(wanted, 1):
                fixes.append(instead(one, wanted))
    ending = "与原文相符" if holds else f"原文为 {said(whole)}"
    yield Judged(
        Kind.SCORE, every, quotes(passages, every), holds, f"{told}，{ending}", () if holds else changes(*fixes),
        claim=whole, frame=Frame.PROVEN, odds=0.0 if holds else FORCED,
    )  # fmt: skip


def _is_all(kind: _Kind, whole: Figure) -> bool:
    """Whether words say that one kind is all there is: 共设10个指标，每个10分，满分100分."""
    counted = kind.count is not None and _SO_MANY.search(kind.count.lead) is not None
    return counted and whole.at > kind.points.at and abs(whole.clause - kind.points.clause) <= _FEWEST


def _read(passage: Passage, inside: Sequence[Figure]) -> tuple[list[_Kind], list[Figure]]:
    """The kinds of questions of a sentence, and what all are worth; nothing if some points are neither."""
    kinds: list[_Kind] = []
    wholes: list[Figure] = []
    single: Figure | None = None
    for at, figure in enumerate(inside):
        before = inside[at - 1] if at else None
        if figure.unit != POINT:
            if single is not None and _SO_MANY.search(figure.lead) and not kinds:
                kinds.append(_Kind(figure, single))
                single = None
            continue
        between = passage.text[before.after : figure.at] if before else ""
        if before and before.unit != POINT and not before.is_percent and _EACH.fullmatch(between):
            kinds.append(_Kind(before, figure))
        elif _SINGLE.search(figure.lead) and single is None:
            single = figure
        elif _WHOLE.search(figure.lead) and not _NO_WHOLE.search(figure.lead):
            wholes.append(figure)
        elif before and before.unit != POINT and not between and kinds:
            kinds.append(_Kind(None, figure))  # 作文1篇30分
        elif wholes and _RESULTS.search(figure.lead):
            break
        else:
            return [], []
    return (kinds, wholes) if single is None else ([], [])
