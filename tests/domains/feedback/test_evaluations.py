"""Evaluations: once a service, by whoever was served, and nobody can tell who."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from tests.sites.portal.test_apply import text_of
from tests.sites.portal.test_progress import open_case
from tests.worlds import LI, World, accepted, county, delivered, sign_in, staff

from yichuang.config.cli.worker import one_round
from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback.actions import append, evaluate, give
from yichuang.domains.feedback.invitations import invitation_of, token_of
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.feedback.queries import evaluation_of_service, visible_to
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import unseal_text
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.models import ActKey, Event
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db
WORDS = "窗口的同志讲得很清楚"


@pytest.fixture
def world() -> World:
    return county()


def rate(case, level: int = 5, words: str = WORDS):
    return evaluate(
        service_of(case), level=level, words=words, tags=["态度好"], channel="portal", at=timezone.now()
    )


def test_a_service_is_evaluated_once_and_the_second_time_is_told_kindly(world) -> None:
    case = delivered(world)
    rate(case)
    with pytest.raises(Refused) as refused:
        rate(case, 1)
    assert "已经评价过" in refused.value.text
    assert Evaluation.objects.get().level == 5


def test_words_are_added_once(world) -> None:
    case = delivered(world)
    rate(case)
    append(evaluation_of_service(service_of(case)), words="后来又打电话回访", at=timezone.now())
    with pytest.raises(Refused) as refused:
        append(evaluation_of_service(service_of(case)), words="再说一句", at=timezone.now())
    assert "已经追加过" in refused.value.text
    assert Evaluation.objects.get().addition == "后来又打电话回访"


def test_before_its_end_a_service_cant_be_evaluated(world) -> None:
    case = accepted(world)
    with pytest.raises(Refused) as refused:
        rate(case)
    assert "还没有结束" in refused.value.text
    assert not Evaluation.objects.exists()


def test_neither_ledger_nor_rows_tell_whose_case_it_was_or_who_spoke(world) -> None:
    case, other = delivered(world), delivered(world, applicant=LI)
    chain = LedgerEntry.objects.filter(subject=case.ref).count()
    rate(case)
    assert LedgerEntry.objects.filter(subject=case.ref).count() == chain
    case.refresh_from_db()
    assert case.version == chain
    entry = LedgerEntry.objects.get(verb="evaluation.give")
    assert entry.actor == "citizen"
    assert json.loads(entry.facts) == {"channel": "portal", "level": 5}
    assert not ActKey.objects.filter(receipt__ref=entry.subject).exists()
    row = Evaluation.objects.values().get()
    shown = str({name: value for name, value in row.items() if name != "id"})
    for secret in (case.ref, case.number, other.number, case.query_code, "张"):
        assert secret not in shown
    assert not Message.objects.filter(subject=entry.subject).exists()
    assert not Event.objects.filter(subject=entry.subject).exists()


def test_an_account_never_stands_behind_an_evaluation(world) -> None:
    case = delivered(world)
    with pytest.raises(ValueError, match="without an account"):
        perform(give, None, by=citizen(7, 9), at=timezone.now(), service=service_of(case), level=5)


def test_no_clerk_sees_an_evaluation_on_any_page(client, world) -> None:
    case = delivered(world)
    rate(case, 1)
    for actor in (world.clerk, world.reviewer, world.stranger):
        assert not visible_to(actor).exists()
        assert not Evaluation.objects.get().seen_by(actor)
        sign_in(client, actor)
        assert client.get("/desk/evaluations/").status_code == 403
        assert client.get("/desk/reviews/").status_code == 403


def test_managers_read_days_items_and_words_of_their_own_offices(client, world) -> None:
    case = delivered(world)
    rate(case, 1, "打了 13800001234 没人接")
    sign_in(client, world.manager)
    page = text_of(client.get("/desk/evaluations/"))
    assert "非常不满意" in page
    assert "食品经营许可" in page
    assert "138****1234" in page
    assert case.number not in page
    assert "0.00%" in page
    elsewhere = staff("supervisor", world.other_department)
    assert not visible_to(elsewhere).exists()


def test_a_delivery_invites_once_and_the_link_opens_only_the_evaluation(client, world) -> None:
    case = delivered(world)
    now = timezone.now()
    one_round(now, tidy=True)
    Event.objects.filter(name="case.delivered").update(done_at=None)
    one_round(now, tidy=False)
    invitation = Message.objects.get(title="请评价")
    text = unseal_text(invitation.body, "message")
    path = "/evaluate/" + text.rpartition("/evaluate/")[2]
    page = text_of(client.get(path))
    assert "您对这次服务满意吗" in page
    done = client.post(path, {"level": "4", "words": WORDS}, follow=True)
    assert "已经评价过" in text_of(done)
    assert Evaluation.objects.get().channel == "sms"
    assert client.get(f"/progress/{case.number}/").status_code == 302


def test_a_forged_link_opens_nothing(client, world) -> None:
    token = token_of(delivered(world).ref)
    assert invitation_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert client.get("/evaluate/nonsense/").status_code == 404


def test_the_portal_asks_for_a_level_and_keeps_the_words(client, world) -> None:
    case = delivered(world)
    open_case(client, case)
    where = f"/progress/{case.number}/evaluate/"
    response = client.post(where, {"words": WORDS})
    assert response.status_code == 422
    assert "请选一个满意程度" in text_of(response)
    assert WORDS in text_of(response)
    client.post(where, {"level": "5", "tags": ["态度好"]})
    assert Evaluation.objects.get().tags == ["态度好"]
    assert "已评价" in text_of(client.get(f"/progress/{case.number}/"))


def test_a_made_up_tag_or_level_is_refused(client, world) -> None:
    case = delivered(world)
    open_case(client, case)
    where = f"/progress/{case.number}/evaluate/"
    assert client.post(where, {"level": "9"}).status_code == 422
    assert client.post(where, {"level": "5", "tags": ["<b>"]}).status_code == 422
    assert not Evaluation.objects.exists()


def test_imported_cases_invite_nobody(world) -> None:
    case = delivered(world)
    type(case).objects.filter(pk=case.pk).update(channel="imported")
    one_round(timezone.now(), tidy=False)
    assert not Message.objects.filter(title="请评价").exists()
