"""The house's own rules that no linter checks: sizes, names, and foreign keys that point down."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from yichuang.config import env

SOURCES = sorted((env.CHECKOUT / "src" / "yichuang").rglob("*.py"))
LONGEST_FUNCTION, LONGEST_FILE = 60, 600
# Too long on the day the rule came, by `file` or `file:function`. This list only shrinks.
TOO_LONG: set[str] = set()

# Ground first, as in .importlinter; rooms of one line don't point at each other.
FLOORS = [
    {"offices"},
    {"calendar", "numbering", "privacy"},
    {"ledger", "clocks", "access"},
    {"verbs"},
    {"watch", "outbox", "documents"},
    {"figures", "datasets", "panels"},
    {"organisation"},
    {"residents"},
    {"catalogue"},
    {"cases"},
]


def name_of(path: Path) -> str:
    return str(path.relative_to(env.CHECKOUT / "src" / "yichuang"))


def too_long() -> set[str]:
    found = set()
    for path in SOURCES:
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if len(text.splitlines()) > LONGEST_FILE:
            found.add(name_of(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
                    found.add(f"{name_of(path)}:{node.name}")
    return found


def test_no_function_or_file_is_too_long_and_the_list_of_exceptions_only_shrinks() -> None:
    assert too_long() == TOO_LONG


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert [name_of(path) for path in SOURCES if path.stem in drawers or path.parent.name in drawers] == []


def floor(label: str) -> int:
    for n, rooms in enumerate(FLOORS):
        if label in rooms:
            return n
    return len(FLOORS)


def own_keys() -> list[models.ForeignKey[models.Model, models.Model]]:
    return [
        field
        for model in apps.get_models()
        if model.__module__.startswith("yichuang.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.model is model
    ]


@pytest.mark.parametrize("key", own_keys(), ids=str)
def test_a_foreign_key_points_down_and_leaves_nothing_behind(
    key: models.ForeignKey[models.Model, models.Model],
) -> None:
    here, there = key.model._meta.app_label, key.related_model._meta.app_label
    if here == there:
        return
    assert floor(there) < floor(here), f"{here} points at {there}"
    assert key.remote_field.related_name == "+"


def test_no_model_orders_by_itself() -> None:
    ordered = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("yichuang.") and model._meta.ordering
    ]
    assert ordered == []
