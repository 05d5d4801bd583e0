"""What each test of the API stands on: a county with its staff, and buckets that don't run dry."""

from __future__ import annotations

import pytest
from tests.worlds import World, county

from yichuang.sites.api import rates
from yichuang.sites.api.rates import Buckets


@pytest.fixture(autouse=True)
def full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "WITH_KEY", Buckets("test", burst=1000, per_second=1000))
    monkeypatch.setattr(rates, "WITHOUT_KEY", Buckets("test", burst=1000, per_second=1000))


@pytest.fixture
def world() -> World:
    return county()
