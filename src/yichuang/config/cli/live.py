"""`yichuang live`: the streams of live pages by themselves, for an installation that supervises its own processes."""

from __future__ import annotations

import os
import sys

import click


def arguments(host: str, port: int) -> list[str]:
    """granian's command line: ASGI, one process; a second machine may run another one."""
    options = [
        "--interface",
        "asgi",
        "--host",
        host,
        "--port",
        str(port),
        "--no-ws",
        "--http",
        "auto",
        "--factory",
    ]
    options += ["--workers", "1", "--workers-kill-timeout", "3"]
    options += ["--respawn-failed-workers", "--respawn-interval", "1"]
    return [sys.executable, "-m", "granian", *options, "yichuang.config.asgi:application"]


@click.command(short_help="只运行实时推送")
@click.option("--host", envvar="YICHUANG_HOST", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", type=int, help="端口。  [默认：YICHUANG_LIVE_PORT，或 PORT 加一]")
def command(host: str, port: int | None) -> None:
    """在前台运行实时推送（监察页、大屏、窗口预警随办随变）；数据库须已在运行。没有它，网页每隔一会儿自己刷新。"""
    from yichuang.config import env
    from yichuang.config.database import SETTINGS

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    called = arguments(host, port or env.live_port())
    os.execv(called[0], called)  # noqa: S606 - our own interpreter
