"""The command line: what it offers, and what it says when something is wrong."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg.conninfo
import pytest
from click.testing import CliRunner

from yichuang.config import cli, env
from yichuang.config.cli import chinese
from yichuang.config.cli.up import welcome
from yichuang.config.columns import table, width


def run(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yichuang.config.cli", *arguments],
        env={**os.environ, "PYTHONPATH": str(env.CHECKOUT / "src"), **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_is_found_and_explains_itself() -> None:
    for name in cli.commands.list_commands(None):  # type: ignore[arg-type]
        answer = CliRunner().invoke(cli.commands, [name, "--help"])
        assert answer.exit_code == 0, answer.output
        assert answer.output.startswith(f"用法: commands {name} [选项]")
        assert not re.search(r"Usage|Options|Show this|default:|TEXT|INTEGER", answer.output)


def test_a_command_that_isnt_there_is_refused() -> None:
    answer = CliRunner().invoke(cli.commands, ["nosuch"])
    assert answer.exit_code == 2
    assert "没有 nosuch 这个命令。" in answer.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "--nosuch", "a.txt"], "错误：没有 --nosuch 这个选项。"),
        (["check"], "错误：缺少参数 '文件…'"),
        (["check", "a.txt", "--docx"], "错误：选项 --docx 后面要写值。"),
        (["check-page", "--port", "abc"], "错误：'--port' 的值不对：abc 不是数字，请写成数字。"),
        (["check-page", "--port", "80000"], "错误：'--port' 的值不对：80000 超出范围 1<=x<=65535。"),
        (["bench", "--only", "nothing"], "错误：'--only' 的值不对：nothing 不在可选的里面"),
        (["import", "nothing"], "错误：没有 nothing 这个命令。"),
        (["doctor", "surplus"], "错误：多了参数（surplus）"),
    ],
)
def test_what_is_typed_wrong_is_told_in_chinese(arguments: list[str], says: str) -> None:
    answer = CliRunner().invoke(cli.commands, arguments)
    assert answer.exit_code == 2
    assert says in answer.output
    assert not re.search(r"Error|Usage|Invalid|Missing|Try ", answer.output)


# what only a programmer of commands meets
NOT_SHOWN = re.compile(
    r"Warning|declaration|defined twice|Boolean option|Invalid start character|deprecated|No options|Unknown color"
)


def test_every_sentence_that_click_says_is_known_in_chinese() -> None:
    found = set()
    for module in chinese.MODULES:
        tree = ast.parse(inspect.getsource(module))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                found |= {str(word.value) for word in call.args if isinstance(word, ast.Constant)}
    assert {sentence for sentence in found if not NOT_SHOWN.search(sentence)} <= set(chinese.SAID)


def test_the_database_address_is_one_that_postgresql_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("YICHUANG_DATA", str(tmp_path))
    answer = CliRunner().invoke(cli.commands, ["database-url", "--owner"])
    parts = psycopg.conninfo.conninfo_to_dict(answer.output.strip())
    assert parts["user"] == "yichuang_owner"
    assert parts["host"] == str(env.socket_folder(tmp_path))


def test_an_address_with_a_password_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:a%40b%2F@db.example:6432/yc?sslmode=require")
    answer = CliRunner().invoke(cli.commands, ["database-url"])
    parts = psycopg.conninfo.conninfo_to_dict(answer.output.strip())
    assert parts == psycopg.conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])


def test_an_address_that_cant_be_read_is_told_without_repeating_it() -> None:
    answer = run("migrate", DATABASE_URL="postgresql://app:hunter2@[db", DATABASE_OWNER_URL="")
    assert answer.returncode == 1
    assert "DATABASE_URL" in answer.stderr
    assert "hunter2" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_server_that_doesnt_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    address = f"postgresql://app@/yc?host={tmp_path}"
    answer = run("migrate", DATABASE_URL=address, DATABASE_OWNER_URL=address)
    assert answer.returncode == 1
    assert "数据库连不上" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_demonstrations_accounts_stand_in_even_columns(tmp_path: Path) -> None:
    accounts = [
        {"role": "窗口人员", "name": "王敏", "username": "wangmin", "password": "abc"},
        {"role": "主任", "name": "欧阳建国", "username": "ou", "password": "defghi"},
    ]
    (tmp_path / env.DEMONSTRATION).write_text(json.dumps(accounts))
    lines = welcome("http://127.0.0.1:8000", tmp_path)
    rows = [line for line in lines if "wangmin" in line or "欧阳" in line]
    assert len(rows) == 2
    before = [width(row[: row.index(word)]) for row, word in zip(rows, ("wangmin", "ou"), strict=True)]
    assert before[0] == before[1]


def test_a_chinese_character_takes_two_places() -> None:
    assert width("一窗ok") == 6
    assert table([["一", "x"], ["ab", "y"]]) == ["  一  x", "  ab  y"]
