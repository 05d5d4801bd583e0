"""An act is told to open pages when it is committed, whom it concerns and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from tests import ground, worlds

from yichuang.domains.cases import actions
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.verbs import Refused, told
from yichuang.kernel.verbs.batch import Planned, perform_many
from yichuang.kernel.verbs.perform import perform


@pytest.fixture
def ear(django_db_setup: None) -> Iterator[psycopg.Connection]:
    with ground.connect(ground.APP) as connection:
        connection.execute(f"LISTEN {told.CHANNEL}")
        yield connection


def heard(ear: psycopg.Connection) -> list[told.Told]:
    ear.execute("SELECT 1")
    return [told.read(one.payload) for one in ear.notifies(timeout=0)]


@pytest.mark.django_db(transaction=True)
def test_an_act_is_heard_once_it_is_committed_and_a_refused_one_never(ear: psycopg.Connection) -> None:
    world = worlds.county()
    case = worlds.submitted(world)
    assert [(one.verb, one.ref) for one in heard(ear)] == [("case.receive", case.ref)]
    with pytest.raises(Refused):
        perform(actions.archive, case.ref, by=world.clerk, at=worlds.AT)
    assert heard(ear) == []


@pytest.mark.django_db(transaction=True)
def test_many_acts_committed_together_make_everybody_look_once(ear: psycopg.Connection) -> None:
    world = worlds.county()
    refs = [worlds.submitted(world).ref for _ in range(2)]
    heard(ear)
    planned = [
        Planned(actions.accept, ref, world.clerk, worlds.AT + timedelta(minutes=10), {}) for ref in refs
    ]
    assert not [one for one in perform_many(planned) if isinstance(one, Refused)]
    assert heard(ear) == [told.EVERYTHING]


def test_what_is_read_is_what_was_said() -> None:
    evaluation = Evaluation(pk=5, department_path="/1/7/", place_path="/1/3/")
    words = told.words("evaluation.give", evaluation)
    assert words == "evaluation.give evaluation:5 /1/7/ /1/3/"
    act = told.read(words)
    assert act.kind == "evaluation"
    assert act.lies_in("/1/3/")
    assert act.lies_in("/1/")
    assert not act.lies_in("/1/33/")
    assert not act.lies_in("")
    assert not act.is_for("staff:7")


def test_what_concerns_no_page_is_not_told() -> None:
    assert told.words("api_key.issue", ApiKey(pk=1)) is None


def test_an_unknown_word_makes_everybody_look() -> None:
    assert told.read("?") == told.EVERYTHING
    assert told.EVERYTHING.lies_in("/9/")
    assert told.EVERYTHING.is_for("staff:7")
    assert not told.EVERYTHING.lies_in("")
