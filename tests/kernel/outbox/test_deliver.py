"""Messages go out once, late at night they wait, and failures are tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.narrow import there

from yichuang.kernel.outbox import addresses
from yichuang.kernel.outbox.channels import Channel, configured
from yichuang.kernel.outbox.deliver import NO_ADDRESS, STALE, deliver, rehearse
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.outbox.queries import given_up, newest, unconfigured
from yichuang.kernel.outbox.tell import post, posted
from yichuang.kernel.seek import Seek

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
NIGHT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)  # 22:30
EARLY = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)  # 6:00 the next day


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, str, str]]:
    monkeypatch.setitem(
        addresses._resolvers,
        "person",
        lambda receiver, channel: None if receiver == "person:2" else "13800001234",
    )
    return []


def channels(sent, broken: bool = False) -> dict[str, Channel]:
    def send(address: str, title: str, body: str) -> None:
        if broken:
            raise OSError("no answer for 13800001234")
        sent.append((address, title, body))

    return {"sms": Channel("sms", send), "in_app": Channel("in_app", lambda *_: None, False)}


def put(receiver: str = "person:1", *, at: datetime = NOON, **given) -> Message:
    post(receiver, "已受理", "您的申请已受理", at=at, **{"channel": "sms", **given})
    return Message.objects.latest("pk")


def test_a_message_goes_out_once(sent) -> None:
    put()
    assert deliver(NOON, channels(sent)) == 1
    assert deliver(NOON, channels(sent)) == 0
    assert sent == [("13800001234", "已受理", "您的申请已受理")]


def test_short_messages_wait_for_the_morning(sent) -> None:
    message = put(at=NIGHT)
    deliver(NIGHT, channels(sent))
    message.refresh_from_db()
    assert sent == []
    assert message.not_before == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)  # 8:00 in Shanghai
    assert deliver(EARLY, channels(sent)) == 0
    deliver(message.not_before, channels(sent))
    assert len(sent) == 1


def test_a_code_that_somebody_waits_for_goes_out_at_night(sent) -> None:
    put(at=NIGHT, urgent=True)
    deliver(NIGHT, channels(sent))
    assert len(sent) == 1


def test_a_failure_is_tried_again_later_and_later_and_given_up_in_the_end(sent) -> None:
    message, now = put(), NOON
    waits = []
    for _ in range(8):
        assert deliver(now, channels(sent, broken=True)) == 1
        message.refresh_from_db()
        due = there(message.not_before)
        waits.append(due - now)
        assert deliver(now, channels(sent)) == 0
        now = due
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert deliver(now, channels(sent)) == 0
    assert given_up() == 1
    assert "13800001234" not in message.error


def test_without_an_address_a_message_is_given_up_and_says_so(sent) -> None:
    message = put("person:2")
    deliver(NOON, channels(sent))
    message.refresh_from_db()
    assert (message.error, message.sent_at) == (NO_ADDRESS, None)


def test_news_of_last_week_rings_no_phone(sent) -> None:
    message = put(at=NOON - timedelta(days=8))
    deliver(NOON, channels(sent))
    message.refresh_from_db()
    assert (message.error, sent) == (STALE, [])


def test_an_unconfigured_channel_keeps_its_messages_and_the_doctor_names_it(sent, settings) -> None:
    settings.OUTBOX_SMS = ""
    put()
    assert deliver(NOON, configured()) == 0
    assert unconfigured() == {"短信": 1}


def test_an_adapter_is_called_with_phone_and_text(sent, settings, monkeypatch) -> None:
    calls = []
    monkeypatch.setattr("tests.kernel.outbox.adapter.send", lambda phone, text: calls.append((phone, text)))
    settings.OUTBOX_SMS = "tests.kernel.outbox.adapter:send"
    put()
    deliver(NOON, configured())
    assert calls == [("13800001234", "您的申请已受理")]


def test_mail_goes_by_djangos_mail(sent, settings, mailoutbox, monkeypatch) -> None:
    monkeypatch.setitem(addresses._resolvers, "person", lambda *_: "zhang@example.cn")
    settings.OUTBOX_EMAIL_FROM = "centre@example.cn"
    put(channel="email")
    deliver(NOON, configured())
    assert [(m.to, m.subject, m.body) for m in mailoutbox] == [
        (["zhang@example.cn"], "已受理", "您的申请已受理")
    ]


def test_in_demonstration_mode_nothing_leaves_the_house_and_addresses_are_masked(sent) -> None:
    put()
    assert rehearse(NOON) == 1
    assert deliver(NOON, channels(sent)) == 0
    found, total = newest(Seek())
    (row,) = found.rows
    assert (row.address, row.body, total) == ("138****1234", "您的申请已受理", 1)


def test_the_body_is_sealed(sent) -> None:
    assert "申请".encode() not in bytes(put().body)


def test_a_reaction_can_ask_whether_it_has_posted(sent) -> None:
    assert not posted("case:1", "请评价")
    put(subject="case:1")
    assert posted("case:1", "已受理")
