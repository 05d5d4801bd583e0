"""Whether a text says that all that a figure counts are of those just told. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage

# Words that say of a number that all of it are of those just told: （均为登记在册者，每人只计一次）.
_VOUCHED = re.compile(
    r"[^，。；：（）\d]{0,6}[，（](?:均为|全部为|都是|均系|均在|全部在|均属|每[人户件家]只计|不重复|含在|已计入|包含在)"
)
_SURELY = re.compile(
    r"[^，。；：（）\d]{0,6}[，（]?(?:每[人户件家](?:只|仅)计|不重复|均?(?:含在|已计入|包含在)|(?:均|都|全部|全)(?:出自|来自|为|是|系|属)(?:于)?"
    r"(?:这|上述|其中|该|此|以上|前述|[^，。；）]{0,4}在[册校编籍]|本[年级校村院局]))"
)


def is_surely_vouched(passage: Passage, part: Figure) -> bool:
    """Whether it says that all of the part are of just those who were told before."""
    return _SURELY.match(passage.text, part.after) is not None


def is_vouched(passage: Passage, part: Figure) -> bool:
    """Whether the text says that all of the part are of those told before."""
    told = _VOUCHED.match(passage.text, part.after) is not None
    return told or is_surely_vouched(passage, part)
