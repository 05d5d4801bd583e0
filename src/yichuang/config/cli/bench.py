"""`yichuang bench`: how fast this version is on this machine, as ratios taken in one run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yichuang.config.bench.rows import Row

NAMES = ("demo", "six_acts", "pages")


@click.command(short_help="测这个版本在这台机器上有多快")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="结果另存为 JSON。")
@click.option("--small", is_flag=True, help="全部按百分之一的量测，只看测得通测不通。")
@click.option("--only", type=click.Choice(NAMES), help="只测一项。")
def command(*, file: Path | None, small: bool, only: str | None) -> None:
    """在自己的空数据库里建演示中心、测每一步、测网页，用完删掉；设了 DATABASE_URL 就用那个数据库，须是空的。

    报的是同一次运行里两边的比值。机器忙的时候测不准。
    """
    found: list[Row] = []
    with ground():
        from yichuang.config.bench.run import run

        for row in run(small=small, only=only, say=lambda text: click.echo(text, err=True)):
            found.append(row)
    for line in lines(found):
        click.echo(line)
    if file:
        from yichuang.config.bench.rows import write_json

        write_json(found, file)


@contextmanager
def ground() -> Iterator[None]:
    """Inside, an empty database with its tables answers, in a data folder of its own that goes away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="yichuang-bench-"))
    folder.chmod(0o711)  # PostgreSQL may run as another account
    before = os.environ.get("YICHUANG_DATA")
    os.environ["YICHUANG_DATA"] = str(folder)
    os.environ.pop("YICHUANG_DATABASE", None)
    try:
        from yichuang.config.bench.run import standing

        with standing():
            yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if before is None:
            del os.environ["YICHUANG_DATA"]
        else:
            os.environ["YICHUANG_DATA"] = before


def lines(found: list[Row]) -> list[str]:
    """The rows as a table."""
    from yichuang.config.columns import table

    heads = ["name", "measured", "unit", "against", "ratio", "goal", "holds"]
    cells = [
        [
            row.name,
            f"{row.measured:,.2f}",
            row.unit,
            "" if row.against is None else f"{row.against:,.2f}",
            "" if row.ratio is None else f"{row.ratio:.2f}",
            "" if row.goal is None else f"{row.goal:g}",
            "" if row.holds is None else ("yes" if row.holds else "NO"),
        ]
        for row in found
    ]
    return table([heads, *cells])
