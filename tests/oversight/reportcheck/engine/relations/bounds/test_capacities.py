"""What a place holds against what it can hold, and bare traits against those who were counted in front."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("车站设计日发送能力6,000人次，春运高峰日发送{}人次，未超过设计能力。", "4,860", "8,640"),
        ("灌区水库总库容860万立方米，月末蓄水{}万立方米，低于汛限水位。", "520", "1,520"),
        ("病床编制300张，实际占用{}张，尚有空床12张。", "288", "388"),
    ],
)
def test_what_is_said_to_be_within_is_no_more_than_there_is_room(text: str, right: str, wrong: str) -> None:
    assert_held_and_told(text, right, wrong, Kind.IMPOSSIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "水厂设计日供水能力3万吨，高峰期日供水3.2万吨，超负荷运行12天。",
        "景区日最大承载量1.2万人，国庆七天共接待6.8万人，未超过最大承载量。",
        "核定行政编制18名，事业编制42名，现有在编人员57名，空编3名。",
    ],
)
def test_what_may_be_more_is_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings


@pytest.mark.parametrize(
    "text",
    [
        "现有在册矫正对象47人，其中缓刑43人、假释3人、暂予监外执行1人。女性51人。",
        "全镇共有党员764名，女党员921名。",
        "全校教师218人，具有本科以上学历241人。",
    ],
)
def test_a_bare_trait_is_of_those_counted(text: str) -> None:
    assert [each.check.kind for each in examine(read_text(text)).findings] == [Kind.IMPOSSIBLE]


@pytest.mark.parametrize(
    "text",
    [
        "村干部7人，全村60岁以上老人312人。",
        "新招教师18人，女性教师占比高；全县女教师1,264人。",
        "上年培训党员46人，女性累计51人。",
    ],
)
def test_traits_of_others_are_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings


@pytest.mark.parametrize(
    "text",
    [
        "现有护林员118名，建档立卡护林员181名。",
        "社区登记犬只1,240只，已免疫1,420只，免疫率96.8%。",
        "收到线索86条，查结96条，其余3条正在核查。",
        "存栏奶牛860头，泌乳牛920头，占53.5%。",
        "账面原值286.5万元，待处置384.0万元，占账面原值的一成多。",
        "抽查档案60卷，发现缺项66卷，合格率90.0%。",
        "采购预算860万元，中标金额895万元，节约资金45万元。",
        "放映公益电影全年2,184场，最多的月份2,320场。",
        "有意愿的残疾人214名，培训861名（均为登记在册者，每人只计一次）。",
    ],
)
def test_a_part_by_its_noun_its_rate_or_its_rest_is_no_more_than_the_whole(text: str) -> None:
    assert [each.check.kind for each in examine(read_text(text)).findings] == [Kind.IMPOSSIBLE]


@pytest.mark.parametrize(
    "text",
    [
        "学校有教师86名，骨干教师24名；结对帮扶乡村学校教师132名。",
        "预算安排120万元，实际支出136万元，超支部分由上年结余弥补。",
        "检查加油站46座，整改隐患128处，其余9处限期完成。",
        "核准逮捕17人、不捕25人，不捕率59.5%。",
        "办结刑事12件、行政58件，其余15件在侦在办。",
        "全年接待18.6万人次，端午三天接待2.1万人次，单日最高0.9万人次。",
    ],
)
def test_what_only_stands_behind_is_no_part(text: str) -> None:
    assert not examine(read_text(text)).findings
