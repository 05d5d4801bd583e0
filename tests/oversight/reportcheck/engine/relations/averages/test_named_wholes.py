"""Averages of a whole in a sentence before, by a name that is told again, are told."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions

_TEXT = "{}党员培训经费14.2万元，走访慰问经费6.6万元。两次走访慰问老党员88人次，平均每人次{}元。"


@pytest.mark.parametrize("wrong", ["958", "1,010"])
def test_what_each_had_of_what_is_named_again_is_told(wrong: str) -> None:
    assert not contradictions(_TEXT.format("", "750"))
    assert contradictions(_TEXT.format("", wrong))


@pytest.mark.parametrize(
    "text",
    [
        "走访慰问经费6.6万元。五保走访慰问经费4.2万元。两次走访慰问老党员88人次，平均每人次958元。",
        "走访慰问经费6.6万元。组织老党员88人次外出参观，平均每人次120元。",
    ],
)
def test_what_is_not_named_alone_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
