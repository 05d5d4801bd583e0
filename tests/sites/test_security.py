"""What every page keeps to, whoever wrote it: headers, bounds, no trace to users, no personal value in the log."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from tests.sites.samples import OUYANG, addresses, rows_of
from tests.worlds import World, accepted, bearer, checked, county, sign_in

from yichuang.config import env
from yichuang.domains.cases.models import Case
from yichuang.kernel.access.clients import networks
from yichuang.sites import logs

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return county()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as it would be written."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLines())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def text_of(response: Any) -> str:
    return str(response.content.decode())


# -- headers --


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/desk/sign-in/", 200),
        ("/desk/", 302),
        ("/nothing/", 404),
        ("/api/v1/items", 200),
        ("/api/nothing", 404),
        ("/a\x00b", 400),
    ],
)
def test_every_answer_carries_the_strict_headers(
    client: Client, world: World, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert re.fullmatch("[0-9A-F]{8}", response["X-Request-Id"])


class Inline(HTMLParser):
    """Finds what the policy would block: scripts and styles inside the page, handlers, addresses that are scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            if (
                name == "style"
                or name.startswith("on")
                or (value or "").strip().lower().startswith("javascript:")
            ):
                self.found.append(f"<{tag} {name}=…>")
            if name in ("src", "href", "action") and re.match("(https?:)?//", value or "") and tag != "a":
                self.found.append(f"<{tag} {name}={value}>")


def test_no_page_holds_what_the_policy_would_block(world: World) -> None:
    rows_of(world)
    wrong = []
    for actor in (None, world.clerk, world.chief, world.manager):
        client = Client()
        if actor:
            sign_in(client, actor)
        for where in addresses():
            if where.arguments or where.name.startswith("api:"):
                continue
            response = client.get(reverse(where.name))
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                page = Inline()
                page.feed(text_of(response))
                wrong += [f"{where.name}: {one}" for one in page.found]
    assert not wrong, sorted(set(wrong))


# -- settings --


def settings_with(folder: Path, **variables: str) -> dict[str, Any]:
    """Some settings as a process with that environment has them."""
    names = "ALLOWED_HOSTS SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS DEBUG SECURE_PROXY_SSL_HEADER"
    names += " PROXIES SERVES_ITSELF"
    program = (
        "import json; from yichuang.config import settings as s; "
        f"print(json.dumps({{name: getattr(s, name) for name in {names.split()!r}}}, default=str))"
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("YICHUANG_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**kept, "PYTHONPATH": str(env.CHECKOUT / "src"), "YICHUANG_DATA": str(folder), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_new_centre_answers_under_the_machines_own_names_alone(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_SECURE"] is False


def test_hosts_are_named_and_a_demonstration_answers_under_any(tmp_path: Path) -> None:
    named = settings_with(tmp_path, YICHUANG_HOSTS="zwfw.example.cn, 10.0.0.5")
    assert named["ALLOWED_HOSTS"] == ["zwfw.example.cn", "10.0.0.5"]
    (tmp_path / env.DEMONSTRATION).write_text("[]")
    assert settings_with(tmp_path)["ALLOWED_HOSTS"] == ["*"]


def test_behind_https_cookies_are_secure_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    found = settings_with(tmp_path, YICHUANG_HTTPS="1")
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 180 * 24 * 3600
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_a_trusted_proxys_last_word_is_the_address_that_guessing_is_counted_by(
    client: Client, world: World
) -> None:
    from yichuang.kernel.access.models import SignInFailure

    typed = {"username": "nobody", "password": "wrong"}
    with override_settings(PROXIES=networks("127.0.0.1")):
        client.post("/desk/sign-in/", typed, headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.7"})
        client.post("/desk/sign-in/", typed, headers={"X-Forwarded-For": "nonsense"})
        client.post(
            "/desk/sign-in/", typed, headers={"X-Forwarded-For": "203.0.113.7"}, REMOTE_ADDR="198.51.100.9"
        )
    client.post("/desk/sign-in/", typed, headers={"X-Forwarded-For": "203.0.113.7"})
    with override_settings(HTTPS=True):
        client.post("/desk/sign-in/", typed, headers={"X-Forwarded-For": "203.0.113.7"})
    found = SignInFailure.objects.order_by("pk").values_list("address", flat=True)
    assert list(found) == ["203.0.113.7", "127.0.0.1", "198.51.100.9", "127.0.0.1", "127.0.0.1"]


def test_proxies_are_named_by_the_environment_and_a_wrong_word_is_told(tmp_path: Path) -> None:
    assert settings_with(tmp_path)["PROXIES"] == []
    found = settings_with(tmp_path, YICHUANG_PROXIES="127.0.0.1, 10.1.0.0/16")
    assert found["PROXIES"] == ["127.0.0.1/32", "10.1.0.0/16"]
    assert settings_with(tmp_path, YICHUANG_PROXIES="127.0.0.1")["SERVES_ITSELF"] is False


# -- bounds --


def test_an_unknown_host_is_refused_with_a_page(client: Client, world: World) -> None:
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "这个请求看不懂" in text_of(response)
    assert "evil" not in text_of(response)


@pytest.mark.parametrize("path", ["/desk/reports/draft/", "/desk/inbox/read/", "/desk/sign-out/"])
def test_an_address_that_is_only_sent_to_says_so_when_it_is_opened(
    client: Client, world: World, path: str
) -> None:
    sign_in(client, world.manager)
    answer = client.get(path)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个地址不能直接打开" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_chinese(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/desk/sign-in/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "没有提交" in text_of(response)


def test_no_form_of_ours_is_exempt_from_the_token() -> None:
    exempt = [
        w.name for w in addresses() if getattr(w.view, "csrf_exempt", False) and not w.name.startswith("api:")
    ]
    assert exempt == []


@pytest.mark.parametrize("path", ["/search/?q=%00", "/progress/%00/", "/desk/sign-in/?next=%00"])
def test_a_nul_is_refused_before_any_view(client: Client, world: World, path: str) -> None:
    assert client.get(path).status_code == 400


def test_a_nul_in_a_form_is_refused(client: Client, world: World) -> None:
    assert client.post("/desk/sign-in/", {"username": "a\x00", "password": "b"}).status_code == 400
    assert client.post("/progress/", {"number": "\x00", "code": "b"}).status_code == 400


def test_too_much_at_once_is_refused_before_it_is_read(client: Client, world: World) -> None:
    response = client.post("/progress/", {"number": "1"}, CONTENT_LENGTH=str(65 * 2**20))
    assert response.status_code == 413
    assert "64 MB" in text_of(response)
    many = client.post("/progress/", {f"field{n}": "x" for n in range(2600)})
    assert many.status_code == 400
    assert "看不懂" in text_of(many)


# -- failures --


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"{OUYANG['name']} {OUYANG['identity']}")

    monkeypatch.setattr("yichuang.sites.portal.home.directory", fail, raising=False)
    monkeypatch.setattr("yichuang.domains.catalogue.queries.directory", fail)


def test_a_failure_is_a_page_with_a_number_that_the_log_has(
    world: World, broken: None, log: io.StringIO
) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/items/")
    page = text_of(response)
    assert response.status_code == 500
    number = response["X-Request-Id"]
    assert number in page
    for told in ("RuntimeError", "Traceback", ".py", OUYANG["name"]):
        assert told not in page
    failures = [line for line in lines(log) if line["level"] == "ERROR"]
    assert [line["request"] for line in failures] == [number]
    assert failures[0]["exception"]["kind"] == "builtins.RuntimeError"
    assert any("catalogue" in place or "portal" in place for place in failures[0]["exception"]["places"])
    assert OUYANG["name"] not in log.getvalue()
    assert OUYANG["identity"] not in log.getvalue()


def test_the_error_page_stands_even_when_its_surroundings_fail(
    world: World, broken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr("yichuang.sites.chrome.site", fail)
    response = Client(raise_request_exception=False).get("/items/")
    assert response.status_code == 500
    assert "这一页暂时打不开" in text_of(response)


# -- the log --


def test_a_run_of_intake_leaves_no_personal_value_in_the_log(world: World, log: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    key = bearer(world.clerk)
    body = {
        "item_version": world.promise,
        "applicant": OUYANG,
        "place": world.centre.pk,
        "materials": checked("ok", "ok"),
    }
    wrong = {**body, "applicant": {**OUYANG, "phone": OUYANG["phone"] * 3}}
    for sent in (wrong, body):
        client.post("/api/v1/cases/receive", sent, content_type="application/json", headers=key)
    case = Case.objects.get()
    sign_in(client, world.clerk)
    client.get("/desk/intake/", {"identity": OUYANG["identity"]})
    typed = {
        "item": "scjgj-1",
        "identity": OUYANG["identity"],
        "name": OUYANG["name"],
        "phone": OUYANG["phone"],
    }
    client.post("/desk/intake/", {**typed, "address": OUYANG["address"], "key": "k"})
    client.get("/desk/search/", {"q": OUYANG["name"]})
    client.get(f"/desk/cases/{case.pk}/")
    client.get(f"/desk/nothing/{OUYANG['identity']}/")
    client.post("/progress/", {"number": case.number, "code": case.query_code})
    client.post("/sign-in/", {"phone": OUYANG["phone"]})
    client.post("/desk/sign-in/", {"username": OUYANG["name"], "password": "geheim-2026"})
    written = log.getvalue()
    assert len(lines(log)) >= 10
    kept_back = [*OUYANG.values(), case.query_code, case.number, "geheim", key["Authorization"][10:]]
    assert [value for value in kept_back if value in written] == []
    assert {line.get("view") for line in lines(log)} >= {
        "api:case_receive",
        "cases:search",
        "portal:progress",
    }


def test_a_databases_error_is_logged_by_its_code_and_constraint_alone(log: io.StringIO) -> None:
    from django.db import IntegrityError, transaction

    from yichuang.kernel.offices.models import Epoch

    Epoch.objects.create(name="geheim-1")
    try:
        with transaction.atomic():
            Epoch.objects.create(name="geheim-1")
    except IntegrityError:
        logging.getLogger("yichuang.request").exception("request failed")
    line = next(line for line in lines(log) if line["level"] == "ERROR")
    told = json.dumps(line)
    assert "23505" in told
    assert "geheim" not in told


def test_another_librarys_words_are_kept_and_its_values_left_out(log: io.StringIO) -> None:
    logging.getLogger("somebody.elses").warning("could not send to %s", OUYANG["phone"])
    assert lines(log)[-1]["text"] == "could not send to %s"


def test_visitors_dont_see_a_stack_trace_of_a_refused_verb(client: Client, world: World) -> None:
    case = accepted(world)
    sign_in(client, world.clerk)
    response = client.post(f"/desk/cases/{case.pk}/accept/", {"key": "x" * 5000, "seen": "9" * 50})
    assert response.status_code < 500
