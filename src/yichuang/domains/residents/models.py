"""Persons and enterprises that have come to a counter. Every personal value is sealed; equality goes by keyed hash."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.verbs.subjects import Subject


class Party(Subject):
    """What persons and enterprises have in common: a name and an identity number, sealed, hashed and masked."""

    name_sealed = models.BinaryField()
    name_hash = models.BinaryField()
    name_mask = models.CharField(max_length=80)
    identity_sealed = models.BinaryField()
    identity_hash = models.BinaryField(unique=True)
    identity_mask = models.CharField(max_length=20)
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.BinaryField(null=True, db_index=True)
    phone_mask = models.CharField(max_length=20, blank=True)
    address_sealed = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    def seen_by(self, actor: Actor) -> bool:
        """Staff who take applications or handle them, the system, and the person themself."""
        return actor.kind is not ActorKind.CITIZEN or actor.person == self.pk


class Person(Party):
    """One person, one file."""

    subject_kind = "person"
    label = "这位办事人"

    class Meta:
        db_table = "person"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["name_hash"], name="person_name")]


class Enterprise(Party):
    """One enterprise, one file; its identity number is the unified social credit code."""

    subject_kind = "enterprise"
    label = "这家企业"

    def seen_by(self, actor: Actor) -> bool:
        """Staff and the system; a citizen sees an enterprise only through its cases."""
        return actor.kind is not ActorKind.CITIZEN

    class Meta:
        db_table = "enterprise"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["name_hash"], name="enterprise_name")]


class PortalAccount(models.Model):
    """A phone that has signed in at the portal. It isn't a person until that person's recorded phone proves it."""

    phone_hash = models.BinaryField(unique=True)
    phone_sealed = models.BinaryField()
    phone_mask = models.CharField(max_length=20)
    person = models.ForeignKey("residents.Person", null=True, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(null=True)
    linked_by = models.TextField(blank=True)  # phone, or the clerk who linked it at a window
    created_at = models.DateTimeField()

    class Meta:
        db_table = "portal_account"


class SignInCode(models.Model):
    """A one-time code on its way to a phone."""

    phone_hash = models.BinaryField(db_index=True)
    phone_sealed = models.BinaryField(default=b"")  # where it goes, until it is forgotten
    purpose = models.CharField(max_length=10, default="sign_in")
    code_hash = models.BinaryField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sign_in_code"


class PortalAttempt(models.Model):
    """A try at something that could be guessed, counted by a keyed hash of who or what was tried."""

    kind = models.CharField(max_length=20)
    mark = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "portal_attempt"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "mark", "at"], name="portal_attempt_mark"),
        ]
