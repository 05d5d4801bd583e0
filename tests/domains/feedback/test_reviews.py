"""The pages of the handling unit, and the page on which the person reads what became of a bad evaluation."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.domains.feedback.bad import ANSWER, FOUND, WORDS, bad_one, do, rectified, verified
from tests.sites.portal.test_apply import text_of
from tests.worlds import World, county, delivered, sign_in, staff

from yichuang.domains.feedback import actions
from yichuang.domains.feedback.invitations import token_of
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.privacy import unseal_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return county()


def link_of(found: Evaluation) -> str:
    """The address in the message that went out about it."""
    body = unseal_text(Message.objects.get(subject=found.ref, receiver=found.ref).body, "message")
    return "/evaluate/result/" + body.partition("/evaluate/result/")[2].partition("/")[0] + "/"


def test_the_list_stands_by_deadline_with_words_and_without_persons(client, world) -> None:
    now = timezone.now()
    later, sooner = bad_one(world, at=now), bad_one(world, at=now - timedelta(days=3))
    bad_one(world, level=5)
    sign_in(client, world.chief)
    shown = text_of(client.get("/desk/reviews/"))
    assert re.findall(r"差评 (\d+)", shown) == [str(sooner.pk), str(later.pk)]
    assert WORDS in shown
    assert "待核实" in shown
    assert "张" not in shown.replace("云溪县", "")


def test_lights_and_states_filter_the_list(client, world) -> None:
    verified(world, at=timezone.now())
    rectified(world)
    sign_in(client, world.manager)
    assert "食品经营许可" in text_of(client.get("/desk/reviews/?state=to_rectify"))
    assert "没有这样的差评" in text_of(client.get("/desk/reviews/?light=overdue"))
    done = text_of(client.get("/desk/reviews/?light=done"))
    assert done.count("已整改") == len(re.findall(r"差评 \d+", done)) == 1
    assert client.get("/desk/reviews/?light=<b>&state='&page=-1").status_code == 200


def test_the_number_of_queries_is_fixed(client, world) -> None:
    sign_in(client, world.manager)
    bad_one(world)
    client.get("/desk/reviews/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/reviews/")
    for _ in range(4):
        bad_one(world)
    with CaptureQueriesContext(connection) as five:
        client.get("/desk/reviews/")
    assert len(one) == len(five)


def test_one_is_verified_and_put_right_on_its_page(client, world) -> None:
    found = bad_one(world, at=timezone.now())
    where = f"/desk/reviews/{found.pk}/"
    sign_in(client, world.manager)
    short = client.post(f"{where}verify/", {"finding": "true", "found": "属实", "seen": found.version})
    assert short.status_code == 422
    assert "核实情况至少写 10 个字" in text_of(short)
    assert "属实" in text_of(short)
    done = client.post(
        f"{where}verify/", {"finding": "true", "found": FOUND, "seen": found.version}, follow=True
    )
    assert "待整改" in text_of(done)
    assert "已核实：差评" in text_of(done)
    sign_in(client, world.chief)
    page = text_of(client.get(where))
    assert "怎么改的" in page
    client.post(f"{where}rectify/", {"answer": ANSWER})
    assert ANSWER in text_of(client.get(where))


def test_who_handled_it_reads_why_they_cant_verify(client, world) -> None:
    found = bad_one(world)
    sign_in(client, world.chief)
    assert "评的是您经手的事" in text_of(client.get(f"/desk/reviews/{found.pk}/"))
    told = client.post(f"/desk/reviews/{found.pk}/verify/", {"finding": "true", "found": FOUND})
    assert told.status_code == 403
    assert FOUND in text_of(told)


def test_of_two_at_once_the_second_is_told_who_was_first(client, world) -> None:
    found = bad_one(world)
    other = staff(posts.CHIEF, world.department, "另一位首席")
    do(actions.verify, found, other, finding="true", found=FOUND)
    sign_in(client, world.manager)
    told = client.post(f"/desk/reviews/{found.pk}/verify/", {"finding": "true", "found": FOUND, "seen": "1"})
    assert told.status_code == 409
    assert "另一位首席" in text_of(told)


def test_the_trail_gives_the_person_a_day_and_no_hour(client, world) -> None:
    found = rectified(world)
    sign_in(client, world.manager)
    page = client.get(f"/desk/reviews/{found.pk}/").content.decode()
    trail = re.findall(r"<b>(.+?)</b> (.*?)<br>.*?<time[^>]*>(.*?)</time>", page)
    assert [(act, ":" in when) for act, _, when in trail] == [
        ("整改完成", True),
        ("核实", True),
        ("评价", False),
    ]
    assert [who.partition("，")[0] for _, who, _ in trail] == ["王首席", "陈主任", "办事人"]


def test_phones_that_somebody_wrote_are_masked(client, world) -> None:
    found = bad_one(world)
    Evaluation.objects.filter(pk=found.pk).update(words="打 13800001234 没人接<script>")
    sign_in(client, world.manager)
    for where in ("/desk/reviews/", f"/desk/reviews/{found.pk}/"):
        raw = client.get(where).content.decode()
        assert "138****1234" in raw
        assert "<script>" not in raw.partition("<main")[2].partition("</main>")[0]


def test_good_ones_and_other_verbs_have_no_such_page(client, world) -> None:
    good = bad_one(world, level=4)
    bad = bad_one(world)
    sign_in(client, world.manager)
    assert client.get(f"/desk/reviews/{good.pk}/").status_code == 404
    for slug in ("give", "reply", "nonsense"):
        assert client.get(f"/desk/reviews/{bad.pk}/{slug}/").status_code == 404


def test_the_link_in_the_message_shows_the_answer_and_takes_one_reply(client, world) -> None:
    case = delivered(world)
    found = rectified(world, case=case)
    where = link_of(found)
    page = text_of(client.get(where))
    assert ANSWER in page
    assert FOUND in page
    assert case.number not in page
    assert "陈主任" not in page
    assert "王首席" not in page
    empty = client.post(where, {"reply": "1", "reply_words": "还行"})
    assert empty.status_code == 422
    assert "请选对整改满不满意" in text_of(empty)
    assert "还行" in text_of(empty)
    client.post(where, {"reply": "1", "reply_level": "1", "reply_words": "还是老样子"})
    assert "还是老样子" in text_of(client.get(where))
    sign_in(client, world.manager)
    assert "整改后仍不满意" in text_of(client.get(f"/desk/reviews/{found.pk}/"))


def test_the_invitation_shows_the_same_while_it_is_in_hand(client, world) -> None:
    case = delivered(world)
    bad_one(world, case=case, at=timezone.now())
    page = text_of(client.get(f"/evaluate/{token_of(case.ref)}/"))
    assert "您的差评正在办" in page
    assert "剩" in page


def test_what_isnt_counted_says_so_with_the_reason(client, world) -> None:
    found = verified(world, "mistaken")
    reason = "核对叫号和录像，这位办事人把别的窗口的事评到了这里"
    found = do(actions.discount, found, staff(posts.SUPERVISOR, world.county), answer=reason)
    page = text_of(client.get(link_of(found)))
    assert "没有计入满意率" in page
    assert reason in page
    assert "核实的情况" not in page
    assert "追加" not in page.partition("满意程度")[0]
    sign_in(client, world.manager)
    lines = text_of(client.get("/desk/evaluations/?from=2026-11-01&to=2026-11-30"))
    assert "不计入" in lines.partition("原话")[2]


def test_a_link_that_was_changed_opens_nothing(client, world) -> None:
    where = link_of(rectified(world))
    assert client.get(where[:-2] + ("A" if where[-2] != "A" else "B") + "/").status_code == 404
    assert client.get(f"/evaluate/{where.split('/')[-2]}/").status_code == 404


def test_guessing_links_ends_after_thirty(client) -> None:
    told = [client.get(f"/evaluate/guess-{n}/").status_code for n in range(31)]
    assert told == [404] * 30 + [429]


@pytest.mark.parametrize(
    "hostile",
    [
        {"level": "5" * 5000},
        {"level": "²"},
        {"level": "5", "words": "字" * 501},
        {"level": "5", "words": "看不见\x07的"},
        {"level": "5", "tags": ["态度好"] * 9},
        {"level": "5", "tags": ["<script>alert(1)</script>"]},
        {"add": "1", "addition": "还没评价就追加"},
        {"reply": "1", "reply_level": "5"},
    ],
)
def test_hostile_forms_change_nothing_and_say_what_is_wrong(client, world, hostile) -> None:
    case = delivered(world)
    told = client.post(f"/evaluate/{token_of(case.ref)}/", hostile)
    assert told.status_code == 422
    assert "处要改" in text_of(told)
    assert not Evaluation.objects.exists()
