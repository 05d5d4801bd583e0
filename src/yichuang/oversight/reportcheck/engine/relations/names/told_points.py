"""A count against the points told one by one behind it, in one paragraph or each in one of its own. Pure.

"采取三项措施：一是…；二是…；三是…；四是…", "抓好五项工作：" / "（一）…" / "（二）…"
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.findings import Kind

_HEAD = re.compile(r"(?P<noun>[^，。；：！？（）\d]{0,16})(?:[：。]|，(?=一是|一要))")
_NUMBERED = "[一二三四五六七八九十]{1,2}"
_BEGINS = r"(?:^|(?<=[，。；：]))"
_ITEMS = (
    re.compile(rf"{_BEGINS}(?P<number>{_NUMBERED})[是要]"),
    re.compile(rf"{_BEGINS}（(?P<number>\d{{1,2}}|{_NUMBERED})）"),
    re.compile(rf"{_BEGINS}(?P<number>\d{{1,2}})[.、．)](?!\d)"),
    re.compile(r"(?P<number>[①-⑩])"),
    re.compile(rf"{_BEGINS}第(?P<number>{_NUMBERED})[，、]"),
)
_JOINS = re.compile(r"以及|及|和|与|或|暨|兼")
_MARKS = (
    re.compile(rf"(?P<number>{_NUMBERED})[是要]"),
    re.compile(rf"（(?P<number>{_NUMBERED})）"),
    re.compile(rf"第(?P<number>{_NUMBERED})[，、]"),
    re.compile(r"(?P<number>\d{1,2})[.、．）](?!\d)"),
)
_HIGHER = re.compile(rf"{_NUMBERED}、|第{_NUMBERED}[部章节]")
_MOST = 10
_APART = 2
_FURTHEST = 120  # paragraphs


def points(passages: Sequence[Passage], passage: Passage, figure: Figure) -> Judged | None:
    """What is said of a count that points follow."""
    head = _HEAD.match(passage.text, figure.after)
    if not head or figure.value > _MOST or figure.bracket:
        return None
    if head.group().endswith("。") and _JOINS.search(figure.lead):
        return None  # "打赢疫情防控和三大攻坚战。一是…": more than what is counted
    return _within(passage, figure, head) or _below(passages, passage, figure, head)


def _within(passage: Passage, figure: Figure, head: re.Match[str]) -> Judged | None:
    item = next((item for item in _ITEMS if item.match(passage.text, head.end())), None)
    if not item:
        return None
    markers = list(item.finditer(passage.text, head.end()))
    count = 0
    for marker in markers:
        if _value(marker["number"]) != count + 1:
            break
        count += 1
    if count < 2 or (count < figure.value and head.group().endswith("。")):
        return None  # others may follow in paragraphs of their own
    last = markers[count - 1]
    if count < figure.value and last.end() + 200 > len(passage.text) and not passage.text.endswith("。"):
        return None
    return _judged(passage, figure, count, min(last.end() + 12, len(passage.text)))


def _below(
    passages: Sequence[Passage], passage: Passage, figure: Figure, head: re.Match[str]
) -> Judged | None:
    """ "抓好五项工作：" with its points in paragraphs of their own, numbered from one on."""
    if not head.group().endswith("："):
        return None
    marks = next((m for m in _MARKS if _number(m, passage, head.end()) == 1), None)
    count = 1 if marks else 0
    if not marks and head.end() < len(passage.text):
        return None
    ended = False
    for below in passages[passage.index + 1 : passage.index + _FURTHEST]:
        marks = marks or next((m for m in _MARKS if _number(m, below, 0) == 1), None)
        if not marks:
            break
        number = _number(marks, below, 0)
        ended = bool(number != count + 1 if number else _HIGHER.match(below.text) and count)
        if ended:
            break
        count += bool(number)
    if count < 2 or abs(count - figure.value) > _APART or (count < figure.value and not ended):
        return None  # what was torn out of a report may lack its last points
    return _judged(passage, figure, count, head.end())


def _number(marks: re.Pattern[str], passage: Passage, at: int) -> int:
    found = marks.match(passage.text, at)
    if not found:
        return 0
    return _value(found["number"])


def _value(written: str) -> int:
    if "①" <= written <= "⑩":
        return ord(written) - ord("①") + 1
    return int(written) if written.isdigit() else int(spoken_value(written) or 0)


def _judged(passage: Passage, figure: Figure, count: int, to: int) -> Judged:
    holds = count == figure.value
    told = f"逐条列出 {count} 项，{'与原文相符：' if holds else '原文为'} {said(figure)} 项"
    fixes = () if holds else changes(f"“{figure.written}{figure.word}”应为 {count}")
    quote = passage.quote(figure.at, to)
    return Judged(Kind.COUNT_NAMES, (figure,), (quote,), holds, told, fixes, claim=figure)
