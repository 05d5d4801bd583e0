"""What becomes of the demonstration's bad evaluations: most put right in time, some late, one a mistake, some open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from yichuang.domains.cases.demo.span import Moment, Service, from_home
from yichuang.domains.feedback import actions
from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import everybody
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.declare import Verb

FOUND = (
    "调看窗口录像和叫号记录，等候超过一小时，情况属实",
    "核对卷宗和通话记录，第一次没有一次告知清楚，情况属实",
    "走访了窗口和科室，电话确实有两天没人接，情况属实",
    "复看了办理经过，转办多走了一个环节，情况属实",
)
UNFOUNDED = (
    "材料清单是法律法规规定的，窗口已经逐条说明，有签收",
    "当天系统由上级停机维护，已提前一周在网站和大厅公告",
)
ANSWERS = (
    "增开一个窗口，高峰时段由科室增援，已当面向窗口人员讲明要求",
    "重新印了一次性告知单，窗口人员重新培训，本月抽查三次",
    "改成两部电话轮流值守，没人接的当天回拨，号码贴在大厅",
    "把这个环节改成后台流转，办事人不用再跑，已更新办事指南",
)
ON_MANNERS = (
    "复看窗口录像，接待时没有起身，也没有看着人说话，情况属实",
    "调看录像和录音，接待全程礼貌，材料清单讲了三遍",
    "已当面道歉，窗口人员重新学习接待规范，首席代表每周抽看录像",
)
MATCHED = {
    "等的时间太长": (FOUND[0], "叫号记录显示等候 4 分钟，办理 11 分钟，已向本人说明", ANSWERS[0]),
    "材料要求前后说法不一致": (FOUND[1], UNFOUNDED[0], ANSWERS[1]),
    "电话打不通": (FOUND[2], "通话记录里当天的来电都接了，占线的一个当天已回拨", ANSWERS[2]),
    "跑了两趟才办成": (FOUND[3], "第一次来时有一份证明还没有开出来，当场已经告知，有签收", ANSWERS[3]),
    "态度冷淡": ON_MANNERS,
}
"""What somebody complains of -> what is found where it is true, where it has no basis, and what is done about it."""
PLAN = "要和省级系统对接，涉及三个部门，已建台账，每周报进度"
DOUBT = "录像和叫号记录里都没有这件事，像是评错了窗口，请另一人认定"
MISTAKE = "核对叫号、录像和当天全部办件，这位办事人评的是旁边窗口的事，已另行转办"
COUNTS = "录像的时间错了十二分钟，往前看就有，是这个窗口的事"
LATER = ("后来又去了一次，还是要等", "打电话来问过了，态度好多了", "希望真的能改")
REPLIES = {5: 0.28, 4: 0.36, 3: 0.22, 2: 0.1, 1: 0.04}
LATE, COMPLEX, BASELESS, REPLYING, ADDING = 0.09, 0.07, 0.1, 0.55, 0.12


@dataclass(frozen=True, slots=True)
class BadOne:
    """A bad evaluation that was given: whose department it is about, and who had handled the service."""

    ref: str
    at: datetime
    department: int
    handlers: frozenset[int]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on it."""

    at: datetime
    verb: Verb
    ref: str
    by: Actor
    given: dict[str, Any]


class Rectifiers:
    """Who may deal with a department's bad evaluations: its chiefs, the centre's managers, the supervisors."""

    def __init__(self) -> None:
        self._all = everybody()

    def _of(self, role: str, one: BadOne) -> list[Actor]:
        path = tree().by_id[one.department].path
        return [actor for actor in self._all if actor.role == role and actor.covers(path)]

    def verifier(self, random: Random, one: BadOne) -> Actor:
        """A chief who didn't handle it; else a manager who didn't."""
        candidates = self._of(posts.CHIEF, one) or []
        free = [actor for actor in candidates if actor.account not in one.handlers]
        managers = [a for a in self._of(posts.CENTRE_MANAGER, one) if a.account not in one.handlers]
        return random.choice(free or managers)

    def rectifier(self, random: Random, one: BadOne) -> Actor:
        """Who answers for the department."""
        return random.choice(self._of(posts.CHIEF, one) or self._of(posts.CENTRE_MANAGER, one))

    def judge(self, random: Random, one: BadOne, verifier: Actor) -> Actor:
        """Somebody else than who verified."""
        found = [*self._of(posts.SUPERVISOR, one), *self._of(posts.CENTRE_MANAGER, one)]
        return random.choice([a for a in found if a.account not in one.handlers | {verifier.account}])


class Aftermath:
    """Tells what is done about each bad evaluation, in working hours, from the seed."""

    def __init__(self, random: Random, service: Service, people: Rectifiers) -> None:
        self.random = random
        self.service = service
        self.people = people

    def told(self, found: Sequence[BadOne], ends_at: datetime) -> list[Deed]:
        """Everything that is done about them, by time. One is a mistake, one was thought to be, one is left lying."""
        ordered = sorted(found, key=lambda one: (one.at, one.ref))
        mistaken, doubted = len(ordered) // 3, 2 * len(ordered) // 3
        aged = [n for n, one in enumerate(ordered) if one.at < ends_at - timedelta(days=12)]
        left = aged[-1] if len(aged) > 3 else None
        deeds: list[Deed] = []
        for n, one in enumerate(ordered):
            if n == mistaken and len(ordered) > 2:
                deeds += self._doubted(one, counts=False)
            elif n == doubted and len(ordered) > 8:
                deeds += self._doubted(one, counts=True)
            else:
                deeds += self._ordinary(one, left_lying=n == left)
        return sorted((deed for deed in deeds if deed.at <= ends_at), key=lambda deed: (deed.at, deed.ref))

    def _ordinary(self, one: BadOne, *, left_lying: bool) -> list[Deed]:
        random = self.random
        began = self._opening(one.at)
        begun = self._after(began, 2 if random.random() < LATE / 2 else random.choice((0, 1, 1)))
        baseless = random.random() < BASELESS and not left_lying
        verifier = self.people.verifier(random, one)
        finding = {
            "finding": "unfounded" if baseless else "true",
            "found": _about(one, random.choice(UNFOUNDED if baseless else FOUND), 1 if baseless else 0),
        }
        deeds = [self._deed(begun, actions.verify, one, verifier, **finding)]
        if random.random() < ADDING:
            deeds.append(
                self._said(
                    self._after(begun, random.randint(1, 2)), actions.add, one, words=random.choice(LATER)
                )
            )
        if left_lying:
            return deeds
        by, days = self.people.rectifier(random, one), random.randint(1, 4)
        if not baseless and random.random() < COMPLEX:
            soon = self._after(begun, 0)
            deeds.append(self._deed(soon, actions.extend, one, by, days=random.randint(10, 15), plan=PLAN))
            days = random.randint(6, 9)
        elif random.random() < LATE:
            days = random.randint(6, 11)
        verb = actions.explain if baseless else actions.rectify
        answer = _about(one, random.choice(UNFOUNDED if baseless else ANSWERS), 1 if baseless else 2)
        answered = self._after(max(begun, began), days)
        deeds.append(self._deed(answered, verb, one, by, answer=answer))
        return [*deeds, *self._reply(answered, one)]

    def _doubted(self, one: BadOne, *, counts: bool) -> list[Deed]:
        begun = self._after(self._opening(one.at), 1)
        verifier = self.people.verifier(self.random, one)
        judged = self._after(begun, 1)
        judge = self.people.judge(self.random, one, verifier)
        deeds = [self._deed(begun, actions.verify, one, verifier, finding="mistaken", found=DOUBT)]
        if not counts:
            return [*deeds, self._deed(judged, actions.discount, one, judge, answer=MISTAKE)]
        deeds.append(self._deed(judged, actions.uphold, one, judge, judged=COUNTS))
        answered = self._after(judged, 2)
        by = self.people.rectifier(self.random, one)
        answer = _about(one, self.random.choice(ANSWERS), 2)
        deeds.append(self._deed(answered, actions.rectify, one, by, answer=answer))
        return [*deeds, *self._reply(answered, one)]

    def _reply(self, answered: Moment, one: BadOne) -> list[Deed]:
        if self.random.random() >= REPLYING:
            return []
        level = self.random.choices(tuple(REPLIES), tuple(REPLIES.values()))[0]
        return [self._said(self._after(answered, self.random.randint(1, 2)), actions.reply, one, level=level)]

    def _opening(self, at: datetime) -> Moment:
        """The moment of an instant; on a day off the beginning of the next working day."""
        moment = self.service.moment(at)
        if self.service.calendar.is_working(moment.day):
            return moment
        return Moment(self.service.calendar.on_or_after(moment.day), 60)

    def _after(self, moment: Moment, days: int) -> Moment:
        return self.service.later(self.random, moment, days)

    def _deed(self, moment: Moment, verb: Verb, one: BadOne, by: Actor, **given: Any) -> Deed:
        return Deed(self.service.at(moment), verb, one.ref, by, given)

    def _said(self, moment: Moment, verb: Verb, one: BadOne, **given: Any) -> Deed:
        """What the person does, from home in the evening."""
        at = from_home(self.random, moment.day, working=True)
        return Deed(at, verb, one.ref, citizen(None, None, cases=[one.ref]), given)


def _about(one: BadOne, drawn: str, part: int) -> str:
    """What belongs to the words that were given; where there were none, what was drawn."""
    return MATCHED[one.words][part] if one.words in MATCHED else drawn


def replay(
    batch: Batch,
    deeds: Sequence[Deed],
    told: Callable[[str, int, int], None],
    before: Callable[[datetime], None] = lambda _: None,
) -> int:
    """Do all of them by the verbs' own bodies; gives their number. `before` is called with the instant of each.

    The caller flushes the batch.
    """
    batch.load(sorted({deed.ref for deed in deeds}))
    for done, deed in enumerate(deeds, start=1):
        before(deed.at)
        batch.perform(deed.verb, deed.ref, by=deed.by, at=deed.at, **deed.given)
        if done % 500 == 0 or done == len(deeds):
            told("核实和整改差评", done, len(deeds))
    return len(deeds)
