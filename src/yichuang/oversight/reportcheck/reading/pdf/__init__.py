"""PDF files with a text layer, taken apart by a process of their own that has little time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, Final

from yichuang.oversight.reportcheck.document import Block, Cell, Document, Paragraph, Part, Table
from yichuang.oversight.reportcheck.places import Sort, Where
from yichuang.oversight.reportcheck.reading.refusal import Unreadable

SECONDS: Final = 60
"""Of the clock on the wall; the process itself counts its seconds at work."""

_CHILD: Final = "yichuang.oversight.reportcheck.reading.pdf.child"


def read_pdf(content: bytes) -> Document:
    """The document of a PDF. Raises Unreadable, also for a file that breaks the program that reads it."""
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", _CHILD],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env=path,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise _too_slow() if done.returncode < 0 else _broken() from None
    if "reason" in told:
        raise Unreadable(told["reason"])
    return _document(told)


def _document(told: dict[str, Any]) -> Document:
    return Document(told["text"], tuple(_block(block) for block in told["blocks"]), tuple(told["notes"]))


def _block(told: dict[str, Any]) -> Block:
    if "cells" not in told:
        return Paragraph(told["start"], told["end"], Part(told["part"]), _where(told["where"]))
    cells = tuple(Cell(*cell) for cell in told["cells"])
    title = told["title"]
    return Table(told["start"], told["end"], cells, tuple(title) if title else None, _where(told["where"]))


def _where(told: list[Any]) -> Where:
    sort, *rest = told
    return Where(Sort(sort), *rest)


def _too_slow() -> Unreadable:
    return Unreadable("PDF 太复杂，读不完，请重新导出或者另存为 docx 再检查")


def _broken() -> Unreadable:
    return Unreadable("PDF 打不开，可能没有传完或者已经损坏，请重新导出再检查")
