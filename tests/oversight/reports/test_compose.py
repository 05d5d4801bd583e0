"""The report: every number is a figure's value, and the wording follows the values."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernel.figures.histories import FIRST, Story, county
from tests.kernel.figures.test_values import MONDAY, accepted, granted

from yichuang.domains.cases.models import Case
from yichuang.kernel.documents.paper import closed_up
from yichuang.kernel.figures import Period, Scope, State, Value, value, values
from yichuang.kernel.figures.declare import Ratio
from yichuang.kernel.figures.listed import value_of_rows
from yichuang.oversight.reports.compose import compose, title_of
from yichuang.oversight.reports.composition import Composition, Grid, Heading, Prose
from yichuang.oversight.reports.printing import to_paper
from yichuang.oversight.reports.render import file_of

pytestmark = pytest.mark.django_db
PERIOD = Period.of(FIRST, FIRST + timedelta(60))


@pytest.fixture
def world():
    return county()


def words(made: Composition, section: str | None = None) -> str:
    """The text of a report, or of one of its sections."""
    text, inside = "", section is None
    for block in made.blocks:
        if isinstance(block, Heading) and block.level == 1 and section:
            inside = section in block.text
        if inside and isinstance(block, Prose):
            text += "".join(p if isinstance(p, str) else p.text for p in block.pieces) + "\n"
    return text


@given(seed=st.integers(0, 10**6), office=st.sampled_from(["top", "centre", "department"]))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_number_stands_in_the_words_themselves(world, seed, office):
    with transaction.atomic():
        Story(world, seed).tell(25)
        at = {"top": world.top, "centre": world.centre, "department": world.departments[0]}[office]
        made = compose(Scope.of(at.pk), PERIOD)
        names = [version.name for version in world.versions]
        for block in made.blocks:
            if isinstance(block, Prose):
                said = "".join(piece for piece in block.pieces if isinstance(piece, str))
                for known in (*names, "2026年3月2日至2026年5月1日"):
                    said = said.replace(known, "")
                assert not re.search(r"\d|—", said), said
            elif isinstance(block, Grid):
                assert all(isinstance(cell, Value) for row in block.rows for cell in row[1:])
        transaction.set_rollback(True)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_number_of_a_report_can_be_counted_again_from_its_rows(world, seed):
    with transaction.atomic():
        Story(world, seed).tell(25)
        for got in compose(Scope.of(world.top.pk), PERIOD).values():
            assert value(got.code, got.scope, got.period).text == got.text
            held = got.numerator if isinstance(got.figure.measure, Ratio) else got.number
            if held is not None:
                assert value_of_rows(got.figure, got.scope, got.period) == held, got.code
        transaction.set_rollback(True)


def test_a_centre_without_cases_claims_nothing(world):
    made = compose(Scope.of(world.top.pk), PERIOD)
    assert "统计期间，台账里没有办件。" in words(made, "办件与时限")
    assert words(made, "问题") == "统计期间台账里没有办件，问题待有数据后再查找。\n"
    assert "统计期间台账里没有评价。" in words(made, "评价")
    assert "率" not in words(made, "评价")


def test_without_overdue_cases_no_problem_is_claimed_and_none_denied_that_wasnt_counted(world):
    granted(world, 2)
    made = compose(Scope.of(world.top.pk), Period.of(MONDAY, MONDAY + timedelta(3)))
    assert (
        words(made, "问题") == "按台账统计，本期没有超期件，没有要求补正的件。台账里还没有评价，不作判断。\n"
    )
    assert "超期 0 件" in words(made, "办件")


def test_of_an_old_ledger_nothing_is_said_that_its_rows_do_not_show(world):
    granted(world, 2)
    Case.objects.update(channel="imported")
    week = Period.of(MONDAY, MONDAY + timedelta(3))
    made = compose(Scope.of(world.top.pk), week)
    assert words(made, "问题") == (
        "按台账统计，本期没有超期件。补正没有记在台账里，不作判断。台账里还没有评价，不作判断。\n"
    )
    assert "网" not in words(made, "办件")
    silent = ["cases.supplement_rate", "cases.second_supplement", "cases.online_rate", "agency.cases"]
    assert {one.state for one in values(silent, Scope.of(world.top.pk), week).values()} == {State.NO_DATA}
    before_any_item = Period.of(date(2001, 1, 1), date(2001, 1, 31))
    assert "目录" not in words(compose(Scope.of(world.top.pk), before_any_item))


def test_overdue_cases_are_named_by_item_with_their_numbers(world):
    accepted(world)
    granted(world, 9)
    made = compose(Scope.of(world.top.pk), Period.of(MONDAY, MONDAY + timedelta(13)))
    assert "一是有 2 件办件超过承诺时限，是事项1 2 件；到期末还有 1 件没有办结。" in words(made, "问题")
    assert "一是对超期和到期未办结的办件逐件查明原因" in words(made, "打算")


def test_a_period_is_compared_only_with_one_that_the_rows_reach_back_to(world):
    granted(world, 2)
    accepted(world, day=MONDAY + timedelta(8))
    later = Period.of(MONDAY + timedelta(7), MONDAY + timedelta(13))
    made = compose(Scope.of(world.top.pk), later)
    assert "共收到申请 1 件，和上期的 1 件持平。" in words(made)
    assert "办结 0 件，比上期的 1 件减少 100.00%" in words(made)
    first = Period.of(MONDAY - timedelta(3), MONDAY + timedelta(3))
    assert "上期" not in words(compose(Scope.of(world.top.pk), first))


def test_a_year_to_date_is_compared_with_the_same_days_a_year_ago(world):
    accepted(world, day=date(2024, 12, 31))
    accepted(world, day=date(2025, 1, 6))
    accepted(world, day=date(2026, 1, 5))
    accepted(world, day=date(2026, 1, 5))
    made = compose(Scope.of(world.top.pk), Period.of(date(2026, 1, 1), date(2026, 1, 31)))
    assert "受理 2 件，比去年同期的 1 件增加 100.00%" in words(made)


def test_a_departments_report_speaks_of_its_items(world):
    Story(world, 2).tell(30)
    made = compose(Scope.of(world.departments[0].pk), PERIOD)
    assert made.organ == "云溪县市场监督管理局"
    heads = [block.head[0] for block in made.blocks if isinstance(block, Grid)]
    assert "事项" in heads
    assert "部门" not in heads


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("2026-01-01", "2026-12-31", "2026年度自查报告"),
        ("2026-03-01", "2026-03-31", "2026年3月自查报告"),
        ("2026-01-01", "2026-06-30", "2026年1月至6月自查报告"),
        ("2024-02-01", "2024-02-29", "2024年2月自查报告"),
        ("2025-12-01", "2026-01-31", "2025年12月1日至2026年1月31日自查报告"),
        ("2026-03-02", "2026-05-01", "2026年3月2日至2026年5月1日自查报告"),
    ],
)
def test_the_title_names_the_period(first, last, title):
    assert title_of(Period.of(date.fromisoformat(first), date.fromisoformat(last))) == title


def test_word_says_what_the_composition_says(world):
    Story(world, 2).tell(30)
    made = compose(Scope.of(world.top.pk), PERIOD)
    written = docx.Document(io.BytesIO(file_of(made, "docx")))
    paragraphs = [paragraph.text for paragraph in written.paragraphs]
    for line in words(made).splitlines():
        assert any(closed_up(line) in paragraph for paragraph in paragraphs), line
    grids = [block for block in made.blocks if isinstance(block, Grid)]
    assert len(written.tables) == len(grids) >= 2
    for grid, table in zip(grids, written.tables, strict=True):
        for row, cells in zip(grid.rows, list(table.rows)[1:], strict=True):
            assert [c.text for c in cells.cells] == [p if isinstance(p, str) else p.text for p in row]
    assert "一、基本情况" in paragraphs


def test_a_draft_says_so_and_a_signed_report_is_dated_by_its_signature(world):
    made = compose(Scope.of(world.top.pk), PERIOD)
    paper = to_paper(made)
    assert (paper.day, paper.mark) == (PERIOD.last, "（征求意见稿）")
    signed = to_paper(replace(made, day=date(2026, 5, 8)))
    assert (signed.day, signed.mark) == (date(2026, 5, 8), "")
    assert paper.organ == "云溪县政务服务中心"
