"""`yichuang up`: the whole centre in one terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yichuang.config.supervisor import Supervisor


@click.command(short_help="启动整个中心：数据库、网页、后台任务")
@click.option("--demo", is_flag=True, help="还没有中心时，先建一个带一年数据的演示中心。")
@click.option("--host", envvar="YICHUANG_HOST", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="端口。")
def command(*, demo: bool, host: str, port: int) -> None:
    """启动数据库、网页服务和后台任务，退出的会重启；Ctrl-C 依次停止。"""
    from yichuang.config import cli, env
    from yichuang.config.postgres import ServerTrouble
    from yichuang.config.supervisor import Supervisor

    def prepare(supervisor: Supervisor) -> None:
        click.echo("检查数据库结构 …")
        if supervisor.call("migrate", "--quiet") != 0:
            raise ServerTrouble("数据库升级失败，原因见上。")
        if demo and cli.exists("demo") and supervisor.call("demo", "--if-empty") != 0:
            raise ServerTrouble("演示中心没有建成，原因见上。")

    def ready(supervisor: Supervisor) -> None:
        click.echo("\n".join(welcome(supervisor.url, supervisor.folder)))

    Supervisor(env.data_folder(), host=host, port=port, say=click.echo).run(prepare, ready)


def welcome(url: str, folder: Path) -> list[str]:
    """What the operator reads when the centre answers: addresses, and the demonstration's accounts if there are any."""
    from yichuang.config import env
    from yichuang.config.columns import table

    lines = [
        "",
        f"一窗已启动  {url}/",
        f"  群众门户  {url}/",
        f"  工作台    {url}/desk/",
        f"  数据      {folder}",
    ]
    accounts = folder / env.DEMONSTRATION
    if accounts.exists():
        rows = [
            [row[key] for key in ("role", "name", "username", "password")]
            for row in json.loads(accounts.read_text())
        ]
        lines += ["", "演示账号（每个角色一个）：", *table([["角色", "姓名", "用户名", "密码"], *rows])]
    return [*lines, "", "按 Ctrl-C 停止。"]
