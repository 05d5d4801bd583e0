"""Signing in with name and password, the lock-out against guessing, and what a session of the staff holds.

A session holds `account`, `post`, and `stamp`: a keyed hash of the password's hash, so that a new password ends every
session that was begun with the old one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare

from yichuang.kernel.access import second_factor
from yichuang.kernel.access.models import Account, Post, SignInFailure

WINDOW = timedelta(minutes=15)
MOST_BY_NAME = 5
MOST_BY_ADDRESS = 30  # a whole hall signs in from one address
CODE_WITHIN = 300  # seconds between password and code


class CannotSignIn(Exception):
    """Why not, in Chinese; `field` is the input to look at, `wait` says that guessing must rest."""

    def __init__(self, text: str, field: str | None = None, *, wait: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody whose password was right; `needs_code` when the second factor is still to come."""

    account: int
    needs_code: bool


def recognise(username: str, password: str, address: str | None, at: datetime) -> Recognised:
    """Whose name and password these are. Raises CannotSignIn, in the same words and time for any wrong pair."""
    name = username.strip().lower()[:60]
    _count_attempt(name, address, at)
    account = Account.objects.filter(username=name).first()
    if account is None:
        make_password(password)  # as long as checking one, so that the time doesn't tell which names exist
        raise CannotSignIn("用户名或密码不对，请再写一次", "password")
    if not check_password(password, account.password) or not account.is_active:
        raise CannotSignIn("用户名或密码不对，请再写一次", "password")
    if not Post.objects.filter(account=account, active=True).exists():
        forgive(name)
        raise CannotSignIn("这个账号还没有岗位，请管理员先任命")
    if account.totp_secret is None:
        forgive(name)
    return Recognised(account.pk, account.totp_secret is not None)


def begin(session: SessionBase, recognised: Recognised, at: datetime) -> None:
    """After the password: sign in, or keep in mind who still owes a code. The session gets a new key either way."""
    session.flush()
    if recognised.needs_code:
        session["owes_code"] = [recognised.account, at.timestamp()]
        return
    _open(session, Account.objects.get(pk=recognised.account), at)


def owes_code(session: SessionBase, at: datetime) -> int | None:
    """The account that has given its password lately and owes the code; None when nobody does."""
    account, since = session.get("owes_code") or (None, 0.0)
    return account if account and at.timestamp() - since <= CODE_WITHIN else None


def finish(session: SessionBase, code: str, address: str | None, at: datetime) -> None:
    """The second step. Raises CannotSignIn; wrong codes count like wrong passwords."""
    identity = owes_code(session, at)
    account = Account.objects.filter(pk=identity, is_active=True).first() if identity else None
    if account is None or account.totp_secret is None:
        raise CannotSignIn("隔得太久了，请重新写用户名和密码")
    _count_attempt(account.username, address, at)
    if not second_factor.take(account, code, at):
        raise CannotSignIn("验证码不对或已经用过，请等下一个", "code")
    forgive(account.username)
    session.flush()
    _open(session, account, at)


def act_in(session: SessionBase, account_id: int, post_id: int) -> bool:
    """Act in another post of the same account from now on; whether there is such a post."""
    if not Post.objects.filter(pk=post_id, account_id=account_id, active=True).exists():
        return False
    session["post"] = post_id
    session.cycle_key()
    return True


def keep_session(session: SessionBase, account_id: int) -> None:
    """After the owner changed the password: this session goes on, under a new key."""
    session["stamp"] = stamp(Account.objects.get(pk=account_id))
    session.cycle_key()


def stamp(account: Account) -> str:
    """What a session keeps of the password that it was begun with."""
    return account.get_session_auth_hash()


def holds(session: SessionBase, account: Account) -> bool:
    """Whether the session was begun with the account's present password."""
    return constant_time_compare(str(session.get("stamp", "")), stamp(account))


def forgive(username: str) -> None:
    """Forget the failed attempts of a name."""
    SignInFailure.objects.filter(username=username).delete()


def _open(session: SessionBase, account: Account, at: datetime) -> None:
    post = Post.objects.filter(account=account, active=True).order_by("pk").values_list("pk", flat=True)
    session["account"], session["post"], session["stamp"] = account.pk, post.first(), stamp(account)
    Account.objects.filter(pk=account.pk).update(last_login=at)


def _count_attempt(name: str, address: str | None, at: datetime) -> None:
    """Count an attempt before it is looked at, so that many at once don't slip through; a good one is forgiven.

    While the door is shut attempts aren't counted: nobody can keep somebody else out for ever.
    """
    since = at - WINDOW
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in:{name}"])
        recent = SignInFailure.objects.filter(at__gt=since, at__lte=at).order_by("-at")
        by_name = list(recent.filter(username=name).values_list("at", flat=True)[:MOST_BY_NAME])
        if len(by_name) >= MOST_BY_NAME:
            minutes = _minutes(by_name[-1] + WINDOW - at)
            text = f"连续写错 {MOST_BY_NAME} 次，请 {minutes} 分钟后再试，或请管理员重置密码"
            raise CannotSignIn(text, wait=True)
        if address:
            by_address = list(recent.filter(address=address).values_list("at", flat=True)[:MOST_BY_ADDRESS])
            if len(by_address) >= MOST_BY_ADDRESS:
                minutes = _minutes(by_address[-1] + WINDOW - at)
                raise CannotSignIn(f"这个地址写错的次数太多，请 {minutes} 分钟后再试", wait=True)
        SignInFailure.objects.create(username=name, address=address, at=at)


def _minutes(left: timedelta) -> int:
    return max(1, math.ceil(left.total_seconds() / 60))
