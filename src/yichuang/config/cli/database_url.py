"""`yichuang database-url`: where the database is, for psql and the like."""

from __future__ import annotations

import click


@click.command(short_help="打印数据库地址")
@click.option("--owner", is_flag=True, help="表的所有者角色（迁移、备份用），而不是应用角色。")
def command(*, owner: bool) -> None:
    """打印数据库地址（可能含密码），例如：psql "$(yichuang database-url)"。"""
    from yichuang.config.database import address

    click.echo(address(owner=owner))
