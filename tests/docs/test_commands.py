"""What the pages tell a reader to type is typed here, in a checkout of its own with a small centre."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import ground
from tests.docs.checkout import Checkout, database
from tests.docs.fences import CHECKOUT, PAGES, RUNNABLE, Fence, fences, name_of

WORKED = [page for page in PAGES if any(set(fence.marks) - {"norun"} for fence in fences(page))]
SMALL_CENTRE = f"""
from yichuang.config.database import start_django
start_django()
from datetime import UTC, datetime
from pathlib import Path
from yichuang.domains.catalogue.importing import load_shipped
from yichuang.domains.organisation.actions import load
from yichuang.domains.organisation.outline import read
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.calendar import changes

at = datetime(2026, 1, 5, 1, tzinfo=UTC)
load(read(Path("{CHECKOUT}/tests/docs/centre.toml")), at)
assert not load_shipped(by=SYSTEM, at=at, departments=["scjgj", "gaj"]).bad
"""


@pytest.fixture(scope="module")
def checkout(django_db_setup: None) -> Iterator[Checkout]:
    name = f"{ground.database()}_docs"
    with database(name), tempfile.TemporaryDirectory(prefix="yichuang-docs-") as folder:
        made = Checkout(Path(folder), name)
        made.follow(
            Fence(CHECKOUT / "tests/docs/test_commands.py", 1, "python", SMALL_CENTRE, {"run": "run"})
        )
        yield made


@pytest.mark.parametrize("page", WORKED, ids=name_of)
def test_what_a_page_shows_can_be_done(page: Path, checkout: Checkout) -> None:
    for fence in fences(page):
        checkout.follow(fence)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_command_is_left_untried_in_silence(page: Path) -> None:
    silent = [str(fence) for fence in fences(page) if fence.language in RUNNABLE and not fence.marks]
    assert silent == [], "mark these blocks with run, write, append, into, or norun (tests/docs/fences.py)"


def test_the_worked_examples_are_worked() -> None:
    names = {name_of(page) for page in WORKED}
    wanted = {"add-an-item", "add-an-indicator", "add-a-verb", "add-a-room"}
    assert {f"docs/how-to/{name}.md" for name in wanted} | {"docs/running.md"} <= names
