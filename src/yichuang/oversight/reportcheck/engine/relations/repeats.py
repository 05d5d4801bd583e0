"""One figure given in two places is the same figure; one amount in two units is the same amount.

"全年共受理各类事项36782件…尽管全年36872件事项没有一件超期": digits swapped.  "126000元，即1.26万元": it is 12.6万元.

Figures differ for many good reasons: another period, another office, another act. Two are taken for one only if the
words agree and the digits differ as by a slip of the pen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind

_RESTATED = re.compile(r"^(?:即|约合|折合|合|也就是|相当于|换算为?)$")
LEAST_DIGITS = 4  # fewer are alike by chance
_WHOLE = re.compile(r"全年|年度|共|累计|总|全[县市区镇乡校省]|截[至止]|今年")
_VERBS = (
    "受理", "办结", "接件", "收件", "办理", "提前", "按时", "延期", "超期", "答复", "转办", "回访", "满意", "公开",
    "发布", "培训", "参加", "走访", "排查", "整改", "调解", "接待", "救助", "收入", "支出", "发放", "投入", "完成",
    "更新", "新增", "注销", "咨询", "投诉", "即办", "承诺", "网上", "窗口", "接听", "来电",
)  # fmt: skip
_FILLERS = re.compile(
    r"全年|年度|今年以来|今年|本年度|一年来|截[至止].*?[，底日]|共计|总计|合计|累计|总共|一共|共|各类|各项|全部|"
    r"已|了|的|为|达到|达|有|是|总|约|中心|窗口|我[县市区镇乡局站校]|全[县市区镇乡校省]"
)


def repeats(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All repetitions of a document."""
    for passage in passages:
        yield from _restated(passages, passage)
    yield from _again(passages)


def _restated(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """An amount told again in another unit of the same kind, directly behind itself."""
    for beside, again in zip(passage.figures, passage.figures[1:], strict=False):
        if not _RESTATED.match(again.lead) or beside.unit != again.unit or again.clause - beside.clause > 1:
            continue
        first = _restated_by(passage, beside, again)
        figures = (first, again)
        told = f"{said(first)}{first.unit} = {_other_scale(first, again)}{again.unit}"
        if first.interval.meets(again.interval):
            yield Judged(
                Kind.UNIT, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=again
            )
        elif first.is_exact and again.is_exact:
            yield Judged(
                Kind.UNIT, figures, quotes(passages, figures), False, f"{told}，原文为 {said(again)}{again.unit}",
                changes(instead(again, first.value), instead(first, again.value)), claim=again,
            )  # fmt: skip


def _restated_by(passage: Passage, first: Figure, again: Figure) -> Figure:
    """The figure that is told again: the one in front, or the total that its list began with."""
    if first.interval.meets(again.interval):
        return first
    front = [f for f in passage.in_sentence(first.sentence) if f.at < first.at and f.unit == first.unit]
    return next((f for f in reversed(front) if f.interval.meets(again.interval)), first)


def _other_scale(first: Figure, again: Figure) -> str:
    value = first.value / again.numeral.scale
    word = said(again)[-1] if said(again)[-1] in "万亿" else ""
    return f"{value.normalize():f}{word}"


def _again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """Figures of several digits in different sentences whose words agree."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for passage in passages:
        for figure in passage.figures:
            if _may_repeat(figure):
                groups[figure.unit, "".join(sorted(said(figure)))].append(figure)
    told = Counter(_ending(figure) for passage in passages for figure in passage.figures)
    for group in groups.values():
        if len(group) > 1:
            yield from _pairs(passages, [figure for figure in group if told[_ending(figure)] <= _TOLD])
    yield from _same(passages)


_TOLD = 3  # what is named more often is told of several: 行政运行 of each office, 完成 of each budget


def _ending(figure: Figure) -> str:
    """The last words in front of a figure, which name it."""
    return figure.unit + re.sub(r"(?:为|达|达到|共|了|约)+$", "", figure.lead)[-4:]


def _may_repeat(figure: Figure) -> bool:
    return (
        figure.role in (Role.LEVEL, Role.RATE)
        and figure.is_exact
        and figure.unit not in DURATIONS
        and len(re.sub(r"\D", "", said(figure))) >= LEAST_DIGITS
    )


def _is_whole(passage: Passage, figure: Figure) -> bool:
    """Whether its words say that it is of the whole year or office."""
    return bool(_WHOLE.search(_words(passage, figure)))


def _words(passage: Passage, figure: Figure) -> str:
    """The words of a figure's clause; 全年 in front of it counts too."""
    at, to = passage.clause_range(figure.clause)
    return passage.text[max(0, at - 12) : to]


def _pairs(passages: Sequence[Passage], group: Sequence[Figure]) -> Iterator[Judged]:
    """Of figures with the same digits, two that are told of one thing and differ by neighbours swapped."""
    for index, first in enumerate(group[:20]):
        for again in group[index + 1 : 20]:
            if (first.paragraph, first.sentence) == (
                again.paragraph,
                again.sentence,
            ) or first.value == again.value:
                continue
            whole = _is_whole(passages[first.paragraph], first) and _is_whole(
                passages[again.paragraph], again
            )
            named = _same_name(first, again)
            if not (named or (whole and not first.is_percent and _of_one_thing(first, again))):
                continue
            if _swapped(first.value, again.value):
                yield failed_repeat(passages, first, again)


def _same_name(first: Figure, again: Figure) -> bool:
    """Whether both have the same name of at least four signs in front of them: 罚款金额, 调解成功率."""
    names = [re.sub(r"(?:为|达|达到|共|了|约)+$", "", figure.lead) for figure in (first, again)]
    bare = [re.sub("^[在对把将]", "", _FILLERS.sub("", name)) for name in names]
    for pair in (names, bare):
        shortest = min(pair, key=len)
        if len(shortest) >= 4 and all(name.endswith(shortest) for name in pair):
            return True
    return False


def _swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places."""
    first, second = f"{one:f}", f"{other:f}"
    if len(first) != len(second):
        return False
    apart = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return len(apart) == 2 and apart[1] == apart[0] + 1


def _of_one_thing(first: Figure, again: Figure) -> bool:
    """Whether two figures tell of the same acts, as far as the words say; one that names no act may be of any."""
    one, other = _acts(first), _acts(again)
    if one and other and one != other:
        return False
    left, right = first.lead + first.tail, again.lead + again.tail
    left, right = _FILLERS.sub("", left), _FILLERS.sub("", right)
    return any(left[at : at + 2] in right for at in range(len(left) - 1))


def _acts(figure: Figure) -> frozenset[str]:
    return frozenset(verb for verb in _VERBS if verb in figure.lead + figure.tail[:4])


def _same(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The same words with figures of the same length that differ in one digit, or with the same figure again."""
    known: dict[tuple[str, str], Figure] = {}
    for passage in passages:
        for figure in passage.figures:
            if not _may_repeat(figure) or not _is_whole(passage, figure):
                continue
            key = (figure.unit, _FILLERS.sub("", figure.lead) + "|" + _FILLERS.sub("", figure.tail))
            first = known.setdefault(key, figure)
            if (
                first is figure
                or len(key[1]) < 5
                or (first.paragraph, first.sentence) == (figure.paragraph, figure.sentence)
            ):
                continue
            figures = (first, figure)
            if first.value == figure.value:
                yield Judged(
                    Kind.REPEAT, figures, quotes(passages, figures), True,
                    f"{said(first)} = {said(figure)}，前后一致", claim=figure,
                )  # fmt: skip
