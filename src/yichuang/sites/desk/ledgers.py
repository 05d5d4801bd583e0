"""What a centre can bring in from Excel: one entry a ledger. A room's import is made to fit here, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yichuang.domains.cases import importing as cases
from yichuang.domains.catalogue import importing as items
from yichuang.domains.catalogue.permissions import why_not_keep
from yichuang.domains.catalogue.reading import Reading, read_items
from yichuang.domains.catalogue.workbook import workbook_of
from yichuang.domains.feedback.importing import retell, unevaluated
from yichuang.kernel.access.actors import Actor


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file: whether anything was written, counts by word, and every bad row."""

    kept: bool
    counts: Sequence[tuple[str, int]]
    bad: Sequence[items.BadRow]


Steps = Generator[tuple[int, int], None, Report]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A kind of import. `read` refuses a file that isn't one; `steps` brings in what was read, step by step.

    `steps(read, by, at, all_or_nothing, dry_run)` gives (done, total) and ends with a Report; `why_not(by)` says why
    somebody may not bring it in.
    """

    code: str
    label: str
    unit: str
    about: str
    file: str
    template: Callable[[], bytes]
    read: Callable[[bytes, str], Any]
    steps: Callable[[Any, Actor, datetime, bool, bool], Steps]
    why_not: Callable[[Actor], str | None] = lambda _actor: None


def _item_steps(reading: Reading, by: Actor, at: datetime, all_or_nothing: bool, dry_run: bool) -> Steps:
    outcome = yield from items.bringing_in(
        reading.candidates, bad=reading.bad, by=by, at=at, all_or_nothing=all_or_nothing, dry_run=dry_run
    )
    counts = (
        ("新增", len(outcome.adopted)),
        ("调整", len(outcome.adjusted)),
        ("没有变化", len(outcome.unchanged)),
        ("有错", len(outcome.refused)),
    )
    return Report(outcome.kept, counts, outcome.bad)


def _case_steps(
    reading: cases.Reading, by: Actor, at: datetime, all_or_nothing: bool, dry_run: bool
) -> Steps:
    outcome = yield from cases.bringing_in(
        reading,
        by=by,
        at=at,
        evaluate=retell,
        unevaluated=unevaluated,
        all_or_nothing=all_or_nothing,
        dry_run=dry_run,
    )
    counts = (
        ("新增", outcome.added),
        ("接着补上", outcome.continued),
        ("没有变化", outcome.unchanged),
        ("有错", outcome.refused),
    )
    return Report(outcome.kept, counts, outcome.bad)


LEDGERS: dict[str, Ledger] = {
    "items": Ledger(
        code="items",
        label="事项",
        unit="项",
        about="新的事项马上公布，有变化的成为新的一版，没有变化的不动。",
        file="事项导入模板.xlsx",
        template=workbook_of,
        read=read_items,
        steps=_item_steps,
        why_not=why_not_keep,
    ),
    "cases": Ledger(
        code="cases",
        label="办件",
        unit="件",
        about="过去的办件按当时的时间补办一遍，之后的统计和自查报告就是本中心自己的。",
        file="办件导入模板.xlsx",
        template=cases.workbook_of,
        read=cases.read_cases,
        steps=_case_steps,
    ),
}
