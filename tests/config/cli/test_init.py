"""`yichuang init`: an empty centre once, with clear words for what can't be."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests import ground
from tests.narrow import there

from yichuang.config.cli import init
from yichuang.domains.organisation import queries
from yichuang.domains.organisation.actions import Outline, load
from yichuang.kernel.access.models import Account, Post

GIVEN = {
    "name": "青山县政务服务中心",
    "region": "青山县",
    "region-code": "519922",
    "admin": "zhou",
    "admin-name": "周主任",
    "password": "lv-shui-2026",
}


def options(**changed: str) -> list[str]:
    return [f"--{name.replace('_', '-')}={value}" for name, value in {**GIVEN, **changed}.items()]


@pytest.fixture
def own_database(django_db_setup, tmp_path: Path):
    """A database of its own: what the command commits must not be seen by other tests."""
    name = f"{ground.database()}_init"
    ground.server().ensure(name, owner=ground.OWNER, app=ground.APP, template=ground.template())
    yield {
        "DATABASE_URL": ground.address(ground.APP, name),
        "DATABASE_OWNER_URL": ground.address(ground.OWNER, name),
        "YICHUANG_DATA": str(tmp_path),
        "PYTHONPATH": str(ground.CHECKOUT / "src"),
    }
    ground.drop(name)


def run(own_database: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yichuang.config.cli", "init", *arguments],
        env={**os.environ, **own_database},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_centre_is_begun_once_and_a_second_time_is_refused(own_database: dict[str, str]) -> None:
    first = run(own_database, *options())
    assert first.returncode == 0, first.stderr
    assert "青山县政务服务中心已建好" in first.stdout
    second = run(own_database, *options(name="另一个政务服务中心"))
    assert second.returncode == 1
    assert "这里已经有一个中心：青山县政务服务中心" in second.stderr


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": "短"}, "名称要 4 到 60 个字"),
        ({"region_code": "51992"}, "区划代码是 6 位数字"),
        ({"admin": "周 主任"}, "用户名用小写字母和数字"),
        ({"password": "12345678"}, "两种"),
    ],
)
def test_what_cant_be_is_refused_before_anything_starts(changed: dict[str, str], why: str) -> None:
    answer = CliRunner().invoke(init.command, options(**changed))
    assert answer.exit_code == 2
    assert why in answer.output


def test_what_is_left_out_is_asked_for_and_a_wrong_answer_asked_for_again() -> None:
    typed = ["青山县政务服务中心", "青山县", "51", "519922", "zhou", "周主任", "short", "short"]
    typed += ["lv-shui-2026", "lv-shui-2026"]
    found: dict[str, str] = {}

    @init.click.command()
    def asking() -> None:
        found.update(init._asked(dict.fromkeys([one.name for one in init.command.params])))

    answer = CliRunner().invoke(asking, input="\n".join(typed) + "\n")
    assert answer.exit_code == 0, answer.output
    assert "区划代码是 6 位数字" in answer.output
    assert found == {name.replace("-", "_"): value for name, value in GIVEN.items()}


def test_the_centre_is_empty_but_for_a_window_and_an_administrator_who_manages_it(db) -> None:
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    answers = {name.replace("-", "_"): value for name, value in GIVEN.items()}
    load(Outline.model_validate(init.outline(answers, at)), at)
    here = there(queries.site())
    assert (here.name, here.region_code, here.demonstration) == ("青山县政务服务中心", "519922", False)
    assert queries.departments() == []
    assert [one.kind for one in queries.windows_of(here.centre_id)] == ["comprehensive"]
    admin = Account.objects.get()
    assert admin.check_password("lv-shui-2026")
    assert not admin.must_change_password
    assert set(Post.objects.values_list("role", flat=True)) == {"centre_manager", "administrator"}
