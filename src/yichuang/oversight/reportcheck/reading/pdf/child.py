"""The process that takes one PDF apart: the file comes in on its input, a document or a reason goes out as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from typing import Any, Final

from yichuang.oversight.reportcheck.document import Block, Document, Table
from yichuang.oversight.reportcheck.reading.pdf.layout import laid_out
from yichuang.oversight.reportcheck.reading.pdf.signs import pages_of
from yichuang.oversight.reportcheck.reading.refusal import Unreadable

MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space, most of which the libraries take without using it."""

SECONDS: Final = 40


def main() -> None:
    """Read, answer, end."""
    _bound()
    try:
        told = _told(laid_out(pages_of(sys.stdin.buffer.read())))
    except Unreadable as refused:
        told = {"reason": refused.reason}
    except MemoryError:
        told = {"reason": "PDF 太复杂，读不完，请重新导出或者另存为 docx 再检查"}
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the time on the wall alone holds it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(document: Document) -> dict[str, Any]:
    return {
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "notes": document.notes,
    }


def _block(block: Block) -> dict[str, Any]:
    place = {"start": block.start, "end": block.end, "where": astuple(block.where)}
    if isinstance(block, Table):
        return {**place, "title": block.title, "cells": [astuple(cell) for cell in block.cells]}
    return {**place, "part": block.part}


if __name__ == "__main__":
    main()
