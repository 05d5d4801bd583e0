"""`yichuang doctor`: what is configured and what is missing."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

MARKS = {"正常": ("✓", "green"), "注意": ("!", "yellow"), "缺少": ("✗", "red")}


@click.command(short_help="检查配置，说明缺什么")
def command() -> None:
    """检查数据文件夹、数据库、密钥、网页资源、字体、日历和浏览器；缺少必需的东西时以状态 1 结束。"""
    from yichuang.config.columns import width
    from yichuang.config.doctor import Level, examine
    from yichuang.kernel.clocks.hours import local_day

    findings = examine(local_day(datetime.now(UTC)))
    for finding in findings:
        mark, colour = MARKS[finding.level]
        name = finding.subject + " " * (12 - width(finding.subject))
        click.echo(f"{click.style(mark, fg=colour)} {name} {finding.text}")
    missing = sum(finding.level is Level.MISSING for finding in findings)
    click.echo(f"\n有 {missing} 项缺少，处理后再启动。" if missing else "\n可以启动：yichuang up")
    sys.exit(1 if missing else 0)
