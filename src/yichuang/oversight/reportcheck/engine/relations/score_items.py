"""Items with what they are worth and what they got: the worths make the full mark, the scores make the total.

"大气25分得23分，水30分得30分，土壤15分得15分，减排20分得20分，满意度10分得8.5分，合计98.5分": worths make 100.
The items may have their scores in any of the usual ways (（10分）9分, 得27.5分（满分25分）), or be told as two lists
("响应率15分、解决率45分、满意率40分。…响应率得15分，…"). "自评95.5分，另加2分，最终97.5分".

Worths whose full mark isn't told are held against 100 only where one of them is odd: all others are round and it isn't,
or it would have got far less, or more, than it is worth; mended it is like the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED: Final = Decimal(100)
_BAND: Final = re.compile(r"^(?:（不?含）)?(?:及)?以[上下内]|^（不?含）|^[至到~-]\d|^[段档]")
_ASIDE: Final = re.compile(
    r"(?:扣|扣除|扣减|减|失|高|低|提高|提升|下降|增加|减少|相差)(?:分|了|出|去)?$|加(?:了)?$|^[^，。]?加分$|(?:附加|奖励)分?$|(?:每|比|较)[^，。；：]{0,10}$"
)
_ADDED: Final = re.compile(r"(?:加|另加|附加|奖励)(?:分|了)?$")
_CONSISTS: Final = re.compile(r"得分(?:构成|情况|明细|组成|分布|如下)?(?:为|是|分别为|如下)?：|得分由")
_TOTAL: Final = re.compile(
    r"(?:总(?:得)?分|合计|共计|总计|综合(?:得分|评分)|最终(?:得分|成绩)|总评(?:得分)?|累计|总成绩|本项目得分|基础得分)"
    r"[^，。；：（、]{0,2}(?:得分?)?(?:为|是|共|：)*$"
)
_FINAL: Final = re.compile(r"(?:最终|最后|总)(?:得分|总分|分|成绩)(?:为|是|：)*$")
_FULL: Final = re.compile(r"(?:满分|分值|标准分|总分值|权重)(?:合计|总计|共计|共|总和)?(?:为|是|：)*$")
_GETS: Final = re.compile(r"(?:得|自评|实得|评分|得分|自查|自评分)(?:为|：)*$")
_WORTH_FIRST: Final = re.compile(
    r"^(?:）|）?[，、：]?(?:自评|自查|实际|考核|本年|实)?(?:得分?|评分|自评)(?:为|：)*)$"
)
_SCORE_FIRST: Final = re.compile(r"^（(?:满分|分值|标准分|权重)(?:为|：)*$")
_SCALE: Final = ((re.compile("千分制"), Decimal(1000)), (re.compile("百分制|满分(?:为|是)?100分"), HUNDRED))
_SOME: Final = re.compile(r"其中|部分|主要|抽查|前[三四五]|失分较多|附加")
_NAME: Final = re.compile(r"[一-鿿]{2,}$")
_FEWEST: Final = 3
_FAR: Final = 60
_MOST: Final = 20
_ROUND: Final = 5
_LOW: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Item:
    """What an item is worth and what it got, either if it is told; its name."""

    name: str
    worth: Figure | None
    got: Figure | None


def score_items(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All items of scores of a document, a paragraph at a time, or a list of paragraphs."""
    for passage in passages:
        points = [f for f in passage.figures if f.unit == "分" and f.is_exact and f.role is not Role.AVERAGE]
        if _FEWEST <= len(points) <= 4 * _MOST:
            yield from _of(passages, passage, points)
            yield from _with_more(passages, points)


def _with_more(passages: Sequence[Passage], points: Sequence[Figure]) -> Iterator[Judged]:
    """ "自评总分95.5分，另获表彰加2分，最终得分97.5分": the total, what is given on top, and what that makes."""
    for one, more, last in zip(points, points[1:], points[2:], strict=False):
        ends = _FINAL.search(last.lead) and _ADDED.search(more.lead) and last.sentence == one.sentence
        if ends and _TOTAL.search(one.lead):
            yield _told(passages, (one, more), last, None)


def _of(passages: Sequence[Passage], passage: Passage, points: Sequence[Figure]) -> Iterator[Judged]:
    usable = [f for f in points if not _BAND.match(passage.text[f.after :]) and not _is_aside(passage, f)]
    totals = [f for f in usable if _TOTAL.search(f.lead) or _is_whole(passage, f)]
    items = _with_lists(passage, _paired(passage, [f for f in usable if f not in totals]))
    worths = [item.worth for item in items if item.worth]
    gots = [item.got for item in items if item.got]
    if len(items) < _FEWEST or len(items) > _MOST:
        return
    scale = _scale(passage, totals, items)
    full = sum((f.value for f in worths), Decimal(0))
    if len(worths) >= _FEWEST:
        mark = next((f for f in totals if f.value == scale and f not in gots), None)
        if full == (scale or HUNDRED) or _wrong_worth(passage, items, scale):
            yield _told(passages, worths, mark, scale or HUNDRED)
    marks = {scale, full} if worths else {scale}  # "总分100分" is what all are worth
    results = [f for f in totals if not _FULL.search(f.lead) and f.value not in marks]
    if len(gots) >= _FEWEST and results:  # behind the items, or else in front of them
        result = next((f for f in results if f.at > gots[-1].at), results[-1])
        made = sum((f.value for f in gots), Decimal(0))
        whole = len(worths) == len(gots) and full in (scale, HUNDRED)
        sure = (whole or not worths) and not _BY_WEIGHT.search(passage.text)
        if made == result.value or sure or _is_one_slip(gots, result, made):
            yield _told(passages, gots, result, None)


_BY_WEIGHT: Final = re.compile(r"加权|权重|折算|×|平均|加分|扣分")


def _is_aside(passage: Passage, figure: Figure) -> bool:
    """Whether points are taken off or given on top, or told as a step."""
    return (
        figure.role is Role.CHANGE
        or bool(_ASIDE.search(figure.lead))
        or passage.text[figure.at - 1] in "至到~-"
    )


def _is_whole(passage: Passage, figure: Figure) -> bool:
    """Whether it is the full mark of all: 满分100分 by itself."""
    return figure.value >= HUNDRED and "千分制" not in passage.text


def _paired(passage: Passage, figures: Sequence[Figure]) -> list[Item]:
    """The items in reading order: worth and score that stand side by side, or one of the two."""
    told: list[Item] = []
    at = 0
    while at < len(figures):
        one = figures[at]
        other = figures[at + 1] if at + 1 < len(figures) else None
        between = passage.text[one.after : other.at] if other else ""
        if other and _WORTH_FIRST.match(between) and not _GETS.search(one.lead):
            told.append(Item(_name(one), one, other))
            at += 2
        elif other and _SCORE_FIRST.match(between):
            told.append(Item(_name(one), other, one))
            at += 2
        else:
            gets = bool(_GETS.search(one.lead))
            told.append(Item(_name(one), None if gets else one, one if gets else None))
            at += 1
    return told


def _name(figure: Figure) -> str:
    return _FULL.sub("", _GETS.sub("", figure.lead.rstrip("（"))).strip("得分为：（")


def _with_lists(passage: Passage, items: list[Item]) -> list[Item]:
    """Items as they are paired, or two lists made one by their names; those of neither kind are left out."""
    pairs = [item for item in items if item.worth and item.got]
    if len(pairs) >= _FEWEST or pairs:
        return pairs
    named = [item for item in items if item.worth and _NAME.search(item.name)]
    first = [
        item for item in named if item.worth and named[0].worth and _is_beside(item.worth, named[0].worth)
    ]
    if len(first) < _FEWEST:
        return []
    begins, _ = passage.sentence_range(first[0].worth.sentence if first[0].worth else 0)
    if first[0].worth and _CONSISTS.search(passage.text, begins, first[0].worth.at):
        return [Item(item.name, None, item.worth) for item in first]
    gots = [item for item in items if item.got]
    by_name = {item.name: got.got for item in first for got in gots if got.name.endswith(item.name)}
    if len(by_name) >= len(first) - 1:
        return [Item(item.name, item.worth, by_name.get(item.name)) for item in first]
    return first


def _is_beside(one: Figure, other: Figure) -> bool:
    return one.sentence == other.sentence


def _scale(passage: Passage, totals: Sequence[Figure], items: Sequence[Item]) -> Decimal | None:
    """The full mark of all items, if the text tells it."""
    words = next((value for known, value in _SCALE if known.search(passage.text)), None)
    if words:
        return words
    first = min(f.at for item in items for f in (item.worth, item.got) if f)
    told = [f.value for f in totals if f.at < first and f.value in (HUNDRED, 10 * HUNDRED)]
    behind = [f.value for f in totals if f.at > first and _FULL.search(f.lead)]
    return (told + behind)[0] if told or behind else None


def _wrong_worth(passage: Passage, items: Sequence[Item], scale: Decimal | None) -> bool:
    """Whether one worth must be wrong: all are told and the scale is, or mended none has got an odd score."""
    worths = [item.worth for item in items if item.worth]
    full = sum((f.value for f in worths), Decimal(0))
    gap = (scale or HUNDRED) - full
    begins = max(0, min(f.at for f in worths) - _FAR)
    if _SOME.search(passage.text[begins : max(f.at for f in worths)]) or abs(gap) > (scale or HUNDRED):
        return False
    for item in items:
        if item.worth and item.worth.value + gap > 0 and is_slip(item.worth, item.worth.value + gap):
            if scale:
                return True
            mended = item.worth.value + gap
            got = item.got.value if item.got else None
            if got is not None and not _LOW <= got / item.worth.value <= 1 and _LOW < got / mended <= 1:
                return True
            others = [f.value for f in worths if f is not item.worth]
            if item.worth.value % _ROUND and not any(value % _ROUND for value in (*others, mended)):
                return True
    return False


def _is_one_slip(parts: Sequence[Figure], total: Figure, made: Decimal) -> bool:
    """Whether a slip in the total, or in one part alone, explains what is missing."""
    gap = total.value - made
    return is_slip(total, made) or sum(is_slip(part, part.value + gap) for part in parts) == 1


def _told(
    passages: Sequence[Passage], parts: Sequence[Figure], total: Figure | None, scale: Decimal | None
) -> Judged:
    made = sum((part.value for part in parts), Decimal(0))
    wanted = total.value if total else scale or HUNDRED
    gap = wanted - made
    figures = tuple(sorted((*parts, *([total] if total else [])), key=lambda f: f.at))
    told = f"{' + '.join(said(part) for part in parts)} = {shown(made)}"
    ending = f"，原文为 {said(total)}" if total else f"，满分为 {shown(wanted)}"
    fixes = [*([instead(total, made)] if total else []), *(instead(part, part.value + gap) for part in parts)]
    return Judged(
        Kind.SCORE, figures, quotes(passages, figures), not gap, told + (ending if gap else "，与原文相符"),
        changes(*fixes) if gap else (), claim=total or parts[-1], frame=Frame.PROVEN,
    )  # fmt: skip
