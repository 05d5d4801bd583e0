"""What leaves a list in peace that doesn't make its total: another figure, or a word, tells why. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from operator import add

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import (
    LARGE,
    SMALL,
    adds_up,
    meets_sum,
    range_of,
)
from yichuang.oversight.reportcheck.engine.relations.sums.candidates import Candidate, Form
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import compatible


def is_of_others(passage: Passage, candidate: Candidate) -> bool:
    """Whether the last ones of a loose list make the total: "收入524万元，其中拨款66万元；支出110万元；结余414万元"."""
    total, parts = candidate.total, candidate.parts.figures
    loose = candidate.form in (Form.AMONG, Form.PLAIN) and candidate.parts.rank > 2 and total.value >= SMALL
    if not loose:
        return False
    wholes = [f for f in passage.between(max(0, total.at - _BEFORE), total.at) if f.unit == total.unit]
    return any(
        adds_up(total, parts[at:]) or any(adds_up(whole, (total, *parts[at:])) for whole in wholes)
        for at in range(1, min(len(parts), 8))
    )


_BEFORE = 60
_BESIDE = 20


def is_explained(passage: Passage, candidate: Candidate, made: Decimal) -> bool:
    """Whether another figure beside the list is what its parts make, or what they lack: by some reading it holds."""
    total, parts = candidate.total, candidate.parts.figures
    behind = parts[-1].after
    if behind < total.at and made < total.value:
        between = passage.text[parts[0].at : total.at]
        if _OPEN.match(passage.text, behind) or _LEFT_OUT.search(between):
            return True
    if made < total.value and behind > total.at and _UNSAID.match(passage.text, behind):
        return True  # "企业2142户、个体工商户4939户，其余为农民专业合作社"
    if _goes_further(passage, total, parts):
        return True
    if made > total.value and TWICE.search(
        passage.text, max(0, min(total.at, parts[0].at) - _BEFORE), max(behind, total.after) + _BEFORE
    ):
        return True  # "低保3842人、特困516人，剔除重复后共4214人"
    if is_of_rate(passage, total, parts) or adds_without_plans(total, parts):
        return True
    beside = passage.between(max(behind, total.after), max(behind, total.after) + _BESIDE)
    if any(f.value == abs(total.value - made) and compatible(f.unit, total.unit) for f in beside):
        return True  # "22批次，其中农残9批次、微生物8批次、添加剂7批次（2批次两项不合格）"
    begins, _ = passage.sentence_range(max(0, min(total.sentence, parts[0].sentence) - 1))
    _, ends = passage.sentence_range(
        min(len(passage.sentences) - 1, max(total.sentence, parts[-1].sentence) + 1)
    )
    others = [
        f
        for f in passage.between(begins, ends)
        if f.unit == total.unit and f is not total and f not in parts and not f.is_percent
    ]
    least = 0 if total.unit == "分" else LARGE
    return any(f.value in (made, total.value - made) and f.value >= least for f in others)


def adds_without_plans(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the list makes its total without what was only planned: "检查288家，应检300家"."""
    done = [part for part in parts if part.role is not Role.TARGET]
    return len(done) < len(parts) and adds_up(total, done)


def is_of_rate(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a rate told right behind a part confirms it and the total, and no slip of another part explains the gap.

    "评价7,892件，好评7,860件，好评率99.6%，差评2件": thirty may be neither.
    "任务1,906人，已接种1,951人，完成102.4%，超出45人": the list was never meant.
    """
    lacks = total.value - sum((part.value for part in parts), Decimal(0))
    sure = [part for part in parts if _has_rate(passage, part, total)]
    others = [part for part in parts if part not in sure]
    slipped = any(part.value + lacks > 0 and is_slip(part, part.value + lacks) for part in others)
    return bool(lacks and sure and others) and not slipped


def _has_rate(passage: Passage, part: Figure, total: Figure) -> bool:
    """Whether the figure right behind a part is its share of the total."""
    rate = next(iter(passage.between(part.after, part.after + _BESIDE)), None)
    if rate is None or not rate.is_percent or rate.role is not Role.RATE or total.value < SMALL:
        return False
    return abs(divide(part.value * 100, total.value) - rate.value) <= rate.step


def _goes_further(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the list makes its total with the figures behind it too, or with those in front, whatever they are.

    "总计412,850万元（区本级收入186,540万元…转贷收入22,500万元，上年结余11,350万元，…）": 上年 is no other year here.
    """
    begins, _ = passage.sentence_range(min(total.sentence, parts[0].sentence))
    _, ends = passage.sentence_range(max(total.sentence, parts[-1].sentence))
    wide = [
        f
        for f in passage.between(max(begins, parts[0].at - _WIDE), min(ends, parts[-1].at + _WIDE))
        if f.unit == total.unit and f.is_exact and f.at != total.at
    ]
    behind = [f for f in wide if f.at >= parts[0].at and (f.at > total.at) == (parts[0].at > total.at)]
    front = [f for f in wide if f.at <= parts[-1].at and (f.at > total.at) == (parts[0].at > total.at)][::-1]
    sides = (accumulate(map(range_of, side), add) for side in (behind, front))
    return any(meets_sum(total, made) for side in sides for n, made in enumerate(side) if n >= len(parts))


_WIDE = 300
TWICE = re.compile(
    r"去重|同属|[含算]在(?![职编岗校册读训院园建办站库任])|重复|交叉|重叠|兼有|同时(?:属|享|具)|身兼|累进|逐级(?:包含|累计)|(?:逐|层)层(?:包含|递进)|前者(?:包?含|包括)后者|[以依]此类推"
)
_OPEN = re.compile(r"[^，。；、]{0,6}等(?!级|次|[两二三四五六七八九十\d])")  # the list goes on
_LEFT_OUT = re.compile(r"未[计列含统]|不[含计]|不包括|除外|另计|暂缺")
_UNSAID = re.compile(r"[，；、]?(?:其余|其他|其它|剩余|剩下|余下|余者|等(?!级|次))")
