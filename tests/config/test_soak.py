"""Nothing is lost: processes are killed while clerks work, and every act that was answered is there, once and whole.

The ten kills themselves are the soak of the small bench (test_bench.py); here stands what the soak would have found.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.worlds import AT, accepted, county, decided

from yichuang.config.soak import settling
from yichuang.config.soak.centre import PARTS, Centre
from yichuang.config.soak.clerks import Acknowledged
from yichuang.config.soak.judging import (
    day_counts,
    events_missing,
    faults,
    miscounted,
    papers_missing,
    unreacted,
)
from yichuang.config.soak.run import Outcome, _kill
from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.kernel.documents.models import Document
from yichuang.kernel.verbs.models import Event
from yichuang.kernel.verbs.perform import perform
from yichuang.kernel.verbs.worker import tell
from yichuang.kernel.watch.rounds import one_round
from yichuang.oversight.supervision.sweeping import sweep

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_without_kills_nobody_is_killed_for_as_long_as_they_work(tmp_path: Path) -> None:
    outcome = Outcome()
    said: list[str] = []
    _kill(Centre(tmp_path, 1), 0, 0.1, 1, outcome, said.append)
    assert (outcome.kills, said) == ({}, [])


def test_a_part_that_stays_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICHUANG_DATA", str(tmp_path))
    centre = Centre(tmp_path, 1)
    assert centre.missing(0) == [*PARTS]
    assert not centre.kill("worker", 0)  # nobody was killed, so it doesn't count


@pytest.mark.django_db
class TestWhatIsFound:
    """The soak's own eyes: what it would say of a centre in which something was lost."""

    @pytest.fixture
    def case(self) -> Case:
        return accepted(self.world, at=timezone.now())

    @pytest.fixture(autouse=True)
    def county(self, db: None) -> None:
        self.world = county()
        self.since = timezone.now() - timedelta(minutes=5)
        self.posts = [self.world.clerk.post or 0]

    def say(self, told: list[Acknowledged], unanswered: int = 0) -> list[str]:
        return list(faults(told, unanswered, self.posts, self.since))

    def told(self, case: Case) -> list[Acknowledged]:
        return [Acknowledged(case.ref, 1, "case.receive"), Acknowledged(case.ref, 2, "case.accept")]

    def test_a_whole_centre(self, case: Case) -> None:
        assert self.say(self.told(case)) == []

    def test_an_acknowledged_act_that_isnt_there(self, case: Case) -> None:
        (said,) = self.say([*self.told(case), Acknowledged(case.ref, 3, "case.review")])
        assert "not in the ledger" in said

    def test_an_act_that_was_done_twice_or_behind_everybodys_back(self, case: Case) -> None:
        (said,) = self.say(self.told(case)[:1])
        assert "nobody was told of" in said
        assert self.say(self.told(case)[:1], unanswered=1) == []

    def test_half_an_act(self, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(state="decided_granted")
        (said,) = self.say(self.told(case))
        assert "disagree" in said

    def test_an_act_without_its_paper(self, case: Case) -> None:
        assert list(papers_missing(self.posts, self.since)) == []
        Document.objects.filter(subject=case.ref).delete()
        (said,) = papers_missing(self.posts, self.since)
        assert "its paper isn't" in said

    def test_a_result_handed_over_of_which_no_event_tells_or_to_which_nobody_reacts(self) -> None:
        case = decided(self.world)
        given: dict[str, Any] = {"way": "window", "receiver": "张三"}
        perform(actions.deliver, case.ref, by=self.world.clerk, at=timezone.now(), **given)
        assert list(events_missing(self.posts, self.since)) == []
        (said,) = unreacted()
        assert f"nobody reacted to case.delivered of {case.ref}" in said
        Event.objects.all().delete()
        (said,) = events_missing(self.posts, self.since)
        assert "its event isn't" in said
        assert list(unreacted()) == []

    def test_what_the_background_gets_no_further_with_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settling, "STUCK", 0.0)
        case, ended = accepted(self.world, at=timezone.now()), timezone.now()
        tell("case.delivered", case.ref, 1, {}, ended)
        said = "; ".join(settling.faults(ended))
        assert all(words in said for words in ("the watcher hasn't", "the worker has", "1 events wait"))

    def test_the_background_is_waited_for_until_it_has_seen_the_last_act(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nothing waits at first; what the worker finds ten seconds later would wait."""
        ended = timezone.now()
        sweep(ended)  # begins to look
        steps = iter([lambda: one_round(ended + MINUTE), lambda: sweep(ended + MINUTE), lambda: None])
        monkeypatch.setattr(settling.time, "sleep", lambda _: next(steps)())
        assert settling.faults(ended) == []
        assert len(list(steps)) == 1

    def test_figures_rise_by_what_the_ledger_says_live_and_folded(self) -> None:
        before = day_counts(AT, AT)
        accepted(self.world, at=AT)
        assert list(miscounted(before, AT + HOUR, AT)) == []

    def test_a_figure_that_says_other_than_the_ledger(self) -> None:
        before = day_counts(AT, AT)
        case = accepted(self.world, at=AT)
        Case.objects.filter(pk=case.pk).update(accepted_on=None)
        said = list(miscounted(before, AT + HOUR, AT))
        assert [one for one in said if "cases.accepted rose by 0 (live)" in one]
        assert [one for one in said if "cases.accepted rose by 0 (folded)" in one]

    def test_a_broken_chain(self, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(version=7)
        assert any(said.startswith("chain") for said in self.say(self.told(case)))
