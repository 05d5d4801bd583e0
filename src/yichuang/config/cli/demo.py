"""`yichuang demo`: a county service centre with a year behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from yichuang.config.demonstration import Loaded

SEED = 2026


class Told(Protocol):
    """Takes how far the load has come."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """So many of so many are done."""


@click.command(short_help="建一个演示中心，带一年的办件")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="一年的最后一天，例如 2026-11-24；不填就是今天。",
)
@click.option("--seed", default=SEED, show_default=True, help="种子：同一个种子、同一天，数据一样。")
@click.option(
    "--scale",
    default=100.0,
    show_default=True,
    type=click.FloatRange(0.5, 100),
    help="按百分之几的量建，试用和测试时用；公布的件数只在 100 时成立。",
)
@click.option("--if-empty", is_flag=True, help="已经有中心时什么也不做，不算出错。")
def command(*, until: datetime | None, seed: int, scale: float, if_empty: bool) -> None:
    """往空的数据库里放进云溪县政务服务中心和到那一天为止的一年办件。只用于演示，人和企业都是虚构的。"""
    from yichuang.config.cli.migrate import bring_up_to_date
    from yichuang.config.database import connect_as_owner, running_database

    with running_database():
        bring_up_to_date(quiet=True)
        from django.utils import timezone

        from yichuang.config import demonstration

        now = timezone.now()
        today = timezone.localdate(now)
        last = until.date() if until else today
        try:
            demonstration.refuse_unless_empty()
        except demonstration.NotEmpty as taken:
            if if_empty:
                return
            raise click.ClickException(str(taken)) from None
        check_last_day(last, today)
        with progress() as told:
            loaded = demonstration.load(last, now=now, seed=seed, percent=scale, told=told)
        with connect_as_owner() as owner:
            owner.execute("ANALYZE")
    for line in summary(loaded):
        click.echo(line)


def check_last_day(last: date, today: date) -> None:
    """Refuse a day that hasn't come, or one that the calendar of notices doesn't reach back to."""
    if last > today:
        raise click.BadParameter(f"{last} 还没有到，最晚是今天 {today}", param_hint="--until")
    if last < date(2012, 1, 1):
        raise click.BadParameter("最早是 2012-01-01，更早的放假安排没有收录", param_hint="--until")


def summary(loaded: Loaded) -> Iterator[str]:
    """What there is now, and how to sign in."""
    from yichuang.config.columns import table

    span = loaded.span
    yield f"演示中心建好了：{span.begin} 到 {span.until}，{loaded.cases:,} 件，{loaded.acts:,} 步办理。"
    if loaded.accounts:
        yield ""
        yield "演示账号（每个角色一个）："
        rows = [[one.role, one.name, one.username, one.password] for one in loaded.accounts]
        yield from table([["角色", "姓名", "用户名", "密码"], *rows])
    if loaded.citizen:
        name, phone = loaded.citizen
        yield ""
        yield f"群众：{name}，手机号 {phone}，验证码在演示的消息页里看。"


@contextmanager
def progress() -> Iterator[Told]:
    """A bar for each part of the work; a line at its end where there is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console.print)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[str, int] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)  # type: ignore[arg-type]

        yield told


def _lines(say: object) -> Told:
    def told(what: str, done: int, total: int) -> None:
        if done == total:
            say(f"{what} {done:,} / {total:,}")  # type: ignore[operator]

    return told
