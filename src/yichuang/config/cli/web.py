"""`yichuang web`: the web server by itself, for an installation that supervises its own processes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

WORKERS = 2
THREADS = 4  # a worker; more would only wait for each other on Python's lock


def arguments(host: str, port: int, workers: int, threads: int) -> list[str]:
    """granian's command line: WSGI, static files from the build's folder by its own threads."""
    from yichuang.config import env

    static = env.CHECKOUT / "src/yichuang/ui/static"
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws", "--http", "auto"]
    options += ["--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    options += ["--workers-kill-timeout", "10", "--respawn-interval", "1"]
    if static.is_dir():
        options += ["--static-path-route", "/static", "--static-path-mount", str(static)]
    return [sys.executable, "-m", "granian", *options, "yichuang.config.wsgi:application"]


@click.command(short_help="只运行网页服务")
@click.option("--host", envvar="YICHUANG_HOST", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="端口。")
@click.option("--workers", envvar="YICHUANG_WEB_WORKERS", default=WORKERS, show_default=True, help="进程数。")
@click.option(
    "--threads", envvar="YICHUANG_WEB_THREADS", default=THREADS, show_default=True, help="每进程线程数。"
)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """在前台运行网页服务；数据库须已在运行。"""
    from yichuang.config.database import SETTINGS

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["PORT"] = str(port)  # the streams are on the next one
    os.environ["YICHUANG_HOST"] = host  # the settings ask whether other machines can reach this one
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_fresh_folder())
    called = arguments(host, port, workers, threads)
    os.execv(called[0], called)  # noqa: S606 - our own interpreter


def _fresh_folder() -> Path:
    """Where the processes of this server count together; what a server before it counted is over."""
    from yichuang.config import env

    folder = env.data_folder() / "cache" / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder
