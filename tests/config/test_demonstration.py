"""The demonstration centre in the database: a small year through the verbs, twice the same; a whole one told."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.apps import apps
from django.db.models.functions import Coalesce, Least
from tests import ground
from tests.config import whole_year
from tests.narrow import there

from yichuang.config.demonstration import PEOPLE, NotEmpty, enlisted, load, tell
from yichuang.domains.cases.actions import accept, finish_at_once
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import applicant_of
from yichuang.domains.cases.states import State
from yichuang.domains.feedback.models import Commendation, Evaluation, SilentDay, WindowDevice
from yichuang.domains.organisation.queries import counts, site
from yichuang.kernel.clocks.hours import local
from yichuang.kernel.clocks.models import Clock, Warning
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import walk
from yichuang.kernel.outbox.models import Message
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.subjects import Subject
from yichuang.kernel.watch.claim import claim
from yichuang.oversight.reports.composition import digest_of
from yichuang.oversight.reports.models import Report, Wording
from yichuang.oversight.reports.queries import composition_of
from yichuang.oversight.supervision.models import Card, Urge

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 11, 20)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SMALL = 2


@pytest.fixture(scope="module")
def first_ids(django_db_setup):
    """Where the ids stood before the year: they are part of what the ledger chains."""
    return ground.next_ids()


@pytest.fixture(scope="module")
def year(first_ids, django_db_blocker):
    """A fiftieth of the year, kept for the tests of this file."""
    with ground.kept(django_db_blocker):
        with django_db_blocker.unblock():
            loaded = load(UNTIL, now=NOW, seed=7, percent=SMALL)
        yield loaded


def fingerprints() -> list[tuple[object, ...]]:
    """What must be the same when the same year is told again."""
    heads = Case.objects.order_by("pk").values_list("pk", "number", "query_code", "state", "head")
    digests = Report.objects.order_by("pk").values_list("title", "state", "head", "signed_digest")
    rows = [*heads, *digests]
    return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]


def test_a_small_year_adds_up(year):
    accepted = Case.objects.filter(accepted_on__range=(year.span.begin, year.span.until))
    assert accepted.count() == 637
    assert whole_year.counts() == whole_year.published(SMALL)
    assert whole_year.published(SMALL) == {"accepted": 637, "instant": 446, "promise": 191, "joint": 1}


def test_what_ci_asks_of_the_whole_year_is_answered_here_too(year):
    assert all(0 < rate < 0.5 for rate in whole_year.rates().values())
    assert set(whole_year.owed_wrongly()) <= {"no open case owes a paper"}
    said = list(whole_year.wrong())
    assert any(
        "isn't {'accepted': 31863, 'instant': 22304, 'promise': 9559, 'joint': 22}" in one for one in said
    )


def test_a_whole_year_is_told_with_the_published_counts(year):
    """What is told is then done, act by act, or the load fails; CI counts the rows of a whole year (.ci/run)."""
    assert PEOPLE > 10_000
    random = Random("a whole year")
    people = enlisted(Batch(random.randbytes, past=True), random, 100)
    accepts = {accept: "promise", finish_at_once: "instant"}
    kinds: Counter[str] = Counter()
    for story in tell(random, year.span, people, 100, lambda what, done, total: None):
        at, kind = next(
            ((one.at, accepts[one.verb]) for one in story.steps if one.verb in accepts), (None, "")
        )
        if at is None:
            continue
        assert year.span.begin <= local(at).date() <= year.span.until
        assert at <= year.span.ends_at
        kinds[kind] += 1
        kinds["joint"] += bool(story.steps[0].given.get("joint"))
    assert kinds == {"instant": 22_304, "promise": 9_559, "joint": 22}


def test_its_late_cases_went_through_the_rules_of_supervision(year):
    ended = Least(Coalesce("stopped_at", year.span.ends_at), year.span.ends_at)
    late = Clock.objects.filter(kind="decision", due_at__lt=ended).values_list("subject", "n")
    warned = Warning.objects.filter(rule="overdue_promised", void_at=None).values_list("subject", "n")
    assert set(late) == set(warned) != set()
    assert not Warning.objects.filter(alerted_at=None).exists()
    assert not Warning.objects.filter(fell_at__gt=year.span.ends_at).exists()
    cards = Card.objects.all()
    assert {card.level for card in cards} == {"yellow", "red"}
    assert {card.state for card in cards} >= {"upheld", "lifted"}
    assert Urge.objects.filter(kind="supervise").exists()
    assert not list(walk({card.ref: (card.version, bytes(card.head)) for card in cards}))
    # what is still to come is armed: a watcher that starts now has nothing of the year to tell again
    assert claim(year.span.ends_at).warnings == 0


def test_the_county_has_its_offices(year):
    found = counts()
    assert found["department"] == found["section"] == 43
    assert (found["own_window"], found["county_centre"]) == (23, 1)
    assert (found["town_centre"], found["village_centre"]) == (2, 15)
    assert there(site()).demonstration


def test_every_chain_of_the_ledger_holds(year):
    subjects = [model for model in apps.get_models() if issubclass(model, Subject)]
    heads = {
        row.ref: (row.version, bytes(row.head))
        for model in subjects
        if model._meta.db_table in ("case", "person", "enterprise", "evaluation")
        for row in model._default_manager.all()
    }
    assert len(heads) > 900
    assert list(walk(heads)) == []


def test_work_stands_in_every_state_on_the_last_day(year):
    found = set(Case.objects.values_list("state", flat=True))
    wanted = {
        State.SUBMITTED, State.SUPPLEMENT_REQUESTED, State.SUPPLEMENTED, State.ACCEPTED, State.IN_REVIEW,
        State.SPECIAL_PROCEDURE, State.DELIVERED, State.ARCHIVED, State.DECLINED, State.LAPSED, State.WITHDRAWN,
    }  # fmt: skip
    assert wanted <= found
    assert Case.objects.filter(state=State.ACCEPTED, assignee=None).exists()
    assert Case.objects.filter(state=State.ACCEPTED).exclude(assignee=None).exists()


def test_open_promises_stand_in_every_light(year):
    clocks = Clock.objects.filter(stopped_at=None)
    end = year.span.ends_at
    assert clocks.filter(kind="decision", due_at__lt=end).exists()
    assert clocks.filter(kind="statutory", due_at__lt=end).exists()
    assert clocks.filter(kind="decision", warn_at__lte=end, due_at__gte=end).exists()
    assert clocks.filter(kind="decision", warn_at__gt=end).exists()
    assert clocks.filter(kind="decision", standing=True).exists()


def test_nothing_happens_after_the_end(year):
    assert LedgerEntry.objects.filter(at__gt=year.span.ends_at).count() == 0


def test_numbers_are_given_in_the_order_of_time(year):
    rows = list(Case.objects.order_by("received_at", "pk").values_list("received_on", "number"))
    for (day, number), (next_day, next_number) in itertools.pairwise(rows):
        assert (day, number[:-2]) < (next_day, next_number[:-2])


def test_messages_and_events_of_the_past_are_dealt_with(year):
    assert Message.objects.exists()
    assert not Message.objects.filter(sent_at=None).exists()
    assert not Event.objects.filter(done_at=None).exists()


def test_evaluations_are_believable_and_nameless(year):
    served = Case.objects.exclude(delivered_on=None).count()
    given = Evaluation.objects.count()
    assert 0.5 < given / served < 0.8
    assert set(LedgerEntry.objects.filter(verb="evaluation.give").values_list("actor", flat=True)) == {
        "citizen"
    }


def test_bad_evaluations_go_through_verification_and_rectification(year):
    bad = Evaluation.objects.filter(level__lte=2)
    assert bad.count() > 3
    assert bad.filter(state="not_counted", finding="mistaken").count() == 1
    assert bad.filter(state__in=("rectified", "explained")).count() >= bad.count() // 2
    assert not bad.filter(state="given").exists()
    verified = LedgerEntry.objects.filter(verb="evaluation.verify", actor__startswith="staff:")
    assert verified.count() == bad.exclude(state="to_verify").count()
    told = Message.objects.filter(receiver__startswith="evaluation:")
    assert told.count() == bad.exclude(answered_on=None).count()


def test_who_said_nothing_is_counted_and_every_window_has_its_tablet(year):
    silent = sum(SilentDay.objects.values_list("silent", flat=True))
    served = Case.objects.filter(delivered_on__lte=UNTIL - timedelta(days=6)).count()
    assert 0.2 < silent / served < 0.5
    assert WindowDevice.objects.count() > 25


def test_windows_are_thanked_now_and_then(year):
    given = Commendation.objects.all()
    assert 12 <= given.count() <= 36
    assert {one.kind for one in given} == {"banner", "letter"}
    assert all(year.span.begin <= one.received_on <= year.span.until for one in given)


def test_one_report_is_published_and_another_waits_for_a_signature(year):
    published, waiting = Report.objects.order_by("pk")
    assert (published.title, published.state) == ("2026年1月至6月自查报告", "published")
    assert (waiting.title, waiting.state) == ("2026年1月至10月自查报告", "in_review")
    assert published.signed_by.partition(":")[2] not in map(str, published.writers)
    made = composition_of(published, NOW)
    assert digest_of(made) == published.signed_digest
    assert not [number for number in made.numbers() if getattr(number, "correction", None)]
    assert Wording.objects.get(report=waiting.pk).drafted.startswith("共收到申请 {cases.received} 件")


def test_nobody_of_the_year_can_be_alive(year):
    for case in Case.objects.filter(enterprise=None)[:80]:
        number = applicant_of(case).identity
        assert number.startswith("519921")
        assert int(number[6:10]) < 1900


def test_a_centre_that_isnt_empty_is_refused(year):
    with pytest.raises(NotEmpty) as refused:
        load(UNTIL, now=NOW)
    assert "已经有一个中心" in str(refused.value)


def test_the_same_seed_gives_the_same_rows(first_ids, year):
    before = fingerprints()
    ground.restore()
    ground.rewind(first_ids)
    load(UNTIL, now=NOW, seed=7, percent=SMALL)
    assert fingerprints() == before
