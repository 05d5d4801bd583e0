"""`yichuang due`: when a limit ends, and why each day on the way counted or didn't."""

from __future__ import annotations

import json
from typing import Any

import click

from yichuang.kernel.calendar.rules import Calendar
from yichuang.kernel.calendar.seeds import national_calendar
from yichuang.kernel.clocks.asking import Answer, Unclear, answer, pause_of, start_of
from yichuang.kernel.clocks.hours import Hours, local
from yichuang.kernel.clocks.lights import date_words
from yichuang.kernel.clocks.rules import MAX_AMOUNT, Limit, Unit


class _Wrong(click.ClickException):
    """What was typed can't be computed with."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """One sentence on standard error."""
        click.echo(f"错误：{self.message}", err=True, file=file)


@click.command(short_help="算出时限到哪天，并逐日说明", context_settings={"ignore_unknown_options": True})
@click.argument("start", metavar="START")
@click.argument("amount", metavar="N")
@click.option(
    "--pause", "pauses", metavar="A..B", multiple=True, help="停表：A 之后到 B（含）不计；A.. 是还没恢复"
)
@click.option("--unit", default=Unit.WORKING_DAY.value, metavar="UNIT", show_default=True,
              help="working_day 工作日、calendar_day 自然日、working_hour 工作小时")  # fmt: skip
@click.option("--database", is_flag=True, help="用本中心数据库里的日历，不用随软件带的国务院放假安排")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(
    *, start: str, amount: str, pauses: tuple[str, ...], unit: str, database: bool, as_json: bool
) -> None:
    """从 START（日期，或 2026-11-24T10:00 这样的时刻）起 N 个单位的时限到哪天，并逐日说明。

    起始日不计，第 N 个计入的日子下班时到期（行政许可法第82条，民法典第201、203条）。
    """
    limit = _limit(amount, unit)
    try:
        began, stood = start_of(start), [pause_of(text) for text in pauses]
        calendar, hours = _from_database() if database else (national_calendar(), Hours.STANDARD)
        found = answer(calendar, hours, began, limit, stood)
    except Unclear as unclear:
        raise _Wrong(str(unclear)) from None
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        _print(found)


def _limit(amount: str, unit: str) -> Limit:
    wrong = f"N 要是 0 到 {MAX_AMOUNT} 的整数，您写的是“{amount}”"
    number = int(amount) if amount.isascii() and amount.isdigit() and len(amount) < 9 else -1
    if not 0 <= number <= MAX_AMOUNT:
        raise _Wrong(wrong)
    try:
        return Limit(number, Unit(unit))
    except ValueError:
        raise _Wrong(f"--unit 只能是 {'、'.join(Unit)}，您写的是“{unit}”") from None


def _from_database() -> tuple[Calendar, Hours]:
    """The calendar and the hours at the root of this centre's tree; no database is made for it."""
    from yichuang.config.database import embedded_server, running_database, start_django
    from yichuang.config.env import database

    if database().embedded and not embedded_server().data.exists():
        raise _Wrong("这里还没有数据库，请先运行 yichuang init，或去掉 --database")
    with running_database():
        start_django()
        from django.db import DatabaseError

        from yichuang.kernel.calendar.queries import calendar_for
        from yichuang.kernel.offices.queries import tree

        try:
            root = next((office for office in tree().all if office.parent_id is None), None)
            calendar = calendar_for(root.path if root else "")
        except DatabaseError:
            raise _Wrong("数据库里还没有日历，请先运行 yichuang migrate，或去掉 --database") from None
    return calendar, Hours(root.hours) if root else Hours.STANDARD


def _print(found: Answer) -> None:
    for day in found.days:
        click.echo(f"{day.date}  {'计入' if day.counted else '不计'}  {day.why}")
    ends = found.ends
    if ends.at is None or ends.on is None:
        click.echo(f"{found.limit.words}：停表中，恢复后才能算出到期日")
        return
    mark = "（暂定：那一年的放假安排还没有公布）" if ends.provisional else ""
    click.echo(f"{found.limit.words}：{date_words(ends.on)}{local(ends.at):%H:%M} 到期{mark}")
