"""Averages whose sentence tells one whole and one number of sharers, so that they are of nothing else. Pure.

"932人次合计住站3,262人天，人均住站3.5天": no other stays and nobody else stand in front of it.
"推送213条，上年为188条，阅读31.95万次，平均每条1,500次": what there was in another year has no share.

Told whatever the digits, and though others give it by chance: who reckons an average wrong divides by last year's
number, or by all instead of those told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import words_of_others
from yichuang.oversight.reportcheck.engine.relations.averages.each import SOME_DAYS, THEN, Each, each_of
from yichuang.oversight.reportcheck.engine.relations.averages.holders import topic_of
from yichuang.oversight.reportcheck.engine.relations.averages.never_shared import is_never_shared
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import fits
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing, finer_unit
from yichuang.oversight.reportcheck.engine.relations.averages.told_sharings import told_sharing
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_MAY_BE: Final = re.compile(r"均|摊")
_OF_EACH: Final = re.compile(r"均|每|单位|各|单价|/")
_PARTED: Final = re.compile(r"其中|；")
_BY: Final = re.compile(r"(?:按照?|拿|以|用)(?:全[县市区镇乡村校街])?$")
_DEALT: Final = re.compile(
    r"[^，。；：、（）\d]{0,10}?(?:来|口径)?(?:平均|平摊|分摊|均摊|摊|计算|测算|折算|算|计)(?:下来|开来|开)?，?"
)
_OTHERWISE: Final = re.compile(
    r"[^，。；）]{0,4}（[^）]*(?:按|计|含|扣|全部|所有)"
)  # 户均2400元（按收入的四成分红）
_MADE: Final = re.compile(
    r"[^，。；：、\d]{0,3}，?(?:合计|共计|计|合|共)\d"
)  # 册均35元，计21万元: that is what is shared
_SCALES: Final = (Decimal("0.0001"), Decimal(10000))
_CLAUSE: Final = re.compile(r"[，；：、]")
_TELLING: Final = 4  # signs of a name that no other has by chance
_LONGEST: Final = 8
_GAIN: Final = re.compile(r"增|节|补|省")


def closed_averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The averages of a document whose sentence leaves no doubt about what they are made of."""
    for passage in passages:
        if not _MAY_BE.search(passage.text):
            continue
        for index in range(2, len(passage.figures)):
            each = each_of(passage, index)
            sharing = _closed(passage, each) if each and "分别" not in each.figure.lead else None
            if each and sharing:
                comes_out = fits(each.figure, sharing)
                if comes_out or (each.figure.is_exact and not _is_misscaled(each, sharing)):
                    yield told_sharing(passages, each.figure, sharing, 0.0 if comes_out else FORCED)


def _is_misscaled(each: Each, sharing: Sharing) -> bool:
    """Whether only a 万 lacks or is too much, which is told of the unit (`sizes/missing_scales.py`)."""
    made = sharing.made if is_money(each.figure.unit) else None
    return made is not None and any(made.times(scale).meets(each.figure.interval) for scale in _SCALES)


def _closed(passage: Passage, each: Each) -> Sharing | None:
    """The one whole and the one number of sharers in front of an average in its sentence."""
    begins, _ = passage.sentence_range(each.figure.sentence)
    front = passage.between(begins, each.at)
    now = [f for f in front if _is_of_now(f)]
    reckoned_by = _reckoned_by(passage, each, front)
    sharers = [reckoned_by] if reckoned_by else [f for f in now if each.is_over(f)]
    wholes = [f for f in now if f not in sharers and finer_unit(f, each.figure) is not None]
    named = _named(each, wholes) if len({f.value for f in wholes}) > 1 else None
    wholes = [named] if named else wholes
    if len({f.value for f in sharers}) != 1 or len({f.value for f in wholes}) != 1:
        return None
    whole, among = wholes[-1], sharers[-1]
    factor = finer_unit(whole, each.figure)
    if factor is None or not (
        _may_be_shared(passage, each, whole, among) and _is_of_them(passage, each, among)
    ):
        return None
    sharing = Sharing(whole, among, ONE, factor)
    if reckoned_by is None and not _is_of_both(passage, each, sharing, apart=named is not None):
        return None
    return sharing


def _named(each: Each, wholes: Sequence[Figure]) -> Figure | None:
    """The one of several wholes that has the words of the average: 发现堵点41个，解决39个；平均每次发现堵点2.5个."""
    tail = each.figure.tail
    named = [
        whole
        for whole in wholes
        if len(words := _CLAUSE.split(whole.lead)[-1]) >= _TELLING
        and (each.lead.endswith(words) or (not whole.tail and tail[:_LONGEST].startswith(words)))
    ]
    return named[0] if len(named) == 1 and each.figure.unit == named[0].unit else None


def _is_of_now(figure: Figure) -> bool:
    """Whether a figure tells how many there are: neither a step, nor of another time, nor how many each has."""
    counted = figure.value > 0 and not figure.is_percent and figure.role not in (Role.BASE, Role.CHANGE)
    return counted and not THEN.search(figure.lead) and not _OF_EACH.search(figure.lead)


def _reckoned_by(passage: Passage, each: Each, front: Sequence[Figure]) -> Figure | None:
    """The number that an average is said to be reckoned by, right in front of it: 按14个村平均，村均34.7万元."""
    if not front or front[-1].value <= 1 or not _BY.search(front[-1].lead):
        return None
    begins = each.at - len(each.figure.lead)
    return front[-1] if _DEALT.fullmatch(passage.text, front[-1].after, begins) else None


def _may_be_shared(passage: Passage, each: Each, whole: Figure, among: Figure) -> bool:
    """Whether a whole is told exactly, and is what the average says: a gain (户均增收) is no part of what there is."""
    plain = whole.role is Role.LEVEL and whole.is_exact and whole.value > each.figure.value
    gain = _GAIN.search(each.lead) and not _GAIN.search(whole.lead)
    bare = not (whole.step or is_money(whole.unit))  # 88 events of 1,012 persons aren't shared out
    fewer = bare and each.figure.value > 1 and whole.value < among.value
    counted = among.is_exact and among.role is not Role.AVERAGE and not among.tail.startswith("/")
    return plain and counted and not (gain or fewer) and not is_never_shared(passage, each.figure, whole)


def _is_of_them(passage: Passage, each: Each, among: Figure) -> bool:
    """Whether an average names nobody else (骨干宣讲员人均8场), nor some days, nor what visits have none of."""
    begins, _ = passage.sentence_range(each.figure.sentence)
    front = passage.text[begins : each.at - len(each.lead)]
    named = words_of_others(replace(each.figure, lead=each.lead))
    if SOME_DAYS.search(among.lead):
        return False
    had_by_turns = among.word.endswith("次") and topic_of(each.lead) == "means"
    return not had_by_turns and all(words in front for words in named)


def _is_of_both(passage: Passage, each: Each, sharing: Sharing, *, apart: bool) -> bool:
    """Whether nothing parts an average from its whole and its sharers, nor says that it is reckoned otherwise.

    `apart`: the whole is told again by its name, so that a list of other things may end between them.
    """
    places = [figure.after for figure in sharing.figures]
    first, last = min(places), max(places)
    again = any(f.role is Role.AVERAGE for f in passage.between(last, each.at))
    if again or "均" not in each.lead or "按" in passage.text[last : each.at]:
        return False
    told_otherwise = any(words.match(passage.text, each.figure.after) for words in (_OTHERWISE, _MADE))
    parted = (
        "其中" in passage.text[first : each.at] if apart else _PARTED.search(passage.text, first, each.at)
    )
    return not told_otherwise and not parted
