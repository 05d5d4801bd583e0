"""Cases: one application and all that happens to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from yichuang.domains.cases.states import (
    AT_COUNTER,
    OPEN,
    SERVICE_ACTS,
    SERVICE_STATES,
    Channel,
    Delivery,
    State,
)
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.subjects import Subject

COUNTED = (
    "id", "accepted_on", "declined_on", "decided_on", "concluded_on", "delivered_on", "kind", "joint", "channel",
    "timing", "statutory_late", "on_site", "used_days", "paused_days", "supplements", "extended", "outcome",
    "delivery", "item", "item_version", "department", "place", "department_path", "place_path",
)  # fmt: skip


def name_of(state: str, item: ItemFacts) -> str:
    """A state in Chinese; for services that aren't licences a refusal isn't a 不予许可."""
    found = State(state)
    return found.label if item.is_licence else SERVICE_STATES.get(found, found.label)


class Case(Subject):
    """One application. Personal values are sealed; what lists show of them is masked."""

    subject_kind = "case"
    label = "这件"

    number = models.CharField(max_length=24, unique=True)
    query_code = models.CharField(max_length=8)
    own_number = models.CharField(
        max_length=40, blank=True, default=""
    )  # in the ledger that it was brought in from
    item = models.ForeignKey("catalogue.ServiceItem", on_delete=models.PROTECT, related_name="+")
    item_version = models.ForeignKey(
        "catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10)  # of the version; kept for counting
    joint = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    department = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # the centre or station that took it in, and the window, where there was one
    place = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    window = models.ForeignKey(
        "offices.Office", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # scope: paths of the two offices, so that a row is found by prefix without a join
    department_path = models.CharField(max_length=200)
    place_path = models.CharField(max_length=200)

    person = models.ForeignKey("residents.Person", null=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(
        "residents.Enterprise", null=True, on_delete=models.PROTECT, related_name="+"
    )
    applicant_mask = models.CharField(max_length=80)
    applicant_hash = models.BinaryField()  # of the name
    identity_hash = models.BinaryField()
    applicant = (
        models.BinaryField()
    )  # sealed: name, identity, phone, address, agent as they were at application
    situation: models.JSONField[Any, Any] = models.JSONField(default=dict)
    form = models.BinaryField(default=b"")  # sealed answers to the item's own fields
    materials: models.JSONField[Any, Any] = models.JSONField(default=list)  # [{code, name, verdict, note}]

    stage = models.CharField(max_length=20, blank=True)
    assignee = models.BigIntegerField(null=True)  # account that has claimed it
    opinions: models.JSONField[Any, Any] = models.JSONField(
        default=list
    )  # [{stage, account, agree, text, at}]
    supplements = models.SmallIntegerField(default=0)
    extended = models.BooleanField(default=False)
    asked_again = models.BooleanField(default=False)  # more was asked for after acceptance

    received_at = models.DateTimeField()
    received_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    delivery = models.CharField(max_length=12, choices=Delivery.choices, blank=True)
    outcome = models.CharField(max_length=12, blank=True)  # granted, refused, withdrawn
    on_site = models.BooleanField(default=False)  # decided and delivered at the window
    used_days = models.IntegerField(null=True)  # working days used, at conclusion
    timing = models.CharField(
        max_length=8, blank=True
    )  # early, on_time, late against the promise, at conclusion
    statutory_late = models.BooleanField(default=False)
    paused_days = models.IntegerField(default=0)  # working days of special procedures that have ended

    class Meta:
        db_table = "case"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["own_number", "place"], condition=~Q(own_number=""), name="case_own_number"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # received_on, and beside it all that figures count by: a year is counted without touching the rows
            models.Index(fields=["received_on"], include=COUNTED, name="case_counting"),
            models.Index(fields=["accepted_on", "kind"], name="case_accepted"),
            models.Index(fields=["concluded_on", "timing"], name="case_concluded"),
            *(
                models.Index(fields=[day], name=f"case_{day}", condition=~Q(**{day: None}))
                for day in ("declined_on", "decided_on", "delivered_on")
            ),
            models.Index(fields=["identity_hash"], name="case_identity"),
            models.Index(fields=["applicant_hash"], name="case_applicant"),
            models.Index(fields=["department", "-received_at"], name="case_department"),
            models.Index(fields=["place", "-received_at"], name="case_place"),
            models.Index(
                fields=["department", "state"],
                name="case_in_hand",
                condition=Q(state__in=[s.value for s in OPEN]),
            ),
            models.Index(
                fields=["place_path", "state"],
                name="case_at_counter",
                condition=Q(state__in=[s.value for s in AT_COUNTER]),
            ),
        ]

    @property
    def facts(self) -> ItemFacts:
        """The version of the item under which it was received."""
        return catalogue.version(self.item_version_id)

    @property
    def state_name(self) -> str:
        """The state in Chinese."""
        return name_of(self.state, self.facts)

    def act_name(self, verb: Verb) -> str:
        """What an act on it is called: a service that isn't a licence isn't refused as 不予许可."""
        if verb.name not in SERVICE_ACTS or self.facts.is_licence:
            return verb.label
        return SERVICE_ACTS[verb.name]

    @property
    def known_as(self) -> str:
        """Its number, as it stands on every paper."""
        return self.number

    def seen_by(self, actor: Actor) -> bool:
        """Staff of the department or of the place that took it in; the applicant; who opened it; the system."""
        match actor.kind:
            case ActorKind.SYSTEM:
                return True
            case ActorKind.CITIZEN:
                own = actor.person is not None and actor.person == self.person_id
                return own or self.ref in actor.cases
        return actor.covers(self.department_path) or actor.covers(self.place_path)

    def concerns(self) -> tuple[str, ...]:
        """The department and the place that took it in."""
        return (self.department_path, self.place_path)

    def office_name(self) -> str:
        """The department's name."""
        return tree().by_id[self.department_id].name


class Draft(models.Model):
    """What somebody is filling in at the portal, before there is a case, or to complete one (`about`).

    It belongs to a session (a keyed hash of the session's secret) or to an account; what was typed is sealed. It
    goes away by itself, and what was typed goes the moment it is handed in.
    """

    key = models.CharField(max_length=40, unique=True)
    owner = models.BinaryField()
    account = models.BigIntegerField(null=True)
    item_version = models.ForeignKey(
        "catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about = models.CharField(max_length=40, blank=True)
    content = models.BinaryField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    submitted = models.CharField(max_length=40, blank=True)  # reference of the case that it became

    class Meta:
        db_table = "draft"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner"], name="draft_owner")]


class DraftFile(models.Model):
    """A file that has been handed in with a draft; its bytes lie in the store already."""

    draft = models.ForeignKey("cases.Draft", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()

    class Meta:
        db_table = "draft_file"
