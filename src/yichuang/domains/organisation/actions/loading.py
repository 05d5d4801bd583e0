"""Loading an outline: a new centre's first rows, or the demonstration county. Doing it twice changes nothing."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from yichuang.domains.organisation.models import Centre, Department, Site, Window
from yichuang.domains.organisation.outline import DEMONSTRATION, Outline, StaffPart, read
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.access.roles import role_named
from yichuang.kernel.offices.models import Office
from yichuang.kernel.offices.queries import raise_epoch

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that the demonstration offers, with its password in clear."""

    role: str
    username: str
    password: str
    name: str


def load(outline: Outline, at: datetime) -> list[DemoAccount]:
    """Write what the outline describes and the tables lack; rows that are there stay as they are.

    Gives the accounts marked `demo` that were new, with the passwords made for them.
    """
    with transaction.atomic():
        ids = _offices(outline)
        _details(outline, ids)
        made = _accounts(outline.staff, at)
        _posts(outline, ids)
        site = outline.site
        if not Site.objects.exists():
            Site.objects.create(**site.model_dump(exclude={"centre"}), centre_id=ids[site.centre])
        raise_epoch()
    return made


def load_demonstration(at: datetime) -> list[DemoAccount]:
    """The demonstration county with its accounts, which are kept in the data folder and given back."""
    made = load(read(DEMONSTRATION), at)
    if made:
        keep_demo_accounts(made)
    return made or demo_accounts()


def keep_demo_accounts(accounts: list[DemoAccount]) -> None:
    """Write the demonstration's accounts where the sign-in page and `up` find them; only we may read the file."""
    file = _demo_file()
    fresh = file.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump([asdict(account) for account in accounts], out, ensure_ascii=False, indent=1)
    fresh.replace(file)


def demo_accounts() -> list[DemoAccount]:
    """The demonstration's accounts; none where there is no demonstration."""
    try:
        return [DemoAccount(**row) for row in json.loads(_demo_file().read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []


def new_password(length: int = 10) -> str:
    """A password to be read out or typed from paper once."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _demo_file() -> Path:
    return Path(settings.DEMONSTRATION_ACCOUNTS)


def _offices(outline: Outline) -> dict[str, int]:
    """Ids by code, after the missing offices were written."""
    known = dict(Office.objects.values_list("code", "id"))
    paths = dict(Office.objects.values_list("id", "path"))
    kinds = outline.kinds()
    missing = [part for part in outline.offices() if part.code not in known]
    fresh = _reserve("office", len(missing))
    rows = []
    for part, identity in zip(missing, fresh, strict=True):
        parent = known[part.parent] if part.parent else None
        known[part.code] = identity
        paths[identity] = f"{paths[parent] if parent else '/'}{identity}/"
        rows.append(
            Office(
                id=identity,
                code=part.code,
                name=part.name,
                short_name=part.short_name,
                kind=kinds[part.code],
                parent_id=parent,
                path=paths[identity],
                hours=part.hours,
            )
        )
    Office.objects.bulk_create(rows)
    return known


def _details(outline: Outline, ids: dict[str, int]) -> None:
    """What departments, centres and windows are besides offices."""
    departments = set(Department.objects.values_list("office_id", flat=True))
    Department.objects.bulk_create(
        Department(
            office_id=ids[one.code],
            mark=one.mark,
            credit_code=one.credit_code,
            phone=one.phone,
            address=one.address,
            has_section=one.section,
        )
        for one in outline.department
        if ids[one.code] not in departments
    )
    centres = set(Centre.objects.values_list("office_id", flat=True))
    Centre.objects.bulk_create(
        Centre(
            office_id=ids[one.code],
            level=one.level,
            address=one.address,
            phone=one.phone,
            region_code=one.region_code,
        )
        for one in outline.centre
        if ids[one.code] not in centres
    )
    windows = set(Window.objects.values_list("office_id", flat=True))
    Window.objects.bulk_create(
        Window(
            office_id=ids[one.code],
            number=one.number,
            kind=one.kind,
            departments=[ids[code] for code in one.departments],
        )
        for one in outline.window
        if ids[one.code] not in windows
    )


def _accounts(staff: list[StaffPart], at: datetime) -> list[DemoAccount]:
    """The missing accounts. Hashing a password is slow on purpose, so only those get one who will use it."""
    known = set(Account.objects.values_list("username", flat=True))
    rows, made = [], []
    for person in staff:
        if person.username in known:
            continue
        password = person.password or (new_password() if person.demo else None)
        rows.append(
            Account(
                username=person.username, name=person.name, password=make_password(password), created_at=at
            )
        )
        if person.demo and password:
            made.append(DemoAccount(person.demo, person.username, password, person.name))
    Account.objects.bulk_create(rows)
    return made


def _posts(outline: Outline, ids: dict[str, int]) -> None:
    """The missing posts of the people in the outline."""
    accounts = dict(
        Account.objects.filter(username__in=[one.username for one in outline.staff]).values_list(
            "username", "id"
        )
    )
    known = set(
        Post.objects.filter(account_id__in=accounts.values()).values_list("account_id", "office_id", "role")
    )
    rows = [
        Post(
            account_id=accounts[person.username],
            office_id=ids[post.office],
            seat_id=ids[post.seat] if post.seat else None,
            role=role_named(post.role).code,
            title=post.title,
            since=outline.since,
        )
        for person in outline.staff
        for post in person.posts
        if (accounts[person.username], ids[post.office], post.role) not in known
    ]
    Post.objects.bulk_create(rows)


def _reserve(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [row[0] for row in cursor.fetchall()]
