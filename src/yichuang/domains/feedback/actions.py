"""The verbs of an evaluation (国办发〔2019〕51号; RULEBOOK 6)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from yichuang.domains.cases.queries import Service
from yichuang.domains.feedback import permissions
from yichuang.domains.feedback.models import TAGS, Evaluation, EvaluationState, service_hash
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.verbs import Because, Refused, Twice
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, perform

Words = Annotated[str, Field(title="想说的话", max_length=500)]
ONCE = "这次服务您已经评价过了，一次服务评价一次"
Channel = Literal["window", "portal", "qr", "sms", "hotline", "kiosk"]


def evaluate(
    service: Service, *, level: int, words: str, tags: list[str], channel: str, at: datetime
) -> Receipt:
    """Evaluate a service for whoever was served, without a name. Refused kindly when it has been evaluated."""
    by = citizen(None, None)
    try:
        return perform(
            give, None, by=by, at=at, service=service, level=level, words=words, tags=tags, channel=channel
        )
    except Twice:
        raise Refused(Because.WRONG_STATE, ONCE, remedy="想再说几句，可以追加一次") from None


def append(service: Service, *, words: str, at: datetime) -> Receipt:
    """Add words to the evaluation of a service. Refused when there is none, or when it was added to before."""
    found = Evaluation.objects.filter(service=service_hash(service.ref)).first()
    if found is None:
        raise Refused(Because.NOT_FOUND, "还没有评价过，请先评价")
    return perform(add, found.ref, by=citizen(None, None, cases=[service.ref]), at=at, words=words)


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
    """Evaluate one service in five levels; one service one evaluation, which can't be taken back.

    The entry names no actor but "citizen": whoever calls passes an actor without an account.
    """
    if act.by.account is not None:
        raise ValueError("an evaluation is given by an actor without an account")
    if not service.done:
        raise Refused(
            Because.WRONG_STATE, "这次服务还没有结束，办完后就能评价", remedy="结果送到您手里后再来"
        )
    if unknown := [tag for tag in tags if tag not in TAGS]:
        raise Refused(Because.BAD_INPUT, f"没有“{unknown[0]}”这个标签，请从列出的里面选", field="tags")
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
