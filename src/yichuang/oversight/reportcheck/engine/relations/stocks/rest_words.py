"""The words and units by which what is left is known to be of what was done. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure

BETWEEN = re.compile(r"不(?:满意|同意)")  # 基本满意 is neither, nor is 部分同意
RATE = re.compile(r"(?:率|进度|比例|比率)(?:已达|达到|已|为|达|是|约)*$")
_ENDING = re.compile(r"[了的]|到位$")
_TIMES = "次"


def deed_of(done: Figure) -> str:
    """What was done, by the words in front of how much of it was: 安装 of 安装了的."""
    return _ENDING.sub("", done.lead)


def are_counted_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one unit, or of one in turns: what comes in by 件次 is left in 件."""
    units = [figure.unit.removesuffix(_TIMES) or figure.unit for figure in (one, other)]
    return units[0] == units[1]
