"""What an opening tells as all of a kind, and a later section adds up otherwise. Pure.

"全年开展各类活动61场…" and "（三）文化活动。文艺演出22场，阅读推广18场，讲座14场，展览9场，共63场": the parts prove
the total of the section, so the opening wasn't brought up to date. All of a kind is told by 各类, 各项 or 各种, and
what the section is about by its heading, by 把活动归成四类, or by the words that its sentence opens with (抓人这块).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_ALL_KINDS = re.compile(r"各[类项种级](?!别)")
_IN_ALL = re.compile(
    r"(?:^|[^项家类处个])(?:共计?|合计|总计|一共|总共|合起来|加起来|算下来)(?:是|为|有|达)?$"
)
_OTHER_TIME = re.compile(
    r"上年|去年同期|前年|上半年|下半年|[一二三四]季度|上月|\d月|计划|安排|目标|任务|预计|力争|争取|明年|历年|累计|(?<![今本])年初"
)
_HEADING = re.compile(
    r"^[*#]*(?:第?[（(]?[一二三四五六七八九十\d]+[）)部分、.．]*)?(?P<topic>[一-鿿]{2,8})(?:[。：*]|$)"
)
_DIVIDED = re.compile(r"把(?P<topic>[一-鿿]{2,6}?)(?:归|分|拆)[成为]")
_OPENS = re.compile(
    r"^(?:再说|先说|说到|讲到|再讲|先看|再看)?(?P<topic>[一-鿿]{2,6}?)(?:这一?块|这一?头|方面)?[，：]"
)
_FAR = Decimal("0.125")
_LEAST_PARTS = 3
_NOUN = 2  # signs


def opening_totals(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All figures of all of a kind that a later section adds up to another total."""
    wholes = [f for passage in passages for f in passage.figures if _is_whole(passage, f)]
    if not wholes:
        return
    borne = {f.span for each in judged if each.holds for f in each.figures}
    for total in _totals(passages, judged):
        topics = list(_topics(passages, total))
        front = [f for f in wholes if f.paragraph != total.paragraph and f.unit == total.unit]
        called = [f for f in front if any(_is_called(passages[f.paragraph], f, topic) for topic in topics)]
        if len(called) == 1 and called[0].span not in borne and _is_updated_alone(passages, called[0], total):
            yield replace(failed_repeat(passages, total, called[0]), frame=Frame.PROVEN, odds=FORCED)


def _is_whole(passage: Passage, figure: Figure) -> bool:
    """Whether it is told as all of a kind, of no other time."""
    if not _ALL_KINDS.search(figure.lead) or figure.role is not Role.LEVEL or not figure.is_exact:
        return False
    begins, _ = passage.clause_range(figure.clause)
    other = is_part(passage, figure) or _OTHER_TIME.search(passage.text, begins, figure.after)
    return not other and len(digits_of(figure)) > 1


def _totals(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Figure]:
    """Totals that parts in front of them make."""
    seen: set[Figure] = set()
    for each in judged:
        total = each.claim
        if (
            not each.holds
            or each.kind is not Kind.SUM
            or total is None
            or total in seen
            or total.paragraph < 0
        ):
            continue
        parts = [f for f in each.figures if f.span < total.span and f.paragraph == total.paragraph]
        if len(parts) < _LEAST_PARTS or len(parts) + 1 < len(each.figures) or _is_of_some(passages, total):
            continue
        passage = passages[total.paragraph]
        begins, _ = passage.sentence_range(total.sentence)
        if not _OTHER_TIME.search(passage.text, begins, total.at):
            seen.add(total)
            yield total


def _is_of_some(passages: Sequence[Passage], total: Figure) -> bool:
    """Whether it isn't told as all of its list: 三项共75期."""
    return _IN_ALL.search(passages[total.paragraph].text, 0, total.at) is None


def _topics(passages: Sequence[Passage], total: Figure) -> Iterator[str]:
    """What the sentence of a total is about, by its words, by those of its paragraph and by a heading above it."""
    passage = passages[total.paragraph]
    begins, _ = passage.sentence_range(total.sentence)
    words = passage.text[begins : total.at]
    above = passages[total.paragraph - 1].text if total.paragraph else ""
    found = (
        _DIVIDED.search(words),
        _OPENS.match(words),
        _HEADING.match(passage.text),
        _HEADING.fullmatch(above),
    )
    yield from (each["topic"] for each in found if each)


def _is_called(passage: Passage, figure: Figure, topic: str) -> bool:
    """Whether a figure's words have the end of a topic, or all its signs: 抓人 of 抓获各类违法犯罪嫌疑人."""
    begins, _ = passage.clause_range(figure.clause)
    words = passage.text[begins : figure.at] + figure.tail
    return topic[-_NOUN:] in words or set(topic) <= set(words)


def _is_updated_alone(passages: Sequence[Passage], figure: Figure, total: Figure) -> bool:
    """Whether the two differ by a little, and neither value is told in the other's place."""
    if figure.value == total.value or figure.step != total.step:
        return False
    if abs(figure.value - total.value) > total.value * _FAR:
        return False
    ours, theirs = ({f.value for f in passages[f.paragraph].figures} for f in (figure, total))
    return figure.value not in theirs and total.value not in ours
