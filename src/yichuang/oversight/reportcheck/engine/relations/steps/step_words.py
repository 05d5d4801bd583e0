"""The words of a step: those in front of it, or of the first of its row, and whether they say up or down. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.steps import direction_by

_UP = re.compile(r"超额|超出|增幅|增速|涨|多|增|升|高|扩|快|领先|超")
_DOWN = re.compile(r"降幅|缩幅|减幅|减|降|缩|压|少|低|提速|慢|落后|差|节约|节省|提前")
_NEAR = 6
# A time before, of which a value is told: what a step starts from.
BEFORE = re.compile(
    r"上年|去年|同期|前年|上月|上季|上期|年初|上届|上学[年期]|原来|原有|原为|以前|之前|此前|前一|上一|上轮|20\d\d年"
)
DOUBLED = re.compile(r"翻(?:了)?[一两二三]?番")


_ASKED_FOR = re.compile(r"以?[上内]?的(?:要求|目标|任务|标准|规定|指标)")


def is_asked_for(passage: Passage, change: Figure) -> bool:
    """Whether a step is what was asked for and not what was made: 下降1.1个百分点，达到每年下降0.5个百分点的要求."""
    return _ASKED_FOR.match(passage.text, change.after) is not None


_THIS_YEAR = re.compile(r"[今本]年")


def is_of_before(passage: Passage, value: Figure, step: Figure) -> bool:
    """Whether 今年 stands between a value and a step behind it: 2023年9.8万人次，今年又多来了2.8万人次."""
    return _THIS_YEAR.search(passage.text, value.after, step.at) is not None


def words_of(passage: Passage, change: Figure) -> str:
    """The words in front of a step, or of the first of its row where it has none of its own."""
    if len(change.lead) > 1 and change.lead not in ("以及", "同比", "环比"):
        return change.lead
    return row_of(passage, change)[0].lead or change.lead


def is_down(passage: Passage, change: Figure) -> bool | None:
    """Whether the words say down; None if they don't say."""
    words = words_of(passage, change)
    told = direction_by(words, change)
    if told is not None:
        return told
    if _DOWN.search(words[-_NEAR:]):
        return True
    return False if _UP.search(words[-_NEAR:]) or DOUBLED.search(change.written) else None
