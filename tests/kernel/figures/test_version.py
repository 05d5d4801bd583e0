"""The version of a rule changes with anything that it counts by, however deep it stands in the declaration."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Count as RowCount
from django.db.models import Exists, F, Func, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from yichuang.domains.cases.figures import CASES, with_window
from yichuang.domains.cases.models import Case
from yichuang.domains.catalogue.models import ItemVersion
from yichuang.kernel.clocks.models import Clock
from yichuang.kernel.figures import Figure, Shape, all_figures, explain
from yichuang.kernel.figures.declare import Count, Stock, Total
from yichuang.kernel.figures.version import version_of

EARLIER = ItemVersion.objects.filter(item=OuterRef("item_id"), n=OuterRef("n") - 1)
CLOCKS = Clock.objects.filter(subject="case:1")
OPEN = Case.objects.filter(concluded_on=None)


def version(where: Q, **more: Any) -> str:
    def said(_period: Any) -> Q:
        return where

    return of(Count(CASES, said, said, **more))


def of(measure: Any) -> str:
    return version_of(Figure("cases.tried", "试", "件", Shape.FLOW, "试算。", "n", measure))


PAIRS: dict[str, tuple[Q, Q]] = {
    "what a subquery selects": (
        Q(used_days__lt=Subquery(EARLIER.values("promised_days")[:1])),
        Q(used_days__lt=Subquery(EARLIER.values("statutory_days")[:1])),
    ),
    "what it makes of that": (
        Q(used_days__lt=Subquery(EARLIER.annotate(x=F("promised_days") + 1).values("x"))),
        Q(used_days__lt=Subquery(EARLIER.annotate(x=F("promised_days") - 1).values("x"))),
    ),
    "how it sums up": (
        Q(used_days__lt=Subquery(EARLIER.values("item").annotate(x=Max("n")).values("x"))),
        Q(used_days__lt=Subquery(EARLIER.values("item").annotate(x=RowCount("n")).values("x"))),
    ),
    "which row comes first": (
        Q(used_days__lt=Subquery(EARLIER.order_by("n").values("n")[:1])),
        Q(used_days__lt=Subquery(EARLIER.order_by("-n").values("n")[:1])),
    ),
    "which of them is taken": (
        Q(used_days__lt=Subquery(EARLIER.order_by("n").values("n")[:1])),
        Q(used_days__lt=Subquery(EARLIER.order_by("n").values("n")[1:2])),
    ),
    "the table that is asked": (Q(Exists(Case.objects.all())), Q(Exists(Clock.objects.all()))),
    "a condition within one": (Q(Exists(CLOCKS.filter(kind="decision"))), Q(Exists(CLOCKS.filter(kind="stage")))),
    "one within one": (
        Q(Exists(OPEN.filter(Exists(CLOCKS.filter(kind="decision"))))),
        Q(Exists(OPEN.filter(Exists(CLOCKS.filter(kind="stage"))))),
    ),
    "what a list of keys selects": (Q(pk__in=OPEN.values("pk")), Q(pk__in=OPEN.values("item_id"))),
    "the operator": (
        Q(GreaterThan(F("used_days") + F("paused_days"), 3)),
        Q(GreaterThan(F("used_days") - F("paused_days"), 3)),
    ),
    "the function": (
        Q(GreaterThan(Func(F("used_days"), function="abs"), 3)),
        Q(GreaterThan(Func(F("used_days"), function="sign"), 3)),
    ),
    "a key of JSON": (
        Q(GreaterThan(Coalesce(KeyTransform("stages", "form"), Value(0)), 3)),
        Q(GreaterThan(Coalesce(KeyTransform("materials", "form"), Value(0)), 3)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PAIRS)
def test_the_version_changes_with(what: str) -> None:
    one, other = PAIRS[what]
    assert version(one) != version(other)


def test_the_version_changes_with_the_day_on_which_a_row_enters() -> None:
    stock = explain("cases.overdue_open").measure
    assert isinstance(stock, Stock)
    assert isinstance(stock.entered_day, Subquery)
    later = Subquery(Clock.objects.filter(subject="case:1").values("started_at")[:1])
    assert of(stock) != of(replace(stock, entered_day=later))


def test_the_version_changes_with_what_is_added_up() -> None:
    def added(amount: Any) -> str:
        return of(Total(CASES, lambda _: Q(), lambda _: Q(), amount))

    assert added(F("used_days") + F("paused_days")) != added(F("used_days") - F("paused_days"))


def rows_from(rows: Callable[[], QuerySet[Any]], where: Q) -> str:
    return of(Count(replace(CASES, rows=rows), lambda _: where, lambda _: where))


def test_the_version_changes_with_the_rows_and_with_values_made_for_them() -> None:
    plain = rows_from(Case.objects.all, Q(window_key=0))
    assert plain != rows_from(lambda: Case.objects.filter(joint=True), Q(window_key=0))
    ours = rows_from(lambda: with_window(Case.objects.all()), Q(window_key=0))
    none = Coalesce(F("window_id"), -1, output_field=IntegerField())
    assert ours != rows_from(lambda: Case.objects.annotate(window_key=none), Q(window_key=0))
    assert rows_from(lambda: with_window(Case.objects.all()), Q(joint=True)) == rows_from(
        Case.objects.all, Q(joint=True)
    )  # nothing is counted by the window there


SPELT = """
import django
from yichuang.config.database import start_django
start_django()
from yichuang.kernel.figures import all_figures
from yichuang.kernel.figures.version import version_of
print(*(version_of(one) for one in all_figures()))
"""


def test_every_figure_has_the_same_version_in_every_process() -> None:
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    told = subprocess.run([sys.executable, "-c", SPELT], check=True, capture_output=True, text=True, env=env)
    assert told.stdout.split() == [version_of(one) for one in all_figures()]
