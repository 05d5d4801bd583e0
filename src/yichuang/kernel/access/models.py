"""Accounts, posts and failed sign-ins."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by name; they are made by organisation's actions alone."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Account by its sign-in name, in any case."""
        return self.get(username=(username or "").strip().lower())


class AccountColumns(AbstractBaseUser):
    """The columns of an account; a room that makes accounts subjects of its verbs declares them over the same table."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.BinaryField(null=True)  # sealed; null: no second factor
    totp_used = models.BigIntegerField(default=0)  # the last time step whose code was taken: no code twice
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Account(AccountColumns):
    """Somebody of the staff who can sign in. Rights come from posts, never from the account."""

    # the head of its chain in the ledger; verbs alone move it
    version = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        db_table = "account"


class PostColumns(models.Model):
    """The columns of a post: a role held by an account at an office.

    The office gives the scope of what its holder sees; `seat` is the counter at which they sit, if they sit at one.
    """

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey("offices.Office", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    title = models.CharField(max_length=60, blank=True)
    active = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.role}@{self.office_id}"


class Post(PostColumns):
    """A role held by an account at an office; one account may hold several and acts in one at a time."""

    version = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")

    class Meta:
        db_table = "post"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "office", "role"], condition=models.Q(active=True), name="post_once"
            ),
        ]


class SignInFailure(models.Model):
    """A failed sign-in, counted for lock-out by account and by address."""

    username = models.CharField(max_length=60)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "sign_in_failure"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["username", "at"], name="sign_in_failure_username"),
            models.Index(fields=["address", "at"], name="sign_in_failure_address"),
        ]


class Bucket(models.Model):
    """How often somebody may still ask; `whose` is a keyed hash, `at` seconds since 1970 (see `buckets`)."""

    whose = models.BinaryField(primary_key=True)
    tokens = models.FloatField()
    at = models.FloatField(db_index=True)
    given = models.BooleanField()  # whether the last one who asked got a token

    class Meta:
        db_table = "bucket"
