"""`yichuang restore`: a backup back into an empty data folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(short_help="把备份恢复到空的数据文件夹")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
              help="另存的密钥文件夹（原来数据文件夹里的 keys/）。")  # fmt: skip
def command(file: Path, keys: Path) -> None:
    """把 FILE 恢复到 YICHUANG_DATA（须是空的），再核对留痕。

    先核对备份和密钥，对不上就什么也不写。恢复后所有人都要重新登录。
    """
    from yichuang.config import env
    from yichuang.config.backup.manifest import NotABackup
    from yichuang.config.backup.putting_back import Occupied, WrongKeys, prove, put_back
    from yichuang.config.database import running_database

    try:
        made = put_back(file, keys, lambda said: click.echo(f"{said} …"))
    except (NotABackup, WrongKeys, Occupied) as trouble:
        raise click.ClickException(str(trouble)) from None
    click.echo(f"已恢复 {made.made_at:%Y-%m-%d %H:%M} 的备份到 {env.data_folder()}")
    with running_database():
        whole = prove()
    sys.exit(0 if whole else 1)
