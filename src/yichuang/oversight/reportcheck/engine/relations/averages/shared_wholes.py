"""What an average may share out, by the words in front of it and its unit, never by its number alone. Pure."""

from __future__ import annotations

import re
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.each import THEN, Each
from yichuang.oversight.reportcheck.engine.relations.averages.never_shared import is_never_shared
from yichuang.oversight.reportcheck.engine.relations.averages.offers import finer_unit

_OF_EACH: Final = re.compile(r"均|每|单位|各|单价|/")


def may_be_shared(each: Each, figure: Figure) -> bool:
    """Whether a figure may be what all have of which an average says how much each has."""
    plain = figure.role is Role.LEVEL and figure.is_exact and not _OF_EACH.search(figure.lead)
    return plain and figure.value > each.figure.value and finer_unit(figure, each.figure) is not None


def is_shared_now(passage: Passage, each: Each, figure: Figure) -> bool:
    """Whether it may, and is neither of another time, nor a price, nor what was left over."""
    shared = may_be_shared(each, figure) and not THEN.search(figure.lead)
    return shared and not is_never_shared(passage, each.figure, figure)
