"""What the big screen shows of an office: declared figures, lights of all that is open, the worst first.

No name stands on it: a case is its item and its number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from yichuang.domains.cases import overview
from yichuang.domains.cases.overview import Wanted
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.kernel.clocks.queries import open_for
from yichuang.kernel.figures import Period, Scope, Value, explain, split, values
from yichuang.kernel.figures.answers import address
from yichuang.kernel.figures.declare import Figure
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.watch import queries as watching
from yichuang.oversight.supervision.board import Keys
from yichuang.oversight.supervision.queries import carded_since, in_a_word
from yichuang.ui import formats

DAYS: Final = 10  # of the trend: two counts of four digits a day, in words that can be read from five metres
LISTED: Final = 12  # clocks on the departure board
FIRST: Final = 7  # of them, those beside the numbers of the day
NEWEST: Final = 3  # of those, whose card was given just now
JUST_NOW: Final = timedelta(minutes=10)
LATE: Final = ("deep", "overdue", "warning")
RANKED: Final = 8
WIDE: Final = 1150  # the trend, in the units of its picture
FLOOR: Final = 380
TALLEST: Final = 348
LEAST: Final = 10
"""Cases in the month below which a department isn't ranked (RULEBOOK 5)."""
TODAY: Final = (
    "cases.received", "cases.accepted", "cases.concluded", "evaluation.count", "evaluation.very_satisfied",
    "evaluation.level_4", "evaluation.level_3", "evaluation.bad", "supervision.yellow", "supervision.red",
    "supervision.urged", "supervision.lifted",
)  # fmt: skip
COLUMNS: Final = ("cases.received", "cases.concluded")
MONTH: Final = ("cases.on_time_rate", "cases.on_time", "cases.due", "evaluation.satisfaction_rate")
STATES: Final = {
    "deep": "overdue",
    "overdue": "overdue",
    "warning": "warning",
    "paused": "paused",
    "normal": "normal",
}
PLACES: Final = ("town", "village")
WORST: Final = ("overdue", "warning", "normal", "paused")
ACROSS: Final = 6  # tiles in a row
ROWS: Final = 5  # of tiles with a name that can be read from five metres
SQUARES: Final = 15  # in a town's tile
SHOWN: Final = (
    ("normal", "正常", "cases.running_normal"), ("warning", "临期", "cases.running_near"),
    ("overdue", "超期", "cases.running_overdue"), ("paused", "暂停", "cases.running_paused"),
)  # fmt: skip
LIVE: Final = {"cases.running": "", **{code: state for state, _, code in SHOWN}}
"""The figure of each light, and of all of them."""
PARTS: Final = (("此刻", tuple(LIVE)), ("今天", TODAY), ("本月", MONTH))
"""The figures of the screen by when they are counted."""


@dataclass(frozen=True)
class Open:
    """What is open somewhere, by light; each number leads to its figure's page for the same office."""

    lights: Counter[str]
    scope: Scope
    today: Period
    by: str = ""  # the split that the page opens, where what is counted is no office of its own

    def number(self, code: str) -> int:
        """How many cases one of the figures of `LIVE` counts here."""
        return self.lights[state] if (state := LIVE[code]) else self.lights.total()

    def href(self, code: str) -> str:
        """The figure's page."""
        found = address(code, self.scope, self.today)
        return f"{found}&by={self.by}" if self.by else found


def wall(path: str, now: datetime) -> dict[str, Any]:
    """Everything on the screen of the office of that path. KeyError when there is none."""
    office = office_at(path)
    scope, today = Scope.of(office), formats.the_day(now)
    groups = overview.groups(path, now)
    lights = Counter[str]()
    for one in groups:
        lights[STATES[one.light]] += one.count
    slow = _slow(path, today, int(now.timestamp()) // 60)
    day = Period.until(today, today, now)
    clocks, fresh = _clocks(path, now), _fresh(path, now)
    new = {row["number"] for row in fresh}
    return {
        "office": office,
        "at": now,
        "machine": formats.machine(now),
        "today": values(TODAY, scope, day),
        "states": SHOWN,
        "all": Open(lights, scope, day),
        "departments": _departments(groups, scope, day),
        "network": _network(office.id, groups, day),
        "clocks": clocks,
        "alerts": [*fresh, *(row for row in clocks if row["number"] not in new)][:FIRST],
        "watched": watching.state(now).keeps_up(now),
        **slow,
    }


def listed(path: str, now: datetime) -> list[tuple[str, list[Value]]]:
    """Every figure of the screen by when it is counted, with its value: the screen's own list of definitions."""
    scope, today = Scope.of(office_at(path)), formats.the_day(now)
    day, month = Period.until(today, today, now), Period.until(today.replace(day=1), today, now)
    at = {"此刻": day, "今天": day, "本月": month}
    return [(name, list(values(codes, scope, at[name]).values())) for name, codes in PARTS]


def meant() -> list[tuple[str, list[Figure]]]:
    """The same figures by what they mean alone: neither a value nor a way to one."""
    return [(name, [explain(code) for code in codes]) for name, codes in PARTS]


def office_at(path: str) -> OfficeFacts:
    """The office of that path. StopIteration when there is none."""
    return next(one for one in tree().all if one.path == path)


@lru_cache(maxsize=32)
def _slow(path: str, today: date, _minute: int) -> dict[str, Any]:
    """What a single act moves by next to nothing: counted once a minute."""
    from django.utils import timezone

    now = timezone.now()
    office = office_at(path)
    scope, month = Scope.of(office), Period.until(today.replace(day=1), today, now)
    return {
        "month": values(MONTH, scope, month),
        **_ends(_ranks(split(("cases.on_time_rate", "cases.due"), scope, month, "department"))),
        "trend": trend([_day(path, today - timedelta(n), today) for n in range(DAYS - 1, -1, -1)], scope),
    }


@lru_cache(maxsize=1024)
def _past(path: str, day: date, _seen: date) -> tuple[date, int, int]:
    office = office_at(path)
    found = values(COLUMNS, Scope.of(office), Period.of(day, day))
    received, concluded = (_whole(found[code]) for code in COLUMNS)
    return day, received, concluded


def _day(path: str, day: date, today: date) -> tuple[date, int, int]:
    """What a day brought and concluded; days that are over are asked for once a day."""
    return _past(path, day, today) if day < today else _past.__wrapped__(path, day, today)


def _whole(value: Value) -> int:
    return int(value.number or 0)


def _departments(groups: list[overview.Group], scope: Scope, day: Period) -> list[dict[str, Any]]:
    lights: dict[int, Counter[str]] = {}
    for one in groups:
        lights.setdefault(one.where.department, Counter())[STATES[one.light]] += one.count
    offices = tree().by_id
    ordered = sorted(lights.items(), key=lambda pair: -pair[1].total())[:7]
    most = ordered[0][1].total() if ordered else 1
    return [
        {
            "name": offices[key].brief,
            "open": Open(found, scope.narrowed("department", key), day),
            "share": 100 * found.total() / most,
        }
        for key, found in ordered
    ]


def _network(office: int, groups: list[overview.Group], day: Period) -> dict[str, Any]:
    """The centre, then each town with its villages, in the order of the network, each with its worst light.

    A village has a tile of its own while it can be read from afar; beyond that its town's tile has a square for it.
    """
    keys, offices = Keys(tree()), tree()
    lights: dict[int, Counter[str]] = {}
    for one in groups:
        village = offices.above(one.where.place, "village")
        for key in {keys.town(one.where.place), village.id if village else 0} - {0}:
            lights.setdefault(key, Counter())[STATES[one.light]] += one.count
    own = offices.by_id[office]
    towns = []
    for town in (one for one in offices.all if one.kind == "town" and one.active and own.holds(one.path)):
        villages = [one for one in offices.below(town.path) if one.kind == "village" and one.active]
        tiles = [_tile(one, lights.get(one.id, Counter()), day) for one in (town, *villages)]
        towns.append((tiles[0], tiles[1:]))
    rest = {key: found for key, found in lights.items() if offices.by_id[key].kind not in PLACES}
    return {"centre": _centre(own, rest, day)} | laid_out(towns)


def laid_out(towns: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> dict[str, Any]:
    """The tiles of towns and their villages, row by row; each town begins a row while its villages have tiles."""
    rows = sum(-(-(1 + len(villages)) // ACROSS) for _, villages in towns)
    if rows <= ROWS:
        return {"tiles": [tile for town, villages in towns for tile in (town, *villages)], "squares": False}
    squared = [
        town | {"squares": [{"x": n * 12, "state": one["state"]} for n, one in enumerate(villages[:SQUARES])]}
        for town, villages in towns
    ]
    return {"tiles": _worst_of(squared), "squares": True, "towns": len(squared)}


def _worst_of(towns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many towns as find room, the worst; they stay in the order of the network."""
    first = sorted(range(len(towns)), key=lambda n: WORST.index(towns[n]["state"]))[: ACROSS * ROWS]
    return [towns[n] for n in sorted(first)]


def _tile(office: OfficeFacts, lights: Counter[str], day: Period) -> dict[str, Any]:
    return {
        "name": office.brief,
        "kind": office.kind,
        "open": Open(lights, Scope.of(office), day),
        "state": _worst(lights),
        "bar": bar_of(lights),
    }


def bar_of(lights: Counter[str]) -> list[dict[str, Any]]:
    """The lights as parts of one bar of 100, the worst first."""
    total, at, parts = lights.total(), 0.0, []
    for state in WORST:
        if lights[state]:
            width = 100 * lights[state] / total
            parts.append({"state": state, "x": round(at, 2), "width": round(width, 2)})
            at += width
    return parts


def _centre(own: OfficeFacts, rest: dict[int, Counter[str]], day: Period) -> dict[str, Any]:
    """All places outside towns as one; their number is that place's, or the part of several in the split by place."""
    lights = sum(rest.values(), Counter[str]())
    scope = Scope.of(own)
    several = len(rest) > 1
    opened = Open(lights, scope if several else _only(scope, rest), day, "place" if several else "")
    return {"name": own.brief, "open": opened, "state": _worst(lights)}


def _only(scope: Scope, rest: dict[int, Counter[str]]) -> Scope:
    return next((scope.narrowed("place", key) for key in rest), scope)


def _worst(lights: Counter[str]) -> str:
    return next((state for state in WORST if lights[state]), "normal")


def _clocks(path: str, now: datetime) -> list[dict[str, Any]]:
    """Clocks that are over or near, the worst first."""
    return _rows(overview.listed(path, now, Wanted(lights=LATE), 0, LISTED), now)


def _fresh(path: str, now: datetime) -> list[dict[str, Any]]:
    """Clocks whose card was given a moment ago, the newest first: among older ones nobody would see them come."""
    carded = carded_since(now - JUST_NOW)
    if not carded:
        return []
    found = overview.listed(path, now, Wanted(lights=LATE, cases=list(carded)), 0, LISTED)
    found.sort(key=lambda one: carded[one[0].pk], reverse=True)
    return [row | {"fresh": True} for row in _rows(found[:NEWEST], now)]


def _rows(found: list[tuple[overview.Case, str]], now: datetime) -> list[dict[str, Any]]:
    moment = Moment.at(now)
    running = open_for(case.ref for case, _ in found)
    marks = in_a_word(case.ref for case, _ in found)
    offices = tree().by_id
    rows = []
    for case, light in found:
        own = running.get(case.ref, ())
        if (clock := head_clock(own)) is None:
            continue
        legal = next((one.due_at for one in own if one.kind == "statutory"), None)
        rows.append(
            {
                "clock": clock_facts(clock, moment, legal),
                "item": case.facts.name,
                "number": case.number,
                "department": offices[case.department_id].brief,
                "deep": light == "deep",
                "mark": marks.get(case.ref, ""),
            }
        )
    return rows


def _ranks(found: dict[int, dict[str, Value]]) -> list[dict[str, Any]]:
    """Departments by their rate of the month; with too few cases they aren't ranked."""
    offices = tree().by_id
    rows: list[dict[str, Any]] = [
        {"name": offices[key].brief, "rate": one["cases.on_time_rate"], "due": one["cases.due"]}
        for key, one in found.items()
        if key in offices
        and one["cases.on_time_rate"].number is not None
        and (one["cases.due"].number or 0) >= LEAST
    ]
    rows.sort(key=lambda row: (-(row["rate"].exact or 0), -(row["due"].number or 0)))
    return rows


def _ends(ranks: list[dict[str, Any]]) -> dict[str, Any]:
    """All of them where they find room, else the first and the last, and which those are."""
    if len(ranks) <= RANKED:
        return {"ranks": ranks, "which": ""}
    half = RANKED // 2
    return {"ranks": [*ranks[:half], *ranks[-half:]], "which": f"前 {half} 名和后 {half} 名，"}


def trend(days: list[tuple[date, int, int]], scope: Scope) -> dict[str, Any]:
    """Columns of received and concluded as places on a picture of 1150 by 420; they start at zero."""
    top = max([max(received, concluded) for _, received, concluded in days] + [1])
    step = WIDE / len(days)
    width = round(0.44 * step)
    columns = []
    for n, (day, *counts) in enumerate(days):
        period = Period.of(day, day)
        middle = round((n + 0.5) * step)
        bars = [
            {
                "x": x,
                "y": round(FLOOR - TALLEST * count / top),
                "width": width,
                "middle": x + width // 2,
                "height": round(TALLEST * count / top),
                "count": count,
                "href": address(code, scope, period),
                "label": f"{day:%m-%d} {explain(code).name} {count}",
            }
            for code, count, x in zip(COLUMNS, counts, (middle - width - 1, middle + 1), strict=True)
        ]
        columns.append({"day": f"{day:%m-%d}", "x": middle, "bars": bars})
    said = "，".join(f"{day:%m-%d} 收件 {received} 办结 {concluded}" for day, received, concluded in days)
    return {"columns": columns, "sentence": f"近 {len(days)} 天每天收件和办结件数：{said}"}
