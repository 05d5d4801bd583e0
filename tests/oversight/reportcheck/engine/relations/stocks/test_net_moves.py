"""A net step beside all that came and went is told if nothing else gives it."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty
from yichuang.oversight.reportcheck.reading import read


def told(text: str) -> list[tuple[str, Certainty]]:
    """What is told of a text."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [(each.check.arithmetic, each.certainty) for each in findings]


@pytest.mark.parametrize(
    ("text", "arithmetic"),
    [
        (
            "年内新发展会员412户，注销67户，会员净增355户。",
            "412 - 67 = 345，原文为 355",
        ),
        (
            "迁入1,286人，迁出1,502人，全年净迁出226人。",
            "1502 - 1286 = 216，原文为 226",
        ),
        (
            "今年取消事项23项，承接上级下放41项，新增8项，事项净增36项。",
            "41 + 8 - 23 = 26，原文为 36",
        ),
        (
            "社团组织撤并6个，新设14个，净增加18个，总数达到103个。",
            "14 - 6 = 8，原文为 18",
        ),
    ],
)
def test_a_net_step_is_told(text: str, arithmetic: str) -> None:
    assert told(text) == [(arithmetic, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "年内新发展会员412户，注销67户，会员净增345户。",
        "迁入267人、迁出301人，机械减少34人；出生143人、死亡198人，自然减少55人，户籍人口净减89人。",
    ],
)
def test_a_net_step_is_left_in_peace(text: str) -> None:
    assert told(text) == []
