"""The self-inspection report of an office, drafted from figures by the outline of that office.

Every number is a figure's value. What is said and when stands in `outlines/`, how it is worded in `wording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yichuang.domains.organisation.queries import site
from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.reports.asking import Numbers
from yichuang.oversight.reports.blocks import BlockData
from yichuang.oversight.reports.composition import Composition
from yichuang.oversight.reports.outlines import outline_for
from yichuang.oversight.reports.wording import worded
from yichuang.ui import formats


def compose(scope: Scope, period: Period) -> Composition:
    """Draft the report of an office for a period; a fixed number of statements, whatever the rows."""
    scope = replace(scope, only=())
    return composed(outline_for(scope.office).blocks, scope, period, title_of(period))


def composed(
    blocks: Sequence[BlockData], scope: Scope, period: Period, title: str, *, offered: bool = False
) -> Composition:
    """A report made of these blocks. `offered`: undecided problems are shown as proposals instead of being printed."""
    organ = organ_of(scope)
    numbers = Numbers(blocks, scope, period)
    return Composition(organ, title, scope, period, worded(blocks, numbers, organ, offered=offered))


def organ_of(scope: Scope) -> str:
    """Whose report it is: the centre's for the whole network, a town's centre's for the town, else the office's own."""
    here = site()
    if here and scope.everything:
        return here.name
    if scope.office.kind == "town":
        below = [one for one in tree().below(scope.path) if one.parent_id == scope.office.id and one.active]
        return next((one.name for one in below if one.kind == "centre"), scope.name)
    return scope.name


def title_of(period: Period) -> str:
    """The title, by what the period is: a year, a half, a month, or days."""
    first, last = period.first, period.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年度自查报告"
    if first.day == 1 and _ends_month(period):
        if first == last.replace(day=1):
            return f"{first.year}年{first.month}月自查报告"
        if first.year == last.year:
            return f"{first.year}年{first.month}月至{last.month}月自查报告"
    return f"{formats.day_plain(first)}至{formats.day_plain(last)}自查报告"


def _ends_month(period: Period) -> bool:
    return (period.last.toordinal() + 1) == _next_month(period)


def _next_month(period: Period) -> int:
    year, month = divmod(period.last.year * 12 + period.last.month, 12)
    return period.last.replace(year=year, month=month + 1, day=1).toordinal()
