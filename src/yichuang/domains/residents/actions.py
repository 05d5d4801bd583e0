"""Keeping the file of persons and enterprises: enrolled once, kept up to date, looked at for a reason."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from pydantic import Field

from yichuang.domains.residents import permissions, rules
from yichuang.domains.residents.models import Enterprise, Party, Person, PortalAccount
from yichuang.domains.residents.parties import IDENTITY, NAME, PHONE, Kind, account_of_phone, find
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.privacy import (
    keyed_hash,
    mask_credit_code,
    mask_id,
    mask_name,
    mask_phone,
    normalised,
    seal,
    unseal_text,
)
from yichuang.kernel.verbs import Because, Refused, Twice
from yichuang.kernel.verbs.act import SHANGHAI, Act
from yichuang.kernel.verbs.declare import Verb, verb
from yichuang.kernel.verbs.perform import perform

Name = Annotated[str, Field(title="姓名或名称", min_length=1, max_length=80)]
Identity = Annotated[str, Field(title="证件号码", min_length=8, max_length=18)]
Phone = Annotated[str, Field(title="手机号", max_length=20)]
Address = Annotated[str, Field(title="地址", max_length=200)]
Purpose = Annotated[
    str,
    Field(
        title="查看原因",
        min_length=4,
        max_length=100,
        json_schema_extra={"hint": "写进留痕，本人可以查到谁看过"},
    ),
]


Subject = Annotated[str, Field(title="因为哪一件", max_length=40)]


@dataclass(frozen=True, slots=True)
class Identified:
    """Somebody as typed at a counter, checked: numbers cleaned, check digits right."""

    kind: Kind
    identity: str
    name: str = ""
    phone: str = ""
    address: str = ""


@verb(Person, "person.enrol", label="登记办事人", creates=True, then="active", allow=permissions.staff_only)
def enrol_person(
    person: Person, act: Act, *, name: Name, identity: Identity, phone: Phone = "", address: Address = ""
) -> None:
    """Open the file of a person; once an identity number (个人信息保护法 art. 6: what the service needs)."""
    _open(person, act, name, identity, phone=phone, address=address, mask=mask_id(identity))


@verb(
    Enterprise,
    "enterprise.enrol",
    label="登记企业",
    creates=True,
    then="active",
    allow=permissions.staff_only,
)
def enrol_enterprise(
    enterprise: Enterprise,
    act: Act,
    *,
    name: Name,
    identity: Identity,
    phone: Phone = "",
    address: Address = "",
) -> None:
    """Open the file of an enterprise; once a credit code."""
    _open(enterprise, act, name, identity, phone=phone, address=address, mask=mask_credit_code(identity))


@verb(
    Person,
    "person.update",
    label="更新联系方式",
    allow=permissions.staff_only,
    effect="新的电话和地址以后自动带出",
)
def update_person(
    person: Person, act: Act, *, name: Name | None = None, phone: Phone = "", address: Address = ""
) -> None:
    """Put name, phone or address right; what is empty stays."""
    _change(person, act, name, phone, address)


@verb(
    Enterprise,
    "enterprise.update",
    label="更新联系方式",
    allow=permissions.staff_only,
    effect="新的电话和地址以后自动带出",
)
def update_enterprise(
    enterprise: Enterprise, act: Act, *, name: Name | None = None, phone: Phone = "", address: Address = ""
) -> None:
    """Put name, phone or address right; what is empty stays."""
    _change(enterprise, act, name, phone, address)


@verb(
    Person,
    "person.reveal",
    label="查看全部信息",
    allow=permissions.staff_only,
    effect="姓名、证件号、电话显示一次，查看原因写进留痕",
)
def reveal_person(_person: Person, act: Act, *, purpose: Purpose, subject: Subject = "") -> None:
    """Look at a person's values in clear; purpose and looker stay in the ledger (个人信息保护法 art. 51, 54)."""
    act.note(purpose=purpose, **({"subject": subject} if subject else {}))


@verb(
    Enterprise,
    "enterprise.reveal",
    label="查看全部信息",
    allow=permissions.staff_only,
    effect="代码、电话显示一次，查看原因写进留痕",
)
def reveal_enterprise(_enterprise: Enterprise, act: Act, *, purpose: Purpose, subject: Subject = "") -> None:
    """Look at an enterprise's values in clear."""
    act.note(purpose=purpose, **({"subject": subject} if subject else {}))


@verb(
    Person,
    "person.use_again",
    label="沿用以前的材料",
    allow=permissions.staff_only,
    offered=False,
)
def use_papers_again(_person: Person, act: Act, *, purpose: Purpose, subject: Subject) -> None:
    """A paper from this person's earlier case was taken over into another one; they find it beside the looks."""
    act.note(purpose=purpose, subject=subject)


@verb(
    Enterprise,
    "enterprise.use_again",
    label="沿用以前的材料",
    allow=permissions.staff_only,
    offered=False,
)
def use_papers_of_enterprise_again(
    _enterprise: Enterprise, act: Act, *, purpose: Purpose, subject: Subject
) -> None:
    """A paper from this enterprise's earlier case was taken over into another one."""
    act.note(purpose=purpose, subject=subject)


@verb(
    Person,
    "person.link_at_window",
    label="关联网上账号",
    allow=permissions.staff_only,
    effect="这个手机号登录后，可以看到本人的全部办件",
    offered=False,
)
def link_at_window(
    _person: Person, act: Act, *, account: Annotated[int, Field(title="网上账号", ge=1)]
) -> None:
    """Say at a window, with the person's document in hand, that a portal account is theirs."""
    act.note(account=account, way="window")


def link_account(person: int, phone: str, *, by: Actor, at: datetime, key: str | None = None) -> None:
    """Link the portal account of that phone to the person. Refused when there is none, or when it is another's.

    The right is asked first: whether a phone has signed in is told to nobody else.
    """
    if not by.may(link_at_window.name):
        raise Refused(Because.NO_RIGHT, f"您的岗位不能“{link_at_window.label}”", remedy="请交给窗口人员办理")
    try:
        number = rules.mobile_number(phone)
    except rules.NumberRejected as rejected:
        raise Refused(Because.BAD_INPUT, rejected.text, field="phone") from None
    with transaction.atomic():
        account = account_of_phone(number)
        if account is None:
            raise Refused(
                Because.BAD_INPUT,
                "这个手机号还没有在网上登录过",
                field="phone",
                remedy="请本人先登录一次，再来关联",
            )
        if account.person_id is not None and account.person_id != person:
            raise Refused(
                Because.WRONG_STATE, "这个手机号已经关联了另一个人", field="phone", remedy="请换本人的手机号"
            )
        perform(link_at_window, f"person:{person}", by=by, at=at, key=key, account=account.pk)
        PortalAccount.objects.filter(pk=account.pk).update(
            person_id=person, linked_at=at, linked_by=by.reference
        )


def enrol(who: Identified, *, by: Actor, at: datetime, key: str | None = None, rename: bool = False) -> Party:
    """The party of that identity: found again and brought up to date, or opened. Never doubled. Raises Refused.

    `rename`: the document in hand shows another name than the file; without it another name is refused.
    """
    found = find(who.kind, who.identity)
    if found is None:
        # somebody else may enrol the same identity at this very moment: then theirs is found below
        with contextlib.suppress(Twice):
            perform(
                _ENROL[who.kind],
                None,
                by=by,
                at=at,
                key=key,
                name=who.name,
                identity=who.identity,
                phone=who.phone,
                address=who.address,
            )
        found = find(who.kind, who.identity)
        assert found is not None
    news = _news(found, who, rename=rename)
    if news:
        perform(UPDATE[who.kind], found.ref, by=by, at=at, **news)
        found.refresh_from_db()
    return found


def _news(party: Party, who: Identified, *, rename: bool) -> dict[str, Any]:
    """What was typed and the file doesn't say yet."""
    news: dict[str, Any] = {}
    if who.name and keyed_hash(who.name, NAME) != bytes(party.name_hash):
        if not rename:
            raise Refused(
                Because.BAD_INPUT,
                f"这个证件号登记的是“{party.name_mask}”，和填的不一样，请核对证件",
                field="name",
                remedy="确实改了名的，请勾选“按证件更新姓名”",
            )
        news["name"] = who.name
    if who.phone and (party.phone_hash is None or keyed_hash(who.phone, PHONE) != bytes(party.phone_hash)):
        news["phone"] = who.phone
    if who.address:
        known = unseal_text(party.address_sealed, "address") if party.address_sealed else ""
        if normalised(known) != normalised(who.address):
            news["address"] = who.address
    return news


def _open(party: Party, act: Act, name: str, identity: str, *, phone: str, address: str, mask: str) -> None:
    _checked(party, identity, act)
    act.set(
        name_sealed=seal(name, "name"),
        name_hash=keyed_hash(name, NAME),
        name_mask=mask_name(name) if isinstance(party, Person) else name,
        identity_sealed=seal(identity, "identity"),
        identity_hash=keyed_hash(identity, IDENTITY),
        identity_mask=mask,
        recorded_at=act.at,
    )
    _set_contact(act, phone, address)


def _checked(party: Party, identity: str, act: Act) -> None:
    """The number must be right whoever calls: the desk has checked it, programs may not have."""
    try:
        if isinstance(party, Person):
            rules.citizen_number(identity, today=act.at.astimezone(SHANGHAI).date())
        else:
            rules.credit_code(identity)
    except rules.NumberRejected as rejected:
        raise Refused(Because.BAD_INPUT, rejected.text, field="identity") from None


def _change(party: Party, act: Act, name: str | None, phone: str, address: str) -> None:
    if not (name or phone or address):
        raise Refused(Because.BAD_INPUT, "请填写要更新的姓名、手机号或地址", field="phone")
    if name:
        act.set(
            name_sealed=seal(name, "name"),
            name_hash=keyed_hash(name, NAME),
            name_mask=mask_name(name) if isinstance(party, Person) else name,
        )
    _set_contact(act, phone, address)
    act.note(
        changed=[what for what, value in (("name", name), ("phone", phone), ("address", address)) if value]
    )


def _set_contact(act: Act, phone: str, address: str) -> None:
    if phone:
        act.set(
            phone_sealed=seal(phone, "phone"),
            phone_hash=keyed_hash(phone, PHONE),
            phone_mask=mask_phone(phone),
        )
    if address:
        act.set(address_sealed=seal(address, "address"))


_ENROL: dict[Kind, Verb] = {Kind.PERSON: enrol_person, Kind.ENTERPRISE: enrol_enterprise}
UPDATE: dict[Kind, Verb] = {Kind.PERSON: update_person, Kind.ENTERPRISE: update_enterprise}
REVEAL: dict[Kind, Verb] = {Kind.PERSON: reveal_person, Kind.ENTERPRISE: reveal_enterprise}
USE_AGAIN: dict[Kind, Verb] = {Kind.PERSON: use_papers_again, Kind.ENTERPRISE: use_papers_of_enterprise_again}
