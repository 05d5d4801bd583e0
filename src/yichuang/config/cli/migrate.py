"""`yichuang migrate`: bring the database's tables to this version."""

from __future__ import annotations

import click


@click.command(short_help="把数据库升级到当前版本")
@click.option("--quiet", is_flag=True, help="只在出错时输出。")
def command(*, quiet: bool) -> None:
    """以表的所有者角色执行数据库迁移；自带的数据库没有运行时，临时启动它。"""
    from yichuang.config.database import running_database

    with running_database():
        bring_up_to_date(quiet=quiet)


def bring_up_to_date(*, quiet: bool) -> None:
    """Migrate the running database as its owner; afterwards this process is the application again."""
    from yichuang.config.database import one_at_a_time, prepare_rights, start_django

    with one_at_a_time():
        prepare_rights()
        start_django()
        from django.core.management import call_command
        from django.db import connections

        # A package's own data migration may say `objects` without an alias: it must write in the migration's
        # transaction, or it would wait for that transaction's locks for ever.
        connections["default"] = connections["owner"]
        try:
            call_command("migrate", database="owner", interactive=False, verbosity=0 if quiet else 1)
        finally:
            del connections["default"]
