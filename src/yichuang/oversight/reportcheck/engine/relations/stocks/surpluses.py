"""Surpluses: all that came in less all that was spent is what is left of it, over sentences and paragraphs.

"总收入310.53万元。…总支出267.92万元。全年收支结余42.61万元": 310.53 - 267.92 = 42.61.
"可用财力7,460万元…全年支出7,238万元…年终结转222万元": what was left of the year before is in the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import is_stock, ledger_of
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_ALL: Final = r"(?:总|共|合计|总计|共计|[两三四五六七八九]项|各项|全部)"
_SPENT_ON: Final = r"(?:支出|开支|花去|花费|用去|支付|使用|列支|开销|费用|成本|付出)"
_GOT: Final = r"(?:收入|进账|收到|到账|筹集|筹得|募集|营收)"
_INCOME: Final = re.compile(rf"(?:{_ALL}{_GOT}|{_GOT}(?:总额|总计|合计|共计|总数|共))(?:为|达|是|了|共|计)*$")
_SPENT: Final = re.compile(
    rf"(?:{_ALL}{_SPENT_ON}|{_SPENT_ON}(?:总额|总计|合计|共计|总数|共))(?:为|达|是|了|共|计)*$"
)
_SURPLUS: Final = re.compile(
    r"(?:收支(?:相抵|结余|差额|盈余|余额)|(?:当年|本年|全年|年度|本期|当期|本次|本届|本季|当月|本月)(?:收支|净|累计)?(?:结余|盈余|节余|结存|剩余)"
    r"|^(?:净)?(?:结余|盈余|节余|收益|净收入|纯收入|纯收益|净收益|利润|净利润))[^，；：\d]{0,6}$"
)
_MEANS: Final = re.compile(
    r"(?:可用(?:财力|资金|经费)|可支配(?:财力|收入|资金)|财力|资金来源|收入总量|可用|可供使用的?)(?:总计|合计|总额|总量|共计?)?(?:为|达|是|有)*$"
)
_SPENT_OF_THEM: Final = re.compile(
    r"(?:全年|当年|本年|年度|实际|共|累计|^)(?:实际)?(?:支出|列支|使用|拨付|花去|花费|用去|花出去|花了|用掉)(?:合计|共计|共)?(?:为|达|了)?$"
)
_LEFT_OF_THEM: Final = re.compile(
    r"(?:年终|年末|年底|期末|收支[相轧]抵[^，；：\d]{0,4})(?:账上|账面|专户)?(?:净|滚存)?(?:结转|结余|结存|盈余|余额|[还尚仍]?[剩余](?:下|余)?)[^，；：\d]{0,4}$|^结转(?:下年|次年|明年|下一?年度)[^，；：\d]{0,6}$"
)
_ADDED_UP: Final = re.compile(r"(?:合计|共计|总计|共|合起来|加起来|相加)$")
_SHARE_OF_MEANS: Final = re.compile(r"，占(?:全部|全年|当年)?可[用支][^，。；\d]{0,6}的\d")
_BEFORE: Final = re.compile(r"上年|历年|年初|期初|滚存|上期|上月|上季|此前|以前")
_REACH: Final = 2  # paragraphs in front


def surpluses(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All surpluses of a document."""
    for number, passage in enumerate(passages):
        for left in passage.figures:
            if (
                is_money(left.unit)
                and is_stock(left)
                and _SURPLUS.search(left.lead)
                and not _BEFORE.search(left.lead)
            ):
                told = _of(passages, passages[max(0, number - _REACH) : number + 1], left)
                if told:
                    yield told
            elif is_money(left.unit) and is_stock(left) and _LEFT_OF_THEM.search(left.lead):
                told = _of_means(passages[max(0, number - _REACH) : number + 1], passages, left)
                if told:
                    yield told


def _of_means(near: Sequence[Passage], passages: Sequence[Passage], left: Figure) -> Judged | None:
    """What there was to spend, what was left of before in it, less what was spent of it."""
    figures = [f for p in near for f in p.figures if f.unit == left.unit and is_stock(f) and not f.bracket]
    figures = figures[: figures.index(left)]
    had = [f for f in figures if _MEANS.search(f.lead)]
    went = [
        f
        for f in figures
        if _SPENT_OF_THEM.search(f.lead)
        or _SPENT.search(_words(passages, f))
        or _is_share_of_means(passages[f.paragraph], f)
    ]
    if len(had) != 1 or len(went) != 1 or had[0].value < went[0].value or had[0].span > went[0].span:
        return None
    told = ledger_of(passages, had[0], [(went[0], -1)], left)
    return replace(told, frame=Frame.PROVEN, odds=0.0 if told.holds else FORCED)


def _is_share_of_means(passage: Passage, figure: Figure) -> bool:
    """Whether what all parts make is told as a share of what there was: 五笔合起来355.48万元，占可用资金的93.5%."""
    return bool(_ADDED_UP.search(figure.lead) and _SHARE_OF_MEANS.match(passage.text, figure.after))


def _of(passages: Sequence[Passage], near: Sequence[Passage], left: Figure) -> Judged | None:
    """Its income and its spending, if each is told once as a whole."""
    figures = [f for p in near for f in p.figures if f.unit == left.unit and is_stock(f)]
    figures = figures[: figures.index(left)]
    came = [f for f in figures if _INCOME.search(_words(passages, f))]
    went = [f for f in figures if _SPENT.search(_words(passages, f))]
    if len(came) != 1 or len(went) != 1 or came[0].value < went[0].value:
        return None
    told = ledger_of(passages, came[0], [(went[0], -1)], left)
    had = any(_BEFORE.search(f.lead) for f in figures)
    if told.holds or not had:
        return replace(told, frame=Frame.PROVEN, odds=0.0 if told.holds else FORCED)
    return None


def _words(passages: Sequence[Passage], figure: Figure) -> str:
    """The words in front of a figure, with the number of purses that they tell: 两项收入."""
    passage = passages[figure.paragraph]
    return passage.text[max(passage.clause_range(figure.clause)[0], figure.at - _LEAD) : figure.at]


_LEAD: Final = 14
