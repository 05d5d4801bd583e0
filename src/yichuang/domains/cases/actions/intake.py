"""Taking an application in at a counter: file, receipt and the clerk's choice, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from yichuang.domains.cases.actions.applying import receive
from yichuang.domains.cases.actions.receiving import (
    accept,
    check_materials,
    decline,
    finish_at_once,
    request_supplement,
)
from yichuang.domains.cases.actions.reusing import take_over
from yichuang.domains.residents.actions import Identified, enrol
from yichuang.domains.residents.queries import snapshot
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.perform import Receipt, perform

# what the clerk may choose once the application lies on the counter; None: received, and kept until it is complete
CHOICES: dict[str, Verb | None] = {
    "save": None,
    "notify": request_supplement,
    "accept": accept,
    "finish": finish_at_once,
    "decline": decline,
}


@dataclass(frozen=True, slots=True)
class Brought:
    """An application as it lies on the counter."""

    who: Identified
    rename: bool
    agent_name: str
    agent_identity: str
    item_version: int
    situation: dict[str, str]
    form: dict[str, str]
    materials: list[dict[str, str]]
    delivery: str
    reused: dict[str, str] = field(default_factory=dict)  # code of a material -> the earlier case's reference


def take_in(
    brought: Brought,
    choice: str,
    *,
    place: int,
    window: int | None,
    channel: str,
    by: Actor,
    at: datetime,
    key: str,
    **more: Any,
) -> Receipt:
    """Receive an application and do what the clerk chose, in one transaction: refused, nothing of it is there.

    The same `key` again makes no second case. `more` are the values of the chosen act beyond the materials. Raises
    Refused.
    """
    try:
        with transaction.atomic():
            party = enrol(brought.who, by=by, at=at, key=f"{key}:who", rename=brought.rename)
            seen = snapshot(party)
            received = perform(
                receive,
                None,
                by=by,
                at=at,
                key=f"{key}:receive",
                item_version=brought.item_version,
                applicant={
                    "person": seen.person,
                    "enterprise": seen.enterprise,
                    "name": seen.name,
                    "identity": seen.identity,
                    "phone": seen.phone,
                    "address": seen.address,
                    "agent_name": brought.agent_name,
                    "agent_identity": brought.agent_identity,
                },
                place=place,
                window=window,
                channel=channel,
                situation=brought.situation,
                form=brought.form,
                materials=brought.materials,
                delivery=brought.delivery,
            )
            take_over(received.ref, brought.reused, by=by, at=at, key=key)
            decide(
                choice,
                received.ref,
                brought.materials,
                by=by,
                at=at,
                key=key,
                **more,
            )
    except Refused as refused:
        raise _told(refused) from None
    return received


def check_again(
    choice: str,
    ref: str,
    materials: list[dict[str, str]],
    reused: dict[str, str],
    *,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None,
    **more: Any,
) -> None:
    """The check of a case that waits: what is taken over from earlier ones, then the choice, whole or not at all.

    Raises Refused; KeyError for no choice of ours.
    """
    with transaction.atomic():
        if take_over(ref, reused, by=by, at=at, key=key, seen=seen):
            seen = None  # the row is locked since, so nobody else has come between
        if choice == "save":
            perform(check_materials, ref, by=by, at=at, key=f"{key}:save", seen=seen, materials=materials)
        else:
            decide(choice, ref, materials, by=by, at=at, key=key, seen=seen, **more)


def decide(
    choice: str,
    ref: str,
    materials: list[dict[str, str]],
    *,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
    **more: Any,
) -> None:
    """The clerk's choice on a case that has been received. Raises Refused; KeyError for no choice of ours."""
    verb = CHOICES[choice]
    if verb is None:
        return
    given = more if verb is decline else {"materials": materials, **more}
    perform(verb, ref, by=by, at=at, key=f"{key}:{choice}", seen=seen, **given)


def _told(refused: Refused) -> Refused:
    """A form that was sent already and then changed: said in words that a clerk understands."""
    if refused.field != "Idempotency-Key":
        return refused
    return Refused(
        Because.LOST_RACE,
        "这张表已经收过件了，改动没有提交",
        remedy="请从左边“待补正和待受理”里打开那一件，接着办",
    )
