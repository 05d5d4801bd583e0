"""Places in a ranking and how far they have moved."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[str]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.arithmetic for each in found if each.check.kind is Kind.DIFFERENCE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("在14个支部中由第9名升到第6名，前移2名。", "9 - 6 = 3，原文为 2"),
        ("综合排名居全市第3位，前移4位（上年第5位）。", "5 - 3 = 2，原文为 4"),
        ("指数列第7位，上年是第4位，后退2个位次。", "7 - 4 = 3，原文为 2"),
        ("居第4位，较上年前进三位（上年为第8位）。", "8 - 4 = 4，原文为 3"),
    ],
)
def test_a_move_that_is_not_between_its_places_is_told(text: str, told: str) -> None:
    assert accused(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "在14个支部中由第9名升到第6名，前移3名。",
        "居第3位，前移2位（上年第5位）；另一项居第6位，后退1位（上年第5位）。",
        "第一季度居第3位，第二季度居第5位，全年上升2位。",
        "合格率由第8位升至第5位，优秀率由第6位升至第2位，前移4位。",
    ],
)
def test_other_places_are_left_alone(text: str) -> None:
    assert accused(text) == []


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        ("群众满意度由第9名升到第6名，前移4名。", ("“前移4名”应为 3",)),
        ("群众满意度由第6名降到第9名，前移3名。", ("“前移3名”升降说反了",)),
        ("群众满意度由第6名降到第9名，前移2名。", ()),
    ],
)
def test_only_a_change_that_makes_it_right_is_offered(text: str, fixes: tuple[str, ...]) -> None:
    (found,) = examine(read(text.encode(), "a.txt")).findings
    assert found.would_hold == fixes
    assert found.check.quotes[0].startswith("第")
