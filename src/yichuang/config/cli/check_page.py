"""`yichuang check-page`: the report check in a browser, without a database, for whoever sits at this machine."""

from __future__ import annotations

import os
import sys

import click

HOST = "127.0.0.1"


@click.command(short_help="只打开报告核验的网页，不用数据库，不用登录")
@click.option(
    "--port", envvar="PORT", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。"
)
def command(port: int) -> None:
    """在本机打开报告核验的网页；只有这台机器能打开，Ctrl-C 停止。"""
    from yichuang.config.cli.web import arguments
    from yichuang.config.ports import trouble_with

    if trouble := trouble_with(HOST, port):
        other = port + 1 if port < 65535 else 8000
        click.echo(
            f"错误：{HOST}:{port} 不能使用（{trouble}），请换一个端口，例如 --port {other}。", err=True
        )
        sys.exit(1)
    os.environ["DJANGO_SETTINGS_MODULE"] = "yichuang.config.alone.settings"
    click.echo(f"报告核验  http://{HOST}:{port}/desk/check/\n按 Ctrl-C 停止。")
    called = arguments(HOST, port, workers=1, threads=4)
    os.execv(called[0], called)  # noqa: S606 - our own interpreter
