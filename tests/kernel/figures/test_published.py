"""A published value stays as it was printed; what the past has become since stands beside it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.kernel.figures.histories import FIRST, Story, at_hour, county

from yichuang.domains.cases.models import Case
from yichuang.kernel.figures import Period, Scope, State, explain, values
from yichuang.kernel.figures.models import PublishedValue
from yichuang.kernel.figures.published import (
    corrections,
    freeze,
    published,
    published_of,
    rows_changed,
)
from yichuang.kernel.figures.version import version_of

pytestmark = pytest.mark.django_db
CODES = ["cases.received", "cases.on_time_rate", "cases.median_days", "evaluation.count", "catalogue.items"]
MONTH = Period.of(FIRST, FIRST + timedelta(40))
AT = at_hour(FIRST + timedelta(60))


@pytest.fixture
def world():
    made = county()
    Story(made, 7).tell(25)
    return made


def publish(world, codes=CODES, about="publication:1") -> list[PublishedValue]:
    frozen = freeze(values(codes, Scope.of(world.top.pk), MONTH).values(), at=AT)
    rows = frozen.rows(about)
    for row in rows:
        row.save(force_insert=True)
    return rows


def test_a_published_value_keeps_rule_cut_off_and_rows(world):
    rows = {row.code: row for row in publish(world)}
    rate = rows["cases.on_time_rate"]
    got = values(CODES, Scope.of(world.top.pk), MONTH)["cases.on_time_rate"]
    assert (rate.text, rate.state, rate.cut_off) == (got.text, got.state.value, MONTH.cut_off)
    assert rate.rule == version_of(explain("cases.on_time_rate"))
    assert (rate.numerator, rate.denominator) == (got.numerator, got.denominator)
    assert rows["cases.received"].counted == Case.objects.count()
    assert len(bytes(rate.fingerprint)) == 32
    assert [row.code for row in published("publication:1")] == CODES


def test_nothing_is_corrected_while_nothing_changes(world):
    publish(world)
    assert corrections("publication:1") == []


def test_a_case_brought_in_later_stands_beside_the_published_value(world):
    publish(world)
    before = {row.code: row.text for row in published("publication:1")}
    Story(world, 8).tell(5)
    found = {one.published.code: one for one in corrections("publication:1")}
    assert found["cases.received"].published.text == before["cases.received"]
    assert found["cases.received"].now.number == Decimal(before["cases.received"]) + 5
    assert found["cases.received"].rows
    assert not found["cases.received"].rule
    assert found["cases.received"].because == "发布后台账有补录或更正"
    assert "catalogue.items" not in found
    assert {row.code: row.text for row in published("publication:1")} == before


def test_rows_may_change_and_the_number_stay(world):
    row = next(one for one in publish(world) if one.code == "cases.received")
    assert not rows_changed(row)
    one = Case.objects.latest("pk")
    Case.objects.filter(pk=one.pk).update(received_on=MONTH.last + timedelta(9))
    Story(world, 8).tell(1)
    assert "cases.received" not in [one.published.code for one in corrections("publication:1")]
    assert rows_changed(row)


def test_no_data_is_published_as_no_data(world):
    long_ago = Period.of(FIRST.replace(year=2020), FIRST.replace(year=2020))
    got = values(["cases.received"], Scope.of(world.station.pk), long_ago)
    frozen = freeze(got.values(), at=AT)
    row = frozen.rows("publication:2")[0]
    assert (row.state, row.text, row.number) == (State.NO_DATA.value, "—", None)


def test_a_figures_page_finds_what_was_published_of_it(world):
    publish(world)
    found = published_of("cases.received", Scope.of(world.top.pk), MONTH)
    assert [one.about for one in found] == ["publication:1"]
    assert published_of("cases.received", Scope.of(world.centre.pk), MONTH) == []


def test_each_value_is_frozen_once_and_the_digest_tells_them_all(world):
    scope = Scope.of(world.top.pk)
    got = list(values(CODES, scope, MONTH).values())
    assert len(freeze([*got, *got], at=AT)) == len(CODES)
    assert freeze(got, at=AT).digest == freeze(got, at=AT).digest
    assert freeze(got[1:], at=AT).digest != freeze(got, at=AT).digest


@pytest.mark.parametrize("change", [{"text": "999"}, None])
def test_the_application_can_neither_change_nor_remove_a_published_value(world, change):
    publish(world)
    rows = PublishedValue.objects.filter(about="publication:1")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows.update(**change) if change else rows.delete()
    assert len(published("publication:1")) == len(CODES)
