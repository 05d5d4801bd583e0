"""The ties of requests, reviews and suits where they are told in sentences, each number by its name in the form.

"本年新收52件，上年度结转4件，…总计53件，结转下年度3件": 52 + 4 = 53 + 3. "受理23件，办结22件，结转1件".
"维持3件，纠正1件，其他结果0件，尚未审结1件，总计5件": 3 + 1 + 0 + 1 = 5. "自然人25，法人3，总计28": 25 + 3 = 28.

Each part must be named, once, and nothing else may have become of a request (withdrawn, passed on): then it may be off
by anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_TOPIC: Final = re.compile(r"申请|复议|诉讼|新收|公开件")
_ELSE: Final = re.compile(r"撤回|撤销|终止|中止|退回|补正|转送|移送|其中.{0,6}结转|不再处理")
_CARRIED: Final = re.compile(
    r"(?:上年|上一年度?|上期|去年|上季|上月)(?:度)?(?:末)?(?:结转|遗留|留存|未审结|未办结|未结)[^，。；：]{0,8}$"
    r"|结转(?:的)?(?:上年|去年)[^，。；：]{0,4}$"
)
_NEW: Final = re.compile(r"(?:新收|新接|新受理|新申请)[^，。；：]{0,16}$")
_TAKEN: Final = re.compile(r"(?:受理|收到|应办|应办理|须办理|共办理)[^，。；：]{0,12}$")
_DUE: Final = re.compile(r"应办(?:理|件)?[^，。；：]{0,4}$")
_DONE: Final = re.compile(
    r"(?:办结|审结|(?:实际|均已|共)?答复|办理结果总计|(?:实际|本年度?)办理)(?:了|申请)?(?:共|计|为)?$"
)
_SUM: Final = re.compile(r"^总计$|办理结果总计$")
_LEFT: Final = re.compile(
    r"(?:结转|转入)(?:到|至)?(?:下|次)[^，。；：]{0,10}$|(?<!上年)(?<!去年)(?<!上年度)(?<!度)结转$|年末(?:未审结|未办结|未结)$|^(?:尚)?未(?:办结|审结|答复)$"
)
_OUTCOMES: Final = (
    re.compile(r"维持$"),
    re.compile(r"纠正$"),
    re.compile(r"其他(?:结果)?$"),
    re.compile(r"(?:尚)?未审结$"),
)
_SUIT_OUTCOMES: Final = (
    re.compile(r"驳回[^，。；：、]{0,8}$"),
    re.compile(r"撤诉$"),
    re.compile(r"(?:尚)?未审结$"),
    re.compile(r"(?:判决)?撤销$|确认违法$|责令[^，。；：、]{0,6}$|败诉$"),
    re.compile(r"胜诉$|维持$"),
)
_BEFORE_REVIEW: Final = re.compile(r"未经复议(?:直接)?(?:起诉|诉讼)?的?$")
_AFTER_REVIEW: Final = re.compile(r"(?<!未)经?复议后(?:再)?(?:起诉|诉讼)?的?$")
_SUED: Final = re.compile(r"(?:被诉|诉讼|应诉|起诉)[^，。；：、]{0,6}$")
_CASES: Final = re.compile(r"(?:复议|诉讼|起诉|应诉)[^，。；：、]{0,10}$")
_FORM_ROWS: Final = (
    re.compile("新收"), re.compile("上年(?:度)?结转"), re.compile("办理结果总计"), re.compile("结转下年"),
)  # fmt: skip
_WHOLE: Final = re.compile(r"^(?:总计|合计|共计?)$")
_NATURAL: Final = re.compile(r"自然人$")
_LEGAL: Final = re.compile(r"法人(?:或其他组织|及其他组织|和其他组织)?$")
_FAR: Final = 260


def told_ties(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ties of a document that stand in sentences."""
    yield from _rows(passages)
    for passage in passages:
        if not _TOPIC.search(passage.text) and not _NATURAL.search(passage.text[:40]):
            continue
        figures = [f for f in passage.figures if f.unit in ("件", "") and f.is_exact and not f.step]
        yield from _carried(passages, passage, figures)
        for number in range(len(passage.sentences)):
            inside = [f for f in figures if f.sentence == number]
            yield from _outcomes(passages, inside, _OUTCOMES)
            yield from _outcomes(passages, inside, _SUIT_OUTCOMES)
            yield from _suits(passages, inside)
            yield from _applicants(passages, inside)


def _carried(passages: Sequence[Passage], passage: Passage, figures: Sequence[Figure]) -> Iterator[Judged]:
    """What came in and was carried in is what was done and is carried over."""
    carried, new, taken, left = (  # each by its name
        [f for f in figures if known.search(f.lead)] for known in (_CARRIED, _NEW, _TAKEN, _LEFT)
    )
    due = [f for f in taken if _DUE.search(f.lead)]
    new = [f for f in new if f not in carried]
    left = [f for f in left if not due or f.at > due[0].at]
    left = [f for f in left if f not in carried]
    done = [f for f in figures if _DONE.search(f.lead) or _SUM.search(f.lead)]
    if len(due) == len(new) == len(carried) == 1 and new[0].at < due[0].at and carried[0].at < due[0].at:
        yield _told(passages, [new[0], carried[0]], due)
    if len(left) != 1 or len(done) != 1 or len(carried) > 1:
        return
    included = bool(carried) and carried[0].bracket and re.search("含[^）]*$", carried[0].lead)
    if len(due) == 1:
        came = due
    elif carried and len(new) == 1 and not included:
        came = [new[0], carried[0]]
    elif len(taken) == 1 and (included or not carried) and taken[0] not in done:
        came = [taken[0]]
    else:
        return
    four = sorted((*came, done[0], left[0]), key=lambda f: f.at)
    whole = passage.text[four[0].at : four[-1].after]
    if len({f.span for f in four}) == len(four) and len(whole) <= _FAR and not _ELSE.search(whole):
        yield _told(passages, came, [done[0], left[0]])


def _suits(passages: Sequence[Passage], figures: Sequence[Figure]) -> Iterator[Judged]:
    """All suits were brought before a review or after one: 被诉15件，未经复议直接起诉9件，复议后起诉6件."""
    first, second = (
        [f for f in figures if known.search(f.lead)] for known in (_BEFORE_REVIEW, _AFTER_REVIEW)
    )
    if len(first) != 1 or len(second) != 1:
        return
    one, other = first[0], second[0]
    whole = [f for f in figures if f.at < one.at and _SUED.search(f.lead) and f.bracket == one.bracket]
    made = one.value + other.value
    told = len(whole) == 1 and made >= whole[0].value  # some may be of another kind
    if told and one.bracket == other.bracket and one.at < other.at:
        yield _told(passages, [one, other], whole)


def _outcomes(
    passages: Sequence[Passage], figures: Sequence[Figure], outcomes: Sequence[re.Pattern[str]]
) -> Iterator[Judged]:
    """What reviews and suits came to: all outcomes are named, or those that are make more than the whole."""
    at = 0
    while at < len(figures):
        run: list[Figure] = []
        while at + len(run) < len(figures) and len(run) < len(outcomes):
            figure = figures[at + len(run)]
            known = [n for n, outcome in enumerate(outcomes) if outcome.search(figure.lead)]
            if not known or any(outcomes[known[0]].search(f.lead) for f in run):
                break
            run.append(figure)
        if len(run) > 1:
            behind = figures[at + len(run)] if at + len(run) < len(figures) else None
            before = _total_of_suits(figures[:at], run[0].bracket)
            total = behind if behind and _WHOLE.match(behind.lead) else before
            if total and (total is behind or _CASES.search(total.lead) or _CASES.search(total.tail)):
                made = sum((f.value for f in run), Decimal(0))
                if (
                    made == total.value
                    or (outcomes is _OUTCOMES and len(run) == len(outcomes))
                    or made > total.value
                ):
                    yield _told(passages, run, [total])
        at += max(1, len(run))


def _total_of_suits(front: Sequence[Figure], bracket: int) -> Figure | None:
    """What stands in front of outcomes; where that tells suits before a review and after one, all of them."""
    told = [figure for figure in front if figure.bracket == bracket]
    while told and (_BEFORE_REVIEW.search(told[-1].lead) or _AFTER_REVIEW.search(told[-1].lead)):
        told.pop()
    return told[-1] if told else None


def _applicants(passages: Sequence[Passage], figures: Sequence[Figure]) -> Iterator[Judged]:
    """Natural and legal persons are all applicants."""
    for one, other, total in zip(figures, figures[1:], figures[2:], strict=False):
        if _NATURAL.search(one.lead) and _LEGAL.search(other.lead) and _WHOLE.match(total.lead):
            yield _told(passages, [one, other], [total])


def _rows(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The four rows of the form told one by one, each of natural persons, legal ones and both."""
    totals: dict[int, list[Figure]] = {}
    for passage in passages if any("结转下年" in p.text for p in passages) else ():
        figures = [f for f in passage.figures if f.is_exact and not f.step]
        for at, (one, other, total) in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
            if _NATURAL.search(one.lead) and _LEGAL.search(other.lead) and _WHOLE.match(total.lead):
                label = passage.text[figures[at - 1].after if at else 0 : one.at]
                row = next((row for row, known in enumerate(_FORM_ROWS) if known.search(label)), None)
                if row is not None:
                    totals.setdefault(row, []).append(total)
    if len(totals) == len(_FORM_ROWS) and all(len(each) == 1 for each in totals.values()):
        new, carried, done, left = (totals[row][0] for row in range(len(_FORM_ROWS)))
        yield _told(passages, [new, carried], [done, left])


def _told(passages: Sequence[Passage], left: Sequence[Figure], right: Sequence[Figure]) -> Judged:
    made, wanted = (sum((f.value for f in side), Decimal(0)) for side in (left, right))
    gap = made - wanted
    first = f"{' + '.join(map(said, left))} = {shown(made)}" if len(left) > 1 else said(left[0])
    second = f"{' + '.join(map(said, right))} = {shown(wanted)}" if len(right) > 1 else said(right[0])
    figures = tuple(sorted((*left, *right), key=lambda f: f.span))
    fixes = [instead(f, f.value + gap) for f in right] + [instead(f, f.value - gap) for f in left]
    return Judged(
        Kind.TIE, figures, quotes(passages, figures), not gap,
        f"{first}，{second}" + ("，相符" if not gap else "，两边不等"),
        changes(*fixes) if gap else (), claim=right[-1], frame=Frame.PROVEN,
    )  # fmt: skip
