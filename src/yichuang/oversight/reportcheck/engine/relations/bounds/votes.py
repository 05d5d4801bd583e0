"""All votes on one matter together aren't more than those who were there to vote.

"到会组成人员27人。免去刘某职务，赞成26票、弃权1票；免去陈某职务，赞成27票、弃权2票": 29 votes of 27 persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

PRESENT: Final = re.compile(
    r"(?:到会|实到|出席|参会|到场|参加会议|(?:参加|参与)(?:表决|投票|评议|测评)|(?:收回|回收|发出|有效|发放|共投)(?:有效)?(?:选票|表决票|评议票|测评票|票)"
    r"|应?征询|征求意见|投票)[^，。；：、\d]{0,12}$"
)
_VOTE: Final = re.compile(
    r"(?:赞成|同意|不同意|反对|弃权|未按表决器|未按|未表态|未投票|无效|废票|不赞成|支持|不支持)的?(?:有|票|意见|者)?(?:数)?(?:为|共)?$"
)
_FOR: Final = re.compile("(?<!不)(?:赞成|同意|支持)")
_UNITS: Final = ("票", "张", "人", "户", "")
EXCUSED: Final = re.compile(
    "另邀|邀请|增补|差额|限投|可投|每人|多选|上次|上届|首轮|第二轮|另行|再次|代理|委托|面积"
)
_REACH: Final = 3  # sentences from those present to what they voted on
_TWO: Final = 2


def votes(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All votes of a document that are more than those who voted."""
    for passage in passages:
        if not any(word in passage.text for word in ("赞成", "同意", "支持")):
            continue
        for cast in _ballots(passage):
            present = _present(passage, cast[0])
            if present is None:
                continue
            together = sum((f.value for f in cast), Decimal(0))
            if together > present.interval.high and len(cast) >= _TWO:
                yield _told(passages, present, cast, together)


def are_of_two_meetings(passage: Passage, present: Figure, vote: Figure) -> bool:
    """Whether the sentence of a vote begins with another day than the one on which so many were there."""
    begins, _ = passage.sentence_range(vote.sentence)
    of_vote = _DAY.match(passage.text, begins, vote.at)
    then = _DAY.findall(passage.text, passage.sentence_range(present.sentence)[0], present.at)
    return of_vote is not None and bool(then) and then[-1] != of_vote.group()


_DAY: Final = re.compile(r"\d{1,2}月\d{1,2}日")


def _ballots(passage: Passage) -> Iterator[list[Figure]]:
    """The votes for and against each matter, one behind the other."""
    run: list[Figure] = []
    for figure in passage.figures:
        is_vote = _VOTE.search(figure.lead) is not None and figure.is_exact and figure.unit in _UNITS
        beside = run and figure.sentence == run[-1].sentence and figure.clause - run[-1].clause <= 1
        goes_on = is_vote and beside and not _FOR.search(figure.lead) and figure.unit == run[0].unit
        if not goes_on and run:
            yield run
            run = []
        if is_vote and (goes_on or _FOR.search(figure.lead)):
            run.append(figure)
    if run:
        yield run


def _present(passage: Passage, first: Figure) -> Figure | None:
    """The most that are said to have been there or to have voted, if no words excuse more votes."""
    begins, _ = passage.sentence_range(max(0, first.sentence - _REACH))
    _, ends = passage.sentence_range(first.sentence)
    if EXCUSED.search(passage.text, begins, ends):
        return None
    front = passage.between(begins, first.at)
    houses = first.unit == "户"
    told = [f for f in front if f.is_exact and PRESENT.search(f.lead) and (f.unit == "户") == houses]
    told = [f for f in told if f.unit in _UNITS]
    return max(told, key=lambda f: f.value, default=None)


def _told(passages: Sequence[Passage], present: Figure, cast: Sequence[Figure], together: Decimal) -> Judged:
    figures = (present, *cast)
    most = max(cast, key=lambda f: f.value)
    sum_of = " + ".join(said(f) for f in cast)
    fixes = changes(f"“{most.written}”应不超过 {said(present)}", f"“{present.written}”应不少于 {together}")
    return Judged(
        Kind.IMPOSSIBLE, figures, quotes(passages, figures), False,
        f"{sum_of} = {together} > {said(present)}，表决的多于到会的", fixes, claim=most, odds=FORCED,
    )  # fmt: skip
