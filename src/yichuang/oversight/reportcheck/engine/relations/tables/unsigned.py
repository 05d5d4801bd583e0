"""Tables of which a note says that their differences are printed without a sign. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine.judging import Judged, shown

_NOTE = re.compile(r"绝对[数值]|(?:不带|未带|省略|略去|应取)(?:正|负)?负?号")


def is_told_unsigned(document: Document, judged: Judged) -> bool:
    """Whether a cell that fails is right but for its sign, and the text says why: 增减数应取负号，表中为绝对数."""
    claim = judged.claim
    if judged.holds or claim is None:
        return False
    turned = any(each.endswith(f"应为 -{shown(claim.value)}") for each in judged.would_hold)
    return turned and _NOTE.search(document.text) is not None
