"""What a bracket behind a rate or an average says that it is reckoned by: 亩均7.6立方米（按有林地）. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.relations.shares import alike

_BY = re.compile(
    r"（[以按](?P<of>[^（），。；]{2,8}?)(?:为基数|口径|数|量)?(?:计算|测算|折算|核算|计|算|统计)?）"
)
_COUNTED = re.compile(r"\d")


def told_basis(text: str, at: int) -> str:
    """What the bracket that opens at this place names as the base; "" if there is none or it names none."""
    found = _BY.match(text, at)
    return found["of"] if found else ""


def is_by_others(basis: str, sharers: tuple[Figure, ...]) -> bool:
    """Whether a base is named in words alone, and none of the sharers is called so."""
    return bool(basis) and not _COUNTED.search(basis) and not any(alike(basis, each) for each in sharers)
