"""What ends on a day doesn't begin on a later one: "2023年9月10日开工，2023年9月6日完工". Pure.

Days are compared only if nothing else can be meant: both with their years, or both of one month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind

_DAY = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_BEGAN = re.compile(
    r"^[^，。；：、（）\d]{0,10}(?:开工|动工|启动|开始|开班|开学|开幕|开馆|立案|受理|接件|收件|收到|提出申请|提交申请|递交|报名"
    r"|起草|签订|签约|入院|入馆|进驻|进场|入场|启程|出发|下达|交办|转办|派单|登记在册)"
)
_ENDED = re.compile(
    r"^[^，。；：、（）\d]{0,10}(?:完工|竣工|收工|结束|办结|办理完毕|完成|答复|回复|结案|闭幕|结业|结题|出院|验收|交付|通车|投用|投产"
    r"|撤离|离场|销号|闭馆|送达|发证|办复|反馈结果|领证)"
)
_OF_THE_SAME = re.compile(
    r"[，、](?:并|于|至|到|在|后|已|实际|最终|直到|直至|计划|预计)*$"
)  # no subject of its own
_FAR = 80  # signs between the two days


def dates_in_order(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ends of a document that lie before their beginning, in one sentence."""
    for passage in passages:
        days = list(_DAY.finditer(passage.text))
        for one, other in pairwise(days):
            between = passage.text[one.end() : other.start()]
            if len(between) > _FAR or re.search("[。；]", between) or not _OF_THE_SAME.search(between):
                continue
            began, ended = passage.text[one.end() :], passage.text[other.end() :]
            if _BEGAN.match(began[:_FAR]) and _ENDED.match(ended[:_FAR]) and _is_before(other, one):
                yield _told(passage, one, other)


def _is_before(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the first day surely lies before the second."""
    if not one["year"] and one["month"] != other["month"]:
        return False  # of the next year, maybe
    year = other["year"] or "2000"
    first, second = _date(one["year"] or year, one), _date(year, other)
    return bool(first and second and first < second and (other["year"] or not one["year"]))


def _date(year: str, found: re.Match[str]) -> date | None:
    try:
        return date(int(year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _told(passage: Passage, began: re.Match[str], ended: re.Match[str]) -> Judged:
    places = passage.view.span(*began.span()), passage.view.span(*ended.span())
    return Judged(
        Kind.IMPOSSIBLE,
        (),
        (passage.quote(began.start(), ended.end()),),
        False,
        f"结束的 {ended[0]} 早于开始的 {began[0]}",
        (f"“{ended[0]}”应不早于 {began[0]}", f"“{began[0]}”应不晚于 {ended[0]}"),
        places=places,
    )
