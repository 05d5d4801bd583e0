"""A full disk, a database that is away, in the middle of a form: a sentence, a number, and what was typed is kept."""

from __future__ import annotations

import errno
import os
from html.parser import HTMLParser
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from tests import worlds
from tests.oversight.supervision.overseers import Overseers, late, overseers
from tests.sites.samples import one_page

from yichuang.oversight.supervision.desk import acting
from yichuang.oversight.supervision.models import Card, Urge
from yichuang.sites.faults import is_away, is_full

pytestmark = pytest.mark.django_db
WORDS = "申请人催了两次，请今天给准话 <b>急</b>"


@pytest.fixture
def who() -> Overseers:
    return overseers()


def client_of(actor: Any) -> Client:
    client = Client(raise_request_exception=False)
    worlds.sign_in(client, actor)
    return client


class Hidden(HTMLParser):
    """The form that an error page offers: where it goes, and what it carries."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields = "", dict[str, str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and given.get("method") == "post":
            self.action = given.get("action") or ""
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"] or ""] = given["value"] or ""


def full_server(*_: Any, **__: Any) -> None:
    """What PostgreSQL says when its disk is full, said by PostgreSQL itself."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$")


def gone_server(*_: Any, **__: Any) -> None:
    raise psycopg.OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize(
    ("broken", "sentence"), [(full_server, "磁盘满了"), (gone_server, "数据库暂时连不上")]
)
def test_the_form_that_failed_is_sent_again_as_it_was(
    who: Overseers, monkeypatch: pytest.MonkeyPatch, broken: Any, sentence: str
) -> None:
    case = worlds.accepted(who.world)
    typed = {"about": case.ref, "text": WORDS, "key": "k1", "next": f"/desk/cases/{case.pk}/"}
    client = client_of(who.leader)
    with monkeypatch.context() as patch:
        patch.setattr(acting, "perform", broken)
        answer = client.post("/desk/supervision/urge/", typed)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert sentence in page
    assert answer["X-Request-Id"] in page
    assert "<b>急" not in page
    form = Hidden(page)
    assert (form.action, form.fields) == ("/desk/supervision/urge/", typed)
    assert not Urge.objects.exists()
    for _ in range(2):  # pressed twice
        assert client.post(form.action, form.fields).status_code == 302
    assert [urge.text for urge in Urge.objects.all()] == [WORDS]


def test_a_disk_without_room_for_a_file_says_so_and_keeps_no_half(
    who: Overseers, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, card = late(who.world)
    client = client_of(who.world.reviewer)

    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def answer() -> Any:
        proof = SimpleUploadedFile("停电通知.pdf", one_page())
        words = "当天全楼停电，有物业通知为证，来电后马上办"
        return client.post(
            f"/desk/supervision/cards/{card.pk}/explain/",
            {"explanation": words, "seen": card.version, "files": proof},
        )

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        refused = answer()
    page = refused.content.decode()
    assert refused.status_code == 503
    assert "磁盘满了" in page
    assert "文件要重新选" in page  # no form without its files is offered
    assert not Hidden(page).action
    assert Card.objects.get().state == "alerted"
    assert answer().status_code == 302
    assert Card.objects.get().state == "explained"


@pytest.mark.parametrize("path", ["/desk/sign-in/", "/desk/me/password/"])
def test_a_password_is_never_written_into_a_page(
    who: Overseers, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    client = client_of(who.leader)
    monkeypatch.setattr("yichuang.kernel.access.sessions.ask_one", gone_server)
    answer = client.post(path, {"username": "li", "password": "geheim-geheim", "old": "geheim-geheim"})
    assert answer.status_code == 503
    assert "geheim" not in answer.content.decode()
    assert "后退" in answer.content.decode()


def test_a_page_that_was_only_read_is_read_again(who: Overseers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yichuang.kernel.access.sessions.ask_one", full_server)
    answer = client_of(who.leader).get("/desk/supervision/")
    assert answer.status_code == 503
    assert "再刷新这一页" in answer.content.decode()
    assert "Refresh" not in answer
    assert client_of(who.leader).get("/screen/")["Refresh"] == "15"  # nobody stands before a wall


def test_a_program_reads_a_problem(who: Overseers, monkeypatch: pytest.MonkeyPatch) -> None:
    header = worlds.bearer(who.world.clerk)
    monkeypatch.setattr("yichuang.kernel.access.queries.ask_one", full_server)
    client = Client(raise_request_exception=False, headers=header)
    answer = client.get("/api/v1/cases")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "磁盘满了" in answer.json()["title"]


def test_other_failures_are_neither() -> None:
    assert not is_full(ValueError("磁盘"))
    assert not is_full(OSError(errno.EACCES, "no"))
    assert not is_away(ValueError("away"))


def test_whoever_was_signed_out_meanwhile_loses_nothing_typed() -> None:
    answer = Client().post("/desk/cases/1/review/", {"opinion": WORDS, "key": "once"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "登录过期了，没有提交" in page
    form = Hidden(page)
    assert form.action == "/desk/cases/1/review/"
    assert form.fields == {"opinion": WORDS, "key": "once"}
    assert 'href="/desk/sign-in/" target="_blank"' in page


def test_a_form_of_ours_whose_token_is_out_of_date_is_offered_again_and_nobody_elses() -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {"opinion": WORDS, "csrfmiddlewaretoken": "a" * 64}

    def refused(origin: str) -> str:
        answer = client.post("/desk/cases/1/review/", typed, headers={"origin": origin})
        assert answer.status_code == 403
        return answer.content.decode()

    own = Hidden(refused("http://testserver"))
    assert own.fields["opinion"] == WORDS
    assert own.fields["csrfmiddlewaretoken"] not in ("", "a" * 64)
    assert (
        "登录过期了"
        in client.post(own.action, own.fields, headers={"origin": "http://testserver"}).content.decode()
    )
    assert not Hidden(refused("https://elsewhere.example")).fields
