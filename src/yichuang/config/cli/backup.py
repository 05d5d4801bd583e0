"""`yichuang backup`: the whole centre in one file, while work goes on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click


@click.command(short_help="备份整个中心到一个文件，不用停")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def command(file: Path | None) -> None:
    """把数据库和交来的文件备份到 FILE（不写就用带日期的名字）。办件照常进行。

    密钥不在备份里：数据文件夹的 keys/ 要另外保管，恢复时要用。
    """
    from yichuang.config import env
    from yichuang.config.backup.making import make
    from yichuang.config.database import embedded_server, running_database
    from yichuang.kernel.clocks.hours import SHANGHAI

    now = datetime.now(SHANGHAI)
    target = (file or Path(f"yichuang-{now:%Y%m%d-%H%M%S}.backup")).resolve()
    if env.database().embedded and not embedded_server().data.exists():
        raise click.ClickException("这个数据文件夹里还没有中心，没有可备份的")
    if target.exists():
        raise click.ClickException(f"{target} 已经有了，请换一个名字")
    try:
        with running_database():
            made = make(target, now)
    except OSError as error:
        raise click.ClickException(f"没有备份成：{error.strerror}（{error.filename}）") from None
    size = target.stat().st_size / 1024**2
    click.echo(f"已备份到 {target}（{size:,.1f} MB，数据库和 {len(made.members) - 1:,} 个文件）")
    click.echo(
        f"密钥不在里面。请把 {env.data_folder() / 'keys'} 另存一处：没有它，备份里的姓名、证件号读不出来"
    )
