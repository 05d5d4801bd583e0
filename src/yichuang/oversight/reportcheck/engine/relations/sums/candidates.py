"""Where a text sets parts and total side by side: brackets, a colon, 其中, 按…分, 共计, 一是 … 二是. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from operator import attrgetter

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.gathering import runs_before
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import bands, complementary, whole_scale
from yichuang.oversight.reportcheck.engine.relations.words.lists import (
    LONGEST_LIST,
    Parts,
    counts,
    is_change,
    is_total,
    labels_of,
    parts_from,
    rank_between,
)
from yichuang.oversight.reportcheck.engine.units import compatible

FAR = 400


class Form(Enum):
    """How the text sets parts and total side by side."""

    BRACKET = "bracket"
    COLON = "colon"
    AMONG = "among"  # 其中
    DIVIDED = "divided"  # 按…分
    ADDED = "added"  # 共计 behind the parts
    GATHERED = "gathered"  # 三馆总服务量, 全年收缴党费 behind them
    COUNTED = "counted"  # 以上六项合计, behind them
    ITEMS = "items"  # 一是 … 二是 …
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A total and the parts that may make it."""

    form: Form
    total: Figure
    parts: Parts


def candidates(passage: Passage) -> Iterator[Candidate]:
    """All of a paragraph, those that the words mark best first."""
    for index, total in enumerate(passage.figures):
        if is_change(total):
            yield from _of_change(passage, index, total)
        if not counts(total):
            continue
        yield from _bracketed(passage, index, total)
        yield from _behind(passage, index, total)
        yield from _in_front(passage, index, total)
        yield from _gathered(passage, index, total)
        yield from _farther(passage, index, total)
        yield from _scattered(passage, index, total)
    yield from _divided(passage)
    yield from _itemised(passage)


_OF_CHANGE = (Form.BRACKET, Form.COLON, Form.AMONG)


def _of_change(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """The parts of what came or went, right behind it: 全年减少412人，其中退休286人、调出98人、辞职28人."""
    for found in (*_bracketed(passage, index, total), *_behind(passage, index, total)):
        if found.form in _OF_CHANGE and rank_between(passage, total, found.parts.figures[0]) < _ANEW:
            yield found


_ANEW = 4  # a full stop


_OPENS = re.compile(r"[^，。；：（）、]{0,14}（(?P<among>其中|含|包括|包含|不含)?[：，]?")


def _bracketed(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    opens = _OPENS.match(passage.text, total.after)
    if not opens or opens["among"] == "不含":
        return
    inside = [figure for figure in passage.figures[index + 1 : index + 41] if figure.at >= opens.end()]
    if not inside or inside[0].bracket == total.bracket:
        return
    parts = parts_from(passage, inside, total.unit, inside[0].bracket)
    if parts and parts.figures[0] is inside[0]:
        yield Candidate(Form.AMONG if opens["among"] else Form.BRACKET, total, parts)


def _scattered(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """ "17所卫生室分布在东片（6所）、中片（5所）、西片（7所）": each part alone in brackets behind its name."""
    parts: list[Figure] = []
    for figure in passage.figures[index + 1 : index + 21]:
        if figure.bracket and figure.unit != total.unit:
            continue  # a second count in the same bracket
        opens, closes = passage.brackets[figure.bracket]
        alone = figure.bracket and all(
            f is figure or f.unit != figure.unit for f in passage.between(opens, closes)
        )
        gap = passage.text[passage.brackets[parts[-1].bracket][1] + 1 : opens] if parts else "、其一"
        fits = compatible(figure.unit, total.unit) and figure.sentence == total.sentence
        if not (alone and fits and re.fullmatch(r"[、，和及][^、，。；（）]{1,16}", gap)):
            break
        parts.append(figure)
    if len(parts) > 1 and not total.bracket and parts[0].at - total.after <= 40:
        found = tuple(parts)
        yield Candidate(Form.COLON, total, Parts(found, 1, found))


_AMONG = re.compile(
    r"其中[，：]?$|[。；，：（]其中|^[^，。；]{0,12}中，|(?:包括|包含|含|涵盖|主要是|主要有)[^，。；]{0,8}$"
)
_EACH = re.compile(r"分别(?!增|下|上|提|减|较|同)")
_DIVIDED = re.compile(
    r"(?:办理|处理|答复)结果[：，]|(?:按|从|依)[^，。；：]{1,12}(?:分|看|来看|划分|分类|统计|区分)(?:[，：]|$)|(?:按|从|依)[^，。；：]{1,12}：|(?<![部十充百千万积得评满])分[^，。；：\d]{1,8}(?:看[，：]|：)|分为|由[^，。；]{0,6}(?:组成|构成)"
)
_COLON = re.compile(r"[^，。；：（）]{0,14}(?:（[^（）]*）)?：")
_GIVEN = re.compile(r"分解|分配|分到|下达给|分摊")
_EXCEPT = re.compile(r"[，。；：]除(?!外|此|了)")
_FROM = re.compile(r"，由[^，。；]{0,12}$")
_MADE = re.compile(r"[^。；]*(?:组成|构成)")


def _behind(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """Parts that follow their total, in the same sentence or at the head of the next one."""
    near = [f for f in passage.figures[index + 1 : index + 61] if f.sentence <= total.sentence + 1]
    first = next(
        (f for f in near if compatible(f.unit, total.unit) and f.bracket == total.bracket and counts(f)), None
    )
    if first is None or first.at - total.after > 160:
        return
    between = passage.text[total.after : first.at]
    strongest = rank_between(passage, total, first)
    if _DIVIDED.search(between.rsplit("。", 1)[-1]) and strongest > 1:
        return  # `_divided` finds its total
    form = _form(between, first, passage.text[first.after : first.after + 80])
    if total.role is Role.TARGET and form in (Form.PLAIN, Form.AMONG) and not _GIVEN.search(between):
        return  # what was reached is divided, not what was asked for
    apart = strongest == 4 and not between.rsplit("。", 1)[-1].startswith("其中")
    if "一是" in between or _EXCEPT.search(between):
        return  # `ledgers` knows what is left but for some
    parts = parts_from(passage, near[near.index(first) :], total.unit, total.bracket)
    if parts and apart and not is_whole(labels_of(parts.figures)):
        return
    if parts and not ("分别" in between and (strongest > 2 or _is_respective(passage, index, total, parts))):
        yield Candidate(form, total, parts)


def is_whole(labels: Sequence[str]) -> bool:
    """Whether the labels leave no rest: the sides of one thing, the steps of a scale, the ranges of a size."""
    return complementary(labels) or whole_scale(labels) or bands(labels)


def _is_respective(passage: Passage, index: int, total: Figure, parts: Parts) -> bool:
    """Whether as many figures stand in front: "演出10场、放映100场，分别完成9场、103场"."""
    size = len(parts.figures)
    before = [
        f for f in passage.figures[max(0, index + 1 - size) : index + 1] if f.sentence == total.sentence
    ]
    return len(before) == size and all(compatible(f.unit, total.unit) for f in before)


def _form(between: str, first: Figure, rest: str) -> Form:
    if _AMONG.search(between) or first.lead.startswith("其中"):
        return Form.AMONG
    if _COLON.match(between) or _EACH.search(between) or (_FROM.search(between) and _MADE.search(rest)):
        return Form.COLON
    return Form.PLAIN


def _divided(passage: Passage) -> Iterator[Candidate]:
    """Parts behind 按…分: they are of a total in front of the first such list, which may be sentences away."""
    inside: set[int] = set()
    for marker in _DIVIDED.finditer(passage.text):
        following = [f for f in passage.between(marker.end(), marker.end() + FAR) if counts(f)]
        if not following:
            continue
        first = following[0]
        parts = parts_from(passage, following, first.unit, first.bracket)
        if parts is None and len(following) > 1:  # "分为文艺、图书、摄影3支小队，人数分别为118名、64名和37名"
            first = following[1]
            parts = parts_from(passage, following[1:], first.unit, first.bracket)
            if parts and len(parts.figures) != following[0].value:
                continue
        if parts is None or first.at - following[0].at > 40 or following[0].at - marker.end() > 40:
            continue
        inside.update(part.at for part in parts.figures)
        before = [
            f
            for f in passage.between(max(0, marker.start() - FAR), marker.start())
            if counts(f)
            and compatible(f.unit, first.unit)
            and f.at not in inside
            and f.bracket == first.bracket
        ]
        made = sum(part.value for part in parts.figures)
        fitting = [f for f in before if f.value * 2 > max(part.value for part in parts.figures)]
        for total in sorted(fitting, key=lambda f: (f.value != made, -f.at))[:1]:
            yield Candidate(Form.AMONG if marker.group().startswith("从") else Form.DIVIDED, total, parts)


_COUNT = re.compile(
    r"(?:以上|上述|这|前)?(?P<count>\d{1,2}|[两二三四五六七八九十]{1,3})(?:大?项|者|类|个|家|种|部分|级|所|年|方面|次|笔|处|镇|村|县|市|区)"
    r"[^，。；]{0,8}?(?:共|合计|总计|累计|总共|共计|之和|相加)"
)


def _in_front(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """Parts in front of a 共计 or 合计; "三个窗口共" says how many."""
    counted = _COUNT.search(passage.text, max(0, total.at - 24), total.at)
    if not counted and not is_total(total) and total.lead not in ("全年", "上半年"):
        return
    reach = 1 if counted else 0
    before = [f for f in passage.figures[max(0, index - 40) : index] if total.sentence - f.sentence <= reach]
    same = [f for f in before if compatible(f.unit, total.unit) and f.bracket == total.bracket and counts(f)]
    if not same and total.lead in ("全年", "合计", "总计", "共计", "累计", "上半年"):
        same = [
            f for f in before if not f.unit and f.bracket == total.bracket and counts(f)
        ]  # "1月2,804，2月2,115"
    if counted:
        number = counted["count"]
        size = int(number) if number.isdigit() else int(spoken_value(number) or 0)
        alike = same if size == len(same) else _first_of_each(passage, before, total)
        if 2 <= size == len(alike):
            parts = tuple(alike)
            yield Candidate(Form.COUNTED, total, Parts(parts, 2, parts))
            return
    if len(same) >= 2 and same[-1].sentence == total.sentence and rank_between(passage, same[-1], total) <= 3:
        yield Candidate(Form.ADDED, total, Parts(tuple(same), 2, tuple(same)))


def _first_of_each(passage: Passage, before: Sequence[Figure], total: Figure) -> list[Figure]:
    """The first figure of each stretch that ； ends within the total's sentence: "查摆21条，整改18条；查摆64条，…"."""
    begins, _ = passage.sentence_range(total.sentence)
    stretches = passage.text[begins : total.at].count("；")
    told: dict[int, Figure] = {}
    for figure in before:
        if figure.sentence == total.sentence and counts(figure) and figure.bracket == total.bracket:
            told.setdefault(passage.text.count("；", begins, figure.at), figure)
    found = list(told.values())
    rest = passage.between(begins + passage.text[begins : total.at].rfind("；"), total.at)
    alike = all(compatible(figure.unit, total.unit) for figure in found)
    return found if alike and len(found) == stretches and not rest else []


_GATHERS = re.compile(r"共|总|合计|累计|全[年县市区镇乡村校局院部]|[上下]半年")


def _gathered(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """Parts side by side right in front of a total that a word like 总, 全年 or 累计 tells within its clause."""
    if not _GATHERS.search(total.lead):
        return
    own = [f.value for f in passage.between(passage.clause_range(total.clause)[0], total.at)]
    for parts, rank in runs_before(passage, index):
        if own and own[-1] <= LONGEST_LIST and own[-1] != len(parts):
            continue  # 两批 are not these three
        form = Form.ADDED if is_total(total) else Form.GATHERED
        yield Candidate(form, total, Parts(parts, rank, parts))


def _farther(passage: Passage, index: int, first: Figure) -> Iterator[Candidate]:
    """Totals farther in front of an 其中 than the nearest one, if they have just these parts."""
    if not first.lead.startswith("其中"):
        return
    parts = parts_from(passage, passage.figures[index : index + LONGEST_LIST], first.unit, first.bracket)
    made = sum(part.value for part in parts.figures) if parts else None
    for total in passage.figures[max(0, index - 9) : index]:
        near = first.sentence - total.sentence <= 1 and compatible(total.unit, first.unit)
        if parts and near and counts(total) and total.value == made:
            yield Candidate(Form.AMONG, total, Parts(parts.figures, parts.rank, parts.figures))


_ITEM = re.compile(r"(?:^|(?<=[，。；：]))(?P<number>[一二三四五六七八九十]{1,2})是")


def _itemised(passage: Passage) -> Iterator[Candidate]:
    """一是 … 二是 …: the first figure of the unit in each item, and a total in front of the first."""
    markers = list(_ITEM.finditer(passage.text))
    starts = [index for index, marker in enumerate(markers) if marker["number"] == "一"]
    for start, stop in pairwise((*starts, len(markers))):
        run = markers[start:stop]
        before = passage.between(max(0, run[0].start() - 80), run[0].start())
        for total in reversed([f for f in before if counts(f) and f.bracket == 0][-3:]):
            items = [
                _first(passage, marker.end(), ends, total)
                for marker, ends in zip(run, _ends(passage, run), strict=True)
            ]
            if len(items) > 1 and all(items):
                parts = tuple(item for item in items if item)
                yield Candidate(Form.ITEMS, total, Parts(parts, 3, parts))
                break


def _ends(passage: Passage, run: Sequence[re.Match[str]]) -> list[int]:
    """Where each item ends: where the next one begins, the last at its sentence's end."""
    reach = run[-1].end() + FAR
    last = passage.text.find("。", run[-1].end(), reach)
    return [*(marker.start() for marker in run[1:]), last if last >= 0 else min(reach, len(passage.text))]


def _first(passage: Passage, at: int, to: int, total: Figure) -> Figure | None:
    found = [
        f for f in passage.between(at, to) if compatible(f.unit, total.unit) and counts(f) and f.bracket == 0
    ]
    return min(found, key=attrgetter("at"), default=None)
