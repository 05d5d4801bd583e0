"""`yichuang worker`: the background worker by itself."""

from __future__ import annotations

import click


@click.command(short_help="只运行后台任务")
@click.option("--interval", default=1.0, show_default=True, help="没有任务时隔几秒再看。")
def command(interval: float) -> None:
    """在前台运行后台任务（生成文书、发送消息、汇总数字、导入台账）；数据库须已在运行。"""
    from yichuang.config.database import start_django

    start_django()
    from django.core.management import call_command

    call_command(
        "db_worker", queue_name="*", interval=interval, reload=False, startup_delay=False, verbosity=1
    )
