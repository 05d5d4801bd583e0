"""Who is let in: keys, their end, and who may make them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.sites.api.program import get, is_problem
from tests.worlds import AT, accepted, api_key

from yichuang.domains.organisation import keys
from yichuang.domains.organisation.actions import issue_key, revoke_key
from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.access.models import Account, Post
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Basic eWM6", "Bearer yc_", "Bearer yc_" + "a" * 5000, "Bearer yc_密钥"],
    ids=["none", "bare", "short", "basic", "mark", "long", "chinese"],
)
def test_without_a_good_key_nothing_is_said(client, world, header) -> None:
    case = accepted(world)
    response = client.get(f"/api/v1/cases/{case.pk}", headers={"Authorization": header} if header else {})
    is_problem(response, 401)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_session_of_the_desk_is_no_key(client, world) -> None:
    from tests.worlds import sign_in

    sign_in(client, world.clerk)
    is_problem(get(client, "cases"), 401)


def test_a_key_ends_with_its_day_its_revocation_its_post_and_its_account(client, world) -> None:
    text = api_key(world.clerk)
    key = {"Authorization": f"Bearer {text}"}
    row = ApiKey.objects.get(digest=keys.digest_of(text))
    assert get(client, "cases", key).status_code == 200
    assert keys.caller(text, timezone.now() + timedelta(days=364)) is not None
    assert keys.caller(text, timezone.now() + timedelta(days=367)) is None
    Post.objects.filter(pk=world.clerk.post).update(active=False)
    is_problem(get(client, "cases", key), 401)
    Post.objects.filter(pk=world.clerk.post).update(active=True)
    Account.objects.filter(pk=world.clerk.account).update(is_active=False)
    is_problem(get(client, "cases", key), 401)
    Account.objects.filter(pk=world.clerk.account).update(is_active=True)
    perform(revoke_key, row.ref, by=world.manager, at=timezone.now(), reason="程序停用")
    is_problem(get(client, "cases", key), 401)


def test_a_key_is_kept_as_a_hash_and_its_use_is_noted(client, world) -> None:
    text = api_key(world.clerk)
    row = ApiKey.objects.get()
    assert text.encode() not in bytes(row.digest)
    assert text not in LedgerEntry.objects.get(subject=row.ref).facts
    assert row.last_used_at is None
    get(client, "cases", {"Authorization": f"Bearer {text}"})
    row.refresh_from_db()
    assert row.last_used_at is not None


def test_who_may_make_keys(world) -> None:
    key = keys.fresh()
    given: dict[str, Any] = {"name": "程序", "prefix": key.prefix, "digest": key.digest}
    for actor in (world.clerk, world.reviewer, world.chief):
        with pytest.raises(Refused, match="岗位不能"):
            perform(issue_key, None, by=actor, at=AT, post=world.clerk.post, **given)
    with pytest.raises(Refused, match="系统管理员"):
        perform(issue_key, None, by=SYSTEM, at=AT, post=world.administrator.post, **given)
    made = perform(issue_key, None, by=world.manager, at=AT, post=world.clerk.post, days=30, **given)
    assert ApiKey.objects.get(pk=made.ref.partition(":")[2]).expires_on == date(2026, 12, 2)
