"""The state diagram is drawn from the declarations, and a body can't leave them."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.states import State
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb_named
from yichuang.kernel.verbs.diagram import moves, state_diagram

AT = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


def test_a_verb_that_decides_in_its_body_has_an_arrow_to_each_end() -> None:
    assert list(moves(verb_named("case.upper_answered"))) == [
        ("awaiting_upper", "decided_granted"),
        ("awaiting_upper", "decided_refused"),
    ]


def test_verbs_between_the_same_states_share_an_arrow_and_acts_that_stay_have_none() -> None:
    drawn = state_diagram(Case, dict(State.choices)).splitlines()
    assert "    [*] --> submitted: 收件 / 提交申请" in drawn
    assert not any("领取" in line for line in drawn)
    assert len({line.split(":")[0] for line in drawn}) == len(drawn)


def test_a_body_cant_move_to_a_state_that_its_declaration_doesnt_name() -> None:
    subject: Any = SimpleNamespace(version=0, ref="case:1", state="awaiting_upper")
    world: Any = None
    act = Act(verb_named("case.upper_answered"), subject, [], SYSTEM, AT, world)
    with pytest.raises(ValueError, match="isn't declared"):
        act.move(State.LAPSED)
    act.move(State.DECIDED_REFUSED)
    assert subject.state == "decided_refused"
