"""Following a case: what number and query code open, and what they don't."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.sites.portal.test_apply import PNG, text_of
from tests.worlds import AT, LI, MATERIALS, World, accepted, case_of, checked, county, delivered, submitted

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import visible_to
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return county()


def open_case(client, case: Case):
    return client.post("/progress/", {"number": case.number, "code": case.query_code})


def wanting(world: World) -> Case:
    ref = submitted(world).ref
    materials = checked("ok", "wrong", note="照片不清楚")
    perform(actions.request_supplement, ref, by=world.clerk, at=AT, materials=materials)
    return case_of(ref)


def test_number_and_query_code_open_that_case_and_no_other(client, world) -> None:
    mine, other = accepted(world), accepted(world, applicant=LI)
    assert client.get(f"/progress/{mine.number}/").status_code == 302
    assert open_case(client, mine)["Location"] == f"/progress/{mine.number}/"
    page = text_of(client.get(f"/progress/{mine.number}/"))
    assert "已受理" in page
    assert "为什么是这一天" in page
    assert "张三" not in page
    assert client.get(f"/progress/{other.number}/").status_code == 302
    assert client.get(f"/progress/{other.number}/withdraw/").status_code == 302


def test_a_typed_number_may_have_no_hyphens_and_a_code_in_small_letters(client, world) -> None:
    case = accepted(world)
    typed = {"number": case.number.replace("-", ""), "code": f" {case.query_code.lower()} "}
    assert client.post("/progress/", typed).status_code == 302


def test_a_wrong_code_and_a_wrong_number_get_the_same_answer(client, world) -> None:
    case, nobody = accepted(world), "519921-20261102-00099-"
    digits = nobody.replace("-", "")
    from stdnum.iso7064 import mod_11_10

    nobody += mod_11_10.calc_check_digit(digits)
    wrong = "22222222" if case.query_code != "22222222" else "33333333"
    first = client.post("/progress/", {"number": case.number, "code": wrong})
    second = client.post("/progress/", {"number": nobody, "code": wrong})
    strip = r'value="[^"]*"'
    one, two = (re.sub(strip, "", r.content.decode()) for r in (first, second))
    assert first.status_code == second.status_code == 422
    assert one == two


def test_guessing_a_query_code_is_bounded_by_the_number(client, world) -> None:
    case = accepted(world)
    for _ in range(5):
        client.post("/progress/", {"number": case.number, "code": "22222222"})
    assert open_case(client, case).status_code == 429
    other = accepted(world)
    assert open_case(client, other).status_code == 302


def test_an_opened_case_closes_after_an_hour(client, world) -> None:
    case = accepted(world)
    open_case(client, case)
    session = client.session
    session["opened_cases"] = {case.ref: session["opened_cases"][case.ref] - 3601}
    session.save()
    assert client.get(f"/progress/{case.number}/").status_code == 302


def test_the_verbs_know_the_opened_case_and_nothing_beside_it(world) -> None:
    mine, other = accepted(world), accepted(world, applicant=LI)
    actor = citizen(None, None, cases=[mine.ref])
    assert list(visible_to(actor)) == [mine]
    assert mine.seen_by(actor)
    assert not other.seen_by(actor)
    with pytest.raises(Refused) as refused:
        perform(actions.withdraw, other.ref, by=actor, at=AT, reason="不办了")
    assert refused.value.code == "not_found"
    assert case_of(other.ref).state == "accepted"
    with pytest.raises(Refused):
        perform(actions.accept, mine.ref, by=actor, at=AT)


def test_what_is_missing_is_shown_with_its_reason_and_handed_in_at_once(client, world) -> None:
    case = wanting(world)
    open_case(client, case)
    assert "照片不清楚" in text_of(client.get(f"/progress/{case.number}/"))
    where = f"/progress/{case.number}/supplement/"
    assert "请上传“营业执照”" in text_of(client.post(where, {}))
    done = client.post(where, {"file-m2": SimpleUploadedFile("执照.png", PNG, "image/png")}, follow=True)
    assert "材料交上了" in text_of(done)
    case = case_of(case.ref)
    assert case.state == "supplemented"
    assert StoredFile.objects.get().subject == case.ref


def owing(world: World) -> Case:
    ref = submitted(world).ref
    owed = [
        {"code": one["code"], "name": one["name"], "verdict": "follows" if one["code"] == "m4" else "ok"}
        for one in MATERIALS
        if "when" not in one
    ]
    perform(actions.accept, ref, by=world.clerk, at=AT, materials=owed)
    return case_of(ref)


def test_each_owed_paper_is_shown_with_its_light_and_uploaded(client, world) -> None:
    case = owing(world)
    open_case(client, case)
    page = client.get(f"/progress/{case.number}/")
    assert "您还要补交 1 份材料" in text_of(page)
    assert "安全管理制度" in text_of(page)
    assert 'class="due" data-state=' in page.content.decode()
    where = f"/progress/{case.number}/owed/"
    assert "安全管理制度" in text_of(client.get(where))
    assert "请至少上传一份" in text_of(client.post(where, {}))
    assert client.post(where, {"file-m4": SimpleUploadedFile("制度.png", PNG)}).status_code == 302
    assert StoredFile.objects.get(subject=case.ref).purpose == "m4"
    assert case_of(case.ref).materials[-1]["verdict"] == "follows"  # a clerk looks at it first


def test_nothing_is_uploaded_where_nothing_is_owed(client, world) -> None:
    case = accepted(world)
    open_case(client, case)
    where = f"/progress/{case.number}/owed/"
    assert client.post(where, {"file-m4": SimpleUploadedFile("制度.png", PNG)}).status_code == 302
    assert not StoredFile.objects.filter(subject=case.ref).exists()


def test_a_case_is_withdrawn_with_a_reason(client, world) -> None:
    case = accepted(world)
    open_case(client, case)
    where = f"/progress/{case.number}/withdraw/"
    assert "不撤回，返回" in text_of(client.get(where))  # on the page before 不办了 means to withdraw
    assert client.post(where, {"reason": ""}).status_code == 422
    assert case_of(case.ref).state == "accepted"
    client.post(where, {"reason": "店不开了"})
    assert case_of(case.ref).state == "withdrawn"


def test_a_decided_case_cant_be_withdrawn(client, world) -> None:
    case = delivered(world)
    open_case(client, case)
    page = client.get(f"/progress/{case.number}/withdraw/", follow=True)
    assert "不能再撤回" in text_of(page)


def test_the_page_names_no_colleague(client, world) -> None:
    case = delivered(world)
    open_case(client, case)
    page = text_of(client.get(f"/progress/{case.number}/"))
    assert "送达" in page
    for actor in (world.clerk, world.reviewer, world.chief):
        assert actor.name not in page


def test_a_case_page_takes_a_fixed_number_of_queries(client, world, django_assert_max_num_queries) -> None:
    case = delivered(world)
    open_case(client, case)
    client.get(f"/progress/{case.number}/")
    with django_assert_max_num_queries(25):
        client.get(f"/progress/{case.number}/")


def test_looking_leaves_no_trace_in_the_cases_chain(client, world) -> None:
    case = accepted(world)
    before = LedgerEntry.objects.count()
    open_case(client, case)
    client.get(f"/progress/{case.number}/")
    assert LedgerEntry.objects.count() == before
    assert AT + timedelta(days=1) > case.received_at
