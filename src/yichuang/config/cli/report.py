"""`yichuang report`: the self-inspection report of a period as Word or PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from yichuang.oversight.reports.composition import Composition

KINDS = (".docx", ".pdf")


@click.command(short_help="写一份自查报告")
@click.option("--from", "first", metavar="DATE", default="", help="开始日，例如 2026-01-01。")
@click.option("--to", "last", metavar="DATE", default="", help="结束日（含）。")
@click.option("--office", metavar="CODE", default="", help="单位代码；不写就是整个中心。")
@click.option("--out", "out", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="写到哪个文件，扩展名 .docx 或 .pdf。")  # fmt: skip
@click.option("--draft", is_flag=True, help="已有发布的报告时，仍照现在的台账另写一份草稿。")
@click.option("--report", "code", metavar="CODE", default="",
              help="写出工作台上的一份：网址里 /desk/reports/ 后面的编号，或页脚二维码网址里的代码。")  # fmt: skip
def command(first: str, last: str, office: str, out: Path, draft: bool, code: str) -> None:
    """按业务台账写一份自查报告：文中每个数字都来自一个指标。已经发布过的，写出发布的那一份，页脚有二维码。

    用 --report 写出正在起草、已签发或已发布的一份，和工作台导出的一样。
    """
    if code and (first or last or office or draft):
        raise click.UsageError(
            "写了 --report 就不用写 --from、--to、--office、--draft：区间和单位跟着那份报告"
        )
    if not code and not (first and last):
        raise click.UsageError("请写 --from 和 --to，或用 --report 指定工作台上的一份报告")
    if out.suffix.lower() not in KINDS:
        raise click.ClickException(f"--out 的扩展名要是 .docx 或 .pdf，您写的是“{out.name}”")
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.verbs import Refused

        try:
            made = _kept(code) if code else _composed(first, last, office, draft)
            numbers, address = _write(made, out)
        except Refused as refused:
            remedy = f"。{refused.remedy}" if refused.remedy else ""
            raise click.ClickException(f"{refused.text}{remedy}") from None
    click.echo(
        f"已写好《{made.organ}{made.title}》：{out}，{numbers} 个数字"
        + (f"，已发布：{address}" if address else "")
    )


def _composed(first: str, last: str, office: str, draft: bool) -> Composition:
    """The report of an office for a period: as it was published, or drafted from the ledger of now."""
    from django.utils import timezone

    from yichuang.kernel.figures import Scope
    from yichuang.kernel.offices.queries import tree
    from yichuang.kernel.verbs import Because, Refused
    from yichuang.oversight.reports import queries
    from yichuang.oversight.reports.asked import period_of, top
    from yichuang.oversight.reports.compose import compose

    now: datetime = timezone.now()
    if office and office not in tree().by_code:
        raise Refused(Because.NOT_FOUND, f"没有代码是“{office}”的单位，请看机构清单里的代码")
    scope = Scope.of(tree().by_code[office] if office else top())
    period = period_of(first, last, now)
    kept = None if draft else queries.published_report(scope, period)
    return queries.composition_of(kept, now) if kept else compose(scope, period)


def _kept(code: str) -> Composition:
    """A report of the desk as it reads now, or as it was published. Refused for one that there isn't."""
    from django.utils import timezone

    from yichuang.kernel.verbs import Because, Refused
    from yichuang.oversight.reports import queries

    found = queries.report_called(code)
    if found is None:
        raise Refused(
            Because.NOT_FOUND,
            f"没有编号或代码是“{code}”的报告",
            remedy="编号在工作台报告的网址里，代码在已发布报告页脚的二维码网址里",
        )
    return queries.composition_of(found, timezone.now())


def _write(made: Composition, out: Path) -> tuple[int, str]:
    from yichuang.oversight.reports import public
    from yichuang.oversight.reports.render import file_of

    published = public.printed_by(made)
    try:
        out.write_bytes(file_of(made, out.suffix.lower().lstrip(".")))
    except OSError as error:
        raise click.ClickException(f"写不了 {out}：{error.strerror}") from None
    return sum(1 for _ in made.numbers()), public.address_of(published) if published else ""
