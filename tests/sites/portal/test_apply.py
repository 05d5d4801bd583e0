"""An online application, page by page, against the real database and real files."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.narrow import found
from tests.worlds import SHOP, ZHANG, World, county

from yichuang.domains.cases.models import Case, Draft, DraftFile
from yichuang.domains.residents.models import Enterprise, Person
from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.sites.portal.asks import Ask, Wrong, clean

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x03\x00\x08\xfc\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def world() -> World:
    return county()


def text_of(response) -> str:
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def picture(name: str = "合同.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


def begin(client, code: str = "scjgj-1") -> str:
    response = client.post(f"/apply/{code}/")
    assert response.status_code == 302
    return response["Location"].rsplit("/", 2)[0] + "/"


def send(client, base: str, page: str, **given):
    response = client.post(f"{base}{page}/", given)
    assert response.status_code == 302, text_of(response)
    return response["Location"]


PERSON = (
    ("situation-place", {"s-place": "own"}),
    ("kind", {"kind": "person"}),
    ("who", {"who": "self"}),
    ("person", {"name": ZHANG["name"], "identity": ZHANG["identity"]}),
    ("phone", {"phone": "138 0000 1234"}),
    ("form", {"field-area": "三十六"}),
)


def fill(client, base: str) -> None:
    """Everything up to the check, by a person who applies for themself."""
    for page, given in PERSON[:-1]:
        send(client, base, page, **given)
    send(client, base, "form", **{"field-area": "36"})
    send(client, base, "materials", **{"file-m2": picture("执照.png"), "later-m4": "1"})
    assert send(client, base, "delivery", delivery="window") == f"{base}check/"


def test_a_person_applies_and_gets_number_query_code_and_light(client, world) -> None:
    base = begin(client)
    fill(client, base)
    page = text_of(client.get(f"{base}check/"))
    assert "张三" in page
    assert "执照.png" in page
    assert "以后到窗口交" in page
    receipt = client.post(f"{base}check/", {"true": "1"}, follow=True)
    case = Case.objects.get()
    shown = text_of(receipt)
    assert case.number in shown
    assert case.query_code in shown
    assert "剩 5 日" in shown or "剩" in shown
    assert case.channel == "online"
    assert case.person_id == Person.objects.get().pk
    assert {m["code"]: m["verdict"] for m in case.materials} == {
        "m1": "unchecked",
        "m2": "unchecked",
        "m4": "missing",
    }
    assert StoredFile.objects.get().purpose == "m2"
    assert not DraftFile.objects.exists()
    assert "张三" not in str(LedgerEntry.objects.values_list("facts", flat=True))


def test_submitting_twice_makes_one_case(client, world) -> None:
    base = begin(client)
    fill(client, base)
    first = client.post(f"{base}check/", {"true": "1"})
    second = client.post(f"{base}check/", {"true": "1"})
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_two_tabs_never_mix(client, world) -> None:
    one, two = begin(client), begin(client)
    assert one != two
    send(client, one, "situation-place", **{"s-place": "own"})
    send(client, two, "situation-place", **{"s-place": "rent"})
    assert "checked" in found(r'value="own"[^>]*', client.get(f"{one}situation-place/").content.decode())[0]
    assert "checked" in found(r'value="rent"[^>]*', client.get(f"{two}situation-place/").content.decode())[0]


def test_an_error_keeps_what_was_typed_and_names_the_field(client, world) -> None:
    base = begin(client)
    for page, given in PERSON[:-1]:
        send(client, base, page, **given)
    response = client.post(f"{base}form/", {"field-area": "三十六"})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="三十六"' in page
    assert "经营面积要填数字，比如 36" in page
    assert 'href="#field-area"' in page


def test_a_wrong_citizen_number_is_told_precisely(client, world) -> None:
    base = begin(client)
    for page, given in PERSON[:3]:
        send(client, base, page, **given)
    response = client.post(f"{base}person/", {"name": "张三", "identity": ZHANG["identity"][:-1]})
    assert "少 1 位" in text_of(response)


def test_a_hostile_file_is_refused_with_its_reason_and_the_good_one_is_kept(client, world) -> None:
    base = begin(client)
    for page, given in PERSON[:-1]:
        send(client, base, page, **given)
    send(client, base, "form", **{"field-area": "36"})
    bad = SimpleUploadedFile("制度.pdf", b"MZ\x90\x00 not a paper", "application/pdf")
    response = client.post(f"{base}materials/", {"file-m2": picture("执照.png"), "file-m4": bad})
    assert response.status_code == 422
    page = text_of(response)
    assert "不收程序和脚本" in page
    assert "已交：执照.png" in page
    kept = DraftFile.objects.get()
    client.post(f"{base}materials/", {"remove": str(kept.pk)})
    assert not DraftFile.objects.exists()


def test_required_materials_are_asked_for_all_at_once(client, world) -> None:
    base = begin(client)
    send(client, base, "situation-place", **{"s-place": "rent"})
    for page, given in PERSON[1:-1]:
        send(client, base, page, **given)
    send(client, base, "form", **{"field-area": "36"})
    page = text_of(client.post(f"{base}materials/", {}))
    assert "有 3 处要改" in page


def test_a_changed_situation_asks_for_its_materials_again(client, world) -> None:
    base = begin(client)
    fill(client, base)
    where = send(client, base, "situation-place", **{"s-place": "rent", "check": "1"})
    assert where == f"{base}materials/"
    assert client.get(f"{base}check/")["Location"] == f"{base}materials/"


def test_an_enterprise_applies_by_its_agent(client, world) -> None:
    base = begin(client)
    send(client, base, "situation-place", **{"s-place": "own"})
    send(client, base, "kind", kind="enterprise")
    send(client, base, "enterprise", enterprise_name=SHOP["name"], enterprise_code=SHOP["identity"])
    send(client, base, "agent", agent_name="张三", agent_identity=ZHANG["identity"])
    send(client, base, "phone", phone="13800001234")
    send(client, base, "form", **{"field-area": "36"})
    send(client, base, "materials", **{"later-m2": "1", "later-m4": "1"})
    send(client, base, "delivery", delivery="post")
    send(client, base, "address", address="云溪县青禾镇一村 1 号")
    client.post(f"{base}check/", {"true": "1"})
    case = Case.objects.get()
    assert case.enterprise_id == Enterprise.objects.get().pk
    assert case.person_id is None
    assert case.delivery == "post"


def test_nobody_else_opens_a_draft(client, world) -> None:
    base = begin(client)
    stranger = type(client)()
    assert stranger.get(f"{base}situation-place/").status_code == 404


def test_the_same_person_is_never_enrolled_twice_and_the_file_takes_no_phone(client, world) -> None:
    for _ in range(2):
        base = begin(client)
        fill(client, base)
        client.post(f"{base}check/", {"true": "1"})
    person = Person.objects.get()
    assert Case.objects.count() == 2
    assert person.phone_hash is None


def test_the_declaration_has_to_be_ticked(client, world) -> None:
    base = begin(client)
    fill(client, base)
    assert "请先确认" in text_of(client.post(f"{base}check/", {}))
    assert not Case.objects.exists()


def test_what_was_typed_is_sealed_and_goes_when_it_is_handed_in(client, world) -> None:
    base = begin(client)
    fill(client, base)
    assert "张三".encode() not in bytes(Draft.objects.get().content)
    client.post(f"{base}check/", {"true": "1"})
    draft = Draft.objects.get()
    assert draft.submitted == Case.objects.get().ref


def test_the_guides_answers_come_along(client, world) -> None:
    page = client.get("/apply/scjgj-1/?s-place=rent").content.decode()
    assert 'name="s-place" value="rent"' in page


def test_who_has_not_begun_yet_finds_the_way_back_to_the_guide(client, world) -> None:
    assert 'href="/items/scjgj-1/">返回办事指南' in client.get("/apply/scjgj-1/").content.decode()


@pytest.mark.parametrize("name", ["张𠮷", "买买提·吐尔逊", "O'Brien-Li", "欧阳 娜娜"])
def test_a_name_of_any_script_is_taken(name: str) -> None:
    assert clean(Ask("name", "姓名", "name"), name, date(2026, 11, 26)) == name


def test_a_picture_is_no_name() -> None:
    with pytest.raises(Wrong) as wrong:
        clean(Ask("name", "姓名", "name"), "张🙂三", date(2026, 11, 26))
    assert wrong.value.text == "姓名里的“🙂”不是文字，请删掉"
