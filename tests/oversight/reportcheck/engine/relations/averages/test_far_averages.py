"""Averages over what another paragraph counts, and nothing else does, are told."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions

_SCHOOL = "学校现有48个教学班，在校学生2,288人。\n组织教师走访2,688户次，平均每班{}户次。"
_TOWN = "全镇辖14个行政村。\n抽查了5个村的账。\n清运垃圾3,220吨，平均每村{}吨。"


@pytest.mark.parametrize(("text", "right", "wrong"), [(_SCHOOL, "56", "65"), (_TOWN, "230", "247.7")])
def test_what_each_of_those_counted_far_above_has_is_told(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "全镇辖14个行政村。\n其中9个村通了管道。\n清运垃圾3,240吨，平均每村360吨。",
        "全镇辖14个行政村。\n山区清运垃圾3,220吨，山区平均每村402.5吨。",
        "本季度脱岗的9个劝导站受到通报。\n全季劝导5.32万人次，站均700人次。",
    ],
)
def test_what_some_of_several_have_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
