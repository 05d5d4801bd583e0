"""Portal accounts: a phone signs in by a one-time code; an account becomes a person only when it is proved.

An account sees a person's cases after a code sent to the phone that a clerk recorded for that person, or after a
clerk has linked it at a window. Claiming somebody's number shows nothing, not even whether there is such a file.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from yichuang.domains.residents import attempts, permissions
from yichuang.domains.residents.models import Person, PortalAccount, SignInCode
from yichuang.domains.residents.parties import IDENTITY, PHONE
from yichuang.domains.residents.rules import NumberRejected, citizen_number, mobile_number
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.outbox.tell import post
from yichuang.kernel.privacy import keyed_hash, mask_phone, seal, unseal_text
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import SHANGHAI, Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.perform import perform

LIFE = timedelta(minutes=5)
MOST_TRIES = 5
PAUSE = timedelta(seconds=60)
MOST_AN_HOUR = 5
MOST_A_DAY = 10


class For(StrEnum):
    """What a code is good for; a code for one thing never opens another."""

    SIGN_IN = "sign_in"
    LINK = "link"


WRONG_CODE = Refused(Because.BAD_INPUT, "验证码不对，或者已经过期，请核对短信，或重新获取", field="code")


def phone_hash(phone: str) -> bytes:
    """The mark by which a phone is found; the same in a person's file and in an account."""
    return keyed_hash(phone, PHONE)


def read_phone(typed: str) -> str:
    """A mobile number as typed, cleaned; Refused with a sentence."""
    try:
        return mobile_number(typed)
    except NumberRejected as wrong:
        raise Refused(Because.BAD_INPUT, wrong.text, field="phone") from None


def send_code(phone: str, *, purpose: For, address: str, at: datetime) -> None:
    """Send a code of six digits to that phone, whoever it belongs to. Refused when it is asked for too often."""
    attempts.check(attempts.CODE_BY_ADDRESS, address, at)
    mark = phone_hash(phone)
    _check_pace(mark, at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        attempts.count(attempts.CODE_BY_ADDRESS, address, at)
        row = SignInCode.objects.create(
            phone_hash=mark,
            phone_sealed=seal(phone, "phone"),
            purpose=purpose,
            code_hash=_code_hash(purpose, phone, code),
            created_at=at,
            expires_at=at + LIFE,
        )
        what = "登录" if purpose is For.SIGN_IN else "核对身份"
        body = f"验证码 {code}，用于网上办事大厅{what}，5 分钟内有效。别告诉任何人，工作人员也不会问您要。"
        post(f"code:{row.pk}", "验证码", body, channel="sms", at=at, urgent=True)


def sign_in(phone: str, code: str, *, address: str, at: datetime) -> int:
    """The account of that phone, made at its first sign-in. Refused for a wrong or old code, always the same way."""
    _spend(phone, code, For.SIGN_IN, address, at)
    account, _ = PortalAccount.objects.get_or_create(
        phone_hash=phone_hash(phone),
        defaults={"phone_sealed": seal(phone, "phone"), "phone_mask": mask_phone(phone), "created_at": at},
    )
    return account.pk


def ask_link(account: int, identity: str, *, address: str, at: datetime) -> str:
    """Take the number of the person whom the account says to be, and send a code to the account's phone.

    Gives the mark of the number, to be handed to `link`. Whether there is such a file makes no difference here.
    """
    try:
        number = citizen_number(identity, today=at.astimezone(SHANGHAI).date()).number
    except NumberRejected as wrong:
        raise Refused(Because.BAD_INPUT, wrong.text, field="identity") from None
    attempts.check(attempts.LINK_BY_ACCOUNT, str(account), at)
    attempts.count(attempts.LINK_BY_ACCOUNT, str(account), at)
    send_code(phone_of(account), purpose=For.LINK, address=address, at=at)
    return keyed_hash(number, IDENTITY).hex()


def link(account: int, identity_mark: str, code: str, *, address: str, at: datetime) -> bool:
    """Link the account to the person, if a clerk recorded the account's phone for that person; else False.

    Refused for a wrong code. False says nothing of why: no such file, or another phone.
    """
    _spend(phone_of(account), code, For.LINK, address, at)
    mine = PortalAccount.objects.get(pk=account)
    person = Person.objects.filter(
        identity_hash=bytes.fromhex(identity_mark), phone_hash=bytes(mine.phone_hash)
    ).first()
    if person is None:
        return False
    proved = citizen(account, person.pk, mine.phone_mask)
    with transaction.atomic():
        perform(link_account, person.ref, by=proved, at=at)
        PortalAccount.objects.filter(pk=account).update(person=person, linked_at=at, linked_by="phone")
    return True


def phone_of(account: int) -> str:
    """The phone of an account, in clear; for the account's own pages."""
    return unseal_text(PortalAccount.objects.get(pk=account).phone_sealed, "phone")


def forget_expired(now: datetime) -> int:
    """Delete codes and counted attempts that nothing looks at any more; gives their number."""
    before = now - timedelta(days=2)
    codes = SignInCode.objects.filter(created_at__lt=before).delete()[0]
    return codes + attempts.forget(before)


@verb(
    Person,
    "person.link_account",
    label="关联网上账号",
    allow=permissions.is_that_person,
    offered=False,
)
def link_account(_person: Person, act: Act) -> None:
    """Say in the person's file that an account has proved to be theirs by the recorded phone."""
    act.note(account=act.by.account, way="phone")


def _check_pace(mark: bytes, at: datetime) -> None:
    """Refuse a code that is asked for too soon or too often; who has used the last one needn't wait for the next."""
    sent = SignInCode.objects.filter(phone_hash=mark)
    if sent.filter(created_at__gt=at - PAUSE, used_at=None).exists():
        raise Refused(Because.LIMITED, "验证码刚发过，请 1 分钟后再获取", field="phone")
    in_hour = sent.filter(created_at__gt=at - timedelta(hours=1)).count()
    if in_hour >= MOST_AN_HOUR or sent.filter(created_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(
            Because.LIMITED,
            "这个手机号今天获取验证码太多，请过一会儿再试",
            field="phone",
            remedy="着急的话，请到窗口办理",
        )


def _spend(phone: str, code: str, purpose: For, address: str, at: datetime) -> None:
    """Use up the newest code of that phone; every try counts, and the fifth wrong one ends the code."""
    attempts.check(attempts.ENTRY_BY_ADDRESS, address, at)
    attempts.count(attempts.ENTRY_BY_ADDRESS, address, at)
    typed = "".join(sign for sign in code if sign.isalnum())
    if not typed:
        raise Refused(Because.BAD_INPUT, "请填写 6 位验证码", field="code")
    with transaction.atomic():
        row = (
            SignInCode.objects.select_for_update()
            .filter(phone_hash=phone_hash(phone), purpose=purpose)
            .order_by("-pk")
            .first()
        )
        right = (
            row is not None
            and row.used_at is None
            and row.expires_at > at
            and row.tries < MOST_TRIES
            and secrets.compare_digest(bytes(row.code_hash), _code_hash(purpose, phone, typed))
        )
        if row is not None:
            row.tries = min(row.tries + 1, MOST_TRIES + 1)
            row.used_at = at if right else row.used_at
            row.save(update_fields=["tries", "used_at"])
    if not right:
        raise Refused(WRONG_CODE.code, WRONG_CODE.text, field="code")


def _code_hash(purpose: For, phone: str, code: str) -> bytes:
    return keyed_hash(f"{purpose}/{phone}/{code}", "sign-in-code")
