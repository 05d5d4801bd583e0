"""Evaluations of the demonstration year: two in three give one, most are content, one in a hundred isn't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from yichuang.domains.feedback.models import TAGS

RATE = 0.65
LEVELS = {5: 0.835, 4: 0.125, 3: 0.03, 2: 0.007, 1: 0.003}
GOOD = ("态度好，讲得清楚", "很快就办好了", "窗口人员耐心", "比以前方便多了", "一次就办成", "谢谢帮忙复印")
BAD = ("等的时间太长", "材料要求前后说法不一致", "电话打不通", "跑了两趟才办成", "态度冷淡")
GOOD_TAGS, BAD_TAGS = TAGS[:6], TAGS[6:]


@dataclass(frozen=True, slots=True)
class Given:
    """An evaluation: when, and what `give` takes besides the service."""

    at: datetime
    values: dict[str, Any]


def evaluation(random: Random, served_at: datetime, *, at_counter: bool, late: bool) -> Given | None:
    """Whether and how somebody evaluates a service; those who waited too long think worse of it."""
    if random.random() >= RATE:
        return None
    level = random.choices(tuple(LEVELS), tuple(LEVELS.values()))[0]
    if late and random.random() < 0.35:
        level = random.choice((1, 2, 2, 3))
    bad = level <= 2
    values: dict[str, Any] = {"level": level, "channel": "window" if at_counter else _channel(random)}
    if random.random() < (0.9 if bad else 0.12):
        values["words"] = random.choice(BAD if bad else GOOD)
    if random.random() < (0.8 if bad else 0.25):
        values["tags"] = random.sample(BAD_TAGS if bad else GOOD_TAGS, random.randint(1, 2))
    delay = random.randint(20, 240) if at_counter else random.randint(1800, 3 * 86400)
    return Given(served_at + timedelta(seconds=delay), values)


def _channel(random: Random) -> str:
    return random.choices(("portal", "qr", "sms", "hotline"), (40, 30, 28, 2))[0]
