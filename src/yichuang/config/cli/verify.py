"""`yichuang verify`: prove that the ledger is as it was written, and keep or check a day's root.

`yichuang verify figures` proves that the sums of folded days are what the rows make, `yichuang verify reports` that
reports read as they were signed.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import click

SHOWN = 200


@click.group(short_help="核对留痕和指标汇总有没有错", invoke_without_command=True)
@click.option("--export", "export", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="核对无误后，把昨天为止的根值写到文件，另处保存或张贴。")  # fmt: skip
@click.option("--until", metavar="DATE", help="和 --export 同用：根值算到哪天（含）；不写就是昨天。")
@click.option("--against", "against", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              metavar="FILE", help="和以前存下的根值比对。")  # fmt: skip
@click.option("--quiet", is_flag=True, help="不显示进度。")
@click.pass_context
def command(
    asked: click.Context, export: Path | None, until: str | None, against: Path | None, *, quiet: bool
) -> None:
    """逐条核对留痕：每一条的内容、顺序，和业务表里记的最后一条。

    被改、被删、被换过顺序的，逐条列出，退出码为 1。
    """
    if asked.invoked_subcommand:
        return
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.ledger.verify import one_moment

        with one_moment():
            faults = _walk(quiet=quiet)
            faults += _compare(against) if against else 0
            if export and not faults:
                _export(export, until)
    if export and faults:
        click.echo("留痕有问题，没有写根值", err=True)
    sys.exit(1 if faults else 0)


@command.command("figures", short_help="核对指标的汇总数")
def figures() -> None:
    """把过完的日子按明细重算一遍，和保存的汇总数逐个比对；不一样的逐个列出，退出码为 1。

    刚有补录、等着重新汇总的日子不比：这些天的数字本来就是现算的。
    """
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.figures.proof import differences, folded_days
        from yichuang.kernel.ledger.verify import one_moment

        found = 0
        with one_moment():
            days = folded_days()
            for found, one in enumerate(differences(_progress), start=1):
                if found <= SHOWN:
                    click.echo(one.text)
    if found > SHOWN:
        click.echo(f"…… 另有 {found - SHOWN:,} 处")
    click.echo(f"重算 {days:,} 天的汇总数，{f'有 {found:,} 处不一样' if found else '全部一致'}")
    sys.exit(1 if found else 0)


@command.command("reports", short_help="核对报告的文字")
def reports() -> None:
    """把每份报告签发和发布时存下的文字，和留痕里签发的校验值逐份比对；不一样的逐份列出，退出码为 1。"""
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.ledger.verify import one_moment
        from yichuang.oversight.reports.proof import altered, texts_kept

        with one_moment():
            count, found = texts_kept(), list(altered())
    for line in found[:SHOWN]:
        click.echo(line)
    click.echo(f"核对 {count:,} 份文字，{f'有 {len(found):,} 处不对' if found else '都和签发时一样'}")
    sys.exit(1 if found else 0)


def _progress(days: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r已核对 {days:,} 天", nl=False, err=True)


def _walk(*, quiet: bool) -> int:
    from yichuang.kernel.ledger.verify import stored_heads, walk
    from yichuang.kernel.verbs.subjects import kinds

    tables = [(kind, model._meta.db_table) for kind, model in kinds().items()]
    read = 0

    def told(count: int) -> None:
        nonlocal read
        read = count
        if not quiet and sys.stderr.isatty():
            click.echo(f"\r已核对 {count:,} 条", nl=False, err=True)

    found = 0
    for fault in walk(stored_heads(tables), told, frozenset(kinds())):
        found += 1
        if found <= SHOWN:
            click.echo(f"{fault.subject} 第 {fault.n} 条：{fault.text}")
    if not quiet and sys.stderr.isatty():
        click.echo("\r", nl=False, err=True)
    if found > SHOWN:
        click.echo(f"…… 另有 {found - SHOWN:,} 处")
    click.echo(f"核对 {read:,} 条留痕，{f'有 {found:,} 处不对' if found else '全部完好'}")
    return found


def _compare(file: Path) -> int:
    """Compare with a root that was kept; 1 when it doesn't hold."""
    from yichuang.kernel.ledger.verify import Root, root_at

    try:
        kept = Root.from_json(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise click.ClickException(f"{file} 不是 verify --export 写的根值文件") from None
    now = root_at(kept.until)
    day = (kept.until - timedelta(seconds=1)).date()
    if now.root == kept.root:
        click.echo(f"和 {day} 的根值一致：{kept.entries:,} 条留痕")
        return 0
    click.echo(f"和 {day} 的根值不一致：当时 {kept.entries:,} 条，现在 {now.entries:,} 条")
    if now.entries > kept.entries:
        click.echo("条数变多了：那天以后补录过更早的办件，根值也会变。请核对补录记录")
    return 1


def _export(file: Path, until: str | None) -> None:
    from yichuang.kernel.clocks.hours import SHANGHAI
    from yichuang.kernel.ledger.verify import root_at

    today = datetime.now(SHANGHAI).date()
    try:
        day = date.fromisoformat(until) if until else today - timedelta(1)
    except ValueError:
        raise click.ClickException(f"--until 要写成 2026-11-24 这样的日期，您写的是“{until}”") from None
    if day >= today:
        raise click.ClickException("只能给已经过完的日子算根值，请写昨天或更早的日期")
    after = day + timedelta(1)
    root = root_at(datetime(after.year, after.month, after.day, tzinfo=SHANGHAI))
    try:
        file.write_text(root.to_json() + "\n", "utf-8")
    except OSError as error:
        raise click.ClickException(f"写不了 {file}：{error.strerror}") from None
    click.echo(f"{day} 的根值 {root.root}，共 {root.entries:,} 条，已写到 {file}")
