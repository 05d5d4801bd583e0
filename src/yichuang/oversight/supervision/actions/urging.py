"""催办 by a leader, 督办 by a supervisor: the reply is a clock of its own (RULEBOOK 5, urging unanswered)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.kernel.outbox.tell import tell
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.watch.duties import duty_of
from yichuang.oversight.supervision import permissions, policies, rules
from yichuang.oversight.supervision.events import UrgeSent
from yichuang.oversight.supervision.models import Urge, UrgeState
from yichuang.ui import formats


@verb(Urge, "urge.send", label="催办", creates=True, then=UrgeState.WAITING, allow=permissions.may_urge)
def send(
    urge: Urge,
    act: Act,
    *,
    about: Annotated[str, Field(title="办件", min_length=3, max_length=40, pattern=r"^[a-z_]+:\d{1,18}$")],
    text: Annotated[
        str, Field(title="催办内容", min_length=4, max_length=500, json_schema_extra={"long": True})
    ],
) -> None:
    """Urge whoever handles a case; the reply is due within one working day.

    Whose duty the case is, is read here from the rooms that know: it isn't the subject's own.
    """
    duty = duty_of(about)
    if duty is None or not (act.by.covers(duty.department_path) or act.by.covers(duty.place_path)):
        raise not_found("这件")
    if not duty.open:
        raise Refused(Because.WRONG_STATE, "这件已经办结，不用催办", field="about")
    kind = permissions.kind_for(act.by)
    act.set(
        number=f"{act.day:%Y}-{act.number(f'urge:{act.day:%Y}'):05d}",
        about=duty.about,
        about_name=duty.name,
        title=duty.title,
        href=duty.href,
        department_id=duty.department,
        department_path=duty.department_path,
        place_path=duty.place_path,
        addressee=duty.handler,
        kind=kind.value,
        text=text,
        asked_by=act.by.account or 0,
        asked_at=act.at,
        asked_on=act.day,
    )
    clock = act.start("urging", rules.REPLY, duty.department)
    act.note(number=urge.number, about=duty.about, kind=kind.value)
    until = f"{clock.due_at.astimezone(policies.SHANGHAI):%m月%d日 %H:%M} 前" if clock.due_at else ""
    act.emit(UrgeSent(urge.ref))
    receiver = f"staff:{duty.handler}" if duty.handler else f"office:{duty.department}"
    body = f"{act.by.name}{kind.label}“{duty.title}”{duty.name}：{formats.sentence(text)}请在{until}回复。"
    tell(act, receiver, f"{kind.label}：{duty.title}", body)


@verb(
    Urge,
    "urge.answer",
    label="回复",
    when=[UrgeState.WAITING],
    then=UrgeState.ANSWERED,
    allow=permissions.is_addressee,
    effect="催办人马上看到，提交后不能改",
)
def answer(
    urge: Urge,
    act: Act,
    *,
    answer: Annotated[
        str,
        Field(
            title="回复",
            min_length=rules.SHORTEST_WORDS,
            max_length=1000,
            json_schema_extra={"hint": "写清办到哪一步、什么时候办完"},
        ),
    ],
) -> None:
    """Reply to an urging; late it is taken too, and the yellow card that it brought stays."""
    clock = act.stop("urging")
    act.set(answer=answer, answered_by=act.by.account, answered_at=act.at)
    act.note(in_time=clock is not None and clock.outcome != "late")
    tell(
        act, f"staff:{urge.asked_by}", f"{urge.kind_name}已回复：{urge.title}", f"{urge.about_name}：{answer}"
    )
