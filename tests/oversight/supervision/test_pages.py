"""The pages of supervision: the board, cards, urging, rules; their rows, their acts, their number of queries."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from tests import worlds
from tests.oversight.supervision.overseers import EXPLANATION, REASON, Overseers, overseers
from tests.sites.samples import one_page

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.kernel.clocks.models import Clock, Rung
from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import react
from yichuang.kernel.watch.rounds import one_round
from yichuang.oversight.supervision.desk import board
from yichuang.oversight.supervision.models import Card, Urge

pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> Overseers:
    return overseers()


def claimed(who: Overseers, days: int = 1) -> Case:
    """A case accepted so many days ago, claimed by the reviewer."""
    begun = timezone.now() - timedelta(days=days)
    case = worlds.accepted(who.world, at=begun)
    perform(actions.claim, case.ref, by=who.world.reviewer, at=begun + timedelta(hours=1))
    return worlds.case_of(case.ref)


def carded(who: Overseers) -> tuple[Case, Card]:
    """A case that is past its promise by now, and its yellow card."""
    case = claimed(who, days=30)
    settle()
    return case, Card.objects.get(about=case.ref, rule="overdue_promised")


def settle() -> None:
    """The watcher looks once, and the worker until nothing waits."""
    one_round(timezone.now())
    while react(timezone.now()):
        pass


def page(actor, path: str) -> str:
    client = Client()
    worlds.sign_in(client, actor)
    response = client.get(path)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def post(actor, path: str, **form: Any):
    client = Client()
    worlds.sign_in(client, actor)
    return client.post(path, form)


def test_a_case_falls_due_before_the_eyes_of_the_board(who: Overseers) -> None:
    case = claimed(who)
    settle()
    before = page(who.supervisor, "/desk/supervision/?light=late")
    assert case.number not in before
    past = timezone.now() - timedelta(minutes=1)
    Clock.objects.filter(subject=case.ref, kind="decision").update(
        due_at=past, rungs=["overdue_promised"], rungs_at=[past], next_at=past
    )
    settle()
    after = page(who.supervisor, "/desk/supervision/?light=late")
    assert case.number in after
    assert "黄牌" in after
    assert "时限看守正常" in after


def test_the_board_says_when_nobody_watches(who: Overseers) -> None:
    assert "时限看守还没有运行过" in page(who.leader, "/desk/supervision/")
    one_round(timezone.now() - timedelta(minutes=10))
    assert "时限看守停了" in page(who.leader, "/desk/supervision/")


def test_on_a_phone_the_lists_are_cut_and_lead_to_all_of_them(
    who: Overseers, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = (Path(board.__file__).parents[1] / "templates/supervision/supervision.css").read_text()
    assert f".board-cut tbody tr:nth-child(n + {board.MOST_ON_A_PHONE + 1})" in style
    monkeypatch.setattr(board, "MOST_ON_A_PHONE", 1)
    for _ in range(2):
        claimed(who)
    cut = html.fromstring(page(who.supervisor, "/desk/supervision/?light=normal"))
    assert cut.find_class("board-cut")
    (more,) = cut.xpath("//*[@class='board-more']/a")  # two cases; their one department is a single line
    assert more.text_content() == "看全部 2 件"
    address, _, place = more.attrib["href"].partition("#")
    assert cut.get_element_by_id(place) is not None
    whole = html.fromstring(page(who.supervisor, address))
    assert "light=normal" in address
    assert not whole.find_class("board-cut") + whole.find_class("board-more")
    assert whole.find_class("pager")


def test_what_is_chosen_stands_in_the_address_and_opens_the_trace(who: Overseers) -> None:
    case = claimed(who)
    other = worlds.accepted(who.world, who.world.foreign, at=timezone.now() - timedelta(days=1), materials=[])
    for chosen in (
        f"department={case.department_id}",
        f"town={case.place_id}&department={case.department_id}",
        f"item={case.item_id}",
    ):
        found = page(who.supervisor, f"/desk/supervision/?by=item&{chosen}")
        assert case.number in found
        assert other.number not in found
        assert f'href="/desk/cases/{case.pk}/?tab=trail"' in found
    assert "没有这样的件" in page(who.supervisor, "/desk/supervision/?light=deep")
    for nonsense in (
        "?by=x&light=y&department=z&page=-1",
        "?town=99999999999999999999",
        "?window=0&page=9999999",
    ):
        page(who.supervisor, f"/desk/supervision/{nonsense}")


def test_the_number_of_queries_is_the_same_however_many_rows(who: Overseers) -> None:
    carded(who)
    few = queries(who, "/desk/supervision/"), queries(who, "/desk/supervision/cards/")
    for _ in range(4):
        case = claimed(who, days=30)
        perform_urge(who, case)
    settle()
    assert Card.objects.count() > 4
    assert (queries(who, "/desk/supervision/"), queries(who, "/desk/supervision/cards/")) == few


def queries(who: Overseers, path: str) -> int:
    page(who.supervisor, path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        page(who.supervisor, path)
    return len(found)


def perform_urge(who: Overseers, case: Case) -> Urge:
    response = post(who.supervisor, "/desk/supervision/urge/", about=case.ref, text="请说明原因并尽快办结")
    assert response.status_code == 302, response.content.decode()
    return Urge.objects.latest("pk")


def test_nobody_is_offered_to_judge_before_the_time_to_explain_is_over(
    who: Overseers, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, card = carded(who)
    address = f"/desk/supervision/cards/{card.pk}/"
    until = Clock.objects.get(subject=card.ref, kind="explanation").due_at
    assert until is not None
    monkeypatch.setattr("django.utils.timezone.now", lambda: until)
    early = page(who.supervisor, address)
    assert "承办人还可以说明，说明时限到" in early
    assert f'href="{address}uphold/"' not in early
    assert f'href="{address}lift/"' in early
    assert "承办人还可以说明" in page(who.supervisor, f"{address}uphold/")
    monkeypatch.setattr("django.utils.timezone.now", lambda: until + timedelta(minutes=1))
    assert f'href="{address}uphold/"' in page(who.supervisor, address)


def test_from_alert_to_judgement_by_the_pages(who: Overseers) -> None:
    case, card = carded(who)
    reviewer, address = who.world.reviewer, f"/desk/supervision/cards/{card.pk}/"
    assert "要您说明或回复的" in page(reviewer, "/desk/tasks/")
    assert "黄牌：超承诺时限" in page(reviewer, f"/desk/cases/{case.pk}/")
    wrong = post(reviewer, f"{address}explain/", explanation="忙")
    assert wrong.status_code == 422
    assert "忙</textarea>" in wrong.content.decode()
    fake = SimpleUploadedFile("通知.pdf", b"no paper at all", "application/pdf")
    assert post(reviewer, f"{address}explain/", explanation=EXPLANATION, files=fake).status_code == 422
    proof = SimpleUploadedFile("停电通知.pdf", one_page(), "application/pdf")
    done = post(reviewer, f"{address}explain/", explanation=EXPLANATION, files=proof)
    assert (done.status_code, done["Location"]) == (302, address)
    shown = page(who.supervisor, address)
    assert EXPLANATION in shown
    file = StoredFile.objects.get(subject=card.ref)
    assert f'href="/desk/supervision/files/{file.pk}/"' in shown
    assert post(who.supervisor, f"{address}uphold/", reason=REASON).status_code == 302
    assert Card.objects.get(pk=card.pk).state == "upheld"
    assert "申诉" in page(reviewer, address)
    refused = post(who.supervisor, f"{address}lift/", reason=REASON)
    assert refused.status_code == 409
    assert post(who.supervisor, f"{address}raise/", reason=REASON).status_code == 404
    assert "已认定" in page(reviewer, "/desk/supervision/mine/")


def test_urged_from_the_case_page_and_answered_from_the_tasks(who: Overseers) -> None:
    case = claimed(who)
    assert f"/desk/supervision/urge/?about={case.ref}" in page(who.leader, f"/desk/cases/{case.pk}/")
    assert "催办" not in page(who.world.reviewer, f"/desk/cases/{case.pk}/").split("预警和催办")[-1]
    assert "催办" in page(who.leader, f"/desk/supervision/urge/?about={case.ref}")
    urge = perform_urge(who, case)
    second = perform_urge(who, case)
    assert "请说明原因并尽快办结" in page(who.world.reviewer, "/desk/tasks/")
    address = f"/desk/supervision/urges/{urge.pk}/"
    assert second.number in page(who.world.reviewer, address)
    assert "应回复" not in page(who.leader, address)  # the light says it while it runs
    assert post(who.world.reviewer, f"{address}answer/", answer=EXPLANATION).status_code == 302
    assert "前，按时" in page(who.leader, address)
    past = timezone.now() - timedelta(minutes=1)
    Clock.objects.filter(subject=second.ref, kind="urging").update(due_at=past)
    late = f"/desk/supervision/urges/{second.pk}/"
    assert post(who.world.reviewer, f"{late}answer/", answer=EXPLANATION).status_code == 302
    assert "才答复，逾期" in page(who.leader, late)
    assert EXPLANATION in page(who.supervisor, f"/desk/cases/{case.pk}/")


def test_rules_are_changed_with_a_reason_and_the_laws_only_made_stricter(who: Overseers) -> None:
    case = claimed(who)
    administrator = who.world.administrator
    local, lawful = Rung.objects.get(code="overdue_promised"), Rung.objects.get(code="no_acceptance")
    assert "法定" in page(administrator, "/desk/supervision/rules/")
    form = {"level": "yellow", "plus": "2", "active": "true"}
    address = f"/desk/supervision/rules/{local.pk}/"
    assert post(administrator, address, **form).status_code == 422
    assert post(administrator, address, **form, reason=REASON).status_code == 302
    one_round(timezone.now())
    clock = Clock.objects.get(subject=case.ref, kind="decision")
    assert dict(zip(clock.rungs, clock.rungs_at, strict=True))["overdue_promised"] > clock.due_at
    looser = post(
        administrator,
        f"/desk/supervision/rules/{lawful.pk}/",
        level="yellow",
        plus="0",
        active="true",
        reason=REASON,
    )
    assert looser.status_code == 422
    assert "只能更严" in looser.content.decode()
    off = post(
        administrator,
        f"/desk/supervision/rules/{lawful.pk}/",
        level="red",
        plus="0",
        active="false",
        reason=REASON,
    )
    assert "只能更严" in off.content.decode()
    elsewhere = worlds.staff("administrator", who.world.department)
    assert post(elsewhere, address, **{**form, "plus": "3"}, reason=REASON).status_code == 403
    assert Rung.objects.get(pk=local.pk).plus == 2


def test_every_count_of_the_board_opens_the_same_number_with_its_rows(who: Overseers) -> None:
    """By department, town, window and item; the figure's page counts over the rows themselves."""
    claimed(who)
    carded(who)
    client = Client()
    worlds.sign_in(client, who.supervisor)
    for by in ("department", "town", "window", "item"):
        tree = html.fromstring(client.get(f"/desk/supervision/?by={by}").content.decode())
        chips = {chip.get("href"): chip.text for chip in tree.xpath("//a[@class='figure']")}
        lined = [href for href in chips if "cases." in href and chips[href] != "0"]
        assert lined
        for href in lined:
            answer = client.get(href)
            assert answer.status_code == 200, href
            shown = html.fromstring(answer.content.decode())
            value = shown.xpath("//p[contains(@class, 'drill-value')]")[0].text_content()
            assert value.split()[0] == chips[href], href
