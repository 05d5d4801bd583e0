"""Ties and ledgers in sentences: every part is named, so what doesn't fit is told whatever its digits."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading.text import read_text

CARRIED = "本年度新收政府信息公开申请52件，上年度结转4件，合计56件。办理结果：予以公开21件，总计53件，结转下年度3件。"
DUE = "本机关新收申请36件，结转2件，应办38件，办结35件，结转3件。"
REVIEWS = "行政复议：结果维持3件，结果纠正1件，其他结果0件，尚未审结1件，总计5件。"
PERSONS = "新收申请：自然人25，法人3，总计28。"
MEMBERS = "社区矫正在册对象年初214人，新接收163人，解除矫正148人，收监执行3人，年末226人。"


def found(text: str) -> list[str]:
    return [each.check.arithmetic for each in examine(read_text(text)).findings]


@pytest.mark.parametrize("text", [CARRIED, DUE, REVIEWS, PERSONS, MEMBERS])
def test_what_balances_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (CARRIED, "总计53件", "总计56件"),
        (DUE, "结转3件", "结转9件"),
        (REVIEWS, "维持3件", "维持5件"),
        (PERSONS, "总计28", "总计38"),
        (MEMBERS, "年末226人", "年末826人"),
    ],
)
def test_one_wrong_number_is_found(text: str, right: str, wrong: str) -> None:
    assert found(text.replace(right, wrong))


def test_requests_that_were_withdrawn_make_up_for_the_gap() -> None:
    assert found("本年新收申请52件，上年结转4件，办结50件，申请人撤回3件，结转下年度3件。") == []


def test_outcomes_that_are_not_all_named_are_left_alone() -> None:
    assert found("行政诉讼7件，其中结果维持5件、尚未审结1件。") == []
