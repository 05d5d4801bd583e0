"""The demonstration centre: a county with a year behind it, told from a seed and done by the verbs themselves.

The same seed and last day give the same rows: numbers, query codes, instants and the ledger's hashes. Only what must
never be twice the same differs: the nonces of sealed values and the passwords of the accounts.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from yichuang.config import reactions
from yichuang.domains.cases.demo import mix
from yichuang.domains.cases.demo.plan import Applicants, Planner
from yichuang.domains.cases.demo.promise import PromiseTeller
from yichuang.domains.cases.demo.span import Span, saturdays, span_of
from yichuang.domains.cases.demo.staffing import Staffing
from yichuang.domains.cases.demo.stories import NEVER_ACCEPTED, Fate, Plot, Step, Story
from yichuang.domains.cases.inputs import ApplicantInput
from yichuang.domains.cases.queries import Service as Served
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.importing import load_shipped
from yichuang.domains.feedback import silence
from yichuang.domains.feedback.actions import give
from yichuang.domains.feedback.demo import tablets, thanks
from yichuang.domains.feedback.demo.giving import evaluation
from yichuang.domains.feedback.demo.rectifying import Aftermath, BadOne, Rectifiers
from yichuang.domains.feedback.demo.rectifying import replay as replay_reviews
from yichuang.domains.feedback.rules import is_bad
from yichuang.domains.organisation.actions import DemoAccount, load_demonstration
from yichuang.domains.residents.actions import enrol_enterprise, enrol_person
from yichuang.domains.residents.demo import Invented, invented_enterprises, invented_people
from yichuang.kernel.access.actors import SYSTEM, ActorKind
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.calendar import changes
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.calendar.rules import DatedRow, DayKind
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.offices.queries import read_once, tree
from yichuang.kernel.outbox import inbox
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.subjects import Subject
from yichuang.kernel.watch.replay import Lookout
from yichuang.oversight.reports.demo import write_reports
from yichuang.oversight.supervision.demo import Overseeing

PEOPLE, ENTERPRISES = 14_200, 1_900
FLUSH_AFTER = 12_000  # acts; so many are held in memory at most, beside the open cases
Told = Callable[[str, int, int], None]  # what is being done, done, total

APPOINTMENTS = DatedRow(
    date.min,
    DayKind.OPENED,
    "周六预约服务",
    "云政务〔2025〕6号",
    "方便上班的群众，预约了才办理",
)
LATELY = timedelta(days=2)  # what staff were told since then nobody has read yet


class NotEmpty(Exception):
    """The database belongs to a centre already; the text is Chinese."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demonstration holds, and how to sign in."""

    span: Span
    cases: int
    acts: int
    accounts: list[DemoAccount]
    citizen: tuple[str, str] | None  # name and telephone of somebody with a case under way


def load(
    until: date,
    *,
    now: datetime,
    seed: int = 1,
    percent: float = 100,
    told: Told = lambda what, done, total: None,  # noqa: ARG005
) -> Loaded:
    """Fill an empty database with the demonstration county and its year. Raises NotEmpty.

    `percent` makes a smaller year, for tests; every published count holds at 100.
    """
    refuse_unless_empty()
    span = span_of(until, now)
    random = Random(f"yichuang {seed} {until}")  # noqa: S311 - a story, not a secret
    with quick(), transaction.atomic():  # all of it or nothing: half a year would pass for a centre
        accounts = found(span, told)
        codes = Random(f"codes {seed} {until}")  # noqa: S311 - query codes of people who don't exist
        batch = Batch(codes.randbytes, past=True)
        people = enlisted(batch, random, percent)
        stories = tell(random, span, people, percent, told)
        enrol(batch, people, stories, told)
        service, bad = Staffing().service, list[BadOne]()
        overseeing = Overseeing(batch, Random(f"cards {seed} {until}"), service)  # noqa: S311 - a story
        try:
            with read_once():  # the county doesn't change while its year is told
                acts = replay(batch, stories, span, overseeing, told, bad)
            reviewing = Random(f"reviews {seed} {until}")  # noqa: S311 - a story, not a secret
            aftermath = Aftermath(reviewing, service, Rectifiers())
            batch.load([one.ref for one in bad])
            watched = Watched(batch, overseeing, ("evaluation", "card"), [one.ref for one in bad])
            acts += replay_reviews(batch, aftermath.told(bad, span.ends_at), told, watched.until)
            acts += watched.finish(span.ends_at)
            tablets.set_up(batch, instant(span.begin, 0))
            thankful = Random(f"thanks {seed} {until}")  # noqa: S311 - a story, not a secret
            acts += thanks.give_thanks(batch, thankful, span.begin, span.ends_at)
            batch.flush()
            silence.count_days(span.ends_at)
            inbox.lay_unread(span.ends_at - LATELY)
            told("写自查报告", 0, 1)
            acts += write_reports(span.begin, span.until, span.ends_at)
            told("写自查报告", 1, 1)
        finally:
            reactions.hang_all()
    return Loaded(span, len(stories), acts, accounts, somebody(people, stories, span))


def refuse_unless_empty() -> None:
    """Raise NotEmpty when there is a centre, whoever made it."""
    office = apps.get_model("offices", "Office")
    if office.objects.exists():
        raise NotEmpty(
            "这里已经有一个中心，演示数据只能放进空的数据库。"
            "要另建一个演示中心，请用 YICHUANG_DATA 指定另一个数据文件夹"
        )


def found(span: Span, told: Told) -> list[DemoAccount]:
    """The county before the year begins: calendar, offices, staff, items."""
    told("组织机构和事项", 0, 3)
    opened = datetime.combine(span.begin, datetime.min.time(), tzinfo=span.ends_at.tzinfo) - timedelta(
        days=60
    )
    changes.seed(opened)
    told("组织机构和事项", 1, 3)
    accounts = load_demonstration(opened)
    told("组织机构和事项", 2, 3)
    load_shipped(by=SYSTEM, at=opened)
    centre = tree().by_code["zx"]
    days = saturdays(calendar_for(centre.path), span, 8)
    rows = [
        DatedRow(
            day, DayKind.OPENED, APPOINTMENTS.name, APPOINTMENTS.source, APPOINTMENTS.reason, centre.path
        )
        for day in days
    ]
    changes.enter(rows, SYSTEM.reference, opened)
    told("组织机构和事项", 3, 3)
    return accounts


@dataclass(slots=True)
class People:
    """Who may apply: as invented, and as applicants with the ids that their files will have."""

    invented: list[Invented]
    persons: list[ApplicantInput]
    enterprises: list[ApplicantInput]


def enlisted(batch: Batch, random: Random, percent: float) -> People:
    """Invent the people of the year; their files are opened when they first come."""
    persons = invented_people(random, mix.scaled(PEOPLE, percent))
    firms = invented_enterprises(random, mix.scaled(ENTERPRISES, percent))
    kinds = {model.subject_kind: model for model in _subjects()}
    return People(
        [*persons, *firms],
        [
            ApplicantInput(
                person=n, name=one.name, identity=one.identity, phone=one.phone, address=one.address
            )
            for n, one in zip(batch.reserve(kinds["person"], len(persons)), persons, strict=True)
        ],
        [
            ApplicantInput(
                enterprise=n,
                name=one.name,
                identity=one.identity,
                phone=one.phone,
                address=one.address,
                agent_name=one.agent,
            )
            for n, one in zip(batch.reserve(kinds["enterprise"], len(firms)), firms, strict=True)
        ],
    )


def tell(random: Random, span: Span, people: People, percent: float, told: Told) -> list[Story]:
    """Every case of the year from beginning to end."""
    staffing = Staffing()
    items = catalogue.all_in_force(_epoch("catalogue"))
    applicants = Applicants(random, people.persons, people.enterprises)
    plots = Planner(random, span, staffing.service, items, applicants, percent).plots()
    teller = PromiseTeller(random, staffing)
    stories = []
    for done, plot in enumerate(plots, start=1):
        stories.append(_told(teller, plot))
        if done % 500 == 0 or done == len(plots):
            told("编排一年的办件", done, len(plots))
    return stories


def _told(teller: PromiseTeller, plot: Plot) -> Story:
    if plot.fate in NEVER_ACCEPTED:
        return teller.never_accepted(plot)
    story = teller.promise(plot) if plot.item.case_kind == "promise" else teller.instant(plot)
    if story.served_at is not None:
        late = plot.fate in (Fate.LATE, Fate.STATUTORY_LATE)
        given = evaluation(teller.random, story.served_at, at_counter=story.served_at_counter, late=late)
        if given:
            story.do(given.at, give, citizen(None, None), **given.values)
    return story


def enrol(batch: Batch, people: People, stories: list[Story], told: Told) -> None:
    """Open everybody's file at the moment of their first case, by who received it; online by the portal."""
    first: dict[ApplicantInput, Step] = {}
    for story in stories:
        step = story.steps[0]
        known = first.get(story.applicant)
        if known is None or step.at < known.at:
            first[story.applicant] = step
    applicants = [*people.persons, *people.enterprises]
    fallback = min(step.at for step in first.values())
    for done, (applicant, one) in enumerate(zip(applicants, people.invented, strict=True), start=1):
        begun = first.get(applicant)
        by = begun.by if begun and begun.by.kind == "staff" else SYSTEM
        batch.perform(
            enrol_enterprise if one.enterprise else enrol_person,
            None,
            by=by,
            at=begun.at if begun else fallback,
            name=one.name,
            identity=one.identity,
            phone=one.phone,
            address=one.address,
        )
        if done % 2000 == 0 or done == len(applicants):
            told("登记办事人", done, len(applicants))
    batch.flush()


def replay(
    batch: Batch, stories: list[Story], span: Span, overseeing: Overseeing, told: Told, bad: list[BadOne]
) -> int:
    """Do all acts in the order of time up to the end of the span; gives their number, and what was bad in `bad`."""
    acts = list(_in_order(stories, span))
    left = [0] * len(stories)
    for number, _ in acts:
        left[number] += 1
    refs: list[str] = [""] * len(stories)
    unfinished: set[str] = set()
    watched = Watched(batch, overseeing, ("case", "urge", "card"))
    for done, (number, n) in enumerate(acts, start=1):
        story = stories[number]
        step = story.steps[n]
        watched.until(step.at)
        ref = _done(batch, story, step, refs[number], bad)
        overseeing.acted(ref, step.by)
        left[number] -= 1
        if not refs[number]:
            refs[number] = ref
            unfinished.add(ref)
        if left[number] == 0:
            unfinished.discard(refs[number])
        if done % 500 == 0 or done == len(acts):
            told("办理一年的办件", done, len(acts))
        if done % FLUSH_AFTER == 0:
            batch.flush(keep=lambda subject: subject.ref in unfinished or watched.needs(subject.ref))
    done = len(acts) + watched.finish(span.ends_at)
    batch.flush()
    return done


class Watched:
    """Clocks and what follows from them, between the acts of the stories, in the order of time."""

    def __init__(
        self, batch: Batch, overseeing: Overseeing, kinds: Sequence[str], begun: Sequence[str] = ()
    ) -> None:
        self._overseeing = overseeing
        self._lookout = Lookout(batch, overseeing.told, kinds, begun)
        self._acts = 0

    def until(self, at: datetime) -> None:
        """Everything that falls before an instant."""
        while True:
            rung, act = self._lookout.next(), self._overseeing.next()
            if rung is not None and rung < at and (act is None or rung <= act):
                self._lookout.step()
            elif act is not None and act < at:
                self._overseeing.step()
                self._acts += 1
            else:
                return

    def finish(self, ends_at: datetime) -> int:
        """What is left until the end, which is included; gives the number of acts of supervision."""
        self.until(ends_at + timedelta(microseconds=1))
        return self._acts

    def needs(self, ref: str) -> bool:
        """Whether something is still to happen to a subject, so that it stays in memory."""
        return self._lookout.watches(ref) or self._overseeing.wants(ref)


def _done(batch: Batch, story: Story, step: Step, ref: str, bad: list[BadOne]) -> str:
    """Do one act; gives the reference of its subject."""
    try:
        if step.verb is give:
            return _evaluated(batch, story, step, ref, bad)
        return batch.perform(step.verb, ref or None, by=step.by, at=step.at, **step.given).ref
    except Refused as refused:
        told = " → ".join(f"{one.verb.name} {one.at:%m-%d %H:%M}" for one in story.steps)
        raise RuntimeError(f"{step.verb.name}: {refused.text} ({story.item.code}: {told})") from refused


def _evaluated(batch: Batch, story: Story, step: Step, ref: str, bad: list[BadOne]) -> str:
    item, handlers = story.item, frozenset[int]()
    is_owed = is_bad(step.given["level"])
    if is_owed:
        accounts = (
            one.by.account for one in story.steps if one.by.kind is ActorKind.STAFF and one.at <= step.at
        )
        handlers = frozenset(account for account in accounts if account is not None)
    service = Served(
        ref=ref,
        item=item.item_id,
        department=item.department_id,
        place=story.place,
        handlers=tuple(sorted(handlers)),
    )
    made = batch.perform(give, None, by=step.by, at=step.at, service=service, **step.given).ref
    if is_owed:
        bad.append(BadOne(made, step.at, item.department_id, handlers, step.given.get("words", "")))
    return made


def _in_order(stories: list[Story], span: Span) -> Iterator[tuple[int, int]]:
    """Story and number of each act, by time; within one instant by story, then as it is told."""
    order = sorted(
        (step.at, number, n)
        for number, story in enumerate(stories)
        for n, step in enumerate(story.steps)
        if step.at <= span.ends_at
    )
    for _, number, n in order:
        yield number, n


def somebody(people: People, stories: list[Story], span: Span) -> tuple[str, str] | None:
    """A person who has come several times and has a case under way: to look at the portal with their eyes."""
    times: dict[ApplicantInput, int] = {}
    under_way: set[ApplicantInput] = set()
    for story in stories:
        times[story.applicant] = times.get(story.applicant, 0) + 1
        if story.served_at and story.served_at > span.ends_at > story.steps[0].at:
            under_way.add(story.applicant)
    persons = [one for one in people.persons if one in under_way]
    best = max(persons, key=lambda one: times[one], default=None)
    return (best.name, best.phone) if best else None


@contextmanager
def quick() -> Iterator[None]:
    """Nothing that a load makes is garbage before it ends, so don't look for any."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def analyze(using: Any) -> None:
    """Let the planner know the tables; needs the role that owns them."""
    using.execute("ANALYZE")


def _epoch(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM epoch WHERE name = %s", [name])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _subjects() -> Iterator[type[Subject]]:
    for model in apps.get_models():
        if issubclass(model, Subject):
            yield model
