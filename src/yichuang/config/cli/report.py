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
def command(first: str, last: str, office: str, out: Path) -> None:
    """按业务台账写一份自查报告：文中每个数字都来自一个指标。"""
    if out.suffix.lower() not in KINDS:
        raise click.ClickException(f"--out 的扩展名要是 .docx 或 .pdf，您写的是“{out.name}”")
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.verbs import Refused

        try:
            made, numbers = _write(first, last, office, out)
        except Refused as refused:
            remedy = f"。{refused.remedy}" if refused.remedy else ""
            raise click.ClickException(f"{refused.text}{remedy}") from None
    click.echo(f"已写好《{made}》：{out}，{numbers} 个数字")


def _write(first: str, last: str, office: str, out: Path) -> tuple[str, int]:
    from django.utils import timezone

    from yichuang.kernel.figures import Scope
    from yichuang.kernel.offices.queries import tree
    from yichuang.kernel.verbs import Because, Refused
    from yichuang.oversight.reports.asked import period_of, top
    from yichuang.oversight.reports.compose import compose
    from yichuang.oversight.reports.render import file_of

    now: datetime = timezone.now()
    if office and office not in tree().by_code:
        raise Refused(Because.NOT_FOUND, f"没有代码是“{office}”的单位，请看机构清单里的代码")
    scope = Scope.of(tree().by_code[office] if office else top())
    made = compose(scope, period_of(first, last, now))
    try:
        out.write_bytes(file_of(made, out.suffix.lower().lstrip(".")))
    except OSError as error:
        raise click.ClickException(f"写不了 {out}：{error.strerror}") from None
    return f"{made.organ}{made.title}", sum(1 for _ in made.values())
