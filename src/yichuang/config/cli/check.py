"""`yichuang check`: which figures of a finished report contradict each other. Needs neither database nor network."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from yichuang.oversight.reportcheck.checking import check
from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.findings import KINDS, Certainty, Examination, Finding
from yichuang.oversight.reportcheck.places import told as places_told
from yichuang.oversight.reportcheck.reading import Unreadable, is_word, read
from yichuang.oversight.reportcheck.reading.word import REVISED
from yichuang.oversight.reportcheck.word_comments import commented

Found = TypeVar("Found")
NOTHING_FOUND, FOUND, UNREAD = 0, 1, 2
PASTED = "-"


@dataclass(frozen=True, slots=True)
class _Report:
    """A report that was read, with the files beside it and alone, and what came of it."""

    name: str
    content: bytes
    document: Document
    alone: Document
    examination: Examination


@click.command(short_help="检查一份报告里的数字是否互相矛盾")
@click.argument("files", metavar="文件…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：一份报告一个对象，几份报告一个数组。")
@click.option(
    "--docx",
    "commented_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把发现写成批注，另存一份 Word 文件；只能给一个 docx。",
)
@click.option(
    "--with",
    "beside",
    type=click.Path(dir_okay=True),
    metavar="附表",
    multiple=True,
    help="拿报告和附表里的数对一对；可以写几次，每份报告都对。附表自己对不对，要另外当文件检查。",
)
@click.option(
    "--as-rejected", "rejected", is_flag=True, help="Word 文件里的修订按全部拒绝读，不写就按全部接受读。"
)
def command(
    *,
    files: tuple[str, ...],
    as_json: bool,
    commented_file: Path | None,
    beside: tuple[str, ...],
    rejected: bool,
) -> None:
    """检查报告（docx、pdf、html、md、txt、xlsx；- 是标准输入的文字）里的数字是否互相矛盾。

    不用数据库，不联网。没有发现退出码是 0，有发现是 1，有读不了的文件是 2。
    """
    if commented_file is not None and len(files) != 1:
        raise click.UsageError("--docx 一次只能给一个文件。")
    if commented_file is not None and rejected:
        raise click.UsageError(
            "--docx 的批注写在接受修订后的文字上，不能和 --as-rejected 一起用，请去掉其中一个。"
        )
    tables = [table for file in beside if (table := _tried(_table, file))]
    reports = [
        report
        for file in files
        if (report := _tried(lambda name: _read(name, tables, rejected=rejected), file))
    ]
    unread = len(reports) < len(files) or len(tables) < len(beside)
    if as_json:
        _print_json(reports, several=len(files) > 1)
        for report in reports:
            for note in report.document.notes:
                click.echo(f"注意：{report.name}：{note}", err=True)
    else:
        for report in reports:
            for line in told(report.name, report.document, report.examination):
                click.echo(line)
    if commented_file is not None and reports:
        unread |= not _write_comments(reports[0], commented_file)
    found = any(report.examination.findings for report in reports)
    sys.exit(UNREAD if unread else FOUND if found else NOTHING_FOUND)


def _tried(read_it: Callable[[str], Found], file: str) -> Found | None:
    """What comes of a file; None, and a sentence, if it can't be read."""
    try:
        return read_it(file)
    except (OSError, Unreadable) as trouble:
        click.echo(f"错误：{file}：{_why(trouble)}", err=True)
        return None


def _table(file: str) -> tuple[str, Document]:
    name = Path(file).name
    return name, read(Path(file).read_bytes(), name)


def _read(file: str, beside: Sequence[tuple[str, Document]], *, rejected: bool) -> _Report:
    content = sys.stdin.buffer.read() if file == PASTED else Path(file).read_bytes()
    name = "标准输入.txt" if file == PASTED else Path(file).name
    checked = check(content, name, beside, rejected=rejected)
    return _Report(file, content, checked.document, checked.report, checked.examination)


def _write_comments(report: _Report, to: Path) -> bool:
    """Save the report with its findings as comments. False, and a sentence, if that can't be."""
    if not is_word(report.content):
        click.echo("错误：--docx 只用于 docx 文件，请把报告另存为 docx", err=True)
        return False
    if Path(report.name).exists() and to.exists() and to.samefile(report.name):
        click.echo(f"错误：{to}：这是报告本身，批注要另存一份，请换一个名字", err=True)
        return False
    try:
        to.write_bytes(commented(report.content, report.examination, report.alone))
    except OSError as trouble:
        why = "没有这个文件夹" if isinstance(trouble, FileNotFoundError) else "没有权限，或磁盘满了"
        click.echo(f"错误：{to}：写不进去（{why}），请换一个位置", err=True)
        return False
    click.echo(f"批注已写入 {to}", err=True)
    return True


def _why(trouble: OSError | Unreadable) -> str:
    if isinstance(trouble, Unreadable):
        return trouble.reason
    if isinstance(trouble, FileNotFoundError):
        return "没有这个文件"
    return (
        "这是一个文件夹，请给出里面的文件"
        if isinstance(trouble, IsADirectoryError)
        else "没有权限，或文件打不开"
    )


def _print_json(reports: list[_Report], *, several: bool) -> None:
    told = [report.examination.as_json(report.name, report.document) for report in reports]
    if several:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif told:
        click.echo(json.dumps(told[0], ensure_ascii=False, indent=2))


def told(name: str, document: Document, examination: Examination) -> Iterator[str]:
    """What came of a report, in lines for people."""
    held, sure, asked = map(len, (examination.held, examination.contradictions, examination.questions))
    checked = f"核对 {held + sure + asked} 处，相符 {held} 处，矛盾 {sure} 处，存疑 {asked} 处"
    yield f"{name}：{examination.figures} 个数，{examination.checkable} 个可核对；{checked}"
    for number, finding in enumerate(examination.findings, start=1):
        yield from _of(number, finding, document)
    if examination.skipped:
        reasons = "、".join(f"{reason} {count}" for reason, count in sorted(examination.skipped.items()))
        yield f"  未核对：{reasons}"
    for note in document.notes:
        yield f"  注意：{note}" + ("；要按全部拒绝检查，请加 --as-rejected" if note == REVISED else "")


def _of(number: int, finding: Finding, document: Document) -> Iterator[str]:
    sure = "矛盾" if finding.certainty is Certainty.CONTRADICTION else "存疑"
    mark = "，关键" if finding.decisive else ""
    yield f"  {number}. {KINDS[finding.check.kind]}（{sure}{mark}）"
    for quote in finding.check.quotes:
        yield f"     原文  {' '.join(quote.split())}"
    places = "；".join(places_told(document.place(*span) for span in finding.check.spans))
    if places:
        yield f"     位置  {places}"
    yield f"     算式  {finding.check.arithmetic}"
    for change in finding.would_hold:
        yield f"     若要相符：{change}"
