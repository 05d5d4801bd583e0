"""Signing in at the page: right and wrong pairs, lock-out, sessions that end, the second factor."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.domains.organisation import centre
from tests.narrow import there

from yichuang.domains.organisation.actions import DemoAccount, keep_demo_accounts, set_second_factor
from yichuang.domains.organisation.models import Site
from yichuang.kernel.access.models import Account, Post, SignInFailure
from yichuang.kernel.access.sessions import forget
from yichuang.kernel.verbs.perform import perform

PAGE = "/desk/sign-in/"


@pytest.fixture(autouse=True)
def world(db):
    centre.build()


def post(client, username="manager", password=centre.PASSWORD, **more):
    return client.post(PAGE, {"username": username, "password": password, **more})


def test_name_and_password_open_the_desk_and_the_session_gets_a_new_key(client):
    client.get(PAGE)
    session = client.session
    session["before"] = True
    session.save()
    key = session.session_key
    answer = post(client, " Manager ")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.session.session_key != key
    assert "before" not in client.session
    assert client.get("/desk/me/").status_code == 200


def test_wrong_password_and_unknown_name_get_the_same_answer(client):
    wrong, unknown = post(client, password="nonsense-1"), post(client, "nobody", "nonsense-1")
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "用户名或密码不对" in answer.content.decode()
    assert 'value="manager"' in wrong.content.decode()
    assert "account" not in client.session


def test_empty_fields_are_named_and_counted_as_no_attempt(client):
    text = post(client, "", "").content.decode()
    assert "请填写用户名" in text
    assert "请填写密码" in text
    assert not SignInFailure.objects.exists()


def test_five_wrong_passwords_shut_the_account_even_for_the_right_one(client):
    for _ in range(5):
        post(client, password="nonsense-1")
    answer = post(client)
    assert answer.status_code == 429
    assert "连续写错 5 次" in answer.content.decode()
    assert SignInFailure.objects.count() == 5  # waiting isn't prolonged by trying


def test_the_lock_out_opens_again_after_fifteen_minutes(client):
    for _ in range(5):
        post(client, password="nonsense-1")
    SignInFailure.objects.update(at=there(SignInFailure.objects.first()).at - timedelta(minutes=16))
    assert post(client).status_code == 302
    assert not SignInFailure.objects.filter(username="manager").exists()


def test_an_address_that_tries_many_names_is_shut_out(client):
    for n in range(30):
        SignInFailure.objects.create(username=f"x{n}", address="127.0.0.1", at=_now())
    assert post(client).status_code == 429
    assert (
        client.post(
            PAGE, {"username": "manager", "password": centre.PASSWORD}, REMOTE_ADDR="10.0.0.9"
        ).status_code
        == 302
    )


def test_a_closed_account_and_one_without_posts_dont_open(client):
    Account.objects.filter(username="leader").update(is_active=False)
    assert "用户名或密码不对" in post(client, "leader").content.decode()
    Post.objects.filter(account__username="assessor").update(active=False)
    assert "还没有岗位" in post(client, "assessor").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/desk/", "//example.com", "/mine/", "/desk\\@x"])
def test_the_page_after_signing_in_is_never_another_site(client, elsewhere):
    there = post(client, next=elsewhere)["Location"]
    assert there == "/desk/" or (there.startswith("/desk") and "example" not in there)


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client):
    assert client.get("/desk/staff/")["Location"] == "/desk/sign-in/?next=/desk/staff/"
    assert post(client, next="/desk/staff/?page=2")["Location"] == "/desk/staff/?page=2"


def test_a_new_password_ends_sessions_begun_with_the_old_one(client, other):
    centre.enter(client, "manager")
    centre.enter(other, "manager")
    given = {"old": centre.PASSWORD, "new": "liu-shui-99", "again": "liu-shui-99"}
    assert client.post("/desk/me/password/", given).status_code == 302
    assert client.get("/desk/me/").status_code == 200
    assert other.get("/desk/me/").status_code == 302


def test_a_session_ends_nine_hours_after_it_began_and_is_forgotten(client, settings):
    centre.enter(client, "clerk")
    kept = Session.objects.get()
    assert timedelta(hours=8, minutes=59) < kept.expire_date - timezone.now() <= timedelta(hours=9)
    assert forget(timezone.now()) == 0
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/desk/me/").status_code == 302
    assert forget(timezone.now()) == 1


def test_a_closed_account_and_an_ended_post_end_the_session(client, other):
    centre.enter(client, "leader")
    centre.enter(other, "assessor")
    Account.objects.filter(username="leader").update(is_active=False)
    Post.objects.filter(account__username="assessor").update(active=False)
    assert client.get("/desk/me/").status_code == 302
    assert other.get("/desk/me/").status_code == 302


def test_a_one_time_password_opens_nothing_but_its_own_change(client):
    Account.objects.filter(username="manager").update(must_change_password=True)
    centre.enter(client, "manager")
    for page in ("/desk/", "/desk/windows/", "/desk/staff/", "/desk/me/second-factor/"):
        answer = client.get(page)
        if page.startswith("/desk/me/"):
            continue
        assert (answer.status_code, answer["Location"]) == (302, settings.PASSWORD_URL)
    given = {"old": centre.PASSWORD, "new": "liu-shui-99", "again": "liu-shui-99"}
    client.post("/desk/me/password/", given)
    assert client.get("/desk/windows/").status_code == 200


def test_a_weak_password_is_refused_with_the_reason_beside_the_field(client):
    centre.enter(client, "manager")
    for new, why in (
        ("short1", "至少 8 位"),
        ("allletters", "两种"),
        ("1111111a", "重复"),
        ("manager-99", "用户名"),
    ):
        answer = client.post("/desk/me/password/", {"old": centre.PASSWORD, "new": new, "again": new})
        assert answer.status_code == 422
        assert why in answer.content.decode()
    answer = client.post("/desk/me/password/", {"old": "x", "new": "liu-shui-99", "again": "other-shui-1"})
    text = answer.content.decode()
    assert "现在的密码不对" in text
    assert "两次写的新密码不一样" in text


def test_the_second_factor_is_set_up_used_once_and_taken_off(client):
    centre.enter(client, "manager")
    page = client.get("/desk/me/second-factor/").content.decode()
    assert "data:image/svg+xml" in page
    secret = page.partition('name="secret" value="')[2].partition('"')[0]
    wrong = client.post("/desk/me/second-factor/", {"secret": secret, "code": "000000"})
    assert wrong.status_code == 422
    code = pyotp.TOTP(secret).now()
    assert client.post("/desk/me/second-factor/", {"secret": secret, "code": code}).status_code == 302
    stored = bytes(there(Account.objects.get(username="manager").totp_secret))
    assert secret.encode() not in stored
    client.post("/desk/sign-out/")
    assert post(client)["Location"] == "/desk/sign-in/code/"
    assert client.get("/desk/me/").status_code == 302  # the password alone opens nothing
    assert client.post("/desk/sign-in/code/", {"code": "000000"}).status_code == 422
    code = pyotp.TOTP(secret).now()
    assert client.post("/desk/sign-in/code/", {"code": code})["Location"] == "/desk/"
    client.post("/desk/sign-out/")
    post(client)
    assert client.post("/desk/sign-in/code/", {"code": code}).status_code == 422  # not twice


def test_wrong_codes_lock_out_like_wrong_passwords(client):
    manager = centre.actor("manager")
    perform(
        set_second_factor,
        f"account:{manager.account}",
        by=manager,
        at=centre.AT,
        secret=pyotp.random_base32(),
    )
    post(client)
    answers = [client.post("/desk/sign-in/code/", {"code": "000000"}).status_code for _ in range(5)]
    assert answers[-1] == 429


def test_demo_accounts_are_listed_only_in_the_demonstration(client):
    keep_demo_accounts([DemoAccount("中心管理员", "manager", centre.PASSWORD, "王管理")])
    try:
        assert "演示账号" not in client.get(PAGE).content.decode()
        Site.objects.update(demonstration=True)
        assert "演示账号" in client.get(PAGE).content.decode()
        filled = client.get(PAGE, {"as": "manager"}).content.decode()
        assert f'value="{centre.PASSWORD}"' in filled
    finally:
        settings.DEMONSTRATION_ACCOUNTS.unlink()


def test_signing_out_takes_a_post(client):
    centre.enter(client, "manager")
    assert client.get("/desk/sign-out/").status_code == 405
    client.post("/desk/sign-out/")
    assert client.get("/desk/me/").status_code == 302


def test_somebody_with_two_posts_acts_in_one_and_changes_it(client):
    clerk = centre.enter(client, "clerk")
    other = Post.objects.get(account_id=there(clerk.account), role="reviewer")
    assert "换到这个岗位" in client.get("/desk/me/").content.decode()
    client.post("/desk/me/post/", {"post": other.pk})
    assert client.session["post"] == other.pk
    foreign = Post.objects.get(account__username="manager")
    assert client.post("/desk/me/post/", {"post": foreign.pk}).status_code == 404
    assert client.session["post"] == other.pk


def test_finding_the_actor_costs_one_query(client, django_assert_num_queries):
    from yichuang.kernel.access.queries import actor_of_session

    centre.enter(client, "clerk")
    session = client.session
    session.get("account")
    with django_assert_num_queries(1):
        assert there(actor_of_session(session)).name == "李窗口"


@pytest.mark.parametrize(
    ("there", "leads"),
    [
        ("/desk/sign-in/?a=1", "/desk/sign-in/?a=1"),
        ("https://example.com", "/"),
        ("//example.com", "/"),
        ("", "/"),
    ],
)
def test_large_print_is_kept_in_a_cookie_and_comes_back_to_own_pages_only(client, there, leads):
    answer = client.get("/size/", {"to": "large", "next": there})
    assert answer["Location"] == leads
    assert client.cookies["size"].value == "large"
    assert 'data-size="large"' in client.get(PAGE).content.decode()
    client.get("/size/", {"to": "normal", "next": "/"})
    assert 'data-size="large"' not in client.get(PAGE).content.decode()


@pytest.fixture
def other():
    from django.test import Client

    return Client()


def _now():
    from django.utils import timezone

    return timezone.now()
