"""`yichuang report`: the self-inspection report of a period as Word or PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

KINDS = (".docx", ".pdf")


@click.command(short_help="写一份自查报告")
@click.option("--from", "first", metavar="DATE", required=True, help="开始日，例如 2026-01-01。")
@click.option("--to", "last", metavar="DATE", required=True, help="结束日（含）。")
@click.option("--office", metavar="CODE", default="", help="单位代码；不写就是整个中心。")
@click.option("--out", "out", required=True, type=click.Path(dir_okay=False, path_type=Path),
              help="写到哪个文件，扩展名 .docx 或 .pdf。")  # fmt: skip
@click.option("--draft", is_flag=True, help="已有发布的报告时，仍照现在的台账另写一份草稿。")
def command(first: str, last: str, office: str, out: Path, draft: bool) -> None:
    """按业务台账写一份自查报告：文中每个数字都来自一个指标。已经发布过的，写出发布的那一份，页脚有二维码。"""
    if out.suffix.lower() not in KINDS:
        raise click.ClickException(f"--out 的扩展名要是 .docx 或 .pdf，您写的是“{out.name}”")
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.verbs import Refused

        try:
            made, numbers, address = _write(first, last, office, out, draft)
        except Refused as refused:
            remedy = f"。{refused.remedy}" if refused.remedy else ""
            raise click.ClickException(f"{refused.text}{remedy}") from None
    click.echo(f"已写好《{made}》：{out}，{numbers} 个数字" + (f"，已发布：{address}" if address else ""))


def _write(first: str, last: str, office: str, out: Path, draft: bool) -> tuple[str, int, str]:
    from django.utils import timezone

    from yichuang.kernel.figures import Scope
    from yichuang.kernel.offices.queries import tree
    from yichuang.kernel.verbs import Because, Refused
    from yichuang.oversight.reports import public, queries
    from yichuang.oversight.reports.asked import period_of, top
    from yichuang.oversight.reports.compose import compose
    from yichuang.oversight.reports.render import file_of

    now: datetime = timezone.now()
    if office and office not in tree().by_code:
        raise Refused(Because.NOT_FOUND, f"没有代码是“{office}”的单位，请看机构清单里的代码")
    scope = Scope.of(tree().by_code[office] if office else top())
    period = period_of(first, last, now)
    kept = None if draft else queries.published_report(scope, period)
    made = queries.composition_of(kept, now) if kept else compose(scope, period)
    published = public.printed_by(made)
    try:
        out.write_bytes(file_of(made, out.suffix.lower().lstrip(".")))
    except OSError as error:
        raise click.ClickException(f"写不了 {out}：{error.strerror}") from None
    return (
        f"{made.organ}{made.title}",
        sum(1 for _ in made.numbers()),
        public.address_of(published) if published else "",
    )
