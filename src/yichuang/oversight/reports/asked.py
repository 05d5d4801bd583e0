"""What an address asks for: period, office, item. Read in one place, for every page and file of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict

from yichuang.domains.catalogue.queries import all_in_force, names_of_items
from yichuang.domains.organisation.queries import site
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Period, Scope, check_may_ask
from yichuang.kernel.figures.asking import ANYWHERE
from yichuang.kernel.offices.queries import OfficeFacts, current_epoch, tree
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.ui import formats

GROUPS = ("item", "department", "place", "window")
CHOSEN_KINDS = ("county", "department", "town", "centre", "station")


@dataclass(frozen=True, slots=True)
class Asked:
    """A period and a scope, with the words for both."""

    period: Period
    scope: Scope
    scope_name: str

    @property
    def narrowed(self) -> bool:
        """Whether it is about one item, department or place of the office."""
        return bool(self.scope.only)


def asked(given: QueryDict, by: Actor, now: datetime) -> Asked:
    """Read `from`, `to`, `office`, `item`, `department`, `place`; this year to today, the own office by default.

    Refused for days that aren't days, offices that don't exist or that this actor may not ask about.
    """
    period = period_of(given.get("from", ""), given.get("to", ""), now)
    scope = Scope.of(_office(given.get("office", ""), by))
    check_may_ask(by, scope)
    for group in GROUPS:
        if written := given.get(group, ""):
            scope = scope.narrowed(group, _number(written, group))
    return Asked(period, scope, _name(scope))


def period_of(first: str, last: str, now: datetime) -> Period:
    """The period between two written days; from the first of January to today where nothing is written."""
    today = formats.the_day(now)
    until = _day(last, "to", "结束日") if last else today
    since = _day(first, "from", "开始日") if first else date(until.year, 1, 1)
    return Period.until(since, until, now)


def choices(by: Actor) -> list[tuple[str, str]]:
    """The offices that this actor may choose, as code and indented name, in the order of the tree."""
    offices = tree().all if by.may(ANYWHERE) else tree().below(by.office_path)
    found = [one for one in offices if one.active and one.kind in CHOSEN_KINDS]
    order = {"county": 0, "centre": 1, "department": 2, "town": 3, "station": 4}
    return [(one.code, one.name) for one in sorted(found, key=lambda one: (order[one.kind], one.path))]


def items() -> list[tuple[int, str]]:
    """The items that one may choose, by id and name."""
    return [(one.item_id, one.name) for one in all_in_force(current_epoch("catalogue"))]


def presets(now: datetime) -> list[tuple[str, date, date]]:
    """Periods that are asked for most: name, first and last day."""
    today = formats.the_day(now)
    month = today.replace(day=1)
    last_month = month - timedelta(1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return [
        ("本月", month, today),
        ("上月", last_month.replace(day=1), last_month),
        ("本季", quarter, today),
        ("今年", date(today.year, 1, 1), today),
        ("近一年", today - timedelta(364), today),
        ("去年", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    ]


def _office(code: str, by: Actor) -> OfficeFacts:
    offices = tree()
    if code:
        if code in offices.by_code:
            return offices.by_code[code]
        raise not_found("这个单位")
    if by.may(ANYWHERE):
        return top()
    return offices.by_id[by.office or 0]


def top() -> OfficeFacts:
    """The office under which the whole network stands: the county of the centre. Refused before there is a centre."""
    here = site()
    if here is None:
        raise Refused(Because.WRONG_STATE, "还没有建立中心", remedy="请先运行 yichuang init 或 yichuang demo")
    offices = tree()
    office = offices.by_id[here.centre_id]
    return offices.by_id[office.parent_id] if office.parent_id else office


def _name(scope: Scope) -> str:
    words = [scope.name]
    for group, identity in scope.only:
        if group == "item":
            name = names_of_items([identity]).get(identity)
        elif group == "window" and not identity:
            name = "网上和村站"
        else:
            office = tree().by_id.get(identity)
            name = office.name if office else None
        if name is None:
            raise not_found("这个事项" if group == "item" else "这个单位")
        words.append(name)
    return "　".join(words)


def _day(text: str, field: str, name: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused(
            Because.BAD_INPUT, f"{name}“{text[:20]}”不是日期，请写成 2026-11-24", field=field
        ) from None
    if not 2000 <= found.year <= 2100:
        raise Refused(Because.BAD_INPUT, f"{name}要在 2000 年到 2100 年之间", field=field)
    return found


def _number(text: str, field: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise Refused(Because.BAD_INPUT, "网址里的编号不对，请从指标页重新点开", field=field)
