"""What becomes of a case in the demonstration: its acts in order, each with its instant, its actor and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from yichuang.domains.cases import actions
from yichuang.domains.cases.demo.forms import FormWriter
from yichuang.domains.cases.demo.span import Moment, from_home
from yichuang.domains.cases.demo.staffing import Counter, Staffing
from yichuang.domains.cases.inputs import ApplicantInput, MaterialInput
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.verbs.declare import Verb


class Fate(StrEnum):
    """What is to become of a case; most are ordinary."""

    ORDINARY = "ordinary"
    LATE = "late"  # past the promise
    STATUTORY_LATE = "statutory_late"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    # not finished when the year ends
    WAITING = "waiting"  # accepted, nobody has claimed it
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    PAUSED = "paused"
    # never accepted
    SUBMITTED = "submitted"
    ASKED = "asked"  # for a supplement
    SUPPLEMENTED = "supplemented"
    DECLINED = "declined"
    LAPSED = "lapsed"
    GIVEN_UP = "given_up"  # withdrawn before acceptance


NEVER_ACCEPTED = (
    Fate.SUBMITTED,
    Fate.ASKED,
    Fate.SUPPLEMENTED,
    Fate.DECLINED,
    Fate.LAPSED,
    Fate.GIVEN_UP,
)
ONLINE = 0.36  # of what may be applied for online
INSTANT_SUPPLEMENTS = 0.045
DELIVERY = (62, 20, 5, 13)  # window, post, home, electronic
OPEN_ENDED = (Fate.WAITING, Fate.CLAIMED, Fate.REVIEWED, Fate.PAUSED)


@dataclass(slots=True)
class Step:
    """One act to be done."""

    at: datetime
    verb: Verb
    by: Actor
    given: dict[str, Any]


@dataclass(slots=True)
class Story:
    """A case from its first act to its last. `served_at` is when its service could be evaluated, if it could.

    `owes` is the code of a paper that was allowed to follow.
    """

    item: ItemFacts
    place: int
    applicant: ApplicantInput
    steps: list[Step] = field(default_factory=list)
    served_at: datetime | None = None
    served_at_counter: bool = False
    owes: str = ""

    def do(self, at: datetime, verb: Verb, by: Actor, **given: Any) -> None:
        """Add an act."""
        self.steps.append(Step(at, verb, by, given))


@dataclass(frozen=True, slots=True)
class Plot:
    """What is settled before a case is told: its item, its applicant, the day of acceptance, what becomes of it.

    For cases that are never accepted the day is that of receipt.
    """

    item: ItemFacts
    day: date
    fate: Fate
    applicant: ApplicantInput
    joint: bool = False
    saturday: bool = False
    before: int | None = None  # second of that day before which it is accepted
    procedure: str = ""


class Teller:
    """Tells cases; every draw comes from one stream of random numbers, so that the same seed tells the same year."""

    def __init__(self, random: Random, staffing: Staffing) -> None:
        self.random = random
        self.staffing = staffing
        self.forms = FormWriter(random)

    # -- how it begins --

    def begin(self, plot: Plot) -> tuple[Story, Counter, dict[str, str], bool]:
        """The story with its counter, the situation, and whether it comes in online."""
        random = self.random
        at_window = plot.joint or plot.saturday
        online = plot.item.online and not at_window and random.random() < ONLINE
        counter = (
            self.staffing.county(random, plot.item)
            if online or at_window
            else self.staffing.anywhere(random, plot.item)
        )
        situation = {one.code: random.choice(one.options).code for one in plot.item.situations if one.options}
        return Story(plot.item, counter.place, plot.applicant), counter, situation, online

    def take_in(
        self,
        story: Story,
        plot: Plot,
        counter: Counter,
        at: datetime,
        situation: dict[str, str],
        *,
        online: bool,
        wanting: int = 0,
    ) -> tuple[MaterialInput, ...]:
        """Add the receipt; gives the materials as they should be."""
        item, random = plot.item, self.random
        materials = self.forms.materials(item, situation)
        handed = materials[wanting:] if wanting and not online else materials
        given: dict[str, Any] = {
            "item_version": item.id,
            "applicant": plot.applicant,
            "place": counter.place,
            "situation": situation,
            "form": self.forms.answers(item, plot.applicant),
            "materials": handed,
            "delivery": random.choices(("window", "post", "home", "electronic"), DELIVERY)[0],
        }
        if online:
            story.do(at, actions.submit, citizen(None, plot.applicant.person), **given)
        else:
            story.do(
                at,
                actions.receive,
                counter.clerk,
                window=counter.window,
                channel=counter.channel,
                joint=plot.joint,
                **given,
            )
        return materials

    def answering(self, plot: Plot, counter: Counter) -> Actor:
        """Who says whether an application is accepted; a village takes it in, and its department answers."""
        return counter.clerk if counter.window else self.staffing.reviewer(self.random, plot.item)

    def submitted_before(self, counter: Counter, moment: Moment) -> datetime:
        """When an online application was made that is taken up at this moment: the same day, or the evening before."""
        random, service = self.random, counter.service
        if random.random() < 0.7 and moment.second > 1500:
            lag = random.randint(600, min(moment.second - 300, 9000))
            return service.at(Moment(moment.day, moment.second - lag))
        before = service.calendar.last_working_day_before(moment.day)
        day = before + timedelta(days=random.randint(0, (moment.day - before).days - 1))
        return from_home(random, day, working=day == before)

    # -- instant items --

    def instant(self, plot: Plot) -> Story:
        """A case that is done while the applicant waits."""
        random = self.random
        story, counter, situation, online = self.begin(plot)
        service = counter.service
        least = 1800 if online else 300
        moment = service.draw(random, plot.day, least=least, before=plot.before)
        supplement = (
            plot.fate is Fate.ORDINARY and not plot.saturday and random.random() < INSTANT_SUPPLEMENTS
        )
        if supplement:
            self.supplemented(story, plot, counter, moment, situation, 1, on_the_spot=True)
            self.finished(story, counter, moment, online=False)
            return story
        if plot.fate is Fate.LATE:
            received = service.earlier(random, moment, random.randint(1, 2))
            at = service.at(received)
            online = False
        elif online:
            at = self.submitted_before(counter, moment)
        else:
            at = service.at(Moment(moment.day, max(30, moment.second - random.randint(180, 900))))
        self.take_in(story, plot, counter, at, situation, online=online)
        self.finished(story, counter, moment, online=online)
        return story

    def finished(self, story: Story, counter: Counter, moment: Moment, *, online: bool) -> None:
        """Done at the counter; from then on the service may be evaluated."""
        at = counter.service.at(moment)
        story.do(at, actions.finish_at_once, counter.clerk, content=self.forms.done())
        story.served_at, story.served_at_counter = at, not online

    # -- what comes before acceptance --

    def supplemented(
        self,
        story: Story,
        plot: Plot,
        counter: Counter,
        moment: Moment,
        situation: dict[str, str],
        rounds: int,
        *,
        on_the_spot: bool = False,
    ) -> None:
        """Receipt, one-time notification, supplement; once or twice, ending before `moment`.

        `on_the_spot`: the applicant comes back with what was missing and waits for the result.
        """
        random, service = self.random, counter.service
        gaps = [random.choice((1, 2, 2, 3, 4, 5, 7, 9)) for _ in range(rounds)]
        start = service.earlier(random, moment, sum(gaps) + rounds + 1)
        wanting = random.randint(1, 2)
        materials = self.take_in(
            story, plot, counter, service.at(start), situation, online=False, wanting=wanting
        )
        asked = service.plus(start, random.randint(300, 3600))
        for number, gap in enumerate(gaps):
            self.ask(story, counter, asked, materials, wanting if number == 0 else 1)
            brought = service.later(random, asked, gap)
            if on_the_spot:
                brought = Moment(moment.day, max(30, moment.second - random.randint(150, 900)))
            self.bring(story, plot, counter, brought)
            asked = service.plus(brought, random.randint(600, 5400))

    def ask(
        self, story: Story, counter: Counter, moment: Moment, materials: Sequence[MaterialInput], wanting: int
    ) -> None:
        """The one-time notification."""
        listed = self.forms.wanting(story.item, materials, wanting)
        story.do(counter.service.at(moment), actions.request_supplement, counter.clerk, materials=listed)

    def bring(self, story: Story, plot: Plot, counter: Counter, moment: Moment) -> None:
        """The applicant hands in what was missing, at the counter or from home."""
        person = plot.applicant.person
        from_home = person is not None and self.random.random() < ONLINE
        by = citizen(None, person) if from_home else counter.clerk
        story.do(counter.service.at(moment), actions.supplement, by)

    def never_accepted(self, plot: Plot) -> Story:
        """A case that ends, or stands, before acceptance."""
        random = self.random
        story, counter, situation, online = self.begin(plot)
        service = counter.service
        moment = service.draw(random, plot.day, least=1800, before=plot.before)
        wanting = 0 if plot.fate in (Fate.SUBMITTED, Fate.DECLINED, Fate.GIVEN_UP) else random.randint(1, 2)
        at = self.submitted_before(counter, moment) if online else service.at(moment)
        materials = self.take_in(story, plot, counter, at, situation, online=online, wanting=wanting)
        following = service.plus(moment, random.randint(600, 7200))
        match plot.fate:
            case Fate.DECLINED:
                ground, reason, whose = self.forms.decline()
                story.do(
                    service.at(service.later(random, moment, random.randint(0, 2))),
                    actions.decline,
                    self.answering(plot, counter),
                    ground=ground,
                    reason=reason,
                    whose=whose,
                )
            case Fate.GIVEN_UP:
                later = service.later(random, moment, random.randint(0, 2))
                self.withdraw(story, plot, counter, later)
            case Fate.ASKED | Fate.LAPSED | Fate.SUPPLEMENTED:
                self.ask(story, counter, following, materials, wanting)
                if plot.fate is Fate.SUPPLEMENTED:
                    self.bring(story, plot, counter, service.later(random, following, 1))
                if plot.fate is Fate.LAPSED:
                    end = service.calendar.nth_working_day_after(following.day, 30)
                    story.do(
                        service.at(Moment(end, service.length)) + timedelta(minutes=5), actions.lapse, SYSTEM
                    )
        return story

    def withdraw(self, story: Story, plot: Plot, counter: Counter, moment: Moment) -> None:
        """The applicant ends it."""
        person = plot.applicant.person
        by = citizen(None, person) if person is not None else counter.clerk
        story.do(counter.service.at(moment), actions.withdraw, by, reason=self.forms.withdrawal(plot.item))
