"""From the words of a row to a case that can have been: every fault of a row named at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from yichuang.domains.cases import rules
from yichuang.domains.cases.importing.columns import LEVELS, OUTCOMES, PROCEDURES, TITLES, WAYS, YES_NO
from yichuang.domains.cases.importing.reading import Line
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.domains.organisation.queries import CentreFacts, centres, windows_of
from yichuang.domains.residents.parties import Kind
from yichuang.domains.residents.rules import NumberRejected, citizen_number, cleaned, credit_code
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.hours import SHANGHAI, Hours, instant, local_day

EARLIEST = date(2012, 1, 1)  # the notices of the calendar begin there
PHONE = re.compile(r"[0-9+()（） -]{5,20}")
# where only a day is given: service time in minutes after opening, in the order in which things happen
MINUTES = {"received": 0, "accepted": 1, "paused": 30, "resumed": 31, "concluded": 60, "delivered": 90}


@dataclass(frozen=True, slots=True)
class Told:
    """A row that makes sense."""

    row: int
    own_number: str
    item: ItemFacts
    kind: Kind
    name: str
    identity: str
    phone: str
    place: int
    window: int | None
    joint: bool
    received: datetime
    accepted: datetime
    concluded: datetime | None
    outcome: str
    delivered: datetime | None
    way: str
    procedure: str
    paused: datetime | None
    resumed: datetime | None
    extended: int
    level: int | None


class Checker:
    """Checks rows against the catalogue, the places and the calendar of one centre."""

    def __init__(self, items: list[ItemFacts], home: int, by: Actor, now: datetime) -> None:
        self._codes = {item.code: item for item in items}
        self._names: dict[str, list[ItemFacts]] = {}
        for item in items:
            self._names.setdefault(_plain(item.name), []).append(item)
        self._home, self._by, self._now = home, by, now
        self._places = self._known_places()
        self._windows: dict[int, dict[str, int]] = {}

    def _known_places(self) -> dict[str, CentreFacts]:
        found: dict[str, CentreFacts] = {}
        for one in centres():
            for name in (one.office.code, one.office.name, one.office.short_name):
                if name:
                    found.setdefault(_plain(name), one)
        return found

    def check(self, line: Line) -> tuple[Told | None, list[str]]:
        """The row as a case, or everything that is wrong with it."""
        faults = list(line.faults)
        values = line.values
        item = self._item(values, faults)
        place = self._place(values, faults)
        kind, identity = self._identity(values, faults)
        words = {
            "outcome": _word(values, "outcome", OUTCOMES, faults),
            "way": _word(values, "way", WAYS, faults) or "window",
            "joint": bool(_word(values, "joint", YES_NO, faults)),
            "procedure": _word(values, "procedure", PROCEDURES, faults) or "",
            "level": _word(values, "level", LEVELS, faults),
        }
        times = self._times(values, place, faults)
        extended = self._extended(values, faults)
        if place is not None:
            window = self._window(values, place, faults)
        if not faults:
            faults += _impossible(times, words, extended)
        if faults or item is None or place is None or kind is None:
            return None, faults
        concluded = times.get("concluded")
        outcome = (words["outcome"] or "granted") if concluded else words["outcome"] or ""
        return (
            Told(
                row=line.row,
                own_number=values["own_number"],
                item=item,
                kind=kind,
                name=values["name"],
                identity=identity,
                phone=values.get("phone", ""),
                place=place.id,
                window=window,
                joint=words["joint"],
                received=times.get("received") or times["accepted"],
                accepted=times["accepted"],
                concluded=concluded,
                outcome=outcome,
                delivered=times.get("delivered"),
                way=words["way"],
                procedure=words["procedure"],
                paused=times.get("paused"),
                resumed=times.get("resumed"),
                extended=extended,
                level=words["level"],
            ),
            [],
        )

    def _item(self, values: Mapping[str, Any], faults: list[str]) -> ItemFacts | None:
        code, name = values.get("item_code", ""), values.get("item_name", "")
        if code:
            found = self._codes.get(code)
            if found is None:
                faults.append(f"事项库里没有在用的事项编码“{code}”，请先导入事项")
            return found
        if not name:
            faults.append("请填写事项编码或者事项名称")
            return None
        named = self._names.get(_plain(name), [])
        if len(named) > 1:
            codes = "、".join(item.code for item in named)
            faults.append(f"叫“{name}”的事项有 {len(named)} 个（{codes}），请填事项编码")
        elif not named:
            faults.append(f"事项库里没有在用的事项“{name}”，请核对名称，或先导入事项")
        return named[0] if len(named) == 1 else None

    def _place(self, values: Mapping[str, Any], faults: list[str]) -> CentreFacts | None:
        name = values.get("place", "")
        found = (
            self._places.get(_plain(name))
            if name
            else next((one for one in self._places.values() if one.id == self._home), None)
        )
        if found is None:
            faults.append(f"没有叫“{name}”的中心或村站，请核对受理地点")
        elif self._by.kind is ActorKind.STAFF and not self._by.covers(found.office.path):
            faults.append(f"“{found.office.name}”不归您管，请那里的管理员导入")
            return None
        return found

    def _window(self, values: Mapping[str, Any], place: CentreFacts, faults: list[str]) -> int | None:
        number = values.get("window", "")
        if not number:
            return None
        if place.id not in self._windows:
            windows = windows_of(place.id, closed=True)
            self._windows[place.id] = {one.number.upper(): one.id for one in windows}
        found = self._windows[place.id].get(number.upper())
        if found is None:
            faults.append(f"{place.office.name}没有 {number} 号窗口，请核对办理窗口")
        return found

    def _identity(self, values: Mapping[str, Any], faults: list[str]) -> tuple[Kind | None, str]:
        """Person or enterprise, by what the number can be; check digits must be right (GB 11643, GB 32100)."""
        typed = cleaned(values.get("identity", ""))
        if not typed:
            return None, ""
        try:
            return Kind.PERSON, citizen_number(typed, today=local_day(self._now)).number
        except NumberRejected as rejected:
            of_person = rejected.text
        try:
            return Kind.ENTERPRISE, credit_code(typed)
        except NumberRejected as rejected:
            looks_like_code = len(typed) == 18 and not typed[:17].isdigit()
            faults.append(rejected.text if looks_like_code else of_person)
        if len(values.get("name", "")) > 80:
            faults.append("申请人最多 80 个字")
        return None, ""

    def _times(
        self, values: Mapping[str, Any], place: CentreFacts | None, faults: list[str]
    ) -> dict[str, datetime]:
        """The instants of a row; a day without a time gets one in service hours, in the order of the procedure."""
        hours = Hours(place.office.hours) if place else Hours.STANDARD
        found: dict[str, datetime] = {}
        for name, minutes in MINUTES.items():
            value = values.get(name)
            if value is None:
                continue
            if isinstance(value, datetime):
                at = value.replace(tzinfo=SHANGHAI)
            else:
                at = instant(value, hours.reached(60 * (minutes + 1)))
            if local_day(at) < EARLIEST:
                faults.append(f"{TITLES[name]}早于 {EARLIEST}，请核对")
            elif at > self._now and local_day(at) > local_day(self._now):
                faults.append(f"{TITLES[name]} {local_day(at)} 还没有到，请核对")
            found[name] = min(at, self._now)
        phone = values.get("phone", "")
        if phone and not PHONE.fullmatch(phone):
            faults.append("联系电话只能有数字，请核对")
        return found

    def _extended(self, values: Mapping[str, Any], faults: list[str]) -> int:
        text = values.get("extended", "")
        if not text:
            return 0
        if not text.isdecimal() or not 0 <= int(text) <= rules.MOST_EXTENDED:
            faults.append(f"延期工作日请填 0 到 {rules.MOST_EXTENDED} 的整数")
            return 0
        return int(text)


def _word(values: Mapping[str, Any], name: str, words: Mapping[str, Any], faults: list[str]) -> Any:
    text = values.get(name)
    if text is None:
        return None
    if text not in words:
        faults.append(f"{TITLES[name]}“{text[:20]}”不对，请从 {'、'.join(words)} 里选")
    return words.get(text)


def _impossible(times: dict[str, datetime], words: Mapping[str, Any], extended: int) -> list[str]:
    """What can't have been: things done in the wrong order, results of what isn't finished."""
    faults = []
    order = ("received", "accepted", "paused", "resumed", "concluded", "delivered")
    there = [name for name in order if name in times]
    for earlier, later in pairwise(there):
        if times[later] < times[earlier]:
            faults.append(f"{TITLES[later]}早于{TITLES[earlier]}，请核对")
    concluded, outcome = times.get("concluded"), words["outcome"]
    if concluded is None and (outcome not in (None, "declined")):
        faults.append("填了结果，请把办结时间也填上")
    if "delivered" in times and concluded is None:
        faults.append("填了送达时间，请把办结时间也填上")
    if "delivered" in times and outcome in ("withdrawn", "declined"):
        faults.append("撤回、不予受理的没有送达，请去掉送达时间")
    if words["level"] is not None and "delivered" not in times:
        faults.append("还没有送达的不能有评价，请填送达时间，或去掉评价")
    if bool(words["procedure"]) != ("paused" in times):
        faults.append("特别程序和停表开始要一起填")
    if "resumed" in times and "paused" not in times:
        faults.append("填了停表结束，请把停表开始也填上")
    if concluded is not None and "paused" in times and "resumed" not in times:
        faults.append("已经办结的，请填停表结束")
    if outcome == "declined" and (extended or words["procedure"] or words["joint"]):
        faults.append("不予受理的没有延期、特别程序和联办，请核对结果")
    return faults


def _plain(text: str) -> str:
    """Names compared without spaces and with brackets of one width."""
    return re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）").lower()
