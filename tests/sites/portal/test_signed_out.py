"""A session ends while a citizen fills something in: nothing typed and no file is lost, and nobody else sees it."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from tests.sites.portal.test_apply import PERSON, begin, fill, picture, send, text_of
from tests.sites.portal.test_progress import open_case, wanting
from tests.sites.portal.test_sign_in import sign_in
from tests.sites.test_faults import Hidden
from tests.worlds import ZHANG, World, accepted, case_of, county, delivered

from yichuang.domains.cases.models import Case, Draft, DraftFile
from yichuang.domains.feedback.models import Evaluation
from yichuang.kernel.documents.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return county()


def end_sessions() -> None:
    Session.objects.all().delete()


def test_whoever_hasnt_signed_in_goes_on_without_noticing(client, world) -> None:
    base = begin(client)
    for page, given in PERSON[:-1]:
        send(client, base, page, **given)
    end_sessions()
    send(client, base, "form", **{"field-area": "36"})
    end_sessions()
    send(client, base, "materials", **{"file-m2": picture(), "later-m4": "1"})
    end_sessions()
    send(client, base, "delivery", delivery="window")
    assert client.post(f"{base}check/", {"true": "1"}).status_code == 302
    assert Case.objects.get().channel == "online"
    assert StoredFile.objects.get().purpose == "m2"


def test_an_accounts_form_is_kept_on_the_page_and_goes_in_after_signing_in(client, world) -> None:
    sign_in(client, "13800001234")
    base = begin(client)
    for page, given in PERSON[:3]:
        send(client, base, page, **given)
    end_sessions()
    typed = {"name": ZHANG["name"], "identity": ZHANG["identity"]}
    answer = client.post(f"{base}person/", typed)
    page = answer.content.decode()
    assert (answer.status_code, "登录过期了，没有提交" in page) == (403, True)
    assert 'href="/sign-in/" target="_blank"' in page
    form = Hidden(page)
    assert form.fields == typed
    assert client.get(f"{base}person/")["Location"] == f"/sign-in/?next={base}person/"
    sign_in(client, "13800001234")
    assert client.post(form.action, form.fields)["Location"] == f"{base}phone/"


def test_an_accounts_files_are_kept_while_it_is_signed_out(client, world) -> None:
    sign_in(client, "13800001234")
    base = begin(client)
    end_sessions()
    answer = client.post(f"{base}materials/", {"file-m2": picture("执照.png")}, follow=True)
    assert "刚才选的文件已经存下" in text_of(answer)
    assert "用手机号登录" in text_of(answer)
    assert DraftFile.objects.get().name == "执照.png"


def test_what_an_account_began_is_shown_to_nobody_else_at_its_browser(client, world) -> None:
    sign_in(client, "13800001234")
    base = begin(client)
    end_sessions()
    sign_in(client, "13900004321")
    assert client.get(f"{base}kind/").status_code == 404
    assert "打开没填完的" not in text_of(client.get("/apply/scjgj-1/"))
    client.post("/sign-out/")
    assert client.cookies["visitor"].value == ""
    assert client.get(f"{base}kind/").status_code == 404


def test_papers_of_a_supplement_are_kept_until_the_case_is_opened_again(client, world) -> None:
    case = wanting(world)
    open_case(client, case)
    here = f"/progress/{case.number}/supplement/"
    assert client.get(here).status_code == 200
    end_sessions()
    wrong = next(one["code"] for one in case.materials if one["verdict"] == "wrong")
    answer = client.post(here, {f"file-{wrong}": picture("新照片.png")}, follow=True)
    assert "刚才选的文件已经存下" in text_of(answer)
    assert case_of(case.ref).state == "supplement_requested"
    typed = {"number": case.number, "code": case.query_code, "next": here}
    page = client.post("/progress/", typed, follow=True)
    assert page.request["PATH_INFO"] == here
    assert "新照片.png" in text_of(page)
    client.post(here, {})
    assert case_of(case.ref).state == "supplemented"
    assert StoredFile.objects.filter(subject=case.ref, purpose=wrong).count() == 1


def test_no_stranger_puts_files_beside_a_case(client, world) -> None:
    case = wanting(world)
    client.post(f"/progress/{case.number}/supplement/", {"file-m2": picture()})
    assert not Draft.objects.exists()
    assert not DraftFile.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed"),
    [("withdraw/", {"reason": "店不开了"}), ("evaluate/", {"level": "5", "words": "讲得清楚"})],
)
def test_words_about_a_case_that_has_closed_are_kept_on_the_page(client, world, page, typed) -> None:
    case = delivered(world) if page == "evaluate/" else accepted(world)
    open_case(client, case)
    end_sessions()
    answer = client.post(f"/progress/{case.number}/{page}", typed)
    assert answer.status_code == 403
    form = Hidden(answer.content.decode())
    assert form.fields == typed
    assert "用编号和查询码打开" in text_of(answer)
    assert not Evaluation.objects.exists()
    open_case(client, case)
    assert client.post(form.action, form.fields).status_code == 302


def test_whoever_is_second_to_send_reads_that_it_is_handed_in(client, world) -> None:
    base = begin(client)
    fill(client, base)
    client.post(f"{base}check/", {"true": "1"})
    late = client.post(f"{base}phone/", {"phone": "13900004321"}, follow=True)
    assert "已经交上了，刚才改的没有用上" in text_of(late)
    assert Case.objects.count() == 1
