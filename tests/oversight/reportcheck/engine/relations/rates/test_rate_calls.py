"""What a rate is of, by the words that call it: shared verbs, brackets, names told again, values of before."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.RATE]


CALLED = [
    ("登记闲置校舍52处、41,600平方米，已盘活31处、27,040平方米，面积盘活率{}。", "65.0%", "56.0%"),
    ("报名92人，入围笔试80人，进入面试55人，录用36人，录用率（占笔试）{}。", "45.0%", "54.0%"),
    ("本季意向3,600户，签约2,340户，签约占意向{}。", "65.0%", "56.0%"),
    ("在岗护士860人，其中本科538人，占六成多，具体为{}。", "62.6%", "66.2%"),
    ("收到建议240件：道路类66件、水利类90件、环境类84件，数量最多的是水利类，占{}。", "37.5%", "35.7%"),
    ("特困户从上年末的186户减到41户，退出145户，退出率{}。", "78.0%", "87.0%"),
    ("送审造价8,640万元，审定7,992万元，核减648万元，核减率{}。", "7.5%", "5.7%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), CALLED)
def test_the_words_that_call_a_rate_tell_what_it_is_of(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert wrong in found


OTHERS = [
    "出生2,180人，死亡2,964人，年末常住人口37.12万人，出生率5.85‰、死亡率7.95‰（按年平均人口37.26万计）。",
    "发放问卷500份，收回有效问卷480份，表示满意的446人，满意率92.9%。",
    "进出口21.74亿元，出口18.26亿元、进口3.48亿元；新增备案企业16家；机电产品出口6.94亿元，占出口38.0%。",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_rate_of_a_mean_of_answers_or_of_what_is_called_is_left_alone(text: str) -> None:
    assert accused(text) == []
