"""The database goes away and comes back: visitors read a sentence meanwhile, and nobody has to do anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.config.test_supervisor import PATIENCE, free_port

from yichuang.config import env
from yichuang.config.postgres import Server

pytestmark = pytest.mark.slow


class Web:
    """A web server of one process on a data folder with its own database."""

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder, env.socket_folder(folder))
        self.port = free_port()
        surroundings = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_")}
        self.env = {**surroundings, "YICHUANG_DATA": str(folder), "PYTHONPATH": str(env.CHECKOUT / "src")}

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "yichuang.config.cli", *words]
        return subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, type and text of an answer; 0 when nobody answers yet."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read().decode()
        except OSError:
            return 0, "", ""

    def until(self, status: int, path: str) -> str:
        """The text of the first answer with that status."""
        deadline = time.monotonic() + PATIENCE
        while (answer := self.get(path))[0] != status:
            assert time.monotonic() < deadline, f"never {status}: {answer}"
            time.sleep(0.2)
        return answer[2]


@pytest.fixture
def web() -> Iterator[Web]:
    with tempfile.TemporaryDirectory(prefix="yc-away-") as made:
        Path(made).chmod(0o755)
        web = Web(Path(made))
        migrated = web.run("migrate", "--quiet")
        said, _ = migrated.communicate(timeout=10 * PATIENCE)
        assert migrated.returncode == 0, said.decode()
        web.server.start()
        running = web.run("web", "--port", str(web.port), "--workers", "1")
        yield web
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=PATIENCE)
        web.server.stop()


def test_a_database_that_is_away_is_told_in_a_sentence_and_comes_back_by_itself(web: Web) -> None:
    web.until(200, "/progress/")
    web.server.stop()
    page = web.until(503, "/progress/")
    assert "数据库暂时连不上" in page
    assert "Traceback" not in page
    status, kind, problem = web.get("/api/v1/calendar/due?start=2026-11-24&amount=3")
    assert (status, kind) == (503, "application/problem+json")
    assert "数据库暂时连不上" in problem
    time.sleep(8)  # longer than the pool tries by itself
    web.server.start()
    web.until(200, "/progress/")
