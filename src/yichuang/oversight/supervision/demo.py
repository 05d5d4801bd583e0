"""Supervision in the demonstration year: the same rules over its clocks, and what people made of their cards.

Alerts are given by the very functions that the live reaction uses; how somebody explains, what is judged and when
comes from the story's own stream of random numbers.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from yichuang.domains.cases.demo.span import Moment, Service
from yichuang.domains.cases.duties import duty_of
from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback.duties import duty_of as review_duty
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.access.queries import everybody
from yichuang.kernel.clocks.moves import ClockRow
from yichuang.kernel.clocks.queries import new_warning
from yichuang.kernel.clocks.rulebook import all_rules, rung_of
from yichuang.kernel.clocks.rungs import Level
from yichuang.kernel.outbox.tell import message
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.watch import duties
from yichuang.kernel.watch.duties import Duty
from yichuang.oversight.supervision import actions, alerting, queries, rules
from yichuang.oversight.supervision.alerting import MONTH, People

if TYPE_CHECKING:
    from yichuang.kernel.clocks.models import Warning

EXPLAINED, LIFTED, OBJECTED, OVERTURNED = 0.9, 0.35, 0.12, 0.3
SUPERVISED, ANSWERED_LATE = 0.25, 0.15  # of cases past their promise
BLOCK = 500
EXPLANATIONS = (
    "现场核查排期靠后，已与申请人说明，办完后当天通知。",
    "经办人外出培训，交接不及时，已明确替岗人员，马上办理。",
    "需要核对的证明由外单位出具，回复较晚，收到后立即作出决定。",
    "系统里漏看了到期提醒，已补办，并调整了每日查看的时间。",
    "材料涉及历史档案，查找用了较长时间，已找到并办结。",
)
UPHELD = ("说明的情况不能免除责任，按规则认定。", "到期前没有采取措施，也没有申请延期，予以认定。")
LIFTED_WORDS = (
    "延误由外单位造成，有往来函件为证，予以撤销。",
    "申请人书面要求推迟现场核查，责任不在承办人，予以撤销。",
)
OBJECTIONS = (
    "核查当天道路中断，有应急部门通报为证，请重新认定。",
    "到期日前已提交意见，请核对留痕后重新认定。",
)
FINAL = ("补充的证据属实，申诉成立。", "补充的证据不足以改变认定，维持原认定。")
SUPERVISED_WORDS = ("这件已超承诺时限，请说明原因并尽快办结。", "申请人多次询问进度，请回复办到哪一步。")
ANSWERS = ("正在作最后审核，两天内作出决定并通知申请人。", "已排定现场核查，明天完成后即可决定。")


@dataclass(order=True, slots=True)
class _Later:
    """An act that is to be done."""

    at: datetime
    number: int
    verb: Verb = field(compare=False)
    ref: str = field(compare=False)
    by: Actor = field(compare=False)
    given: dict[str, Any] = field(compare=False)


class Overseeing:
    """Alerts, cards and urging of a year told in a batch. `told` takes what the lookout sees."""

    def __init__(self, batch: Batch, random: Random, service: Service) -> None:
        self.batch, self.random, self.service = batch, random, service
        self.rungs = {row.code: rung_of(row) for row in all_rules()}
        self.people = People.now()
        actors = everybody()
        self.by_account = {actor.account: actor for actor in actors}
        self.chiefs = {actor.office: actor for actor in actors if actor.role == posts.CHIEF}
        self.reviewers = {actor.office: actor for actor in actors if actor.role == posts.REVIEWER}
        self.supervisors = [actor for actor in actors if actor.role == posts.SUPERVISOR]
        self.leaders = [actor for actor in actors if actor.role == posts.LEADER]
        self.handlers: dict[str, int] = {}  # who has last acted on a case
        self.warnings: defaultdict[str, list[Warning]] = defaultdict(list)
        self.alerted: defaultdict[tuple[str, int], list[datetime]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        self._later: list[_Later] = []
        self._numbers = count()
        self._ids: Iterator[int] = iter(())
        self._wanted: Counter[str] = Counter()
        answers = {"case": self._cases, "urge": self._others, "card": self._others}
        duties.hang({**answers, "evaluation": self._reviews})

    # -- what is to be done --

    def next(self) -> datetime | None:
        """When the earliest act of supervision is to be done."""
        return self._later[0].at if self._later else None

    def step(self) -> None:
        """Do it, and settle what comes after."""
        one = heapq.heappop(self._later)
        about = one.ref or one.given["about"]
        self._wanted[about] -= 1
        if one.verb is actions.send and not self._of(about).open:
            return  # concluded before anybody came to urge it
        receipt = self.batch.perform(one.verb, one.ref or None, by=one.by, at=one.at, **one.given)
        self.counts[one.verb.name] += 1
        self._goes_on(one, receipt.ref)

    def wants(self, ref: str) -> bool:
        """Whether an act on that subject is to come."""
        return self._wanted[ref] > 0

    # -- alerts --

    def told(self, ref: str, fell: list[tuple[ClockRow, str]], at: datetime) -> None:
        """Clocks of a subject passed rungs in one instant: warnings, and what they bring."""
        noticed = at + timedelta(milliseconds=40)
        made = [self._warning(row, code, at, noticed) for row, code in fell]
        self.warnings[ref] += made
        for warning in made:
            self._alert(warning, noticed)
            if warning.kind == "objection":
                self.batch.perform(actions.settle, ref, by=SYSTEM, at=noticed)
            self.batch.add(ref, warning)

    def _warning(self, row: ClockRow, code: str, at: datetime, noticed: datetime) -> Warning:
        found = next(self._ids, None)
        if found is None:
            self._ids = iter(self.batch.reserve_rows(type(new_warning(row, "", "", at, at)), BLOCK))
            found = next(self._ids)
        warning = new_warning(row, code, self.rungs[code].level.value, at, noticed)
        warning.pk = found
        return warning

    def _alert(self, warning: Warning, at: datetime) -> None:
        rung = self.rungs[warning.rule]
        duty = duties.duty_of(warning.subject)
        warning.alerted_at = at
        others = self.warnings[warning.subject]
        if duty is None or alerting.moot(warning, rung, self.batch.clocks(warning.subject), others):
            return
        level = Level(warning.level)
        if rung.repeat and duty.handler:
            before = self.alerted[rung.code, duty.handler]
            level = rules.escalated(level, rung.repeat, 1 + sum(1 for when in before if when >= at - MONTH))
            before.append(at)
        warning.level, warning.told = level.value, duty.handler
        receivers = self.people.receivers(rung.tells, duty)
        self.counts[level.value] += 1
        if level is Level.REMINDER:
            title, body = alerting.reminder(rung, duty, warning.fell_at)
            for receiver in receivers:
                self.batch.add(warning.subject, message(receiver, title, body, at=at, subject=duty.about))
            return
        card = alerting.raised(warning, rung, level, duty, receivers)
        ref = self.batch.perform(actions.raise_card, None, by=SYSTEM, at=at, raised=card).ref
        self._explains(ref, duty, at)
        if rung.code == "overdue_promised" and self.supervisors and self.random.random() < SUPERVISED:
            words = self.random.choice(SUPERVISED_WORDS)
            self._plan(self._on(at, 1), actions.send, "", self.supervisors[0], about=duty.about, text=words)

    # -- what people make of it --

    def _explains(self, ref: str, duty: Duty, at: datetime) -> None:
        if self.random.random() < EXPLAINED:
            by = self._answers(duty)
            words = self.random.choice(EXPLANATIONS)
            self._plan(
                self._on(at, self.random.choice((1, 1, 2))), actions.explain, ref, by, explanation=words
            )
        else:
            self._judged(ref, at, 3, lifted=False)

    def _judged(self, ref: str, at: datetime, days: int, *, lifted: bool) -> None:
        if self.supervisors:
            verb, words = (actions.lift, LIFTED_WORDS) if lifted else (actions.uphold, UPHELD)
            self._plan(self._on(at, days), verb, ref, self.supervisors[0], reason=self.random.choice(words))

    def _goes_on(self, one: _Later, ref: str) -> None:
        random = self.random
        if one.verb is actions.explain:
            self._judged(ref, one.at, random.choice((1, 1, 2, 3)), lifted=random.random() < LIFTED)
        elif one.verb is actions.uphold and self.leaders and random.random() < OBJECTED:
            by = self._answers(self._of(ref))
            self._plan(self._on(one.at, 2), actions.object_, ref, by, objection=random.choice(OBJECTIONS))
        elif one.verb is actions.object_:
            won = random.random() < OVERTURNED
            verb = actions.overturn if won else actions.confirm
            self._plan(self._on(one.at, 2), verb, ref, self.leaders[0], reason=FINAL[0 if won else 1])
        elif one.verb is actions.send:
            late = random.random() < ANSWERED_LATE
            by = self._answers(self._of(ref))
            self._plan(self._on(one.at, 2 if late else 1, early=not late), actions.answer, ref, by,
                       answer=random.choice(ANSWERS))  # fmt: skip

    def _plan(self, at: datetime, verb: Verb, ref: str, by: Actor, **given: Any) -> None:
        heapq.heappush(self._later, _Later(at, next(self._numbers), verb, ref, by, given))
        self._wanted[ref or given["about"]] += 1

    def _on(self, at: datetime, days: int, *, early: bool = False) -> datetime:
        """An instant of service so many working days later."""
        day = self.service.calendar.nth_working_day_after(self.service.moment(at).day, days)
        most = self.service.length // 2 if early else self.service.length - 600
        return self.service.at(Moment(day, self.random.randint(300, most)))

    # -- who answers --

    def acted(self, ref: str, by: Actor) -> None:
        """Somebody of the staff has acted on a case."""
        if by.account is not None and by.kind == "staff":
            self.handlers[ref] = by.account

    def _answers(self, duty: Duty) -> Actor:
        """Whoever writes for it: the handler, or somebody of the section."""
        found = self.by_account.get(duty.handler) if duty.handler else None
        return found or self.chiefs[duty.department]

    def _of(self, ref: str) -> Duty:
        found = duties.duty_of(ref)
        assert found is not None
        return found

    def _cases(self, refs: list[str]) -> dict[str, Duty]:
        return dict(self._known(refs))

    def _known(self, refs: list[str]) -> Iterator[tuple[str, Duty]]:
        for ref in refs:
            case: Any = self.batch.subject(ref)
            counter = case.state in ("submitted", "supplemented", "supplement_requested")
            yield ref, duty_of(case, case.assignee or (self.handlers.get(ref) if counter else None))

    def _reviews(self, refs: list[str]) -> dict[str, Duty]:
        found: dict[str, Any] = {ref: self.batch.subject(ref) for ref in refs}
        names = names_of_items(one.item_id for one in found.values())
        return {ref: review_duty(one, names[one.item_id]) for ref, one in found.items()}

    def _others(self, refs: list[str]) -> dict[str, Duty]:
        return {ref: queries.duty(self.batch.subject(ref)) for ref in refs}  # type: ignore[arg-type]
