"""The files of `deploy/`: nginx and systemd take them, where those are installed, and they fit this version."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.docs.fences import CHECKOUT

from yichuang.config import env
from yichuang.config.cli import exists

DEPLOY = CHECKOUT / "deploy"
RUNNING = (CHECKOUT / "docs/running.md").read_text("utf-8")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
PARTS = ("web", "worker", "watch", "live")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(
    not NGINX, reason="NGINX IS MISSING: deploy/nginx.conf was not tried; install nginx to have it tried"
)
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    ec = (
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=centre.example",
    )
    kept = ("-keyout", f"{tmp_path}/tls.key", "-out", f"{tmp_path}/tls.crt")
    made = run("openssl", "req", "-x509", *ec, *kept)
    assert made.returncode == 0, made.stderr
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/yichuang/", f"{tmp_path}/")
    site = site.replace("listen 80;", "listen 18080;").replace("listen 443", "listen 18443")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off;\n{site}\n}}\n"
    )
    tried = run(NGINX or "", "-t", "-c", str(whole), "-p", str(tmp_path))
    assert tried.returncode == 0, tried.stderr


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="SYSTEMD IS MISSING: deploy/yichuang@.service was not tried"
)
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "yichuang@.service").read_text().replace("/opt/yichuang/.venv/bin/yichuang", "/bin/true")
    (tmp_path / "yichuang@.service").write_text(unit)
    tried = run("systemd-analyze", "verify", "--man=no", f"{tmp_path}/yichuang@.service")
    about = [line for line in (tried.stdout + tried.stderr).splitlines() if "yichuang@" in line]
    assert not about


def test_every_part_that_a_unit_runs_is_a_command() -> None:
    assert all(exists(part) for part in PARTS)
    for part in PARTS:
        assert f"yichuang@{part}" in RUNNING


def test_every_variable_is_one_that_the_page_explains() -> None:
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / "yichuang.env").read_text(), re.MULTILINE)
    assert len(names) > 5
    for name in names:
        assert f"`{name}`" in RUNNING


def test_the_proxy_asks_where_pages_and_streams_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "YICHUANG_LIVE_PORT"):
        monkeypatch.delenv(name, raising=False)
    site = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"proxy_pass http://127\.0\.0\.1:(\d+)", site) == [
        str(env.port()),
        str(env.live_port()),
    ]
    assert "proxy_buffering off" in site.partition("location /live/")[2]
    assert "client_max_body_size 80m" in site  # more than MOST_BYTES: the page that says so is ours
