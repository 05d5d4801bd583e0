"""Bad evaluations for tests: given at an instant, verified, put right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.worlds import AT, World, delivered

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import service_of
from yichuang.domains.feedback import actions
from yichuang.domains.feedback.models import Evaluation
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.perform import perform

GIVEN_AT = AT + timedelta(days=4)  # Friday 2026-11-06, 9:30; the case was delivered the day before
WORDS = "跑了两趟才办成，第一次没说清楚"
FOUND = "调了窗口录像和叫号记录，第一次确实没有一次告知"
ANSWER = "窗口重新培训一次性告知，清单贴在窗口，已向办事人致歉"


def bad_one(world: World, *, case: Case | None = None, level: int = 2, at: datetime = GIVEN_AT) -> Evaluation:
    """Somebody is dissatisfied with a case that was handed over."""
    service = service_of(case or delivered(world))
    ref = actions.evaluate(service, level=level, words=WORDS, tags=["多跑路"], channel="portal", at=at).ref
    return again(ref)


def again(ref: str) -> Evaluation:
    """The evaluation of a reference, read again."""
    return Evaluation.objects.get(pk=int(ref.partition(":")[2]))


def do(
    verb: Verb, one: Evaluation, by: Actor, at: datetime = GIVEN_AT + timedelta(hours=1), **given: Any
) -> Evaluation:
    """One act on it."""
    perform(verb, one.ref, by=by, at=at, **given)
    return again(one.ref)


def verified(world: World, finding: str = "true", **given: Any) -> Evaluation:
    """… and a manager has verified it an hour later."""
    return do(actions.verify, bad_one(world, **given), world.manager, finding=finding, found=FOUND)


def rectified(world: World, at: datetime = GIVEN_AT + timedelta(hours=2), **given: Any) -> Evaluation:
    """… and the department's chief has put it right."""
    return do(actions.rectify, verified(world, **given), world.chief, at, answer=ANSWER)
