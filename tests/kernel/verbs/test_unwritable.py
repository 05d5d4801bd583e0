"""What only the database notices, at the end of an act, is a refusal as well."""

from __future__ import annotations

from typing import Any

import pytest
from tests.worlds import AT, ZHANG, World, checked, county

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return county()


@pytest.mark.parametrize(
    "given",
    [{"applicant": {**ZHANG, "person": 10**9}}, {"window": 10**9}, {"window": 2**70}],
    ids=["nobody", "no window", "a number that fits no column"],
)
def test_a_number_that_names_nothing_is_refused_when_the_act_is_written(
    world: World, given: dict[str, Any]
) -> None:
    before = LedgerEntry.objects.count()
    usual: dict[str, Any] = {"item_version": world.promise, "applicant": ZHANG, "place": world.centre.pk}
    usual["materials"] = checked("ok", "ok")
    with pytest.raises(Refused) as refused:
        perform(actions.receive, None, by=world.clerk, at=AT, **{**usual, **given})
    assert refused.value.code == Because.BAD_INPUT
    assert not Case.objects.exists()
    assert LedgerEntry.objects.count() == before


def test_characters_that_nobody_can_read_are_refused_by_the_name_of_their_field(world: World) -> None:
    given: dict[str, Any] = {
        "item_version": world.promise,
        "place": world.centre.pk,
        "materials": checked("ok", "ok"),
    }
    with pytest.raises(Refused, match="申请人里有看不见的字符") as refused:
        perform(
            actions.receive, None, by=world.clerk, at=AT, applicant={**ZHANG, "name": "张\x00三"}, **given
        )
    assert refused.value.field == "applicant"
