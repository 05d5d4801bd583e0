"""What a decision and a special procedure ask of a hearing (行政许可法 art. 46 to 48)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from yichuang.domains.cases import policies, rules
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import RETELLER, issue_paper
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def _only_hearing(**more: Any) -> dict[str, Any]:
    return {"only": {"procedure": "hearing"}, **more}


HearingDay = Annotated[
    date | None,
    Field(
        title="听证日期",
        json_schema_extra=_only_hearing(hint=f"听证要填：通知后至少隔 {rules.HEARING_NOTICE} 个工作日"),
    ),
]
HearingTime = Annotated[
    str,
    Field(title="听证时间", max_length=10, json_schema_extra=_only_hearing(hint="听证要填，比如 09:30")),
]
HearingPlace = Annotated[
    str, Field(title="听证地点", max_length=80, json_schema_extra=_only_hearing(hint="听证要填"))
]
Chair = Annotated[
    str,
    Field(
        title="听证主持人",
        max_length=40,
        json_schema_extra=_only_hearing(hint="听证要填：不能是审查这件的人"),
    ),
]
AskedOn = Annotated[
    date | None,
    Field(
        title="提出听证申请的日期",
        json_schema_extra=_only_hearing(hint="有人申请听证的要填；机关自己组织的不填"),
    ),
]


@dataclass(frozen=True, slots=True)
class Hearing:
    """When and where a hearing is held, who chairs it, and the day on which it was asked for."""

    on: date | None
    time: str
    place: str
    chair: str
    asked_on: date | None


def convene(case: Case, act: Act, hearing: Hearing, organ: str) -> None:
    """Issue the notice of a hearing: time, place, chair (art. 48). Raises Refused naming every field at fault."""
    act.stop(policies.HEARING_REQUEST, "met")
    if act.by.role == RETELLER:  # an old ledger doesn't say where it was held
        return
    time = _checked(case, act, hearing)
    issue_paper(
        case,
        act,
        "hearing_notice",
        on=hearing.on,
        time=time,
        place=hearing.place,
        chair=hearing.chair,
        organ=organ,
        asked=hearing.asked_on is not None,
    )


def _checked(case: Case, act: Act, hearing: Hearing) -> str:
    """The hour in one form, when everything about the hearing is there and lawful."""
    errors: dict[str, str] = {}
    found = _TIME.fullmatch(hearing.time.replace("：", ":").strip())
    if hearing.on is None:
        errors["hearing_on"] = "请填写听证日期"
    else:
        days = act.calendar(case.department_id).working_days_between
        since = days(hearing.asked_on, hearing.on) if hearing.asked_on else None
        if hearing.asked_on and hearing.asked_on > act.day:
            errors["asked_on"] = "提出听证申请的日期不能晚于今天"
        elif fault := rules.hearing_fault(days(act.day, hearing.on), since):
            errors["hearing_on"] = fault
    if found is None:
        errors["hearing_time"] = "听证时间请写成 09:30 这样"
    if not hearing.place:
        errors["hearing_place"] = "请填写听证地点"
    if not hearing.chair:
        errors["chair"] = "请填写听证主持人"
    elif hearing.chair == act.by.name:
        errors["chair"] = "听证主持人不能是审查这件的人，请另指定一位"
    if errors:
        first = next(iter(errors))
        raise Refused(Because.BAD_INPUT, errors[first], field=first, errors=errors)
    assert found is not None
    return f"{int(found[1]):02d}:{found[2]}"
