"""A row about a case that is here already: where it tells otherwise of what has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from yichuang.domains.cases.importing.checking import Told
from yichuang.domains.cases.importing.columns import OUTCOMES, TITLES
from yichuang.domains.cases.models import Case
from yichuang.kernel.clocks.hours import local_day

DECLINED = "declined"
ADVICE = "已经发生的不能用导入改，请核对后按原来的填"


def told_otherwise(told: Told, case: Case) -> list[str]:
    """What a row says otherwise than its case, each with what is there; nothing where the row only goes on from it.

    Days are compared, not minutes. What the row leaves empty, and what hasn't happened yet, says nothing.
    """
    return [
        f"{title}和已经导入的不一样：这次是 {new}，原来是 {old}。{ADVICE}"
        for title, new, old in _differences(told, case)
    ]


def _differences(told: Told, case: Case) -> Iterator[tuple[str, str, str]]:
    if told.item.item_id != case.item_id:
        yield "事项", told.item.name, case.facts.name
    declined = told.outcome == DECLINED
    if declined and case.accepted_on:
        yield TITLES["outcome"], _word(DECLINED), "已受理"
        return
    if not declined and case.declined_on:
        yield TITLES["outcome"], _word(told.outcome) or "受理", _word(DECLINED)
        return
    days: dict[str, tuple[datetime | None, date | None]] = {
        "received": (told.received, case.received_on),
        "accepted": (None if declined else told.accepted, case.accepted_on),
        "concluded": (told.concluded or told.accepted, case.declined_on)
        if declined
        else (told.concluded, case.concluded_on),
        "delivered": (told.delivered, case.delivered_on),
    }
    for name, (at, stored) in days.items():
        if at is not None and stored is not None and local_day(at) != stored:
            yield TITLES[name], str(local_day(at)), str(stored)
    if told.concluded and case.outcome and told.outcome != case.outcome:
        yield TITLES["outcome"], _word(told.outcome), _word(case.outcome)


def _word(outcome: str) -> str:
    return next((word for word, code in OUTCOMES.items() if code == outcome), "")
