"""Sums: the parts that a text gives of a total make that total.

"累计办理55392件，其中街道23454件，合署28956件，公交2982件": 23454 + 28956 + 2982 = 55392.

Parts stand in brackets, behind a colon, behind 其中, behind 按…分, or in front of 共计. 其中 alone doesn't say that all
are named (RULEBOOK 11): then only what the words or the digits show counts, else the relation is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile
from operator import add

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import (
    LARGE,
    SMALL,
    adds_up,
    failed_sum,
    held_sum,
    meets_sum,
    range_of,
)
from yichuang.oversight.reportcheck.engine.relations.sums.candidates import (
    Candidate,
    Form,
    candidates,
    is_whole,
)
from yichuang.oversight.reportcheck.engine.relations.sums.evidence import (
    ENOUGH,
    divides,
    is_doubtful,
    is_sibling,
    slip_weight,
    stands_above,
    weigh,
)
from yichuang.oversight.reportcheck.engine.relations.sums.excuses import is_explained, is_of_others
from yichuang.oversight.reportcheck.engine.relations.sums.exhaustive import (
    Shape,
    is_exhaustive,
    months,
    swapped,
)
from yichuang.oversight.reportcheck.engine.relations.sums.overfull import overfills
from yichuang.oversight.reportcheck.engine.relations.sums.paired import go_together, partners
from yichuang.oversight.reportcheck.engine.relations.sums.told_whole import (
    is_of_its_kinds,
    is_told_whole,
    is_too_much,
    mended_by_slip,
    shares_are_of,
)
from yichuang.oversight.reportcheck.engine.relations.sums.unit_slips import unit_slip
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import (
    complementary,
    disjoint,
    names_rest,
    parallel,
    whole_scale,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import (
    ADDED,
    REST,
    is_change,
    is_total,
    labels_of,
)
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Certainty

# Here the list ends where it seems to end; elsewhere others of the unit may follow it.
_WHOLE_LISTS = (Form.BRACKET, Form.COLON, Form.COUNTED, Form.ITEMS)


def sums(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All sums of a document."""
    for passage in passages:
        settled: set[int] = set()  # totals that held or were accused, and parts of such totals
        taken: set[int] = set()  # the parts alone: they may have parts of their own
        doubtful: list[Candidate] = []
        for candidate in candidates(passage):
            parts = _fitting(candidate)
            if not parts:
                doubtful.append(candidate)
            elif candidate.total.at not in settled or candidate.form is not Form.PLAIN:
                settled.update(figure.at for figure in (candidate.total, *parts))
                if candidate.form is not Form.PLAIN or stands_above(passage, candidate):
                    taken.update(part.at for part in parts)
                yield held_sum(passages, candidate.total, parts)
                yield from _paired(passages, passage, candidate.total, parts)
        for candidate in sorted(doubtful, key=_nearness):
            if not candidate.total.value or adds_up(candidate.total, candidate.parts.figures):
                continue  # by chance, as nothing marks the list
            if not _is_settled(candidate, settled, taken) and (
                wrong := _accused(passages, passage, candidate)
            ):
                settled.update(figure.at for figure in wrong.figures)
                taken.update(part.at for part in candidate.parts.figures)
                yield wrong


def _paired(
    passages: Sequence[Passage], passage: Passage, total: Figure, parts: tuple[Figure, ...]
) -> Iterator[Judged]:
    """The same division in the second count that the total and each of its parts have."""
    found = partners(passage, total, parts)
    if not found:
        return
    whole, others = found
    made = sum((other.value for other in others), Decimal(0))
    if adds_up(whole, others):
        yield held_sum(passages, whole, others)
        return
    if not all(f.is_exact for f in (whole, *others)):
        return
    failed = failed_sum(passages, whole, others)
    if go_together(parts, others, total, whole, made):
        yield replace(failed, frame=Frame.PROVEN)
    elif (
        abs(made - whole.value) * 2 <= whole.value
        or slip_weight(whole, others, made - whole.value) > _BY_CHANCE
    ):
        yield failed


_BY_CHANCE = 2


def _nearness(candidate: Candidate) -> tuple[int, int]:
    """Of several totals in front of one list the nearest is asked first."""
    return candidate.parts.figures[0].at, abs(candidate.parts.figures[0].at - candidate.total.at)


def _is_settled(candidate: Candidate, settled: set[int], taken: set[int]) -> bool:
    """Whether a total has its parts already; another division of it that the text marks may still be wrong.

    What was added up may be the total of parts of its own: "补助310万元（其中返还20万元、转移290万元）".
    """
    lone = (Form.PLAIN, Form.GATHERED, Form.ITEMS)
    if candidate.form in lone and candidate.total.at in settled and not _divides_anew(candidate):
        return True
    return any(part.at in taken for part in candidate.parts.figures)


def _divides_anew(candidate: Candidate) -> bool:
    """Whether a whole scale behind a total that has its parts divides it once more: "总计100人；优秀28人、…"."""
    total, parts = candidate.total, candidate.parts.figures
    gap = abs(total.value - sum((part.value for part in parts), Decimal(0)))
    near = gap * _ANEW <= total.value
    one = candidate.parts.rank == 1 and not candidate.parts.more and parts[0].clause - total.clause <= 1
    return candidate.form is Form.PLAIN and one and near and whole_scale(labels_of(parts))


_ANEW = 20


def _fitting(candidate: Candidate) -> tuple[Figure, ...]:
    """The parts with which the sum holds, those that follow a list's weak end left out; () if it doesn't."""
    figures, longer = candidate.parts.figures, candidate.parts.longer
    if candidate.form in (Form.ADDED, Form.GATHERED):
        backwards = list(accumulate(map(range_of, reversed(figures)), add))
        size = next(
            (n for n in range(len(figures), 1, -1) if meets_sum(candidate.total, backwards[n - 1])), 0
        )
        return figures[len(figures) - size :] if size else ()
    if not _is_marked(candidate):
        return ()
    made = _sums_within(candidate.total, longer)
    shortest = len(figures) if candidate.total.value < LARGE or candidate.form in _WHOLE_LISTS else 2
    # "报告书26个、报告表57个；不予审批4个": what seemed to be the rest may be none.
    ends = [size for size in range(2, len(figures)) if _begins_anew(figures, size)]
    row = candidate.form is Form.DIVIDED and len({label[-2:] for label in labels_of(figures)}) == 1
    for size in (len(figures), *ends, *range(len(longer), shortest - 1, -1)):
        if row and size < len(figures):
            break  # "预算评审197个，结算评审87个，竣工决算评审9个": one row, none of it is left out
        if size <= len(made) and meets_sum(candidate.total, made[size - 1]):
            return longer[:size]
    return ()


def _sums_within(total: Figure, parts: Sequence[Figure]) -> list[Interval]:
    """What the first parts make together, from one on, until they exceed the total for good."""
    most = max(total.value + total.step, total.interval.high)
    grows = all(part.numeral.added.low >= 0 for part in parts)
    sums_made = accumulate(map(range_of, parts), add)
    return list(takewhile(lambda each: each.low <= most, sums_made) if grows else sums_made)


def _begins_anew(figures: Sequence[Figure], at: int) -> bool:
    """Whether what seems to be the rest stands clauses away from the list."""
    return bool(REST.match(figures[at].lead)) and figures[at].clause - figures[at - 1].clause > 1


def _is_marked(candidate: Candidate) -> bool:
    """Whether the words set parts and total side by side, or the numbers are so large that no chance makes a sum."""
    if candidate.form is not Form.PLAIN or candidate.total.value >= SMALL:
        return True
    return complementary(labels_of(candidate.parts.figures))


def _accused(passages: Sequence[Passage], passage: Passage, candidate: Candidate) -> Judged | None:
    """The finding, if the words or the digits show that these parts must make this total."""
    total, parts = candidate.total, candidate.parts.figures
    if not (total.is_exact and all(part.is_exact for part in parts)):
        return None
    if is_change(total):
        return None  # what came or went is often net of what the parts don't tell
    if total.at < parts[0].at and "主要" in passage.text[total.after : parts[0].at]:
        return None  # "增收16.5亿元（主要是土地出让收入9.5亿元…": nobody says that these are all
    among = candidate.form is Form.AMONG
    whole = _is_whole(passage, candidate) or (among and overfills(passage, total, parts))
    if not whole and _is_told_again(candidate):
        return None
    slipped = None if candidate.form is Form.PLAIN else unit_slip(total, parts)
    certainty = Certainty.CONTRADICTION if slipped or whole else _certainty(passage, candidate)
    if certainty is None:
        return None
    made = sum((part.value for part in parts), Decimal(0))
    gap = total.value - made
    if is_of_others(passage, candidate) or (not slipped and is_explained(passage, candidate, made)):
        return None
    failed = failed_sum(passages, total, parts, certainty, slipped, more=gap > 0 and among)
    if whole:
        return replace(failed, frame=Frame.PROVEN)
    firm = _is_firm(passage, candidate, gap)
    beside = among and total.bracket == parts[0].bracket
    return replace(failed, frame=Frame.FIRM if firm else Frame.CLEAR, rest=gap > 0 and not firm and beside)


def _is_told_again(candidate: Candidate) -> bool:
    """Whether a part is the total told again, not one of a row: "监测点8个，…8个点位中超标的1个"."""
    total, parts = candidate.total, candidate.parts.figures
    if not any(part.value == total.value for part in parts):
        return False
    others = sum((part.value for part in parts), Decimal(0)) - total.value
    labels = labels_of(parts)
    apart = is_whole(labels) or disjoint(labels) or parallel(labels)
    return candidate.form is Form.PLAIN or others == total.value or not apart


def _is_whole(passage: Passage, candidate: Candidate) -> bool:
    """Whether the list itself tells that it leaves no rest, right behind its total."""
    total, parts = candidate.total, candidate.parts.figures
    among = candidate.form is Form.AMONG
    if parts[0].sentence - total.sentence > among or total.at > parts[0].at or candidate.parts.more:
        return False
    if shares_are_of(passage, parts):
        return _is_only(passage, total) or mended_by_slip(total, parts)
    if candidate.form is Form.PLAIN and not (
        stands_above(passage, candidate) or _leaves_over(passage, candidate)
    ):
        return False
    if candidate.parts.rank == 1 and is_of_its_kinds(total, parts) and is_too_much(passage, total, parts):
        return True
    values = [part.value for part in parts]
    alone = candidate.form is not Form.PLAIN and total.value * 2 > min(values)
    if not (alone and _is_only(passage, total)) and not mended_by_slip(total, parts):
        return False
    if candidate.parts.rank == 1 and is_too_much(passage, total, parts):
        return True
    return not _FURTHER.match(passage.text, parts[-1].after) and is_told_whole(passage, total, parts)


def _leaves_over(passage: Passage, candidate: Candidate) -> bool:
    """Whether the last part is said to be all others: "22个村参评，红榜8个，黑榜3个，其余12个村为合格"."""
    total, parts = candidate.total, candidate.parts.figures
    in_row = all(other.clause - one.clause == 1 for one, other in pairwise((total, *parts)))
    of_two = len(parts) < _OF_ONE_WHOLE  # `balances` knows what is left when one is gone
    return in_row and not of_two and _is_only(passage, total) and bool(_LEFT_OVER.match(parts[-1].lead))


_OF_ONE_WHOLE = 3


_LEFT_OVER = re.compile(r"^(?:其余|剩余|余下)")
_FURTHER = re.compile(r"[^，；。、]{0,12}[，；、]?(?:另|其余|其他|还|此外|以及|等|暂|尚有)")


def _is_only(passage: Passage, total: Figure) -> bool:
    """Whether no other figure in front of a total in its sentence could be the total meant."""
    begins, _ = passage.sentence_range(total.sentence)
    return not any(compatible(figure.unit, total.unit) for figure in passage.between(begins, total.at))


def _is_firm(passage: Passage, candidate: Candidate, gap: Decimal) -> bool:
    """Whether the list can hardly be meant for anything but this total: by its place, or as it names all there is."""
    total, parts = candidate.total, candidate.parts.figures
    among = candidate.form is Form.AMONG
    if parts[0].sentence - total.sentence > among:
        return False
    labels = labels_of(parts)
    if (
        is_whole(labels)
        or names_rest(labels)
        or months(parts)
        or (gap < 0 and (disjoint(labels) or parallel(labels)))
    ):
        return True
    if candidate.form is Form.ADDED and _adds_all(passage, candidate):
        return bool(ADDED.fullmatch(total.lead)) or abs(gap) * _CLOSE <= total.value
    divided = total.at < parts[0].at and divides(passage.text[total.after : parts[0].at])
    return candidate.form in _FIRM or (divided and abs(gap) * _CLOSE <= total.value)


_CLOSE = 15
_FIRM = (Form.BRACKET, Form.COLON, Form.COUNTED, Form.DIVIDED)


def _certainty(passage: Passage, candidate: Candidate) -> Certainty | None:
    if candidate.form is Form.ADDED and not _adds_all(passage, candidate):
        return Certainty.CONTRADICTION if weigh(passage, candidate) >= ENOUGH + 1 else None
    if candidate.form is Form.PLAIN and _carries(passage, candidate.total):
        return None
    if candidate.form is Form.ITEMS and not _is_near(candidate):
        return None
    beside = candidate.form is Form.PLAIN and is_sibling(passage, candidate)
    if candidate.form is not Form.GATHERED and not beside and (sure := _by_words(passage, candidate)):
        return sure
    if weigh(passage, candidate) >= ENOUGH:
        return Certainty.CONTRADICTION
    return Certainty.QUESTION if candidate.form is Form.AMONG and is_doubtful(candidate) else None


def _by_words(passage: Passage, candidate: Candidate) -> Certainty | None:
    return is_exhaustive(
        Shape(
            total=candidate.total,
            parts=candidate.parts.figures,
            among=candidate.form is Form.AMONG,
            plain=candidate.form is Form.PLAIN,
            more=candidate.parts.more,
            rank=candidate.parts.rank,
            counted=candidate.form is Form.COUNTED,
            listed=candidate.form in (Form.BRACKET, Form.COLON),
            above=stands_above(passage, candidate),
        )
    )


def _carries(passage: Passage, total: Figure) -> bool:
    """Whether cases carried over come on top of the total: `balances` knows of them."""
    begins, _ = passage.sentence_range(total.sentence)
    return _first_carried(passage.text, begins) <= total.after


_CARRIED = re.compile("结转|旧存|遗留|上年未|结存")


@lru_cache(maxsize=8)
def _first_carried(text: str, begins: int) -> int:
    """Where the first such word behind a place ends; asked for each figure of a sentence that may be long."""
    found = _CARRIED.search(text, begins)
    return found.end() if found else len(text) + 1


def _is_near(candidate: Candidate) -> bool:
    """Whether items make nearly their total, so that it can only be meant for theirs."""
    made = sum((part.value for part in candidate.parts.figures), Decimal(0))
    return abs(made - candidate.total.value) * 5 <= candidate.total.value


def _adds_all(passage: Passage, candidate: Candidate) -> bool:
    """Whether 共计 speaks of the very list in front of it: a plain list from the sentence's head, and no new noun."""
    total, parts = candidate.total, candidate.parts.figures
    lead = ADDED.sub("", total.lead, count=1)
    made = sum((part.value for part in parts), Decimal(0))
    some = total.value >= LARGE and any(made - part.value == total.value for part in parts)
    far = abs(made - total.value) * 2 > total.value
    if some or (far and not swapped(total.value, made) and not is_slip(total, made)):
        return False  # it speaks of some of them
    if re.search(r"其余|其他|另", passage.text[parts[-1].after : total.at]):
        return False
    begins, _ = passage.sentence_range(total.sentence)
    joined = all(
        one.clause != other.clause or re.fullmatch(r"[和及与]|以及", passage.text[one.after : other.at])
        for one, other in pairwise(parts)
    )
    if not joined or any("其中" in part.lead or is_total(part) for part in parts):
        return False
    if total.value < max(part.value for part in parts) and not mended_by_slip(total, parts):
        return False
    between = [
        f for f in passage.between(parts[0].at, total.at) if f.bracket == total.bracket and not f.is_percent
    ]
    return len(lead) <= 6 and parts[0].at - begins < 60 and len(between) == len(parts)
