"""What a rate says is left is told wherever words call it the contrary of what the rate is of."""

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
            "应急、消防、民防站点分别有34个、66个、52个，配齐器材的分别有34个、59个、48个；消防站点配齐率89.4%，尚有9个消防站点未配齐。",
            "66 - 59 = 7，原文为 9",
        ),
        (
            "项目库共入库项目48个。其中已完工31个、在建9个、前期8个，完工率64.6%。下一步，要确保剩余18个未完工项目明年全部建成。",
            "48 - 31 = 17，原文为 18",
        ),
        (
            "一期工程估算投资3,860万元，其中建安2,400万元、设备1,460万元。截至11月底累计完成投资2,895万元，占估算的75%。工程明年竣工，剩余投资865万元随进度拨付。",
            "3860万 - 2895万 = 965万，原文为 865万",
        ),
        ("应办2,460件，按期办结2,398件，按期办结率97.5%，超期办结72件。", "2460 - 2398 = 62，原文为 72"),
    ],
)
def test_a_rated_rest_is_told(text: str, arithmetic: str) -> None:
    assert told(text) == [(arithmetic, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "项目库共入库项目48个。其中已完工31个、在建9个、前期8个，完工率64.6%。下一步，要确保剩余17个未完工项目明年全部建成。",
        "应配站点66个，已配齐59个，配齐率89.4%，其余6个站点明年配齐，1个撤销。",
        "应签约2,860户，已签约2,714户，签约率94.9%。另有未随访的56户年底前完成。",
    ],
)
def test_a_rated_rest_is_left_in_peace(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "税收收入54,873万元，非税收入31,547万元，合计86,420万元，税收占比63.5%；其中专项收入4,316万元、罚没收入2,875万元。",
        "涉及学校94所。19日复课61所，复课率64.9%；20日再复课26所，未复课的7所均在山区。",
        "完成1,068单，应完成1,126单，完成率94.8%；取消37单，未完成21单。",
        "抽检2,140批次，检出不合格47批次，不合格率2.2%。其中农产品抽检860批次，不合格29批次。",
    ],
)
def test_what_others_make_up_for_is_left_in_peace(text: str) -> None:
    assert told(text) == []
