"""A growth behind the value before and the step in units is their share, whatever other counts give it."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

STEPPED = [
    # by chance that is what the step is of another count, or of the number now
    (
        "上半年派单520件。和去年上半年的580件比，少了60件，下降10.3%；可和下半年的400件比，又多出120件，上升{}。",
        "30.0%",
        "20.7%",
    ),
    ("年末在册职工1,140人，其中女职工402人。上一年同期是1,200人，一年少了60人，降幅{}。", "5.0%", "5.3%"),
    ("现有低保户376户。与年初（412户）相比减少36户，降低{}。", "8.7%", "9.6%"),
    ("现在开门的102家。去年这时候是85家，如今多了17家，涨了{}。", "20.0%", "16.7%"),
    # the two values that make the step stand farther off
    ("上年末在册1,250名，今年发展31名、转入78名、转出59名，现有1,300名，净增50名，增幅{}。", "4.0%", "3.8%"),
    ("同上一季度的320家相比，净增18家，增幅{}。", "5.6%", "5.3%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), STEPPED)
def test_a_growth_of_another_count_than_the_one_compared_with(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.GROWTH) == []
    (found,) = contradictions(text.format(wrong), Kind.GROWTH)
    assert wrong in found


OTHERS = [
    "前年是2,214起，去年2,369起，多了155起，升了7.0%。",  # of the first, to which the second came
    "登记21.64万对，同比减少4.54万对，下降17.3%。",  # what there was isn't told
    "税收19,836万元，同比减收3,914万元；非税15,220万元，同比增收2,870万元。收入合计35,056万元，同比减收1,044万元，下降2.9%。",
    "去年6月为640吨，减少160吨，按可比口径下降18.0%。",
    "检查次数由上年的64次减少到9次，下降85.9%。",  # it came to so many
]


@pytest.mark.parametrize("text", OTHERS)
def test_growths_of_other_steps_are_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.GROWTH) == []
