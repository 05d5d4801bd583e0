"""Promise cases of the demonstration: from acceptance over the stages to decision and delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.domains.cases import actions
from yichuang.domains.cases.demo import fitting, words
from yichuang.domains.cases.demo.span import Moment, Service
from yichuang.domains.cases.demo.staffing import Counter
from yichuang.domains.cases.demo.stories import ONLINE, Fate, Plot, Story, Teller
from yichuang.domains.cases.inputs import MaterialInput
from yichuang.domains.cases.rules import follow_limit
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.rules import Limit

SUPPLEMENTS = 0.1  # of cases
SECOND_SUPPLEMENT = 0.06  # of those
CONDITIONAL = 0.06  # of what is taken in at a window and has a paper that may follow
EXTENSIONS = 0.012  # of licences
ASKED_MORE = 0.006
SENT_BACK = 0.008
STAGE_LATE = 0.04  # where a stage may take longer than its share of the promise
CONDITIONALLY = (Fate.ORDINARY, Fate.WAITING, Fate.CLAIMED)
POSTS = ("SF", "EMS", "YT")


@dataclass(slots=True)
class _Course:
    """Where a case stands while it is told: working days since acceptance that counted, and those that didn't."""

    accepted: Moment
    shifted: int = 0  # working days of pauses

    def at(self, service: Service, moment: Moment) -> Moment:
        """A moment of the count as a moment of the calendar."""
        if not self.shifted:
            return moment
        return Moment(service.calendar.nth_working_day_after(moment.day, self.shifted), moment.second)


def paced(drawn: list[int], days: int, limits: list[int]) -> list[int]:
    """Days of the reviews so that each stage keeps its limit, as far as the whole does; the last one takes the rest."""
    found, last = [], 0
    for number, day in enumerate(drawn):
        limit = limits[number] if number < len(limits) else days
        later = sum(limits[number + 1 : len(drawn) + 1])
        least, most = max(last, days - later), min(last + limit, days)
        last = max(last, min(max(day, least), most))
        found.append(last)
    return found


class PromiseTeller(Teller):
    """Tells promise cases."""

    def promise(self, plot: Plot) -> Story:
        """A case that is accepted on its day and goes as far as its fate takes it."""
        story, counter, situation, online = self.begin(plot)
        accepted = self.accepted(story, plot, counter, situation, online=online)
        if plot.fate is Fate.WITHDRAWN:
            later = counter.service.later(
                self.random, accepted, self.random.randint(0, self.promised(plot, accepted) // 2)
            )
            self.withdraw(story, plot, counter, later)
        elif plot.fate is not Fate.WAITING:
            at = counter.service.at(accepted)
            self.handled(story, plot, counter, self.staffing.service.moment(at))
        return story

    def accepted(
        self, story: Story, plot: Plot, counter: Counter, situation: dict[str, str], *, online: bool
    ) -> Moment:
        """Receipt and acceptance, with a supplement between them now and then."""
        random, service = self.random, counter.service
        moment = service.draw(random, plot.day, least=1800 if online else 400, before=plot.before)
        given: dict[str, Any] = {}
        if plot.fate is Fate.ORDINARY and random.random() < SUPPLEMENTS:
            rounds = 2 if random.random() < SECOND_SUPPLEMENT else 1
            self.supplemented(story, plot, counter, moment, situation, rounds)
        elif online:
            at = self.submitted_before(counter, moment)
            self.take_in(story, plot, counter, at, situation, online=True)
        else:
            begun = Moment(moment.day, max(30, moment.second - random.randint(200, 1500)))
            whole = self.take_in(story, plot, counter, service.at(begun), situation, online=False)
            if counter.window and plot.fate in CONDITIONALLY and random.random() < CONDITIONAL:
                given = self._conditionally(story, whole)
        story.do(service.at(moment), actions.accept, self.answering(plot, counter), **given)
        return moment

    def _conditionally(self, story: Story, whole: Sequence[MaterialInput]) -> dict[str, Any]:
        """What acceptance is given when the first paper that may follow does so; nothing where none may (容缺受理)."""
        may = {material.code for material in story.item.materials if material.may_follow}
        story.owes = next((one.code for one in whole if one.code in may), "")
        return {"materials": self.forms.checked(whole, story.owes)} if story.owes else {}

    def _brought(self, story: Story, plot: Plot, counter: Counter, accepted: Moment, decided: Moment) -> None:
        """The paper that was allowed to follow comes in time, and before the decision."""
        random, service = self.random, self.staffing.service
        allowed = next(one.follow_days for one in plot.item.materials if one.code == story.owes)
        most = min(
            self._within(follow_limit(allowed, plot.item.promised_limit), accepted),
            service.calendar.working_days_between(accepted.day, decided.day),
        )
        day = (
            service.calendar.nth_working_day_after(accepted.day, random.randint(1, most))
            if most
            else accepted.day
        )
        if day == decided.day:
            second = (decided.second + (accepted.second if day == accepted.day else 0)) // 2
        else:
            second = random.randint(900, service.length - 900)
        story.do(service.at(Moment(day, second)), actions.bring_owed, counter.clerk, code=story.owes)

    def _within(self, limit: Limit, accepted: Moment) -> int:
        return self.staffing.service.working_days_of(limit, accepted.day)

    def promised(self, plot: Plot, accepted: Moment) -> int:
        """Working days of the promise from that day."""
        return self._within(plot.item.promised_limit, accepted)

    def used_days(self, plot: Plot, accepted: Moment) -> int:
        """Working days until the decision."""
        random, promised = self.random, self.promised(plot, accepted)
        law = plot.item.statutory_limit
        statutory = self._within(law, accepted) if law else None
        match plot.fate:
            case Fate.LATE:
                most = 6 if statutory is None else max(1, min(6, statutory - promised))
                return promised + random.randint(1, most)
            case Fate.STATUTORY_LATE:
                return (promised if statutory is None else statutory) + random.randint(1, 4)
        if promised <= 1:
            return random.choices((0, promised), (65, 35))[0]
        return min(promised, round(promised * random.betavariate(2.6, 1.5)))

    def handled(self, story: Story, plot: Plot, counter: Counter, accepted: Moment) -> None:
        """Review at each stage, decision, delivery; or as much of it as the fate allows."""
        random, service = self.random, self.staffing.service
        course = _Course(accepted)
        stages = [stage.code for stage in plot.item.stages]
        reviews = max(1, stages.index("decide") if "decide" in stages else len(stages) - 1)
        stage_limits = (plot.item.inside(stage.days) for stage in plot.item.stages[: reviews + 1])
        limits = [self._within(limit, accepted) for limit in stage_limits]
        moments = self._moments(accepted, self.used_days(plot, accepted), reviews + 1, limits)
        reviewer = self.staffing.reviewer(random, plot.item)
        alone = len(stages) <= reviews and not plot.item.two_reviewers
        if len(stages) > reviews or alone:
            claimed = service.plus(accepted, random.randint(120, 1500))
            story.do(service.at(min(claimed, moments[0])), actions.claim, reviewer)
        if plot.fate is Fate.CLAIMED:
            return
        if story.owes:
            self._brought(story, plot, counter, accepted, moments[-1])
        self._between(story, plot, reviewer, accepted, moments[0])
        for number, moment in enumerate(moments[:-1]):
            agree = plot.fate is not Fate.REFUSED or number < reviews - 1
            story.do(
                service.at(course.at(service, moment)),
                actions.review,
                reviewer,
                opinion=self.forms.opinion(stages[min(number, len(stages) - 1)], agree=agree),
                agree=agree,
            )
            if number == 0 and self._pauses(story, plot, course, moment, reviewer):
                return
            if plot.fate is Fate.REVIEWED:
                return
        decider = reviewer if alone else self.staffing.chief(random, plot.item)
        moment = self._sent_back(story, plot, course, moments, stages, reviewer)
        decided = course.at(service, moment)
        self._decided(story, plot, decider, decided)
        self.delivered(story, plot, counter, decided)

    def _moments(self, accepted: Moment, days: int, count: int, limits: list[int]) -> list[Moment]:
        """So many moments in order, the last one so many counted working days after acceptance."""
        random, service = self.random, self.staffing.service
        if days == 0 and accepted.second > service.length - 900 * (count + 1):
            days = 1
        drawn = sorted(random.randint(0, days) for _ in range(count - 1))
        if random.random() > STAGE_LATE:
            drawn = paced(drawn, days, limits)
        offsets = [*drawn, days]
        found: list[Moment] = []
        last = Moment(accepted.day, accepted.second + 300)
        for number, offset in enumerate(offsets):
            day = (
                accepted.day if offset == 0 else service.calendar.nth_working_day_after(accepted.day, offset)
            )
            least = last.second + 120 if day == last.day else 600
            room = service.length - 120 - 240 * (count - number)
            if least >= room:  # the day is over: what is left is done one after the other
                moment = Moment(day, min(service.length - 20, least))
            else:
                moment = service.draw(random, day, least=least, most=room)
            found.append(moment)
            last = moment
        return found

    def _between(self, story: Story, plot: Plot, reviewer: Actor, accepted: Moment, first: Moment) -> None:
        """What may happen before the first opinion: more is asked for, the head extends the limit."""
        random, service = self.random, self.staffing.service
        half = Moment(first.day, max(30, first.second - 60)) if first.day > accepted.day else None
        if half is None or plot.fate is not Fate.ORDINARY:
            return
        if random.random() < ASKED_MORE:
            story.do(
                service.at(half), actions.ask_more, reviewer, what=random.choice(fitting.more(plot.item))
            )
        law = plot.item.statutory_limit
        mixed = law is not None and law.unit is not plot.item.promised_limit.unit
        if plot.item.is_licence and random.random() < EXTENSIONS and not mixed:
            story.do(
                service.at(Moment(half.day, half.second + 30)),
                actions.extend,
                self.staffing.chief(random, plot.item),
                days=random.choice((3, 5, 5, 10)),
                reason=random.choice(fitting.extensions(plot.item)),
            )

    def _hearing(self, begun: Moment) -> dict[str, Any]:
        """When and where it is heard, and by whom; the notice goes out well before."""
        held = self.staffing.service.calendar.nth_working_day_after(begun.day, self.random.randint(8, 12))
        return {
            "hearing_on": held,
            "hearing_time": self.random.choice(("09:30", "14:30")),
            "hearing_place": words.HEARING_ROOM,
            "chair": self.random.choice(words.CHAIRS),
        }

    def _pauses(self, story: Story, plot: Plot, course: _Course, moment: Moment, reviewer: Actor) -> bool:
        """One of the eight procedures after the first opinion; True when it is still going on at the year's end."""
        random, service = self.random, self.staffing.service
        still = plot.fate is Fate.PAUSED
        if not still and not plot.procedure:
            return False
        drawn = plot.procedure or random.choice(tuple(words.PROCEDURES))
        announced = words.PROCEDURES[drawn][1]
        procedure = fitting.procedure(plot.item, drawn)
        organ = words.PROCEDURES[procedure][0]
        begun = service.plus(moment, random.randint(120, 900))
        story.do(
            service.at(begun),
            actions.start_special_procedure,
            reviewer,
            procedure=procedure,
            organ=organ,
            days=announced,
            **(self._hearing(begun) if procedure == "hearing" else {}),
        )
        if still:
            return True
        took = max(2, announced - random.randint(0, announced // 2))
        course.shifted = service.calendar.working_days_between(moment.day, begun.day) + took
        ended = Moment(service.calendar.nth_working_day_after(begun.day, took), random.randint(60, 500))
        story.do(
            service.at(ended),
            actions.end_special_procedure,
            reviewer,
            finding=random.choice(words.FINDINGS),
        )
        return False

    def _sent_back(
        self,
        story: Story,
        plot: Plot,
        course: _Course,
        moments: list[Moment],
        stages: list[str],
        reviewer: Actor,
    ) -> Moment:
        """When the decision is taken; now and then the head sends the case back to the first stage before it."""
        random, service = self.random, self.staffing.service
        decision, before = moments[-1], moments[-2]
        room = decision.day > before.day and decision.second > 3000
        if plot.fate is not Fate.ORDINARY or len(stages) < 2 or not room or random.random() > SENT_BACK:
            return decision
        back = Moment(decision.day, decision.second - 2400)
        chief = self.staffing.chief(random, plot.item)
        story.do(
            service.at(course.at(service, back)),
            actions.return_to_stage,
            chief,
            stage=stages[0],
            reason=random.choice(words.RETURNED),
        )
        again = Moment(decision.day, decision.second - 1200)
        story.do(
            service.at(course.at(service, again)),
            actions.review,
            reviewer,
            opinion=self.forms.opinion(stages[0]),
            agree=True,
        )
        return decision

    def _decided(self, story: Story, plot: Plot, decider: Actor, moment: Moment) -> None:
        at = self.staffing.service.at(moment)
        if plot.fate is Fate.REFUSED:
            facts, reason = self.forms.refusal(plot.item)
            basis = (
                plot.item.legal_basis[0].name + plot.item.legal_basis[0].article
                if plot.item.legal_basis
                else ""
            )
            story.do(
                at,
                actions.refuse,
                decider,
                facts=facts,
                reason=reason,
                basis=basis or "本事项现行办理规定",
            )
        else:
            story.do(at, actions.grant_, decider, content=self.forms.granted(plot.item))

    def delivered(self, story: Story, plot: Plot, counter: Counter, decided: Moment) -> None:
        """The result is handed over within a few days, and may be evaluated from then on."""
        random = self.random
        service = counter.service
        days = random.choices((0, 1, 2, 3, 5), (34, 34, 18, 10, 4))[0]
        moment = service.later(random, service.moment(self.staffing.service.at(decided)), days)
        receipt = next(step for step in story.steps if "delivery" in step.given)
        way = receipt.given["delivery"]
        tracking = f"{random.choice(POSTS)}{random.randrange(10**12, 10**13)}" if way == "post" else ""
        receiver = (plot.applicant.agent_name or plot.applicant.name)[:40]
        at = service.at(moment)
        story.do(at, actions.deliver, counter.clerk, way=way, receiver=receiver, tracking=tracking)
        if counter.window:
            days = random.randint(22, 30)  # dossiers are closed a month later
            story.do(service.at(service.later(random, moment, days)), actions.archive, counter.clerk)
        story.served_at, story.served_at_counter = at, way == "window" and random.random() > ONLINE
