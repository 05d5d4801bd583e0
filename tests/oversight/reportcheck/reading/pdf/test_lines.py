"""Signs of one height are one line, with the marks of notes that stand above them; the marks themselves aren't read."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.reading.pdf.lines import lines_of
from yichuang.oversight.reportcheck.reading.pdf.signs import Sign


def signs(*runs: tuple[str, float, float]) -> list[Sign]:
    """Texts one behind the other, each with its size and how far it is raised."""
    told: list[Sign] = []
    left = 50.0
    for text, size, raised in runs:
        for said in text:
            told.append(Sign(said, left, left + size, 700 + raised, size))
            left += size
    return told


@pytest.mark.parametrize("raised", [2.0, 4.3, 4.6, 7.0])
def test_a_mark_neither_parts_a_line_nor_is_a_line(raised: float) -> None:
    line = signs(("据统计", 12, 0), ("1", 6, raised), ("，受理", 12, 0), ("120", 11, 0), ("件", 12, 0))
    assert [one.text for one in lines_of(line)] == ["据统计，受理120件"]


def test_what_is_raised_behind_a_unit_is_a_power() -> None:
    line = signs(("面积50m", 12, 0), ("2", 6, 4.6), ("，折20米", 12, 0), ("2", 6, 4.6))
    assert [one.text for one in lines_of(line)] == ["面积50m2，折20米2"]


def test_small_print_above_a_line_is_a_line_of_its_own() -> None:
    assert [one.text for one in lines_of(signs(("注12", 6, 10), ("受理120件", 12, 0)))] == [
        "注12",
        "受理120件",
    ]
