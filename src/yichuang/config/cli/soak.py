"""`yichuang soak`: clerks work without a pause while processes are killed; then every act is looked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yichuang.config.own_folder import own_folder

if TYPE_CHECKING:
    from yichuang.config.soak.run import Outcome


@click.command(short_help="边办件边杀进程，再核对一步也没有丢")
@click.option("--kills", default=200, show_default=True, help="杀几次（kill -9）；0 就只办件。")
@click.option("--clerks", default=16, show_default=True, help="几个人同时办。")
@click.option("--seconds", default=3600.0, show_default=True, help="最多办多久。")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON。")
@click.option(
    "--like",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="在这个演示中心（停着的数据文件夹）的复制品里做，不现建一个。",
)
@click.option("--seed", default=1, show_default=True, help="随机种子：什么时候杀哪一个。")
def command(*, kills: int, clerks: int, seconds: float, like: Path | None, seed: int, as_json: bool) -> None:
    """在自己的数据文件夹里建一个小中心，让几个人不停地办件，同时随机杀掉网页、后台、看守和数据库进程。

    最后核对：答复过的每一步都在，没有办了一半的，没有办两遍的，留痕完好，该接着办的都办了，
    指标和重算的一样，杀掉的进程都自己回来了。用完删掉。
    """
    from yichuang.config.soak.centre import NotReady
    from yichuang.config.soak.run import soak

    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    try:
        with own_folder("yichuang-soak-") as folder:
            if like:
                # as it is, owners and modes included: PostgreSQL refuses a folder of somebody else
                subprocess.run(["cp", "-a", f"{like}/.", str(folder)], check=True)  # noqa: S607 - of every Unix
            found = soak(
                folder,
                clerks=clerks,
                kills=kills,
                seconds=seconds,
                seed=seed,
                say=lambda said: click.echo(said, err=True),
            )
    except NotReady as trouble:
        raise click.ClickException(str(trouble)) from None
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _tell(found)
    sys.exit(1 if found.wrong or found.faults or found.short else 0)


def _tell(found: Outcome) -> None:
    killed = "、".join(f"{part} {count}" for part, count in sorted(found.kills.items())) or "没有"
    pace = found.acts / found.seconds
    click.echo(f"办了 {found.acts:,} 步（{pace:.1f} 步/秒，重试 {found.tries - found.acts:,} 次）")
    click.echo(f"杀了 {sum(found.kills.values())} 次：{killed}")
    if found.short:
        click.echo(f"时间到了，还差 {found.short} 次没有杀：没有证明到要求的次数，请把 --seconds 加大")
    for said in [*found.wrong[:20], *found.faults[:50]]:
        click.echo(said)
    bad = len(found.wrong) + len(found.faults)
    click.echo(f"有 {bad} 处不对" if bad else "一步也没有丢，没有办了一半的，留痕完好，指标和重算的一样")
