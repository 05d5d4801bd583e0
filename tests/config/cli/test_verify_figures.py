"""`yichuang verify figures`: counts the folded days again, names what differs, and exits 1 for it."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.kernel.figures.histories import FIRST, Story, at_hour, county

from yichuang.config import database
from yichuang.config.cli.verify import command
from yichuang.domains.cases.models import Case
from yichuang.kernel.figures.folding import fold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_this_database(monkeypatch):
    monkeypatch.setattr(database, "running_database", nullcontext)
    monkeypatch.setattr(database, "start_django", lambda: None)


def test_differences_are_named_one_by_one_and_the_exit_code_says_so():
    Story(county(), 5).tell(10)
    while fold(at_hour(FIRST + timedelta(60))):
        pass
    fine = CliRunner().invoke(command, ["figures"])
    assert (fine.exit_code, "全部一致" in fine.output) == (0, True), fine.output
    case = Case.objects.earliest("pk")
    Case.objects.filter(pk=case.pk).update(supplements=case.supplements + 1)
    wrong = CliRunner().invoke(command, ["figures"])
    assert wrong.exit_code == 1
    assert "补正" in wrong.output
    assert f"{case.received_on} 起的一日" in wrong.output


def test_before_anything_is_folded_there_is_nothing_to_compare():
    county()
    done = CliRunner().invoke(command, ["figures"])
    assert (done.exit_code, done.output.strip()) == (0, "重算 0 天的汇总数，全部一致")
