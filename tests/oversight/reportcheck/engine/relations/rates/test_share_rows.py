"""A rate that doesn't come out where all others of its row do is told; a row of several wholes is left alone."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def rates(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The numbers of the rates that held and of those that were accused."""
    told = examine(read(text.encode(), "a.txt"))
    held = [each.numbers for each in told.held if each.kind is Kind.RATE]
    return held, [each.check.numbers for each in told.findings if each.check.kind is Kind.RATE]


ROWS = [
    (
        "网上申报1,260人次，占50.4%；窗口申报640人次，占25.6%；代办点申报{}；总计2,500人次。",
        "600人次，占24.0%",
        "600人次，占42.7%",
    ),
    (
        "全年受理诉求41,280件。其中：\n1.民政类6,192件，占15%；\n2.社保类13,210件，占32%；\n3.医保类11,558件，占28%；\n"
        "4.退役军人类1,238件，占3%；\n5.其他类{}。",
        "9,082件，占22%",
        "9,082件，占51%",
    ),
    (
        "三支力量投入4,860人次、7,290人次、12,150人次，共24,300人次，占比为20%、30%、{}。",
        "50%",
        "21%",
    ),
    ("三类事项分别为742项、531项、27项，占比{}、40.8%、2.1%。", "57.1%", "75.1%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), ROWS)
def test_the_one_rate_of_a_row_that_does_not_come_out_is_told(text: str, right: str, wrong: str) -> None:
    held, accused = rates(text.format(right))
    assert len(held) >= 3
    assert accused == []
    (found,) = rates(text.format(wrong))[1]
    assert wrong.rpartition("占")[2] in found


LEFT = [
    "常住人口52万人，其中60岁以上12.48万人，占24.0%；14岁以下7.28万人，占14.0%；独居老人1.87万人，占15.0%。",
    "参训学员640人，男性352人，占55.0%，女性288人，占45.0%；中高级职称96人，占同类人员的31.2%。",
    "全县党员8,420名，其中女党员2,105名，占25.0%；农民党员3,368名，占40.0%；预备党员中新发展176名，占88.0%。",
    "立案412件，结案371件，结案率90.0%；移送24件，移送率5.8%；申请执行86件，执行到位69件，到位率80.2%。",
    "收入36.2亿元，税收21.7亿元，占59.9%，非税14.5亿元，占40.1%；政府性基金收入18.4亿元，占预算的92.3%。",
    "三个批次分别完成120套、180套、150套，占计划的60%、90%、50%，三批计划分别为200套、200套、300套。",
]


@pytest.mark.parametrize("text", LEFT)
def test_a_rate_of_another_whole_in_the_row_is_left_alone(text: str) -> None:
    assert rates(text)[1] == []
