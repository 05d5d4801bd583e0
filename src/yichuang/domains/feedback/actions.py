"""The verbs of an evaluation (国办发〔2019〕51号; RULEBOOK 6)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yichuang.domains.cases.queries import Service
from yichuang.domains.feedback import permissions
from yichuang.domains.feedback.models import Evaluation, EvaluationState
from yichuang.kernel.privacy import keyed_hash
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

Words = Annotated[str, Field(title="想说的话", max_length=500)]
Channel = Literal["window", "portal", "qr", "sms", "hotline", "kiosk"]


@verb(
    Evaluation,
    "evaluation.give",
    label="评价",
    creates=True,
    then=EvaluationState.GIVEN,
    allow=permissions.is_served,
)
def give(
    _evaluation: Evaluation,
    act: Act,
    *,
    service: Annotated[Service, Field(title="服务")],
    level: Annotated[int, Field(title="满意程度", ge=1, le=5)],
    words: Words = "",
    tags: Annotated[list[str], Field(title="标签", max_length=8)] = [],  # noqa: B006 - pydantic copies
    channel: Annotated[Channel, Field(title="渠道")] = "portal",
) -> None:
    """Evaluate one service in five levels; one service one evaluation, which can't be taken back."""
    act.set(
        service=service_hash(service.ref),
        item_id=service.item,
        department_id=service.department,
        place_id=service.place,
        department_path=act.office(service.department).path,
        place_path=act.office(service.place).path,
        level=level,
        words=words,
        tags=tags,
        channel=channel,
        given_on=act.day,
    )
    act.note(level=level, channel=channel)


@verb(
    Evaluation,
    "evaluation.add",
    label="追加评价",
    when=[EvaluationState.GIVEN],
    allow=permissions.is_served,
    offered=False,
)
def add(
    evaluation: Evaluation,
    act: Act,
    *,
    words: Annotated[str, Field(title="追加的话", min_length=1, max_length=500)],
) -> None:
    """Add words once."""
    if evaluation.addition:
        raise Refused(Because.WRONG_STATE, "已经追加过一次，不能再追加")
    act.set(addition=words)


def service_hash(ref: str) -> bytes:
    """The mark that one evaluation leaves of the service, from which nobody can tell the case."""
    return keyed_hash(ref, "evaluated-service")
