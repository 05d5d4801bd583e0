"""How many cases of each item a county has in a year. The weights are plausible, the sums are exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ACCEPTED = 31_863
INSTANT = 22_304
PROMISE = 9_559
JOINT = 22  # of the promise cases

# by item code; items that aren't listed come as often as OTHERS says
WEIGHTS: Mapping[str, int] = {
    # instant
    "rsj-003": 3600, "rsj-002": 3300, "rsj-001": 850, "rsj-004": 430,
    "ybj-001": 2600, "ybj-002": 1500, "ybj-006": 1700,
    "gjj-001": 900, "gaj-001": 620, "mzj-004": 780, "mzj-005": 260, "mzj-006": 200,
    "scjgj-001": 1250, "scjgj-002": 520, "scjgj-003": 560, "scjgj-005": 430, "scjgj-006": 260,
    "swj-001": 520, "swj-002": 700, "swj-003": 140, "swj-004": 560,
    "wjj-001": 520, "fgj-003": 170, "jxj-001": 45, "jtj-003": 420, "sfj-002": 380,
    "zjy-003": 90, "nyj-008": 110, "yc-002": 70, "sthjj-004": 110, "zfb-001": 60, "swuj-002": 35,
    # promise
    "gaj-003": 2100, "gaj-002": 1150, "gaj-005": 14,
    "zrzyj-001": 720, "zrzyj-002": 680, "zrzyj-006": 90, "zrzyj-003": 26, "zrzyj-004": 30,
    "scjgj-004": 640, "scjgj-007": 420, "scjgj-008": 130, "scjgj-009": 60, "scjgj-010": 18, "scjgj-011": 60,
    "ybj-003": 560, "ybj-004": 520, "ybj-005": 190,
    "clj-001": 160, "clj-002": 210, "clj-003": 40,
    "mzj-001": 260, "mzj-002": 60, "mzj-003": 240, "mzj-009": 430, "mzj-008": 8,
    "rsj-005": 240, "rsj-006": 6, "rsj-007": 8,
    "jyj-001": 4, "jyj-002": 180, "jyj-003": 160, "jyj-004": 220,
    "nyj-001": 110, "nyj-002": 9, "nyj-005": 24, "nyj-006": 60, "nyj-007": 180,
    "jtj-001": 130, "jtj-004": 36, "jtj-005": 12, "sfj-001": 150,
    "wjj-002": 70, "wjj-003": 130, "wjj-004": 12, "wjj-005": 110, "wjj-006": 14,
    "yc-001": 130, "yjj-001": 26, "yjj-002": 12, "yjj-003": 40, "zfb-002": 26,
    "fgj-001": 24, "fgj-002": 22, "fgj-004": 12, "zjj-001": 38, "zjj-002": 18, "zjj-003": 120,
    "sthjj-001": 6, "sthjj-002": 26, "sthjj-003": 22, "slj-001": 12, "slj-002": 24, "slj-003": 10,
    "lyj-001": 120, "lyj-004": 16, "cgj-001": 46, "cgj-002": 20, "cgj-003": 30, "zjy-002": 50,
    "wlj-001": 8, "wlj-002": 4, "wlj-003": 4, "wlj-004": 12,
}  # fmt: skip
OTHERS = 15

# months in which an item comes three times as often
BUSY: Mapping[str, tuple[int, ...]] = {
    "ybj-001": (9, 10, 11, 12),
    "jyj-003": (7, 8),
    "jyj-004": (1, 2, 7, 8),
    "jyj-002": (4, 5, 10),
    "nyj-007": (3, 4, 9),
    "yjj-001": (12, 1),
    "zjy-003": (9, 12, 3),
    "lyj-001": (10, 11, 12),
    "rsj-002": (3, 4, 5, 6),
}
# items of construction projects: joint matters are made of them
JOINT_ITEMS = ("zjj-001", "zrzyj-004", "zrzyj-003", "fgj-004", "slj-002", "sthjj-002")


def shared_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Whole numbers that add up to `total` in the proportion of the weights (largest remainder, then by code)."""
    whole = sum(weights.values())
    exact = {code: total * weight / whole for code, weight in weights.items()}
    found = {code: int(share) for code, share in exact.items()}
    rest = total - sum(found.values())
    for code in sorted(exact, key=lambda code: (found[code] - exact[code], code))[:rest]:
        found[code] += 1
    return found


def counts(codes: Sequence[str], total: int) -> dict[str, int]:
    """How many cases of each of these items, `total` in all."""
    return shared_out(total, {code: WEIGHTS.get(code, OTHERS) for code in codes})


def scaled(number: int, percent: float) -> int:
    """A published count at a smaller scale; at least one."""
    return number if percent == 100 else max(1, round(number * percent / 100))
