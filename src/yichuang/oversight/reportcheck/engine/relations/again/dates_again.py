"""A day told again is the same day: "从9月25日开始…自9月15日开秤以来", "1月10日，会议召开…1月12日召开的会议". Pure.

What began is told again by 以来 or 起, and what was done by 的 and its noun; of one month, and a slip of the pen apart.
Two days of one kind are needed, no third: else the text tells of several things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import is_slip_of
from yichuang.oversight.reportcheck.findings import Kind

_DAY = r"(?P<day>(?:20\d\d年)?(?P<month>\d{1,2})月(?P<of>\d{1,2})日)"
_BEGUN = re.compile(
    rf"(?:从|自|于){_DAY}(?:正式|全面|陆续)?(?P<how>[^，。；、\d]{{0,8}}以来|开始|启动|开秤|开工|开园|开馆|开学|开业|开网|开闸|起)"
)
_ACTS = (
    "召开|举行|举办|印发|下发|签订|签约|发布|公布|成立|开工|竣工|开幕|开标|发生|审议通过|"
    "投用|揭牌|挂牌|开业|施行|接报|立案"
)
_DONE = re.compile(rf"{_DAY}[^。；\d]{{0,24}}?(?P<act>{_ACTS})")
_OF = re.compile(rf"{_DAY}(?P<act>{_ACTS})的(?:这次|该次|此次|该)?(?P<noun>[一-鿿]{{2}})")
_REACH = 3  # paragraphs


def dates_again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All days of a document that are told again otherwise."""
    for passage in passages:
        if "月" in passage.text:
            yield from _begun(passage)
            yield from _done(passages, passage)


def _begun(passage: Passage) -> Iterator[Judged]:
    told = list(_BEGUN.finditer(passage.text))
    if len(told) == 2 and told[1]["how"].endswith(("以来", "起")) and not told[0]["how"].endswith("以来"):
        yield from _judged((passage, told[0]), (passage, told[1]))


def _done(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    for again in _OF.finditer(passage.text):
        front = [
            (near, found)
            for near in passages[max(0, passage.index - _REACH) : passage.index + 1]
            for found in _DONE.finditer(near.text, 0, again.start() if near is passage else len(near.text))
            if found["act"] == again["act"] and again["noun"] in _sentence(near, found)
        ]
        if len(front) == 1:
            yield from _judged(front[0], (passage, again))


def _sentence(passage: Passage, found: re.Match[str]) -> str:
    ends = passage.text.find("。", found.end())
    return passage.text[found.start() : ends if ends >= 0 else len(passage.text)]


def _judged(first: tuple[Passage, re.Match[str]], again: tuple[Passage, re.Match[str]]) -> Iterator[Judged]:
    (home, one), (passage, other) = first, again
    if one["month"] != other["month"]:
        return
    holds = one["of"] == other["of"]
    if not holds and not is_slip_of(one["of"].zfill(2), other["of"].zfill(2)):
        return
    places = home.quote(*one.span("day")), passage.quote(*other.span("day"))
    told = (
        f"{one['day']} = {other['day']}，前后一致"
        if holds
        else f"同一天前后不一：{one['day']} 与 {other['day']}"
    )
    fixes = () if holds else (f"“{other['day']}”应为 {one['day']}", f"“{one['day']}”应为 {other['day']}")
    yield Judged(Kind.REPEAT, (), places, holds, told, fixes, places=places)
