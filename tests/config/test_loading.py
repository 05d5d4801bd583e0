"""Loading goes on without collections, and afterwards rubbish is collected again whatever happened."""

from __future__ import annotations

import gc

import django
import pytest

from yichuang.config import loading


def test_nothing_is_collected_while_django_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(django, "setup", lambda: seen.append(gc.isenabled()))
    loading.load_django()
    assert seen == [False]
    assert gc.isenabled()


def test_what_fails_to_load_leaves_the_collector_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr(django, "setup", fail)
    with pytest.raises(RuntimeError):
        loading.load_django()
    assert gc.isenabled()


def test_what_is_loaded_is_not_looked_through_again() -> None:
    before = gc.get_freeze_count()
    with loading.kept():
        left = [[str(number)] for number in range(1000)]
    assert gc.get_freeze_count() >= before + len(left)
