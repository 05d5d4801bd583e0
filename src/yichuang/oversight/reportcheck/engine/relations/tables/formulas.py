"""How a line of a table may be computed from others of it, and how likely each way is by the names alone. Pure.

Rates, shares, growth, differences, sums of lines beside, averages, amounts, balances; a line is a column, or a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from math import log
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, multiply, point, total_of
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import complementary, names_rest
from yichuang.oversight.reportcheck.engine.relations.tables.lines import (
    DIFFERENCE,
    Axis,
    is_addable,
    is_total_name,
)
from yichuang.oversight.reportcheck.engine.relations.tables.odds import Compute
from yichuang.oversight.reportcheck.engine.telling import said

HUNDRED: Final = Decimal(100)
WIDEST: Final = 8
_GROWTH: Final = re.compile(r"同比|环比|增长|增幅|增速|增减|降幅|下降|较上|比上|±|变化|变动|上升|提高")
_DOWN: Final = re.compile(r"下降|降幅|减少|降低|减幅")
_THIS: Final = re.compile(r"本年|今年|本期|报告期|本月|本季|当年|当期|决算|实际|执行|年末|期末|现价")
_LAST: Final = re.compile(r"上年|去年|上期|同期|上月|上季|往年|前期|预算|计划|年初|期初")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SHARE: Final = re.compile(r"占|比重|构成|比例")
_RATE: Final = re.compile(r"率|%|占比|完成预算|完成|比例|覆盖面|进度")
_MEAN: Final = re.compile(r"均|[单售]价|每|强度|单产|亩产")
_AMOUNT: Final = re.compile(r"金额|总[额价值]|小计|投资|支出|费用?$|收入|资金|总产|产量|补贴|补助")
_ALL: Final = re.compile(
    r"^(?:总分|总得分|综合得分|总成绩|总评分?|得分合计|最终得分|考核得分|总[额数量])(?:[（(]|$)"
)
_BALANCE: Final = (
    re.compile(
        r"(?:上[年期月季]|去年|年初|期初)(?:度|末)?(?:结转|结存|遗留|未结|余|库存|存)|^(?:旧存|期初|年初|上[年期月季]末)"
    ),
    re.compile(r"新收|新接|新受理|新增|本[年期月]收|受理|收件|收入|接收|购入|入库|纳入|增加|转入|登记"),
    re.compile(
        r"办结|办理完毕|完成|支出|发放|领用|出库|答复|处理|审结|结案|注销|减少|转出|退[出库]|核销|偿还"
    ),
    re.compile(
        r"结转(?:下|次|至)|(?:期末|年末|月末)(?:结转|结存|未结|余|库存|存)?|未办结|未结|在办|结余|库存"
    ),
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A way in which a line may be computed: of which others (the last of a share: the whole), and how likely it is.

    `points` are logarithms of odds against its being computed in no way. `blanks`: empty cells count as nothing.
    `rough` computes it in floating point, to leave out early what can't be.
    `rounds`: a whole result may be a rounded one.
    `whole` is the crossing line of the total, from which the last number of a share is taken.
    """

    lines: tuple[int, ...]
    compute: Compute
    rough: Callable[[Sequence[float]], float]
    show: Callable[[Sequence[Figure]], str]
    points: float
    whole: int | None = None
    blanks: bool = False
    differs: bool = False
    rounds: bool = False

    @property
    def mends_part(self) -> bool:
        """Whether it is a part of a whole, so that the part put right is told as well."""
        return self.compute is _share


def formulas(axis: Axis, line: int, others: Sequence[int], percent: bool) -> Iterator[Formula]:
    """The ways in which a line may be computed of others that aren't percentages."""
    name = _name(axis, line)
    names = {other: _name(axis, other) for other in others}
    pairs = tuple(permutations(others, 2))
    spread = log(max(1, len(pairs)))
    if percent:
        for one, other in pairs:
            yield from _of_two_to_percent(name, names, one, other, spread)
        yield from _shares(axis, name, others)
        return
    if _is_opening(name, names.values()):
        return  # what there was is computed of nothing, though 2025年底 less 退库 may come near it
    step, mean, amount = (bool(known.search(name)) for known in (DIFFERENCE, _MEAN, _AMOUNT))
    for one, other in pairs:
        if step or not axis.upright:  # among rows, chance finds too many differences
            later = _later(names[one], names[other]) if step else -9.0
            points = max(later, -1.0 - spread) if step else -4.0 - spread
            yield Formula((one, other), _less, _rough_less, _show_less, points, differs=True)
        if mean:
            for factor in _factors(name, names[one]):
                rough = _rough_mean(float(factor))
                yield Formula(
                    (one, other), _mean(factor), rough, _show_mean(factor), -0.5 - spread, rounds=True
                )
        elif one < other and amount and any(_MEAN.search(names[each]) for each in (one, other)):
            yield Formula((one, other), _product, _rough_product, _show_product, -1.0 - spread)
    if not axis.upright:  # rows that stand deeper are told by `table_readings`
        yield from _sums(axis, line, names)
    yield from _balances(name, line, names)


def _name(axis: Axis, line: int) -> str:
    return "".join(axis.names(line))


def _of_two_to_percent(
    name: str, names: dict[int, str], one: int, other: int, spread: float
) -> Iterator[Formula]:
    pair = (one, other)
    if _GROWTH.search(name):
        later = _later(names[one], names[other])
        step = bool(DIFFERENCE.search(names[one])) and not DIFFERENCE.search(names[other])
        grown = (
            (_fallen, _rough_fallen, _show_fallen)
            if _DOWN.search(name)
            else (_grown, _rough_grown, _show_grown)
        )
        yield Formula(pair, *grown, max(later, -1.0 - spread))
        yield Formula(pair, _risen, _rough_risen, _show_risen, -1.0 if step else -3.0 - spread)
        yield Formula(pair, _share, _rough_share, _show_share, -1.0 if step else -4.0 - spread)
    else:
        likely = bool(_RATE.search(name) or _SHARE.search(name))
        points = 2.5 if _is_named(name, names[one]) else -1.0
        yield Formula(pair, _share, _rough_share, _show_share, (points if likely else -3.0) - spread)


def _shares(axis: Axis, name: str, others: Sequence[int]) -> Iterator[Formula]:
    points = (-0.5 if _SHARE.search(name) else -3.0) - log(max(1, len(others)))
    wholes = [at for at in axis.across if is_total_name(axis.crossing_names(at))]
    for one in others:
        for whole in dict.fromkeys((axis.across[0], axis.across[-1], *wholes[:2])):
            more = 1.0 if whole in wholes else -2.0
            yield Formula((one,), _share, _rough_share, _show_share, points + more, whole=whole)


def _sums(axis: Axis, line: int, names: dict[int, str]) -> Iterator[Formula]:
    """What stands right behind a line, or right in front of it, may be its parts."""
    own = _name(axis, line)
    if is_total_name(axis.names(line)) or not is_addable(own) or DIFFERENCE.search(own):
        return
    for side in (1, -1):
        run: list[int] = []
        for at in range(1, WIDEST + 1):
            part = line + side * at
            if part not in names or not is_addable(names[part]) or is_total_name(axis.names(part)):
                break
            run.append(part)
            labels = [names[each] for each in run[::side]]
            if len(run) > 1:
                named = names_rest(labels) or complementary(labels)
                whole = bool(_ALL.search(own)) and side < 0
                points = 2.0 if named else -1.0 if whole else -4.0
                yield Formula(tuple(run[::side]), total_of, sum, _show_sum, points, blanks=True)


def _balances(name: str, line: int, names: dict[int, str]) -> Iterator[Formula]:
    """What there was and what came, less what went, is what is left."""
    dated = _DATED.search(name)
    if not (dated or _BALANCE[3].search(name)):
        return
    had = [at for at, said in names.items() if _is_year_before(said, dated)] if dated else []
    found = [next((at for at, said in names.items() if known.search(said)), None) for known in _BALANCE[:3]]
    found = [had[0], *found[1:]] if had else found
    told = tuple(at for at in found if at is not None)
    if len(set(told)) == len(found) and line not in told:
        yield Formula(told, _balance, _rough_balance, _show_balance, 5.0)


_DATED: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年?[末底]")  # 2024年底, 2025年底


def _is_year_before(name: str, dated: re.Match[str]) -> bool:
    """Whether a name tells the end of the year before another one."""
    found = _DATED.search(name)
    return found is not None and int(found["year"]) + 1 == int(dated["year"])


def _is_opening(name: str, others: Iterable[str]) -> bool:
    """Whether a line is the end of the year before that of another."""
    dated = (_DATED.search(other) for other in others) if _DATED.search(name) else ()
    return any(_is_year_before(name, each) for each in dated if each)


def _later(one: str, other: str) -> float:
    """How likely names make it that one line is of this year (or done) and the other of the last (or planned)."""
    years = _YEAR.findall(one), _YEAR.findall(other)
    if len(years[0]) == len(years[1]) == 1:
        return 3.0 if int(years[0][0]) == int(years[1][0]) + 1 else -9.0
    if not _LAST.search(other) or _LAST.search(one):
        return -9.0
    return 3.0 if _THIS.search(one) or _LAST.sub("", other) in one else -1.0


def _is_named(rate: str, part: str) -> bool:
    """Whether a rate is named after its part: 办结率 and 办结量."""
    stem = re.sub(r"率.*|[（(].*", "", rate)
    return len(stem) > 1 and stem in part


def _factors(name: str, of: str) -> tuple[Decimal, ...]:
    """How many of its own units a mean has in one of those that it is of: 户均（元） of 金额（万元）."""
    return (Decimal(1), Decimal(10_000)) if "万" in of or "万" not in name else (Decimal(1),)


# ------------------------------------------------------------------ arithmetic


def _share(given: Sequence[Interval]) -> Interval | None:
    part, whole = given
    if whole.low <= 0:
        return None
    if part.low < 0:
        turned = Interval(-part.high, -part.low, part.high_open, part.low_open)
        told = turned.times(HUNDRED).over(whole) if turned.low >= 0 else None
        return Interval(-told.high, -told.low, told.high_open, told.low_open) if told else None
    return part.times(HUNDRED).over(whole)


def _grown(given: Sequence[Interval]) -> Interval | None:
    share = _share(given)
    return None if share is None else share - point(HUNDRED)


def _fallen(given: Sequence[Interval]) -> Interval | None:
    share = _share(given)
    return None if share is None else point(HUNDRED) - share


def _risen(given: Sequence[Interval]) -> Interval | None:
    step, now = given
    return _share((step, now - step))


def _less(given: Sequence[Interval]) -> Interval | None:
    return given[0] - given[1]


def _balance(given: Sequence[Interval]) -> Interval | None:
    return given[0] + given[1] - given[2]


def _mean(factor: Decimal) -> Compute:
    def mean(given: Sequence[Interval]) -> Interval | None:
        return given[0].times(factor).over(given[1])

    return mean


def _product(given: Sequence[Interval]) -> Interval | None:
    one, other = given
    if one.low < 0 or other.low < 0:
        return None
    return Interval(
        multiply(one.low, other.low),
        multiply(one.high, other.high),
        one.low_open or other.low_open,
        one.high_open or other.high_open,
    )


def _rough_share(given: Sequence[float]) -> float:
    return given[0] / given[1] * 100


def _rough_grown(given: Sequence[float]) -> float:
    return (given[0] - given[1]) / given[1] * 100


def _rough_fallen(given: Sequence[float]) -> float:
    return (given[1] - given[0]) / given[1] * 100


def _rough_risen(given: Sequence[float]) -> float:
    return given[0] / (given[1] - given[0]) * 100


def _rough_less(given: Sequence[float]) -> float:
    return given[0] - given[1]


def _rough_balance(given: Sequence[float]) -> float:
    return given[0] + given[1] - given[2]


def _rough_product(given: Sequence[float]) -> float:
    return given[0] * given[1]


def _rough_mean(factor: float) -> Callable[[Sequence[float]], float]:
    def mean(given: Sequence[float]) -> float:
        return given[0] * factor / given[1]

    return mean


def _signed(figure: Figure) -> str:
    return f"({said(figure)})" if figure.value < 0 else said(figure)


def _show_share(given: Sequence[Figure]) -> str:
    return f"{_signed(given[0])} ÷ {said(given[1])}"


def _show_grown(given: Sequence[Figure]) -> str:
    return f"({said(given[0])} - {said(given[1])}) ÷ {said(given[1])}"


def _show_fallen(given: Sequence[Figure]) -> str:
    return f"({said(given[1])} - {said(given[0])}) ÷ {said(given[1])}"


def _show_risen(given: Sequence[Figure]) -> str:
    return f"{_signed(given[0])} ÷ ({said(given[1])} - {_signed(given[0])})"


def _show_less(given: Sequence[Figure]) -> str:
    return f"{_signed(given[0])} - {_signed(given[1])}"


def _show_balance(given: Sequence[Figure]) -> str:
    return f"{said(given[0])} + {_signed(given[1])} - {_signed(given[2])}"


def _show_sum(given: Sequence[Figure]) -> str:
    return " + ".join(_signed(figure) for figure in given)


def _show_product(given: Sequence[Figure]) -> str:
    return f"{said(given[0])} × {said(given[1])}"


def _show_mean(factor: Decimal) -> Callable[[Sequence[Figure]], str]:
    def show(given: Sequence[Figure]) -> str:
        by = f" × {factor}" if factor != 1 else ""
        return f"{said(given[0])}{by} ÷ {said(given[1])}"

    return show
