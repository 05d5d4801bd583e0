"""`yichuang check-page`: it says when its port is taken, and its page works where there is no database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from yichuang.config.cli import check_page

PAGE = """
import django
django.setup()
from django.test import Client
visitor = Client(SERVER_NAME="127.0.0.1")
laid_out = visitor.post("/desk/check/", {"text": "全年受理120件（网上80件、窗口50件）。"})
shown = visitor.get(laid_out["Location"]).content.decode()
print(laid_out.status_code, "checked--contradiction" in shown)
"""
LOST = """
import django
django.setup()
from django.test import Client, RequestFactory
from yichuang.sites.middleware import server_error
visitor = Client(SERVER_NAME="127.0.0.1")
lost = visitor.get("/desk/check/" + "0" * 32 + "/")
broken = server_error(RequestFactory().get("/desk/check/"))
for page in (lost, broken):
    print(page.status_code, "12345" in page.content.decode())
print(visitor.get("/desk/")["Location"])
"""


@pytest.fixture
def started(monkeypatch):
    """What would have been started, if anything."""
    calls = []
    monkeypatch.setattr(os, "execv", lambda program, called: calls.append(called))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "")
    return calls


def test_a_port_that_is_taken_is_told_also_if_whoever_has_it_would_share_it(started):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = CliRunner().invoke(check_page.command, ["--port", str(port)])
    assert (said.exit_code, started) == (1, [])
    assert f"127.0.0.1:{port} 不能使用（已被别的程序占用），请换一个端口" in said.output
    assert CliRunner().invoke(check_page.command, ["--port", str(port)]).exit_code == 0
    assert str(port) in started[0]


def test_a_port_that_there_isnt_is_refused(started):
    assert CliRunner().invoke(check_page.command, ["--port", "80000"]).exit_code == 2
    assert started == []


def test_its_page_needs_no_database(tmp_path):
    settings = {"DJANGO_SETTINGS_MODULE": "yichuang.config.alone.settings", "YICHUANG_DATA": str(tmp_path)}
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", PAGE], capture_output=True, text=True, check=True, env=without | settings
    )
    assert done.stdout.splitlines()[-1] == "302 True"


def test_its_pages_of_failures_name_no_hotline_and_lead_home(tmp_path):
    settings = {"DJANGO_SETTINGS_MODULE": "yichuang.config.alone.settings", "YICHUANG_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", LOST], capture_output=True, text=True, check=True, env=os.environ | settings
    )
    assert done.stdout.splitlines()[-3:] == ["404 False", "500 False", "/desk/check/"]
