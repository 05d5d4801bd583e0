"""Averages that no way of writing explained: any count about one may be shared out in it, among any other.

"校舍面积18,720平方米，生均21.7平方米；…以上均按在校生1,600人计算": 18720 ÷ 1600 = 11.7, a digit from what is printed.
"全镇17个村，每村1.2万元，共计10.4万元": a product is the same thing, read from its other end.
"全年清运33,580吨，日均95吨": the days and months of a stretch of time share too.

All readings are weighed by what the text says of them (`average_signs.py`), never by their numbers; then the numbers
are (`odds.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide, multiply
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, rounded, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.average_signs import Sharing, may_be, offers, signs
from yichuang.oversight.reportcheck.engine.relations.average_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.averages import is_of_more, range_of_average
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said, with_value
from yichuang.oversight.reportcheck.findings import Kind

_ENOUGH = 3.0
_LEAST = 0.5  # a reading that another is likelier than isn't accused
_A_SLIP = 1.5  # what a wrong digit of a short number says; without one an average may be of anything


def open_averages(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the averages that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim}
    claimed |= {f.span for each in judged if each.kind is Kind.AVERAGE and each.holds for f in each.figures}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    for passage in passages:
        for average in passage.figures:
            if average.span in claimed or average.span in accused or not may_be(average):
                continue
            best, sure = _best(passage, average)
            told = best is not None and any(figure.span in accused for figure in best.figures)
            if best is not None and (not told or sure > odds.ONCE_MORE):
                yield _told(passages, average, best)


def _best(passage: Passage, average: Figure) -> tuple[Sharing | None, float]:
    """What the average is likeliest made of, if an error in it is likelier than anything else; and by how much."""
    offered = list(offers(passage, average))
    if not offered:
        return None, 0.0
    beliefs, none = odds.shares_of_belief([points(signs(passage, average, each)) for each in offered])
    explained = sum(
        belief * odds.of_agreement(average, _wanted(average, each))
        for belief, each in zip(beliefs, offered, strict=True)
        if fits(average, each)
    )
    weighed = [
        (belief * slips(average, each), index)
        for index, (belief, each) in enumerate(zip(beliefs, offered, strict=True))
        if belief > _LEAST and all(f.is_exact for f in each.figures) and not fits(average, each)
        if each.among is None or not is_of_more(passage, each.whole, each.among, average)
    ]
    if not weighed:
        return None, 0.0
    _, best = max(weighed, key=lambda each: each[0])
    each = offered[best]
    slip = slips(average, each)
    sure = odds.odds_of_error(beliefs[best], slip, none, explained)
    return (each if sure > _ENOUGH and slip > _A_SLIP else None), sure


def points(of: Sequence[str]) -> int:
    """The signs added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in of)


def fits(average: Figure, sharing: Sharing) -> bool:
    """Whether the average comes out."""
    made = sharing.made
    return made is not None and made.meets(range_of_average(average))


def slips(average: Figure, sharing: Sharing) -> float:
    """How much likelier the numbers are with an error in one of them than if they had nothing to do with each other."""
    found = odds.ANY + odds.of_slip(average, _wanted(average, sharing))
    meant = average.interval if _is_told(average) else range_of_average(average)
    found += odds.of_slip(sharing.whole, _prints(sharing.whole, _whole_of(sharing, meant)))
    if sharing.among is not None and (among := _among_of(sharing, meant)) is not None:
        found += odds.of_slip(sharing.among, _prints(sharing.among, among))
    return found * _of_no_rest(average, sharing)


def _is_told(average: Figure) -> bool:
    """Whether so much each was set and not reckoned: 每人20元, which isn't rounded."""
    return "每" in average.lead and "均" not in average.lead and not average.step and average.is_exact


def _of_no_rest(average: Figure, sharing: Sharing) -> float:
    """How much it says that a count is shared out without rest: by chance it is once for each of the sharers."""
    whole, among = sharing.whole, sharing.among
    counted = among is not None and not (average.step or whole.step or among.step) and sharing.factor == 1
    if not counted or among is None or sharing.times.low != 1 or among.value < _FEWEST:
        return 1.0
    return float(min(_MOST, among.value * _OFTEN)) if whole.value % among.value == 0 else 1.0


_FEWEST, _MOST, _OFTEN = 5, Decimal(30), Decimal("0.3")


def _wanted(average: Figure, sharing: Sharing) -> Interval:
    made = sharing.made
    if made is None or made.high == ENDLESS:
        return Interval(Decimal(-1), Decimal(-1))
    step = average.step or Decimal(1)
    return Interval(made.low - step, made.high + step / 2, low_open=True)


def _whole_of(sharing: Sharing, meant: Interval) -> Interval:
    sharers = sharing.sharers
    return Interval(
        divide(meant.low * sharers.low, sharing.factor), divide(meant.high * sharers.high, sharing.factor)
    )


def _among_of(sharing: Sharing, meant: Interval) -> Interval | None:
    over = Interval(meant.low * sharing.times.low, meant.high * sharing.times.high)
    return sharing.whole.interval.times(sharing.factor).over(over)


def _prints(figure: Figure, meant: Interval) -> Interval:
    return Interval(meant.low - figure.step, meant.high + figure.step / 2, low_open=bool(figure.step))


def _told(passages: Sequence[Passage], average: Figure, sharing: Sharing) -> Judged:
    figures = (*sharing.figures, average)
    times = sharing.times.low
    sharers = multiply(sharing.among.value if sharing.among is not None else Decimal(1), times)
    value = divide(multiply(sharing.whole.value, sharing.factor), sharers)
    step = average.step or Decimal(1)
    places = max(0, -int(step.adjusted()) + 1)
    by = "".join(
        f" {sign} {told}"
        for sign, told in (
            ("×", shown(sharing.factor) if sharing.factor != 1 else ""),
            ("÷", said(sharing.among) if sharing.among is not None else ""),
            ("÷", said(sharing.span) if sharing.span is not None else shown(times) if times != 1 else ""),
        )
        if told
    )
    whole = divide(multiply(average.value, sharers), sharing.factor)
    return Judged(
        Kind.AVERAGE, figures, quotes(passages, figures), False,
        f"{said(sharing.whole)}{by} {about(value, places)}，原文为 {said(average)}",
        changes(
            instead(average, rounded(value, step) if average.step == 0 else value),
            instead(sharing.whole, whole),
            _how_many(average, sharing),
        ),
        claim=average, frame=Frame.PROVEN,
    )  # fmt: skip


def _how_many(average: Figure, sharing: Sharing) -> str | None:
    """The number of sharers with which the average comes out, if a whole one does it."""
    if sharing.among is None:
        return None
    over = multiply(average.value, sharing.times.low)
    among = with_value(sharing.among, divide(multiply(sharing.whole.value, sharing.factor), over))
    made = sharing.whole.interval.times(sharing.factor).over(
        Interval(among.interval.low * sharing.times.low, among.interval.high * sharing.times.high)
    )
    meets = made is not None and made.meets(range_of_average(average))
    return instead(sharing.among, among.value) if meets else None
