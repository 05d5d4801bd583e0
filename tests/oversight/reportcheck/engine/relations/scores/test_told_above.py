"""How many of a row are above a line, and rows that are not whole."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "年度排名：城关分馆94.2分、东河分馆91.5分、清溪分馆90.8分、沙坪分馆88.3分，平均91.2分。其中85分以上的4家，90分以上的{}家。",
        "4",
        "3",
    ),
]

LAWFUL = [
    "城关站94.2分、东河站91.5分、清溪站90.8分，全县90分以上的12家。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_as_many_are_above_the_line_as_are_told(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_rows_that_are_not_whole_are_left_alone(text: str) -> None:
    assert told(text) == []
