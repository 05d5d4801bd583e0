"""What is carried over: what was brought in and what is new is what was done and what is carried out.

"上年结转12件，新收350件，办结348件，结转下年14件": 12 + 350 = 348 + 14.
"新接申请65件，连同上年度留存的4件，应办69件": 65 + 4 = 69.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import (
    CLOSING,
    OPENING,
    OUT,
    is_stock,
    ledger_of,
)
from yichuang.oversight.reportcheck.engine.relations.sums.adding import sum_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, is_part
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_CARRIED = re.compile(
    r"(?:上年|上期|去年|年初|上月|上季)(?:度)?(?:结转|结存|遗留|未结|旧存|存)|存量|旧存|旧案|结转(?:上年|上期)"
)
_NEW = re.compile(r"新收|新发现|新排查|新受理|新接|新增|本年|本期|当年|受理|收到|接收|收件")
_REACH = 8
_FAR = 200


def near_left(passage: Passage, index: int, left: Figure) -> list[Figure]:
    """Figures of the unit in front, no further than the sentence before."""
    near = passage.figures[max(0, index - _REACH) : index]
    found = [
        f
        for f in near
        if counts(f) and _is_alike(f, left) and left.sentence - f.sentence <= 1 and left.at - f.at <= _FAR
    ]
    if _AMONG_THEM.match(left.tail) and any(f.value == left.value and f.lead in left.lead for f in found):
        return []  # "未完成6家，…。未完成的6家里，没钱的3家": told again
    # "小区37个，37个小区中未成立业委会的还有9个": the whole told again is no second figure
    again = {id(f) for one, f in pairwise(found) if f.value == one.value and _AMONG_THEM.match(f.tail)}
    return [f for f in found if id(f) not in again]


def _is_alike(one: Figure, left: Figure) -> bool:
    """Whether two figures count the same: posts are filled with persons (核定编制320个，在编274人)."""
    return one.unit == left.unit or ("编" in left.lead and {one.unit, left.unit} <= {"个", "人", ""})


_AMONG_THEM = re.compile(r"[^，。；]{0,8}[中里]")
_NEXT = re.compile(
    r"结转(?:下|至|到)|转入下|下(?:年|一年)度?(?:继续)?(?:办理|结转)|年末|期末|月末|在办|未结|未办结"
)


def _four(passage: Passage, index: int, left: Figure) -> tuple[Figure, Figure, Figure] | None:
    """What was carried in, what came new and what was done, by their words; parts behind 其中 are passed over."""
    near = near_left(passage, index, left)
    if len(near) > 2:
        first, second, done = near[-3:]
        carried, new = (second, first) if _CARRIED.search(second.lead) else (first, second)
        carries = _CARRIED.search(carried.lead) and _NEW.search(new.lead) and "应" not in new.lead
        stock = OPENING.search(carried.lead) and CLOSING.search(left.lead) and not CLOSING.search(new.lead)
        if (carries or stock) and OUT.search(done.lead):
            return carried, new, done
    if not _NEXT.search(left.lead + left.tail[:8]):
        return None
    wide = [
        f
        for f in passage.figures[max(0, index - 2 * _REACH) : index]
        if counts(f) and f.unit == left.unit and f.bracket == left.bracket and left.sentence - f.sentence <= 2
    ]
    heads = [f for f in wide if not is_part(passage, f)]
    ended = next((f for f in reversed(heads) if _DONE.search(f.lead)), None)
    opened = next((f for f in reversed(heads) if _CARRIED.search(f.lead)), None)
    came = next((f for f in heads if _NEW.search(f.lead) and not re.search("应|共需", f.lead)), None)
    if ended is None or opened is None or came is None or len({ended.at, opened.at, came.at}) < 3:
        return None
    return opened, came, ended


_DONE = re.compile(r"(?:办结|答复|办理完毕|审结|结案|办理)(?:申请|案件)?(?:了|共)?$")


def carried_over(passages: Sequence[Passage], passage: Passage, index: int, left: Figure) -> Judged | None:
    """Carried in + new = done + carried out."""
    found = _four(passage, index, left)
    if found is None:
        return None
    carried, new, done = found
    figures = (carried, new, done, left)
    had, went = carried.value + new.value, done.value + left.value
    came = f"{said(carried)} + {said(new)} = {with_scale(had, new)}"
    told = f"{came}，{said(done)} + {said(left)} = {with_scale(went, new)}"
    holds = sum_of((carried, new)).meets(sum_of((done, left)))
    if not holds and not (all(f.is_exact for f in figures) and _is_whole(passage, figures)):
        return None
    fixes = changes(
        instead(left, had - done.value),
        instead(done, had - left.value),
        instead(new, went - carried.value),
        instead(carried, went - new.value),
    )
    ending = "，两边相等" if holds else "，两边不等"
    return Judged(
        Kind.SUM, figures, quotes(passages, figures), holds, told + ending, () if holds else fixes, claim=left,
        frame=Frame.PROVEN,
    )  # fmt: skip


def _is_whole(passage: Passage, figures: Sequence[Figure]) -> bool:
    """Whether no other movement stands among those of a balance: `ledger` knows the longer chains."""
    first, last = min(figures, key=lambda f: f.at), max(figures, key=lambda f: f.at)
    between = passage.between(first.at, last.after)
    level = [f for f in between if f.unit == last.unit and f.bracket == last.bracket]
    return sum(f in figures or not is_part(passage, f) for f in level) == len(figures)


_DUE = re.compile(
    r"应(?:办理?|处理|答复|办结|结)(?:申请|案件|件数)?$|可用(?:资金|财力)(?:总额)?(?:为|共)?$"
    r"|调整后(?:预算)?(?:数|为)*$"
)
_BROUGHT = re.compile(r"结转|遗留|留存|结余|未结|旧存|调[增减整]|追加|核减")


def dues(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "新接申请65件，连同上年度留存的4件，应办69件": what is carried over comes on top of what is new."""
    for index, due in enumerate(passage.figures):
        if not _DUE.search(due.lead) or not is_stock(due):
            continue
        before = [
            f
            for f in passage.figures[max(0, index - _REACH) : index]
            if f.unit == due.unit
            and f.bracket == due.bracket
            and is_stock(f)
            and due.sentence - f.sentence <= 1
        ]
        if len(before) < 2 or not any(_BROUGHT.search(f.lead) for f in before[-2:]):
            continue
        less = [f for f in before[-2:] if re.search("减", f.lead)]
        told = ledger_of(passages, before[-2], [(before[-1], -1 if less else 1)], due, Kind.SUM)
        others = any(f.value == due.value for f in before)
        if told.holds or (
            not others and abs(before[-2].value + before[-1].value - due.value) * 4 <= due.value
        ):
            yield told
