"""What 其中 leaves unnamed: a list behind it that makes less than its total accuses nobody. Pure.

"床位8,728张，其中，医院7,346张、乡镇卫生院1,282张": a hundred more may stand elsewhere, and that this looks like a slip
of the pen says nothing. Told is only a list that names all there is, or that goes along with one that makes its total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.candidates import is_whole
from yichuang.oversight.reportcheck.engine.relations.sums.wholes import names_rest
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of
from yichuang.oversight.reportcheck.findings import Kind


def without_unnamed_rests(
    passages: Sequence[Passage], judged: Iterable[Judged], before: Sequence[Judged]
) -> list[Judged]:
    """What was judged without lists that leave room for what they don't name."""
    told = list(judged)
    held = [_parts(each) for each in (*before, *told) if each.holds and each.kind is Kind.SUM and each.claim]
    return [each for each in told if each.holds or not _leaves_room(passages, each, held)]


def _parts(judged: Judged) -> list[Figure]:
    return [figure for figure in judged.figures if figure is not judged.claim]


def _leaves_room(passages: Sequence[Passage], judged: Judged, held: Sequence[Sequence[Figure]]) -> bool:
    total = judged.claim
    if judged.kind is not Kind.SUM or total is None or judged.frame is Frame.PROVEN:
        return False
    parts = _parts(judged)
    if not parts or parts[0].at < total.at or parts[0].bracket != total.bracket:
        return False
    between = passages[total.paragraph].text[total.after : parts[0].at]
    if "其中" not in between or sum((part.value for part in parts), Decimal(0)) >= total.value:
        return False
    labels = labels_of(parts)
    return not (is_whole(labels) or names_rest(labels) or any(_go_along(parts, others) for others in held))


def _go_along(parts: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Whether each stands beside one of those that make a total: "其中市级1座，藏书9万册；县级17座，藏书6万册"."""
    if len(parts) != len(others):
        return False
    pairs = [sorted((part.at, other.at)) for part, other in zip(parts, others, strict=True)]
    return all(one[1] < other[0] for one, other in pairwise(pairs))
