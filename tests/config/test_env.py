"""What the environment says, and what a command finds out where it says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from yichuang.config import env


def test_a_command_in_another_terminal_knows_the_address_of_the_centre_that_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YICHUANG_DATA", str(tmp_path))
    monkeypatch.delenv("PORT", raising=False)
    assert env.local_address() == "http://127.0.0.1:8000"
    (tmp_path / env.RUNNING).write_text("进程 12，http://10.1.2.3:8123", "utf-8")
    assert env.local_address() == "http://127.0.0.1:8123"
    monkeypatch.setenv("PORT", "8200")
    assert env.local_address() == "http://127.0.0.1:8200"
