"""Paragraphs that are one sentence: a list whose points stand on lines of their own reads on from its head. Pure.

"全年受理1,642件，其中：" / "按性别分，男性1,279件；" / "按年龄分，…。" / "以上合计 …"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from yichuang.oversight.reportcheck.document import Document, Paragraph, Part

LONGEST = 3_000  # characters of what is read as one
_OPEN = "：:；;，,、"
_SUMMED = re.compile(
    r"\s*(?:其中|以上|上述|综上|[两二三四五六七八九十][大个]?[项类者级块部家]+[^，。；]{0,4}(?:合计|共|总计|累计|相加)|合计|总计|共计)"
)
_PARTS = (Part.BODY, Part.TEXT_BOX)


def joined(document: Document, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, each that reads on from the one before joined to it."""
    last: Paragraph | None = None
    for paragraph in paragraphs:
        if last is not None and _reads_on(document, last, paragraph):
            last = replace(last, end=paragraph.end)
            continue
        if last is not None:
            yield last
        last = paragraph
    if last is not None:
        yield last


def _reads_on(document: Document, before: Paragraph, after: Paragraph) -> bool:
    if not (before.part is after.part and before.part in _PARTS):
        return False
    if after.end - before.start > LONGEST or document.said(before.end, after.start).strip():
        return False
    ending = document.said(before.start, before.end).rstrip()[-1:]
    return bool(ending) and (ending in _OPEN or bool(_SUMMED.match(document.said(after.start, after.end))))
