"""`yichuang api-key`: a key is shown once, listed by its first letters, and taken back by them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from tests.worlds import World, county, staff

from yichuang.config.cli import api_key
from yichuang.domains.organisation import keys
from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.access.models import Account, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    @contextlib.contextmanager
    def running() -> Iterator[None]:
        yield

    monkeypatch.setattr("yichuang.config.database.running_database", running)
    monkeypatch.setattr("yichuang.config.database.start_django", lambda: None)
    return county()


def run(*words: str) -> Result:
    return CliRunner().invoke(api_key.command, words)


def name_of(account: int | None) -> str:
    return Account.objects.get(pk=account or 0).username


def test_a_key_is_issued_listed_and_revoked(world: World) -> None:
    issued = run(
        "issue", "--username", name_of(world.clerk.account), "--name", "县医院排队系统", "--days", "30"
    )
    assert issued.exit_code == 0, issued.output
    text = issued.stdout.strip()
    found = keys.caller(text, timezone.now())
    assert found is not None
    assert found.actor.post == world.clerk.post
    listed = run("list").output
    assert text[: keys.PREFIX] in listed
    assert text not in listed
    assert "县医院排队系统" in listed
    assert run("revoke", text[: keys.PREFIX]).exit_code == 0
    assert keys.caller(text, timezone.now()) is None
    assert "已收回" in run("list").output


def test_an_account_with_several_posts_must_say_which(world: World) -> None:
    other = Post.objects.get(pk=staff("reviewer", world.department).post or 0)
    Post.objects.filter(pk=other.pk).update(account_id=world.clerk.account or 0)
    name = name_of(world.clerk.account)
    refused = run("issue", "--username", name, "--name", "程序")
    assert refused.exit_code == 1
    assert f"--post {other.pk}" in refused.output
    assert run("issue", "--username", name, "--name", "程序", "--post", str(other.pk)).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("issue", "--username", "nobody", "--name", "程序"), "没有这样的在任岗位"),
        (("revoke", "yc_nothing"), "没有以"),
    ],
)
def test_what_isnt_there_is_said(world: World, words: tuple[str, ...], said: str) -> None:
    refused = run(*words)
    assert refused.exit_code == 1
    assert said in refused.output
    assert not ApiKey.objects.exists()


def test_an_administrators_post_gets_no_key(world: World) -> None:
    refused = run("issue", "--username", name_of(world.administrator.account), "--name", "程序")
    assert refused.exit_code == 1
    assert "系统管理员的岗位不能" in refused.output
