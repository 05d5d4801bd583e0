"""Reading cases. What other rooms and pages know of a case is asked here."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from pydantic import BaseModel, ConfigDict

from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.states import ENDED, Channel
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.queries import Clock, with_clocks
from yichuang.kernel.ledger.queries import acts_of_staff
from yichuang.kernel.numbering.rules import QUERY_LENGTH
from yichuang.kernel.privacy import (
    mask_address,
    mask_credit_code,
    mask_id,
    mask_name,
    mask_phone,
    unseal_text,
)
from yichuang.kernel.statements import read
from yichuang.kernel.verbs.subjects import split

MOST_ID = 2**63 - 1  # of a bigint; whoever writes an address may write more


class Service(BaseModel):
    """A service that somebody has had, as whoever evaluates it knows it: offices and item, ids.

    `done`: whether it has come to an end, so that it may be evaluated (国办发〔2019〕51号). `handlers`: accounts of
    those who handled it, where they have been asked for.
    """

    model_config = ConfigDict(frozen=True)

    ref: str
    item: int
    department: int
    place: int
    done: bool = True
    handlers: tuple[int, ...] = ()


def visible_to(actor: Actor) -> QuerySet[Case]:
    """The cases that an actor may know of."""
    return Case.objects.filter(visible(actor))


def visible(actor: Actor) -> Q:
    """The same rule as `Case.seen_by`, as a condition of the database."""
    nothing = Q(pk__in=[])
    match actor.kind:
        case ActorKind.SYSTEM:
            return Q()
        case ActorKind.CITIZEN:
            own = Q(person_id=actor.person) if actor.person else nothing
            return own | Q(pk__in=_opened(actor))
    if not actor.office_path:
        return nothing
    return Q(department_path__startswith=actor.office_path) | Q(place_path__startswith=actor.office_path)


# the same once more, for statements: the office's path, twice
STAFF_SEES = "(starts_with(department_path, %s) OR starts_with(place_path, %s))"


def _opened(actor: Actor) -> list[int]:
    """Ids of the cases that a citizen has opened by number and query code."""
    return [split(ref)[1] for ref in actor.cases if split(ref)[0] == Case.subject_kind]


def service_of(case: Case) -> Service:
    """What an evaluation of this case's service will know of it."""
    return Service(
        ref=case.ref,
        item=case.item_id,
        department=case.department_id,
        place=case.place_id,
        done=case.state in ENDED,
    )


def ended_between(first: date, last: date) -> dict[date, list[Service]]:
    """The services whose result was handed over on each of these days, but for those that an old ledger tells of."""
    found = Case.objects.filter(delivered_on__range=(first, last)).exclude(channel=Channel.IMPORTED)
    rows = found.values_list("delivered_on", "pk", "item_id", "department_id", "place_id")
    services: dict[date, list[Service]] = defaultdict(list)
    for day, pk, i, d, p in rows:
        assert day is not None  # it lies in the range
        services[day].append(Service(ref=f"case:{pk}", item=i, department=d, place=p))
    return services


def first_ended_on() -> date | None:
    """The first day on which a result was handed over; None before there is one."""
    found = Case.objects.exclude(delivered_on=None).exclude(channel=Channel.IMPORTED)
    return found.order_by("delivered_on").values_list("delivered_on", flat=True).first()


def handlers_of(ref: str) -> tuple[int, ...]:
    """Accounts of the staff who acted on a case, in order of their ids."""
    return tuple(sorted({int(entry.actor.partition(":")[2]) for entry in acts_of_staff([ref])}))


def opened_by(number: str, code: str) -> Case | None:
    """The case with that number and query code, both in their one form; None alike for either being wrong."""
    case = Case.objects.filter(number=number).first()
    kept = case.query_code if case else "-" * QUERY_LENGTH
    right = secrets.compare_digest(kept.encode(), code.encode())
    return case if right else None


def case_named(ref: str) -> Case | None:
    """The case of that reference, whoever asks; for reactions, which act for the house."""
    kind, _, identity = ref.partition(":")
    return case_of_id(int(identity)) if kind == Case.subject_kind else None


def case_of_id(identity: int) -> Case | None:
    """The case of that id, whoever asks: the caller looks whether the actor may know of it (`Case.seen_by`)."""
    return next(iter(read(Case, "WHERE id = %s", identity)), None) if identity <= MOST_ID else None


def case_with_clocks(identity: int) -> tuple[Case | None, list[Clock]]:
    """The case of that id with all of its clocks, oldest first; whoever asks, as `case_of_id`."""
    return (
        with_clocks(Case, identity, f"{Case.subject_kind}:{identity}") if identity <= MOST_ID else (None, [])
    )


def address_of(receiver: str, channel: str) -> str | None:
    """Where the applicant of a case is told: the phone left with this application; None where none was left."""
    case = case_named(receiver)
    return (applicant_of(case).phone or None) if case and channel == "sms" else None


def applicant_of(case: Case) -> ApplicantInput:
    """The applicant in clear; whoever shows it records the look first."""
    return ApplicantInput.model_validate_json(unseal_text(case.applicant, "applicant"))


def form_of(case: Case) -> dict[str, str]:
    """The answers to the item's own form, in clear."""
    if not case.form:
        return {}
    answers: dict[str, str] = json.loads(unseal_text(case.form, "form"))
    return answers


@dataclass(frozen=True, slots=True)
class Masks:
    """An applicant as pages show them without a reason given."""

    name: str
    identity: str
    phone: str
    address: str
    agent: str


def masks_of(case: Case) -> Masks:
    """The applicant masked; enterprises keep their name, as everywhere in public."""
    clear = applicant_of(case)
    credit = case.enterprise_id is not None
    return Masks(
        name=case.applicant_mask,
        identity=mask_credit_code(clear.identity) if credit else mask_id(clear.identity),
        phone=mask_phone(clear.phone),
        address=mask_address(clear.address),
        agent=mask_name(clear.agent_name),
    )
