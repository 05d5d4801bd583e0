"""Putting a warning before whoever handles the case, and the acknowledgement: who saw it, and when."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.oversight.supervision import permissions
from yichuang.oversight.supervision.models import Alert, AlertState


class Alerted(BaseModel):
    """What is put before somebody: from what it follows, in which words, about which case, whose duty it is."""

    model_config = ConfigDict(frozen=True)

    source: str
    level: str
    words: str
    about: str
    about_name: str
    title: str
    href: str
    department: int
    department_path: str
    place_path: str
    addressee: int | None = None


@verb(Alert, "alert.raise", label="提示", creates=True, then=AlertState.OPEN, allow=permissions.by_system)
def raise_alert(_alert: Alert, act: Act, *, alerted: Annotated[Alerted, Field(title="提示")]) -> None:
    """Put it before the handler, or before the whole office while nobody handles the case."""
    if not act.knows(alerted.department):
        raise Refused(Because.BAD_INPUT, "没有这个部门", field="alerted")
    facts = alerted.model_dump(exclude={"department"})
    act.set(**facts, department_id=alerted.department, raised_at=act.at)
    act.note(source=alerted.source, level=alerted.level, about=alerted.about, addressee=alerted.addressee)


@verb(
    Alert,
    "alert.acknowledge",
    label="知道了",
    when=[AlertState.OPEN],
    then=AlertState.SEEN,
    allow=permissions.is_addressee,
    effect="不再弹出，记下谁在什么时候看到",
)
def acknowledge(_alert: Alert, act: Act) -> None:
    """Whoever it is addressed to has seen it."""
    act.set(acknowledged_by=act.by.account, acknowledged_at=act.at)
