"""Sharers that an average is said to be over by what they are called, not by their number. Pure.

"正常运行26座，停运2座…；正常运行的那些站处理污水…，平均每座": the 26.
"在册480户…，拿在册的户数平摊，一户分得400元": the 480.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role

_CLAUSE: Final = re.compile(r"[，；：、]")
_GENERAL: Final = re.compile(r"^(?:其中|目前|现有?|共|已|尚|有)+")
_RECKONED: Final = re.compile(
    r"(?:按照?|拿|以|用)(?:全[县市区镇乡村校街])?(?P<name>[^，。；：、\d]{2,8}?)的?(?:户数|人数|人口|口数|个数|面积|总?数)"
    r"(?:来|口径)?(?:平摊|平均|分摊|均摊|摊|计算|折算)"
)
_SHORTEST: Final = 2


def spoken_of(sentence: str, counts: Sequence[Figure]) -> Figure | None:
    """The one of several counts whose own words a sentence repeats with 的, to speak of those alone."""
    named = [figure for figure in counts if (words := _words_of(figure)) and f"{words}的" in sentence]
    return named[-1] if len({figure.value for figure in named}) == 1 else None


def _words_of(figure: Figure) -> str:
    """The words of its clause right in front of a count, none if they are too few to tell it from others."""
    words = _GENERAL.sub("", _CLAUSE.split(figure.lead)[-1])
    return words if len(words) >= _SHORTEST else ""


def reckoned_by_name(sentence: str, counts: Iterable[Figure]) -> Figure | None:
    """The one count of those by whose number a sentence says that it reckons."""
    found = _RECKONED.search(sentence)
    if found is None:
        return None
    named = [
        f for f in counts if f.role is Role.LEVEL and (found["name"] in f.lead or found["name"] in f.tail)
    ]
    return named[-1] if len({figure.value for figure in named}) == 1 else None
