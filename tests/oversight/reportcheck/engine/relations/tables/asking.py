"""Tables written short, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.oversight.reportcheck.document import Cell, Document, Table
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import matrices_of
from yichuang.oversight.reportcheck.engine.relations import judged_tables
from yichuang.oversight.reportcheck.reading.text import read_text


def tabular(document: Document) -> Iterator[Judged]:
    """What is said of the tables of a document."""
    return judged_tables(document, matrices_of(document))


def judged(text: str) -> list[Judged]:
    return list(tabular(read_text(text)))


def wrong(text: str) -> list[str]:
    """What the findings say."""
    return [each.arithmetic for each in judged(text) if not each.holds]


def held(text: str) -> int:
    return sum(each.holds for each in judged(text))


def table(*rows: str, title: str = "") -> str:
    """Rows written `甲 1 2`, as a pipe table."""
    return f"{title}\n\n" * bool(title) + "\n".join("| " + " | ".join(row.split()) + " |" for row in rows)


def grid(cells: list[tuple[int, int, int, int, str]]) -> Document:
    """A document of one table with merged cells: row, column, rows, columns, text."""
    text = ""
    told = []
    for row, column, rows, columns, said in cells:
        told.append(Cell(len(text), len(text) + len(said), row, column, rows, columns))
        text += said + "\t"
    return Document(text, (Table(0, len(text), tuple(told)),))


GOOD = table("窗口 受理 办结", "公安 1,200 1,198", "税务 800 —", "人社 30 30", "合计 2,030 1,228")
RATES = [
    "镇街 工单量 办结量 办结率",
    "东街 200 198 99.0%",
    "西街 150 147 98.0%",
    "南街 320 310 96.9%",
    "白沙 90 88 97.8%",
]
