"""Several years told one by one, and what they come to."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "2021年放电影38场；2022年赶上修路，41场；2023年年初报的是45场，后来补了四场，全年放了49场，成了历年最多。"
        "三年合计{}场。",
        "124",
        "128",
    ),
    ("2022年户厕改了312户，2023年改了458户，今年又改了276户，三年下来一共{}户。", "1,460", "1,046"),
    ("前年资助86人，去年资助94人，今年资助103人，三年加在一起{}人。", "293", "283"),
]

LAWFUL = [
    "公用经费由2021年的860万元降到2022年的728万元，再降到2023年的632万元，两年依次净减132万元和96万元。",
    "2022年收件4,186件，2023年上半年收件2,074件、下半年收件2,213件，两年合计8,473件。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_the_years_make_what_they_are_together(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_isn_t_told_by_the_year_is_left_alone(text: str) -> None:
    assert told(text) == []
