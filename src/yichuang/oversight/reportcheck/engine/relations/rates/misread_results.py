"""Rates, averages and steps that are of others than the figures beside them, whichever relation found them. Pure.

"重点人群签约21846人，重点人群签约率81.6%": of all 重点人群, whom the text doesn't count, not of those who signed.
"两年累计补助158万元，…今年户均2.14万元": what two years got isn't this year's.
"充电类由217件增至451件；退费类364件，比去年净增127件": the 217 are of another thing, which has its step already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.percents.closing_shares import closes_a_hundred
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.rates import fits_rate
from yichuang.oversight.reportcheck.engine.slips import is_moved
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind, Span

_STEPS = (Kind.GROWTH, Kind.DIFFERENCE)
_LABEL = re.compile(r"^(?:其中|包括|含|有)|(?:共|有|为|达|的)+$")
_OF_THEM = re.compile(r"[一-鿿]{2,6}率[^，。；]{0,3}$")
_ONE_YEAR = re.compile(r"今年|本年|当年")
_THE_YEAR_BEFORE = re.compile(r"去年|上年(?!度?末)|上一年")
_YEARS = re.compile(r"[两二三四五六七八九十\d]年(?:来|间|共|累计|合计|[^，。；\d末底]{0,2}$)|历年")
_THEN = re.compile(r"去年|上年|上期|同期|此前")
_ALL = re.compile(r"^[^，。；]{0,6}总[量数额]")


def without_misread_results(
    passages: Sequence[Passage],
    told: Iterable[Judged],
    before: Sequence[Judged],
) -> list[Judged]:
    """What was judged without accusations whose figures the words set apart."""
    listed = list(told)
    if all(each.holds for each in listed):
        return listed
    held = [each for each in (*before, *listed) if each.holds]
    return [each for each in listed if each.holds or not _is_misread(passages, each, held)]


def _is_misread(passages: Sequence[Passage], judged: Judged, held: Sequence[Judged]) -> bool:
    claim = judged.claim
    if claim is None:
        return False
    others = [figure for figure in judged.figures if figure is not claim]
    if judged.kind is Kind.RATE and len(others) > 1:
        return (
            closes_a_hundred(claim, others, held)
            or _is_of_its_own(claim, others)
            or _is_told_of_them(passages[claim.paragraph], claim, others)
            or _counts_names(others)
            or _is_of_a_mean(passages[claim.paragraph], claim, others)
            or _is_told_of_another(passages[claim.paragraph], claim, others)
        )
    if judged.kind is Kind.AVERAGE:
        return (
            _is_above_its_whole(claim, others)
            or any(_OF_TIERS.search(figure.lead) for figure in judged.figures)
            or any(are_of_other_years(claim, f) for f in others)
            or (judged.by != _POINTED and _comes_of_more_sharers(passages[claim.paragraph], claim, others))
        )
    return judged.kind in _STEPS and (
        _is_per_head(claim, others)
        or _has_its_step(claim, others, [each for each in held if each.kind in _STEPS])
    )


_POINTED = "mistaken_averages"  # which knows that it comes of others, of whom the words don't speak


def _is_per_head(claim: Figure, others: Sequence[Figure]) -> bool:
    """Whether the step is of what each has, and the values are of all: 绿地增加222.5公顷，人均绿地增长1.13%."""
    return bool(_EACH.search(claim.lead)) and not any(
        figure.role is Role.AVERAGE or _EACH.search(figure.name + figure.lead) for figure in others
    )


_EACH = re.compile(r"[人户日月年件次亩村校]均(?!衡)|平均每?|每[人户天月件亩]")


def _is_of_its_own(rate: Figure, others: Sequence[Figure]) -> bool:
    """Whether the rate bears the name of the part and then that of another thing: it is of all of that name."""
    if not _OF_THEM.search(rate.lead):
        return False
    return any(
        len(label) > 1
        and rate.lead.startswith(label)
        and _OF_THEM.fullmatch(rate.lead[len(label) :])
        and not any(label in other.lead + other.tail for other in others if other is not part)
        for part in others[1:]
        if (label := _LABEL.sub("", part.lead))
    )


def _is_told_of_another(passage: Passage, rate: Figure, others: Sequence[Figure]) -> bool:
    """Whether a bracket behind another rate says that it is of this base: "建档率91.2%（以常住人口42.15万人计）"."""
    for base in others:
        begins = passage.text.rfind("（", 0, base.at) if base.bracket and base.bracket != rate.bracket else -1
        if begins >= 0 and _IS_OF.match(passage.text, begins):
            told = [f for f in passage.figures if f.is_percent and f.after == begins]
            return bool(told) and rate not in told
    return False


_IS_OF = re.compile(r"（(?:以|按)[^，。；（）]{1,20}计")


def _comes_of_more_sharers(passage: Passage, average: Figure, others: Sequence[Figure]) -> bool:
    """Whether it is what counts beside the accused sharers make with them: 接警3872起，民警28人、辅警46人，人均52起."""
    near = passage.between(average.at - _FAR, average.at)
    for sharers in others:
        beside = [f for f in near if f.unit == sharers.unit and f.is_exact and f not in others]
        beside = [f for f in beside if abs(f.at - sharers.at) < _WIDE]
        wholes = {f for other in others if other is not sharers for f in near if f.unit == other.unit}
        if any(
            abs(divide(whole.value, sharers.value + more.value) - average.value) < (average.step or 1)
            for whole in wholes
            for more in beside
            if sharers.value + more.value
        ):
            return True
    return False


_FAR, _WIDE = 200, 24
_OF_TIERS = re.compile(
    r"(?:^|[^以之目提日年空此当])前$|[两三四五]档"
)  # 前10件不收费，其后每件100元，两档合计2,800元


def _is_told_of_them(passage: Passage, rate: Figure, others: Sequence[Figure]) -> bool:
    """Whether a rate in front is what part and base make: "优良率85%；上年抽查100份，优良率79%" is of these 100."""
    pair = Pair(tuple(others[1:]), others[0], sure=False)
    return any(
        figure.is_percent and fits_rate(figure, pair)
        for figure in passage.in_sentence(rate.sentence)
        if figure.at < rate.at and _THEN.search(passage.text, figure.after, rate.at)
    )


def _counts_names(others: Sequence[Figure]) -> bool:
    """Whether a base says how many are named whose sum is meant (占四所总量的69.0%), or a part is of other things."""
    if any(figure.numeral.spoken and _ALL.match(figure.tail) for figure in others):
        return True
    units = {figure.unit for figure in others}
    return len(units) > 1 and any(figure.role is Role.CHANGE for figure in others)


def _is_of_a_mean(passage: Passage, rate: Figure, others: Sequence[Figure]) -> bool:
    """Whether a part is of what is told as a mean: 工资性收入8642元，占41.0% of 人均可支配收入21075元."""
    part = others[-1]
    means = (f for f in passage.figures if f.role is Role.AVERAGE and f.unit == part.unit and f.at < rate.at)
    return len(others) == _ONE_PAIR and any(
        fits_rate(rate, Pair((part,), mean, sure=False)) for mean in means
    )


_ONE_PAIR = 2


def _is_above_its_whole(average: Figure, others: Sequence[Figure]) -> bool:
    """Whether each would have more than all have: 400 of "400毫升献血" aren't shared out; of money a 万 may lack."""
    if len(others) != _ONE_PAIR or others[0].unit != average.unit or is_money(average.unit):
        return False
    whole, among = others
    far = whole.value * _FAR_OFF < average.value * among.value
    return far and not is_moved(average, divide(whole.value, among.value))


_FAR_OFF = 20


def are_of_other_years(one: Figure, other: Figure) -> bool:
    """Whether the words in front of two figures tell of years that aren't the same: 今年 and 两年累计."""
    years = [_year(figure) for figure in (one, other)]
    return "" not in years and years[0] != years[1]


def _year(figure: Figure) -> str:
    if _YEARS.search(figure.lead):
        return "years"
    this, last = _ONE_YEAR.search(figure.lead), _THE_YEAR_BEFORE.search(figure.lead)
    return "" if (this and last) or not (this or last) else "this" if this else "last"


def _has_its_step(claim: Figure, others: Sequence[Figure], steps: Sequence[Judged]) -> bool:
    """Whether a value of before is the one that another value of now grew from, so that it is of another thing."""
    values = [figure.span for figure in others if not figure.is_percent and figure.role is not Role.CHANGE]
    bases = [figure.span for figure in others if figure.role is Role.BASE]
    return any(_is_of_another(bases, values, step, claim.span) for step in steps)


def _is_of_another(bases: Sequence[Span], values: Sequence[Span], step: Judged, claim: Span) -> bool:
    levels = [figure.span for figure in step.figures if figure.role is Role.LEVEL and not figure.is_percent]
    known = {figure.span for figure in step.figures}
    shared = any(base in known for base in bases)
    mine = [value for value in values if value not in bases]
    return shared and bool(levels) and bool(mine) and claim not in known and not known & set(mine)
