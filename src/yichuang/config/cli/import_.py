"""`yichuang import`: a centre's own ledgers from Excel. `items` is here; other ledgers add their subcommand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import click


@click.group(short_help="从 Excel 导入本中心的事项、办件")
def command() -> None:
    """从 Excel 导入本中心自己的台账；同一个文件导入两次，不会多出一份。"""


def _of_a_ledger(function: Callable[..., None]) -> Callable[..., None]:
    """The argument and the options that every ledger's command has."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    kept = click.Path(dir_okay=False, path_type=Path)
    for option in (
        click.option("--json", "as_json", is_flag=True, help="输出 JSON。"),
        click.option("--template", type=kept, help="把空白模板存到这个文件。"),
        click.option("--dry-run", is_flag=True, help="只检查，不写入。"),
        click.option(
            "--partial/--all-or-nothing",
            default=False,
            help="有错时：只导入没错的，或者（默认）一个也不导入。",
        ),
        click.argument("file", type=file, required=False),
    ):
        function = option(function)
    return function


def _run(
    workbooks: str, bring: Callable[..., bool], file: Path | None, template: Path | None, **how: bool
) -> None:
    """Keep the empty workbook of the module `workbooks`, or bring the file in; bad rows end with exit code 1."""
    from yichuang.config.database import running_database, start_django

    if template:
        start_django()
        template.write_bytes(import_module(workbooks).workbook_of())
        click.echo(f"模板已存到 {template}")
        return
    if file is None:
        raise click.UsageError("请写要导入的文件，或用 --template 存一份模板")
    with running_database():
        start_django()
        bad = bring(file, **how)
    if bad:
        raise SystemExit(1)


@command.command(short_help="导入事项")
@_of_a_ledger
def items(file: Path | None, *, partial: bool, dry_run: bool, template: Path | None, as_json: bool) -> None:
    """从 FILE.xlsx 导入事项。

    新的事项公布，有变化的成为新的一版，没有变化的不动。每个有错的行都报出表、行号和原因；有错时退出码是 1。
    """
    _run(
        "yichuang.domains.catalogue.workbook",
        _bring_in,
        file,
        template,
        partial=partial,
        dry_run=dry_run,
        as_json=as_json,
    )


def _bring_in(file: Path, *, partial: bool, dry_run: bool, as_json: bool) -> bool:
    """Read, bring in, tell; whether there were bad rows."""
    from django.utils import timezone

    from yichuang.domains.catalogue.importing import bring_in
    from yichuang.domains.catalogue.reading import read_items
    from yichuang.kernel.access.actors import SYSTEM
    from yichuang.kernel.verbs import Refused

    try:
        reading = read_items(file.read_bytes(), file.name)
    except Refused as refused:
        raise click.ClickException(refused.text) from None
    with click.progressbar(length=len(reading.candidates), label="检查和导入", hidden=as_json) as bar:
        outcome = bring_in(
            reading.candidates,
            bad=reading.bad,
            by=SYSTEM,
            at=timezone.now(),
            all_or_nothing=not partial,
            dry_run=dry_run,
            told=lambda done, _total: bar.update(done - bar.pos),
        )
    if as_json:
        click.echo(json.dumps({**asdict(outcome), "refused": outcome.refused}, ensure_ascii=False))
        return bool(outcome.bad)
    for row in outcome.bad:
        click.echo(f"{row.place}（{row.code or '没有编码'}）：{row.why}", err=True)
    click.echo(
        _told(
            len(outcome.adopted),
            len(outcome.adjusted),
            len(outcome.unchanged),
            len(outcome.refused),
            kept=outcome.kept,
        )
    )
    _tell_kept(kept=outcome.kept, dry_run=dry_run)
    return bool(outcome.bad)


@command.command(short_help="导入办件台账")
@_of_a_ledger
def cases(file: Path | None, *, partial: bool, dry_run: bool, template: Path | None, as_json: bool) -> None:
    """从 FILE.xlsx 导入过去的办件，办结的和在办的都行。

    每一行按当时的时间补办一遍。同一个文件导入两次不会多出一件；有错的行报出行号和原因，退出码是 1。
    """
    _run(
        "yichuang.domains.cases.importing",
        _bring_cases_in,
        file,
        template,
        partial=partial,
        dry_run=dry_run,
        as_json=as_json,
    )


def _bring_cases_in(file: Path, *, partial: bool, dry_run: bool, as_json: bool) -> bool:
    """Read, bring in, tell; whether there were bad rows."""
    from django.utils import timezone

    from yichuang.config.cli.demo import progress
    from yichuang.domains.cases.importing import bring_in, read_cases
    from yichuang.domains.feedback.importing import retell, unevaluated
    from yichuang.kernel.access.actors import SYSTEM
    from yichuang.kernel.verbs import Refused

    try:
        with progress() as told:
            told("读取文件", 0, 1)
            reading = read_cases(file.read_bytes(), file.name)
            told("读取文件", 1, 1)
            outcome = bring_in(
                reading,
                by=SYSTEM,
                at=timezone.now(),
                evaluate=retell,
                unevaluated=unevaluated,
                all_or_nothing=not partial,
                dry_run=dry_run,
                told=lambda done, total: told("检查和补办", done, total),
            )
    except Refused as refused:
        raise click.ClickException(refused.text) from None
    if as_json:
        click.echo(json.dumps({**asdict(outcome), "refused": outcome.refused}, ensure_ascii=False))
        return bool(outcome.bad)
    for row in outcome.bad:
        click.echo(f"{row.place}（{row.code or '没有编号'}）：{row.why}", err=True)
    click.echo(
        f"新增 {outcome.added:,} 件，接着补上 {outcome.continued:,} 件，"
        f"没有变化 {outcome.unchanged:,} 件，有错 {outcome.refused:,} 行。"
    )
    _tell_kept(kept=outcome.kept, dry_run=dry_run)
    return bool(outcome.bad)


def _told(adopted: int, adjusted: int, unchanged: int, refused: int, *, kept: bool) -> str:
    can = "" if kept else "可以"
    return f"{can}新增 {adopted} 项，{can}调整 {adjusted} 项，没有变化 {unchanged} 项，有错 {refused} 项。"


def _tell_kept(*, kept: bool, dry_run: bool) -> None:
    """Say why nothing was written, where it wasn't."""
    if not kept:
        click.echo(
            "只做了检查，没有写入。" if dry_run else "有错的行，一个也没有导入。改好再导入，或加 --partial。"
        )
