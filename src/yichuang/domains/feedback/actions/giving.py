"""What the person served says: the evaluation, an addition, and what they think of its rectification."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from yichuang.domains.cases.queries import Service, handlers_of
from yichuang.domains.feedback import permissions, rules
from yichuang.domains.feedback.events import BadReviewGiven
from yichuang.domains.feedback.models import (
    ANSWERED,
    IN_HAND,
    TAGS,
    Evaluation,
    EvaluationState,
    handler_hash,
    service_hash,
)
from yichuang.domains.feedback.return_address import sealed_home
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.verbs import Because, Refused, Twice
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import Receipt, perform

Words = Annotated[str, Field(title="想说的话", max_length=500)]
Stars = Annotated[int, Field(title="满意程度", ge=1, le=5)]
Channel = Literal["window", "portal", "qr", "sms", "hotline", "kiosk", "imported"]
ONCE = "这次服务您已经评价过了，一次服务评价一次"
NOT_YET = "还没有评价过，请先评价"


def evaluate(
    service: Service,
    *,
    level: int,
    words: str = "",
    tags: list[str] | None = None,
    channel: str,
    at: datetime,
) -> Receipt:
    """Evaluate a service for whoever was served, without a name. Refused kindly when it has been evaluated."""
    if isinstance(level, int) and rules.is_bad(level) and not service.handlers:
        service = service.model_copy(update={"handlers": handlers_of(service.ref)})
    given: dict[str, Any] = {
        "service": service,
        "level": level,
        "words": words,
        "tags": tags or [],
        "channel": channel,
    }
    try:
        return perform(give, None, by=citizen(None, None), at=at, **given)
    except Twice:
        raise Refused(Because.WRONG_STATE, ONCE, remedy="想再说几句，可以追加一次") from None


def append(found: Evaluation | None, *, words: str, at: datetime) -> Receipt:
    """Add words to an evaluation that its giver has opened. Refused when there is none, or it was added to before."""
    if found is None:
        raise Refused(Because.NOT_FOUND, NOT_YET)
    return perform(add, found.ref, by=citizen(None, None, cases=[found.ref]), at=at, words=words)


def answer_back(found: Evaluation | None, *, level: int, words: str, at: datetime) -> Receipt:
    """Evaluate how a bad evaluation was dealt with, by whoever gave it. Refused when there is none, or twice."""
    if found is None:
        raise Refused(Because.NOT_FOUND, NOT_YET)
    by = citizen(None, None, cases=[found.ref])
    return perform(reply, found.ref, by=by, at=at, level=level, words=words)


@verb(
    Evaluation,
    "evaluation.give",
    label="评价",
    creates=True,
    ends=[EvaluationState.GIVEN, EvaluationState.TO_VERIFY],
    allow=permissions.is_served,
)
def give(
    evaluation: Evaluation,
    act: Act,
    *,
    service: Annotated[Service, Field(title="服务")],
    level: Stars,
    words: Words = "",
    tags: Annotated[list[str], Field(title="标签", max_length=8)] = [],  # noqa: B006 - pydantic copies
    channel: Annotated[Channel, Field(title="渠道")] = "portal",
) -> None:
    """Evaluate one service in five levels; one service one evaluation, which can't be taken back.

    The entry names no actor but "citizen": whoever calls passes an actor without an account. A bad one is owed a
    verification and a rectification from here on, but for those that an old ledger tells of.
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
    act.move(EvaluationState.GIVEN)
    if rules.is_bad(level) and channel != "imported":
        _owe(evaluation, act, service)


def _owe(evaluation: Evaluation, act: Act, service: Service) -> None:
    """Start what a bad evaluation is owed, from the beginning of its day: no clock tells when it was given."""
    mark = service_hash(service.ref)
    act.set(
        home=sealed_home(service.ref),
        handlers=[handler_hash(mark, account) for account in service.handlers],
    )
    began = instant(act.day, 0)
    act.start("verification", rules.VERIFICATION, service.department, at=began)
    act.start("rectification", rules.RECTIFICATION, service.department, at=began)
    act.move(EvaluationState.TO_VERIFY)
    act.emit(BadReviewGiven(evaluation.ref, service.department, evaluation.level))


@verb(
    Evaluation,
    "evaluation.add",
    label="追加评价",
    when=[EvaluationState.GIVEN, *IN_HAND, *ANSWERED],
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


@verb(
    Evaluation,
    "evaluation.reply",
    label="评价整改",
    when=ANSWERED,
    allow=permissions.is_served,
    offered=False,
)
def reply(evaluation: Evaluation, act: Act, *, level: Stars, words: Words = "") -> None:
    """Say once what one thinks of how a bad evaluation was dealt with; shown beside it whatever it says."""
    if evaluation.reply_level is not None:
        raise Refused(Because.WRONG_STATE, "整改您已经评价过了，只能评价一次")
    act.set(reply_level=level, reply_words=words, replied_on=act.day)
    act.note(level=level)
