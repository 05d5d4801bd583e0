"""The life of a card: an alert, its explanation, the judgement, an objection decided by another person (RULEBOOK 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from yichuang.kernel.clocks.rungs import Level
from yichuang.kernel.documents.attach import FileInput, attach
from yichuang.kernel.outbox.tell import tell
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.oversight.supervision import permissions, policies, rules
from yichuang.oversight.supervision.models import Card, CardState
from yichuang.ui import formats

Words = Annotated[str, Field(title="说明", min_length=rules.SHORTEST_WORDS, max_length=1000,
                             json_schema_extra={"hint": "写清原因、采取的措施、什么时候办完"})]  # fmt: skip
Reason = Annotated[str, Field(title="理由", min_length=rules.SHORTEST_WORDS, max_length=1000)]


class Raised(BaseModel):
    """What a card follows from: the warning, whose duty it was, and for an act what in the ledger shows it."""

    model_config = ConfigDict(frozen=True)

    warning: int
    subject: str
    kind: str
    rule: str
    rule_name: str
    level: Level
    fell_at: datetime
    about: str
    about_name: str
    title: str
    href: str
    department: int
    department_path: str
    place_path: str
    addressee: int | None = None
    tells: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()


@verb(Card, "card.raise", label="发牌", creates=True, then=CardState.ALERTED, allow=permissions.by_system)
def raise_card(card: Card, act: Act, *, raised: Annotated[Raised, Field(title="预警")]) -> None:
    """Alert the addressee, who explains within two working days; the others are told."""
    if not act.knows(raised.department):
        raise Refused(Because.BAD_INPUT, "没有这个部门", field="raised")
    facts = raised.model_dump(exclude={"department", "tells", "level"})
    act.set(
        **facts,
        number=f"{act.day:%Y}-{act.number(f'card:{act.day:%Y}'):05d}",
        level=raised.level.value,
        department_id=raised.department,
        raised_at=act.at,
        raised_on=act.day,
    )
    clock = act.start("explanation", rules.EXPLANATION, raised.department)
    act.note(
        number=card.number,
        rule=raised.rule,
        level=raised.level.value,
        warning=raised.warning,
        about=raised.about,
    )
    for receiver in raised.tells:
        tell(act, receiver, f"{raised.level.label}：{raised.rule_name}", _alert(card, raised, clock.due_at))


def _alert(card: Card, raised: Raised, due_at: datetime | None) -> str:
    until = f"{due_at.astimezone(policies.SHANGHAI):%m月%d日 %H:%M} 前" if due_at else "两个工作日内"
    what = f"{raised.title} {raised.about_name}：{raised.rule_name}"
    return f"{what}。请在{until}说明（{raised.level.label}编号 {card.number}）。"


@verb(
    Card,
    "card.explain",
    label="说明情况",
    when=[CardState.ALERTED],
    then=CardState.EXPLAINED,
    allow=permissions.is_addressee,
    effect="说明交给监察员认定，提交后不能改",
)
def explain(
    _card: Card,
    act: Act,
    *,
    explanation: Words,
    files: Annotated[list[FileInput], Field(title="佐证材料", max_length=10)] = [],  # noqa: B006 - pydantic copies
) -> None:
    """Explain within two working days, with evidence; later it is taken too, and the lateness shows."""
    clock = act.stop("explanation")
    act.set(explanation=explanation, explained_by=act.by.account, explained_at=act.at)
    attach(act, files)
    act.note(in_time=clock is not None and clock.outcome != "late")


@verb(
    Card,
    "card.uphold",
    label="认定",
    when=[CardState.ALERTED, CardState.EXPLAINED],
    then=CardState.UPHELD,
    allow=permissions.may_judge,
    effect="计入部门考核；承办人三个工作日内可以申诉",
)
def uphold(card: Card, act: Act, *, reason: Reason) -> None:
    """Uphold a card with a reason, once the addressee has been heard or has let the time pass."""
    if why := policies.to_uphold(card, act.clock("explanation"), act.at):
        raise Refused(Because.WRONG_STATE, why, remedy="等说明交来，或说明时限过了再认定")
    act.stop("explanation")
    act.start("objection", rules.OBJECTION, card.department_id)
    _judge(card, act, reason)
    _tell(card, act, "已认定", f"{formats.sentence(reason)}不服的，三个工作日内可以申诉。")


@verb(
    Card,
    "card.lift",
    label="撤销",
    when=[CardState.ALERTED, CardState.EXPLAINED],
    then=CardState.LIFTED,
    allow=permissions.may_judge,
    effect="不计分，理由留在记录里",
)
def lift(card: Card, act: Act, *, reason: Reason) -> None:
    """Lift a card with a reason: it counts for nothing."""
    act.stop("explanation", "void")
    _judge(card, act, reason)
    _tell(card, act, "已撤销", formats.sentence(reason))


@verb(
    Card,
    "card.object",
    label="申诉",
    when=[CardState.UPHELD],
    then=CardState.OBJECTED,
    allow=permissions.is_addressee,
    effect="由认定人以外的人决定",
)
def object_(_card: Card, act: Act, *, objection: Words) -> None:
    """Object within three working days of the judgement."""
    if why := policies.to_object(act.clock("objection"), act.at):
        raise Refused(Because.WRONG_STATE, why)
    act.stop("objection", "met")
    act.set(objection=objection, objected_at=act.at)


@verb(
    Card,
    "card.settle",
    label="申诉期满",
    when=[CardState.UPHELD],
    allow=permissions.by_system,
    offered=False,
)
def settle(_card: Card, act: Act) -> None:
    """Nobody has objected in time: the judgement is final."""
    act.stop("objection", "void")


@verb(
    Card,
    "card.confirm",
    label="维持认定",
    when=[CardState.OBJECTED],
    then=CardState.CONFIRMED,
    allow=permissions.may_decide_objection,
    effect="申诉不成立，认定不再变",
)
def confirm(card: Card, act: Act, *, reason: Reason) -> None:
    """Decide an objection: the card stays."""
    act.set(final_reason=reason, decided_by=act.by.account, decided_at=act.at)
    _tell(card, act, "申诉不成立", formats.sentence(reason))


@verb(
    Card,
    "card.overturn",
    label="申诉成立，撤销",
    when=[CardState.OBJECTED],
    then=CardState.LIFTED,
    allow=permissions.may_decide_objection,
    effect="不计分，理由留在记录里",
)
def overturn(card: Card, act: Act, *, reason: Reason) -> None:
    """Decide an objection: the card is lifted."""
    act.set(final_reason=reason, decided_by=act.by.account, decided_at=act.at)
    _tell(card, act, "申诉成立，已撤销", formats.sentence(reason))


@verb(
    Card,
    "card.withdraw",
    label="自动撤销",
    when=[CardState.ALERTED, CardState.EXPLAINED, CardState.UPHELD, CardState.OBJECTED, CardState.CONFIRMED],
    then=CardState.LIFTED,
    allow=permissions.by_system,
    offered=False,
)
def withdraw(card: Card, act: Act, *, reason: Reason) -> None:
    """Lift a card whose warning turned out not to have been one."""
    for kind in ("explanation", "objection"):
        act.stop(kind, "void")
    act.set(final_reason=reason, decided_at=act.at)
    _tell(card, act, "已撤销", formats.sentence(reason))


def _judge(_card: Card, act: Act, reason: str) -> None:
    act.set(reason=reason, judged_by=act.by.account, judged_at=act.at)


def _tell(card: Card, act: Act, what: str, words: str) -> None:
    receiver = f"staff:{card.addressee}" if card.addressee else f"office:{card.department_id}"
    tell(act, receiver, f"{card.level_name} {card.number} {what}", f"{card.title} {card.about_name}：{words}")
