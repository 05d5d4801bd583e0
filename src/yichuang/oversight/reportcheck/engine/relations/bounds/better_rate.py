"""Who is excellent has passed: "及格率62.4%，优秀率78.3%". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within

_RATES = (
    re.compile(r"(?<!不)(?:及格|合格)率[^，。；：]{0,3}$"),
    re.compile(r"(?:优秀|优良)率[^，。；：]{0,3}$"),
)


def better_rate(passages: Sequence[Passage], passage: Passage, index: int, part: Figure) -> Iterator[Judged]:
    """Whether a rate and the one in front of it are such two, and the better one is no greater."""
    whole = passage.figures[index - 1] if index else None
    if (
        whole is None
        or whole.unit != part.unit
        or part.clause - whole.clause > 1
        or whole.sentence != part.sentence
    ):
        return
    for first, second in ((whole, part), (part, whole)):
        if not (first.role is second.role is Role.RATE) or not _RATES[0].search(first.lead):
            continue
        own = second.lead[: -len("优秀率")][-4:].strip("其中")
        if _RATES[1].search(second.lead) and (not own or first.lead.startswith(second.lead[:2])):
            yield judged_within(passages, first, second, why="优秀的都及格")
