"""Signing in by phone and code, and what it takes to be shown a person's cases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.narrow import found
from tests.sites.portal.test_apply import text_of
from tests.worlds import LI, ZHANG, World, accepted, county

from yichuang.domains.residents import accounts
from yichuang.domains.residents.actions import Identified, enrol, link_account, reveal_person
from yichuang.domains.residents.models import PortalAccount
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return county()


def last_code() -> str:
    message = Message.objects.order_by("-pk").first()
    assert message is not None
    return found(r"\d{6}", unseal_text(message.body, "message"))[0]


def sign_in(client, phone: str) -> None:
    client.post("/sign-in/", {"phone": phone})
    assert client.post("/sign-in/code/", {"code": last_code()}).status_code == 302


def person_of(world: World, who: dict, phone: str):
    given = Identified(Kind.PERSON, who["identity"], name=who["name"], phone=phone)
    return enrol(given, by=world.clerk, at=timezone.now())


def test_a_phone_signs_in_and_gets_an_account_at_the_first_time(client, world) -> None:
    sign_in(client, "138 0000 1234")
    assert PortalAccount.objects.get().phone_mask == "138****1234"
    assert "核对身份" in text_of(client.get("/mine/"))
    client.post("/sign-out/")
    assert client.get("/mine/")["Location"] == "/sign-in/"
    sign_in(client, "13800001234")
    assert PortalAccount.objects.count() == 1


def test_the_answer_to_a_phone_is_the_same_whether_it_has_an_account(client, world) -> None:
    sign_in(client, "13800001234")
    client.post("/sign-out/")
    known = client.post("/sign-in/", {"phone": "13800001234"})
    unknown = client.post("/sign-in/", {"phone": "13900004321"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_code_ends_after_five_wrong_tries(world) -> None:
    now = timezone.now()
    accounts.send_code("13800001234", purpose=accounts.For.SIGN_IN, address="1", at=now)
    code = last_code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(Refused):
            accounts.sign_in("13800001234", wrong, address="1", at=now)
    with pytest.raises(Refused):
        accounts.sign_in("13800001234", code, address="1", at=now)
    assert not PortalAccount.objects.exists()


def test_a_code_ends_after_five_minutes_and_after_its_use(world) -> None:
    now = timezone.now()
    accounts.send_code("13800001234", purpose=accounts.For.SIGN_IN, address="1", at=now)
    with pytest.raises(Refused):
        accounts.sign_in("13800001234", last_code(), address="1", at=now + timedelta(minutes=5))
    later = now + timedelta(minutes=10)
    accounts.send_code("13800001234", purpose=accounts.For.SIGN_IN, address="1", at=later)
    accounts.sign_in("13800001234", last_code(), address="1", at=later)
    with pytest.raises(Refused):
        accounts.sign_in("13800001234", last_code(), address="1", at=later)


def test_codes_are_bounded_by_phone_and_by_address(world) -> None:
    now = timezone.now()
    accounts.send_code("13800001234", purpose=accounts.For.SIGN_IN, address="1", at=now)
    with pytest.raises(Refused) as soon:
        accounts.send_code("13800001234", purpose=accounts.For.SIGN_IN, address="1", at=now)
    assert soon.value.code == "limited"
    accounts.sign_in("13800001234", last_code(), address="1", at=now)
    accounts.send_code("13800001234", purpose=accounts.For.LINK, address="1", at=now)  # the last one is used
    for n in range(18):
        accounts.send_code(f"139000000{n:02d}", purpose=accounts.For.SIGN_IN, address="1", at=now)
    with pytest.raises(Refused) as many:
        accounts.send_code("13900009999", purpose=accounts.For.SIGN_IN, address="1", at=now)
    assert many.value.code == "limited"
    accounts.send_code("13900009999", purpose=accounts.For.SIGN_IN, address="2", at=now)


def test_a_code_for_one_thing_opens_no_other(world) -> None:
    now = timezone.now()
    accounts.send_code("13800001234", purpose=accounts.For.LINK, address="1", at=now)
    with pytest.raises(Refused):
        accounts.sign_in("13800001234", last_code(), address="1", at=now)


def claim(client, identity: str):
    client.post("/mine/link/", {"identity": identity})
    return client.post("/mine/link/code/", {"code": last_code()}, follow=True)


def test_the_recorded_phone_and_its_code_show_the_persons_cases(client, world) -> None:
    person = person_of(world, ZHANG, "13800001234")
    case = accepted(world, applicant={**ZHANG, "person": person.pk})
    sign_in(client, "13800001234")
    assert case.number not in text_of(client.get("/mine/"))
    assert case.number in text_of(claim(client, ZHANG["identity"]))
    assert client.get(f"/progress/{case.number}/").status_code == 200


def test_claiming_somebodys_number_shows_nothing_and_says_nothing(client, world) -> None:
    person = person_of(world, ZHANG, "13800001234")
    case = accepted(world, applicant={**ZHANG, "person": person.pk})
    sign_in(client, "13900004321")
    theirs = claim(client, ZHANG["identity"])
    nobodys = claim(client, LI["identity"])
    assert theirs.content == nobodys.content
    assert case.number not in text_of(client.get("/mine/"))
    assert client.get(f"/progress/{case.number}/").status_code == 302
    assert PortalAccount.objects.get(phone_mask="139****4321").person_id is None


def test_a_phone_named_in_an_online_application_proves_nothing(client, world) -> None:
    from yichuang.domains.residents.appearing import named

    named(Kind.PERSON, ZHANG["name"], ZHANG["identity"], by=citizen(None, None), at=timezone.now())
    sign_in(client, "13800001234")
    assert "没有核对上" in text_of(claim(client, ZHANG["identity"]))


def test_a_clerk_links_at_the_window(client, world) -> None:
    person = person_of(world, ZHANG, "13900004321")
    case = accepted(world, applicant={**ZHANG, "person": person.pk})
    sign_in(client, "13800001234")
    link_account(person.pk, "13800001234", by=world.clerk, at=timezone.now())
    assert case.number in text_of(client.get("/mine/"))


def test_one_sees_which_office_has_looked_and_what_for(client, world) -> None:
    person = person_of(world, ZHANG, "13800001234")
    perform(reveal_person, person.ref, by=world.reviewer, at=timezone.now(), purpose="核对经营场所")
    sign_in(client, "13800001234")
    claim(client, ZHANG["identity"])
    page = text_of(client.get("/mine/looks/"))
    assert "核对经营场所" in page
    assert "云溪县市场监督管理局" in page
    assert world.reviewer.name not in page


def test_who_isnt_signed_in_is_sent_to_sign_in(client, world) -> None:
    assert client.get("/mine/")["Location"] == "/sign-in/"
    assert client.get("/mine/link/")["Location"] == "/sign-in/"


def test_the_way_back_after_signing_in_never_leads_out_of_the_house(client, world) -> None:
    client.post("/sign-in/", {"phone": "13800001234", "next": "//evil.example/"})
    assert client.post("/sign-in/code/", {"code": last_code()})["Location"] == "/mine/"
