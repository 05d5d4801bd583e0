"""`yichuang bench`: how fast this version is on this machine, as ratios taken in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yichuang.config.own_folder import own_folder

if TYPE_CHECKING:
    from yichuang.config.bench.rows import Row

NAMES = ("check", "demo", "six_acts", "watcher", "act_to_screen", "pages", "figures_year", "report", "soak")


@click.command(short_help="测这个版本在这台机器上有多快，报告核对有多准")
@click.argument("what", type=click.Choice(["check"]), required=False, metavar="[check]")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="结果另存为 JSON。")
@click.option("--small", is_flag=True, help="全部按百分之一的量测，只看测得通测不通。")
@click.option("--only", type=click.Choice(NAMES), help="只测一项。")
@click.option("--show", is_flag=True, help="check：逐条列出可看部分里漏的、误的和提的疑问。")
def command(*, what: str | None, file: Path | None, small: bool, only: str | None, show: bool) -> None:
    """在自己的空数据库里建演示中心、测每一步、测网页，用完删掉；设了 DATABASE_URL 就用那个数据库，须是空的。

    报的是同一次运行里两边的比值。机器忙的时候测不准。

    bench check 不用数据库：拿带标注的语料考报告核对，按报告类别和未看部分列出准确率、召回率、每页疑问数；
    bench --only check 也不用：量报告核对的快慢和内存。
    """
    if what == "check":
        if small or only:
            raise click.UsageError("bench check 只能带 --json 和 --show，没有 --small 和 --only。")
        report_check(file, show=show)
        return
    if show:
        raise click.UsageError("--show 只用于 bench check。")
    found: list[Row] = []
    if only in (None, "check"):
        from yichuang.config.bench.check import measure

        found += measure(small=small)
    if only != "check":
        with ground():
            from yichuang.config.bench.run import run

            for row in run(small=small, only=only, say=lambda text: click.echo(text, err=True)):
                found.append(row)
    for line in lines(found):
        click.echo(line)
    if file:
        from yichuang.config.bench.rows import write_json

        write_json(found, file)


def report_check(file: Path | None, *, show: bool) -> None:
    """Prints how well the report check does on the labelled corpus."""
    import json

    from yichuang.config.columns import table
    from yichuang.oversight.reportcheck import labelled, mutants, scoring
    from yichuang.oversight.reportcheck.engine import examine
    from yichuang.oversight.reportcheck.findings import Examination
    from yichuang.oversight.reportcheck.reading import read

    def check(text: str, name: str) -> Examination:
        return examine(read(text.encode(), name))

    pieces = labelled.load()
    outcomes = scoring.examine_all([*pieces, *labelled.right_pieces()], check)
    rows = scoring.scores(outcomes)
    tallies = mutants.tallies(mutants.try_all(pieces, check))
    if show:
        for line in scoring.details(outcomes):
            click.echo(line)
    for line in table([scoring.HEADS, *map(scoring.cells, rows)]):
        click.echo(line)
    click.echo()
    for line in table([mutants.HEADS, *map(mutants.cells, tallies)]):
        click.echo(line)
    if file:
        every = [*(row.as_json() for row in rows), *(row.as_json() for row in tallies)]
        found = json.dumps(every, ensure_ascii=False, indent=1)
        file.write_text(found + "\n", encoding="utf-8")


@contextmanager
def ground() -> Iterator[None]:
    """Inside, an empty database with its tables answers, in a data folder of its own that goes away afterwards."""
    os.environ.pop("YICHUANG_DATABASE", None)
    with own_folder("yichuang-bench-"):
        from yichuang.config.bench.run import standing

        with standing():
            yield


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
