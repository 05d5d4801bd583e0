"""Banners and letters of thanks, entered at the desk (锦旗, 表扬信)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from yichuang.domains.feedback import permissions
from yichuang.domains.feedback.models import Commendation, CommendationKind
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

KINDS = dict(CommendationKind.choices)
NOT_YOURS = "请从列出的单位和窗口里选"


@verb(
    Commendation,
    "commendation.record",
    label="登记锦旗、表扬信",
    creates=True,
    then="recorded",
    allow=permissions.of_desk,
    effect="进入锦旗、表扬信的件数",
)
def record(
    _commendation: Commendation,
    act: Act,
    *,
    kind: Annotated[str, Field(title="种类", json_schema_extra={"choices": KINDS})],
    office: Annotated[int, Field(title="送给哪个单位或窗口", ge=1, json_schema_extra={"choices": {}})],
    received_on: Annotated[date, Field(title="收到的日期")],
    words: Annotated[
        str,
        Field(
            title="上面的话",
            min_length=2,
            max_length=200,
            json_schema_extra={"hint": "别写送的人的姓名、电话"},
        ),
    ],
) -> None:
    """Enter a banner or a letter that an office was given."""
    if kind not in KINDS:
        raise Refused(Because.BAD_INPUT, "种类请选锦旗或表扬信", field="kind")
    if received_on > act.day:
        raise Refused(Because.BAD_INPUT, "收到的日期还没有到，请改成今天或以前", field="received_on")
    try:
        found = act.office(office)
    except KeyError:
        raise Refused(Because.BAD_INPUT, NOT_YOURS, field="office") from None
    if act.by.kind is not ActorKind.SYSTEM and not act.by.covers(found.path):
        raise Refused(Because.BAD_INPUT, NOT_YOURS, field="office")
    act.set(kind=kind, office_id=office, office_path=found.path, words=words, received_on=received_on)
    act.note(kind=kind, office=office)
