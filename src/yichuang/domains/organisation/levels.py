"""The levels of places, and what being authorised down to one means: knows no table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LEVELS: Final[Mapping[str, str]] = {"county": "县", "town": "乡镇", "village": "村"}
"""From the top down, in one word each; what their places are called is the label of `CentreLevel`."""

_ORDER: Final = tuple(LEVELS)


def reaches(authorised: str, level: str) -> bool:
    """Whether what is authorised down to a level is handled at places of `level`: there and above (授权、下沉)."""
    return _ORDER.index(level) <= _ORDER.index(authorised)


def counters_down_to(authorised: str) -> list[str]:
    """Where one goes with what is authorised down to a level, in short words: 县中心, 乡镇, 村."""
    return [
        f"{name}中心" if level == _ORDER[0] else name
        for level, name in LEVELS.items()
        if reaches(authorised, level)
    ]
