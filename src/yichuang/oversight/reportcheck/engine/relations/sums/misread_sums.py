"""Sums that no writer meant, whichever relation found them: of another whole, of brothers, of averages. Pure.

"专职人员22名、兼职人员146名，其中县级36名、乡镇132名": 36 + 132 are all of them, 22 + 146, not those named last.
"可采面积5.1万亩；分乡镇看，云岭镇2.3万亩、…，其余九个乡镇1.2万亩": with the rest it is the whole told before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, sum_of
from yichuang.oversight.reportcheck.engine.relations.sums.made_otherwise import (
    is_alike,
    is_made_otherwise,
    longer_lists,
)
from yichuang.oversight.reportcheck.engine.relations.sums.overfull import overfills
from yichuang.oversight.reportcheck.engine.relations.sums.told_whole import mended_by_slip, share_of
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    complementary,
    disjoint,
    names_rest,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part, labels_of, rank_between
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind, Span

_BASE = re.compile(r"占(?!地|用|道|有)[^，。；：、]{0,10}$")
_NEVER_ADDED = re.compile(r"亩产|单产|平均|均价|气温|指数|[综融]合率")
_AVERAGE = re.compile(r"人均|户均|每[人户]")
_WITHIN = re.compile(
    r"(?:[含算]|包[含括]|计算)在(?![职编岗校册读训院园建办站库任])[^，。；：]{0,8}$"
)  # 这4人含在流失的17人里
_MORE_BEFORE = re.compile(r"^(?:加上?(?!强|快|大|工)|连同|再加|剔除|扣除|加之)")
_MARKED = re.compile(r"其中|（|：|分别|[按从以][^，。；]{1,12}[分看计]|组成|构成")
_FURTHER = 3  # figures in front of a list that may belong to it
_FRONT = 6  # figures in front of it that may be its whole


def without_misread_sums(
    passages: Sequence[Passage], told: Iterable[Judged], before: Sequence[Judged]
) -> list[Judged]:
    """What was judged without lists that are plainly of something else."""
    listed = list(told)
    divided = {
        each.claim.span: each.figures[-1].sentence
        for each in (*before, *listed)
        if each.holds and each.kind is Kind.SUM and each.claim
    }
    return [each for each in listed if each.holds or not _is_misread(passages, each, divided)]


def _is_misread(passages: Sequence[Passage], judged: Judged, divided: dict[Span, int]) -> bool:
    total = judged.claim
    if judged.kind is not Kind.SUM or total is None or judged.figures[0] is not total:
        return False
    parts = judged.figures[1:]
    if len(parts) < 2 or any(part.paragraph != total.paragraph for part in parts):
        return False
    passage = passages[total.paragraph]
    return (
        _is_of_words(total, parts)
        or _is_told_among(total, parts)
        or _is_member(passage, total, parts)
        or _is_of_another(passage, total, parts)
        or is_made_otherwise(passage, total, parts, counted=_is_framed(judged))
        or _is_brother(passage, total, parts)
        or _names_highlights(passage, total, parts)
        or _is_divided_already(passage, total, parts, divided)
        or _EACH_BEHIND.match(passage.text, max(total.after, parts[-1].after)) is not None
    )


# 本部20个，柳林8个，石桥、赵坪各2个: the list goes on with some that have so many each.
_EACH_BEHIND = re.compile(r"[，、和][^，；。：（）\d]{2,16}各(?:有|为|配)?[\d一两二三四五六七八九十]")


def _is_framed(judged: Judged) -> bool:
    """Whether the words say which parts there are, so that the last one is no further thing."""
    return judged.frame is Frame.PROVEN and judged.odds == FORCED


def _made(parts: Sequence[Figure]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _is_of_words(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the words make the total no sum, or only of more than these parts, or the numbers are rounded."""
    if total.is_percent:
        return False
    if _BASE.search(total.lead) or any(_NEVER_ADDED.search(figure.lead) for figure in (total, *parts)):
        return True
    if (
        _MORE_BEFORE.match(parts[0].lead)
        or any(_WITHIN.search(part.lead) for part in parts)
        or _is_named_as_a_part(total, parts)
        or _is_what_is_left(total, parts)
    ):
        return True
    gap = abs(total.value - _made(parts))
    rounded = _AVERAGE.search(total.lead) or (not total.unit and len(parts) > 2)
    return bool(rounded) and gap <= Decimal(len(parts)) / 2 * (total.step or 1)


def _is_named_as_a_part(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems a total is of another list of the same names: 在职6.84万人，退休2.61万人；…退休7,926人."""
    names = {part.lead for part in parts}
    return len(total.lead) > 1 and len(names) > 1 and total.lead in names and total.at < parts[0].at


def _is_told_among(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one of the parts is the total itself, told once more with its noun: 设摊位320个…320个摊位中."""
    return any(part.value == total.value and _have_one_noun(total, part) for part in parts)


def _have_one_noun(one: Figure, other: Figure) -> bool:
    first, again = sorted((one, other), key=lambda figure: figure.at)
    noun = again.tail[:2]
    return len(noun) > 1 and (first.lead.endswith(noun) or first.tail.startswith(noun))


_LEFT = re.compile(r"(?:结余|结转|剩余|余额)[^，；]{0,4}$")


def _is_what_is_left(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems a total behind a list is what is left when all that is spent: no sum, but of what was left."""
    behind = total.at > parts[-1].at and bool(_LEFT.search(total.lead))
    return behind and not all(re.search("结余|结转|余额", part.lead) for part in parts)


_GOES_ON = re.compile(r"、[^，。；：（）、\d]{1,8}")
_ROW_GOES_ON = re.compile(r"、\d")


def _is_member(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems a total is of the list, or of one behind it: 拒载37、绕道18, 按100、80、60赋分."""
    if total.at > parts[-1].at:
        return _ROW_GOES_ON.match(passage.text, total.after) is not None
    return _GOES_ON.fullmatch(passage.text, total.after, max(total.after, parts[0].at)) is not None


def _is_of_another(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the list, or it with what follows, makes another whole in front, or the total with its brothers."""
    front = _in_front(passage, total, parts)
    if total.at > parts[0].at:
        return any(
            adds_up(total, (*front[-size:], *parts)) for size in range(1, min(_FURTHER, len(front)) + 1)
        )
    longer = list(longer_lists(passage, total, parts))
    for whole in front:
        if any(adds_up(whole, each) for each in longer if whole is not total or len(each) > len(parts)):
            return True
    row = [total]
    for figure in reversed([f for f in front if f.at < total.at]):
        if rank_between(passage, figure, row[-1]) > _SIDE_BY_SIDE:
            break
        row.append(figure)
        if adds_up_to(row, parts):
            return True
    return False


def adds_up_to(wholes: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """Whether the parts make what several totals make together."""
    return sum_of(wholes).meets(sum_of(parts))


_SIDE_BY_SIDE = 2


def _in_front(passage: Passage, total: Figure, parts: Sequence[Figure]) -> list[Figure]:
    begins, _ = passage.sentence_range(max(0, parts[0].sentence - 1))
    alike = [
        figure
        for figure in passage.between(begins, parts[0].at)
        if is_alike(figure, total) and figure.role in (Role.LEVEL, Role.TARGET)
    ]
    return alike[-_FRONT:]


def _is_brother(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems a total is the first of a row behind 其中: "其中：增值税28亿元，…；企业所得税17亿元，…"."""
    if total.at > parts[0].at:
        return False
    if share_of(passage, total) and sum(share_of(passage, part) is not None for part in parts) > 1:
        return True  # 乘车码2,314万人次，占44.4%；IC卡2,455万人次，占47.0%；…
    if not is_part(passage, total):
        return False
    inner = max(rank_between(passage, *pair) for pair in pairwise(parts))
    between = passage.text[total.after : parts[0].at]
    return rank_between(passage, total, parts[0]) <= max(inner, 2) and not _MARKED.search(between)


def _names_highlights(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a list behind 其中 tells highlights: each part with its own growth, or far less than the total."""
    between = passage.text[total.after : parts[0].at] if total.at < parts[0].at else ""
    if "其中" not in between:
        return False
    labels = labels_of(parts)
    gap = total.value - _made(parts)
    if gap * 2 > total.value and not mended_by_slip(total, parts):
        return True
    if complementary(labels) or whole_scale(labels) or names_rest(labels):
        return False
    if not all(_has_growth(passage, part) for part in parts):
        return False
    apart = disjoint(labels) or overfills(passage, total, parts)
    return gap > 0 or not apart or _goes_on_to_others(total, parts)


def _goes_on_to_others(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the first of a list nearly make the total: 小麦 and 玉米 of the grain, then 油料 and 蔬菜."""
    sums = (_made(parts[:size]) for size in range(2, len(parts)))
    return any(total.value * _NEARLY <= made <= total.value for made in sums)


_NEARLY = Decimal("0.9")


def _has_growth(passage: Passage, part: Figure) -> bool:
    """Whether the figure right behind a part tells its growth."""
    behind = next(iter(passage.between(part.after, part.after + _BESIDE)), None)
    if _LEVEL.match(passage.text, part.after):
        return True
    return bool(behind and behind.role is Role.CHANGE and share_of(passage, part) is None)


_LEVEL = re.compile(r"[^，。；\d]{0,3}[，、]?(?:与[^，。；]{1,6})?(?:基本)?持平")


_BESIDE = 12


def _is_divided_already(
    passage: Passage, total: Figure, parts: Sequence[Figure], divided: dict[Span, int]
) -> bool:
    """Whether a total has its parts, and the list stands sentences behind without a word that divides it anew."""
    if total.span not in divided or parts[0].sentence - total.sentence < 2:
        return False
    begins, _ = passage.sentence_range(parts[0].sentence)
    return not _MARKED.search(passage.text[begins : parts[0].at])
