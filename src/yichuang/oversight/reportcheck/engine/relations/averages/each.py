"""An average that names those whom it is over: 人均, 平均每条, 平均一趟, 日均. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.holders import holder_in, naming_of
from yichuang.oversight.reportcheck.engine.units import is_money

_TWICE: Final = re.compile(
    r"均[^，。；]{0,2}[日月年]均?|(?<!平)均每|[人户名个台处站][^，。；]{0,3}[日月年天季]均|[日月]均?[每人户]|每[^，。；每]{1,3}每|"
    r"年[人户]?均|每[人户名台处家个][日月年天]"
)
_IS_EACH: Final = re.compile(r"均|每|一[户人]")
_DAILY: Final = re.compile("[日天]均(?!每)")
_SCALED: Final = re.compile(r"每[百千万十]")
THEN: Final = re.compile(r"上年|去年|前年|上月|上季|同期|往年|上学年|原来|原先|原有")
_SET: Final = re.compile(r"标准|[低高多少]于|超过?$|最[高低多少]")
_RANGE: Final = re.compile(r"元?(?:至|到|[-~—])\d")
# 流量3,486万辆次，免费7天日均113.8万辆次: the whole is of more days.
SOME_DAYS: Final = re.compile(r"(?:免费|长假|假期|节日|春节|国庆|高峰)期?间?$")
_ONE: Final = re.compile(r"(?:平均|摊到|摊下来|算下来)[^，。；：、\d]{0,2}$")
_DEALT: Final = re.compile(r"平均|摊|分得|分到")
_NAMED: Final = frozenset({"by name", "by unit", "by first word", "by turns"})
_LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Each:
    """So much each has: the figure, the words in front of it, where they begin, and whom it is over."""

    figure: Figure
    lead: str
    at: int
    holder: str

    def is_over(self, figure: Figure) -> bool:
        """Whether a figure counts those who share, by the word that the average is over."""
        counted = figure.value > 1 and not is_money(figure.unit)
        if self.holder.endswith("次"):  # 平均每家次: 家次 alone
            return counted and figure.word == self.holder
        if figure.word == "个" and figure.tail.startswith(self.holder):
            return counted  # 12个人
        turns = self.holder != "人" and figure.word == f"{self.holder}次"  # 120班次 aren't so many 班
        return counted and not turns and naming_of(self.holder, self.lead, figure) in _NAMED


def each_of(passage: Passage, index: int) -> Each | None:
    """The average that a figure is; None if it is none, or over two things at once, or of another time."""
    figure = passage.figures[index]
    if (
        figure.is_percent
        or figure.bound not in (Bound.EXACT, Bound.ABOUT)
        or figure.role in (Role.BASE, Role.CHANGE)
    ):
        return None
    lead, at = _words(passage, index)
    if not _IS_EACH.search(lead) or figure.unit == "分" or _RANGE.match(passage.text, figure.after):
        return None
    if any(words.search(lead) for words in (_TWICE, _SCALED, THEN, _SET)):
        return None
    one = passage.figures[index - 1].word if at < figure.at else "个"
    holder = one if one != "个" else holder_in(lead).replace("个人", "人")
    if not holder and _DAILY.search(lead):
        holder = "天"
    return Each(figure, lead, at, holder) if holder else None


def _words(passage: Passage, index: int) -> tuple[str, int]:
    """The words in front of an average and where they begin; those about a spoken one (平均一趟60公里) among them."""
    figure, before = passage.figures[index], passage.figures[index - 1]
    between = passage.text[before.after : figure.at]
    one = index and before.value == 1 and before.numeral.spoken and before.word and len(between) < _LONGEST
    if one and between == figure.lead and (_ONE.search(before.lead) or _DEALT.search(between)):
        return f"平均每{before.word}{between}", before.at
    return figure.lead, figure.at
