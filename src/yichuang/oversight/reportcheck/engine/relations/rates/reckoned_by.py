"""What is said of a rate or an average that it is reckoned by, in a bracket behind it or in front of it. Pure.

"亩均7.6立方米（按有林地）"; "按年平均常住人口计算，人均地区生产总值68,214元".
"""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.relations.rates.shares import alike

_BY = re.compile(
    r"(?:[、和][^，。；（）]{0,10}?[\d.]+[%‰])*（[以按](?P<of>[^（），。；]{2,16}?)(?:为基数|口径|数|量)?(?:计算|测算|折算|核算|计|算|统计)?）"
)
_COUNTED = re.compile(r"\d")
_MEAN = re.compile(r"平均|年均")  # nobody's count, but the mean of two
_IN_FRONT = re.compile(r"[以按](?P<of>[^（），。；]{2,8}?)(?:为基数|口径)?(?:计算|测算|折算|核算|计)，$")
_LONGEST = 16


def told_basis(text: str, at: int) -> str:
    """What the bracket that opens at this place names as the base; "" if there is none or it names none."""
    found = _BY.match(text, at)
    return found["of"] if found else ""


def basis_in_front(text: str, at: int) -> str:
    """What the clause that ends at this place names as the base of what follows; "" if it names none."""
    found = _IN_FRONT.search(text, max(0, at - _LONGEST), at)
    return found["of"] if found else ""


def is_by_others(basis: str, sharers: tuple[Figure, ...]) -> bool:
    """Whether a base is named in words alone, and none of the sharers is called so."""
    if not basis or _COUNTED.search(basis):
        return False
    mean = _MEAN.search(basis)
    return not any(
        alike(basis, each) and (not mean or _MEAN.search(each.lead + each.name)) for each in sharers
    )
