"""Bands that a scale of numbers is cut into: whether shares are of all of it, each part once. Pure.

"35岁以下占48.9%，36至45岁占33.6%，46岁及以上占17.5%": from below to above, without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage

_BAND = re.compile(
    r"(?<![\d.])(?:(?P<low>\d{1,3})(?:周?岁)?(?:至|到|-|—|–|~|～)+(?P<high>\d{1,3})|(?P<one>\d{1,3}))周?岁"
    r"(?:（含）)?(?P<ends>及?以[上下])?[^，。；：、\d岁]{0,6}(?:占比?|比例)?(?:为|约)?$"
)
_FEWEST, _NONE, _ENDLESS = 3, 0, 1000
_FAR = 24


def takes_all_ages(passage: Passage, shares: Sequence[Figure], *, over: bool) -> bool:
    """Whether the shares are of bands of age that follow on each other, from the lowest to the highest.

    Of more than a hundred any such bands are, for no age is in two of them: 18—25岁占22.6%，26—35岁占81.4%，36—45岁占….
    """
    bands = [_band(passage, share) for share in shares]
    told = sorted(band for band in bands if band is not None)
    if len(told) < max(_FEWEST, len(shares)):
        return False
    if not over and (told[0][0] > _NONE or told[-1][1] < _ENDLESS):
        return False
    return all(0 <= other[0] - one[1] <= 1 for one, other in pairwise(told))


def _band(passage: Passage, share: Figure) -> tuple[int, int] | None:
    found = _BAND.search(passage.text[max(0, share.at - _FAR) : share.at])
    if not found:
        return None
    if found["low"]:
        return int(found["low"]), int(found["high"])
    if not found["ends"]:
        return None
    one = int(found["one"])
    return (one, _ENDLESS) if found["ends"].endswith("上") else (_NONE, one)
