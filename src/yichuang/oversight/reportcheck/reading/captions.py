"""Which paragraphs are the caption of the table below them: "表2 办件情况", "单位：万元". Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.document import Block, Paragraph, Part, Table

_UNIT: Final = re.compile(r"^[\s　（(【\[]*(?:计量|金额)?单\s*位\s*[：:]")
_NUMBERED: Final = re.compile(r"^\s*(?:附|续)?[表图]\s*(?:[0-9０-９]+|[一二三四五六七八九十]+)")
_NAMED: Final = re.compile(r"(?:表|情况|统计|明细|一览|汇总)\s*[（(]?[^。；]{0,30}$")
_LONGEST: Final = 60


def attached(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with each table's caption in its `title`; the caption stays a paragraph of its own."""
    told = list(blocks)
    for n, block in enumerate(blocks):
        if isinstance(block, Table) and block.title is None:
            above = _above(text, told, n)
            if above:
                first, last = told[above[0]], told[above[-1]]
                told[n] = replace(block, title=(first.start, last.end))
                for at in above:
                    named = told[at]
                    if isinstance(named, Paragraph) and named.part is Part.BODY:
                        told[at] = replace(named, part=Part.CAPTION)
    return tuple(told)


def _above(text: str, blocks: list[Block], n: int) -> list[int]:
    """Positions of the caption's paragraphs above the table at `n`: at most two, a unit line below a name."""
    found: list[int] = []
    for at in (n - 1, n - 2):
        if at < 0:
            break
        block = blocks[at]
        if not isinstance(block, Paragraph) or block.part in (Part.FOOTNOTE, Part.TEXT_BOX):
            break
        said = text[block.start : block.end]
        unit = bool(_UNIT.match(said)) and len(said) <= _LONGEST
        if not unit and not _is_name(block, said):
            break
        found.insert(0, at)
        if not unit:
            break
    return found


def _is_name(block: Paragraph, said: str) -> bool:
    if block.part is Part.CAPTION or _NUMBERED.match(said):
        return len(said) <= 2 * _LONGEST
    return len(said) <= _LONGEST and bool(_NAMED.search(said))
