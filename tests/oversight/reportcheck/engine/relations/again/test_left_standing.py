"""Last year's figure left standing elsewhere is told against this year's; with a word of before it isn't."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

FIRST = "全年排查各类隐患863处（上年为792处），已整改841处，整改率97.5%。\n"
LEFT = [
    (FIRST, "二是隐患反弹压力较大，全年排查出的{}处隐患中，消防类较多。", "863", "792"),
    (
        "非税收入31,110万元，比上年的29,691万元增长4.8%。\n",
        "非税收入{}万元，占比仍然偏高。",
        "31,110",
        "29,691",
    ),
    (
        "上年末在册监测对象1,352户，年内新识别96户，风险消除退出164户，年末1,284户。\n",
        "年末仍有监测对象{}户，帮扶任务不轻。",
        "1,284",
        "1,352",
    ),
    # a share that moved, without its step
    (
        "工业用电占全社会用电量的比重由上年的41.7%升至43.2%。\n",
        "今年工业用电占全社会用电量的比重虽然高，也只有{}，还低于全市。",
        "43.2%",
        "41.7%",
    ),
    # in two sentences, and called by another name
    (
        "去年9月在园幼儿2,318名，其中公办园1,604名。上一学年同期是2,407名，一年少了89名。\n",
        "秋季体检去年10月做完，全县{}人中查出龋齿611人。",
        "2,318",
        "2,407",
    ),
    # a stock that words don't call 年末
    (
        "“共享药房”2023年底有14个点，今年新设9个，累计达到23个。\n",
        "共享药房要在现有{}个点的基础上再设5个。",
        "23",
        "14",
    ),
    # told in the opening, wrong there
    (
        "过去一年，渠道清了{}公里，水费收了九成。\n",
        "去年清渠3条：东干渠9.3公里，西干渠8.6公里，北支渠4.2公里，合起来22.1公里，比上年的19.4公里多2.7公里。",
        "22.1",
        "19.4",
    ),
    # the value of now behind its step
    (
        "村集体收入比上年的512万元多63万元，达到575万元。\n",
        "分村看，全镇村集体收入{}万元里，光伏分红占三成。",
        "575",
        "512",
    ),
    # this year told as such
    (
        "持证护理员去年是46名，今年是58名。\n",
        "全县{}名持证护理员全部参加了轮训。",
        "58",
        "46",
    ),
    (
        "网上办理率达到87.4%，比上年的82.6%提高4.8个百分点。\n",
        "存在的不足：事项网上办理率为{}，低于全市平均水平。",
        "87.4%",
        "82.6%",
    ),
    (
        "年初有执法人员57人，年内调入6人，退休2人，现有61人。\n",
        "{}名执法人员全部通过了资格考试。",
        "61",
        "57",
    ),
]


@pytest.mark.parametrize(("first", "later", "now", "before"), LEFT)
def test_the_value_of_before_is_told_where_that_of_now_belongs(
    first: str, later: str, now: str, before: str
) -> None:
    def text(value: str) -> str:
        return first.replace("{}", value) + later.replace("{}", value)

    assert contradictions(text(now), Kind.REPEAT) == []
    ((one, other),) = contradictions(text(before), Kind.REPEAT)
    assert {one.rstrip("万"), other.rstrip("万")} == {now, before}


PEACE = [
    FIRST + "上年排查的792处隐患已全部销号。",
    FIRST + "与原来的792处隐患相比，今年发现得更早。",
    FIRST + "全年清理卫生死角792处，清运垃圾1,500吨。",  # of something else
    # what is only planned, or of the year behind the report's
    "表示满意的22,146件，满意率94.4%。\n满意率去年是94.4%，今年要到96.0%，再往上提1.6个百分点。",
    "全年偿还本金1.32亿元。\n2026年到期本金2.05亿元，比2025年实际偿还的1.32亿元多0.73亿元。",
    "四季度力争解决率回到87.5%。\n解决率86.6%，较二季度的87.5%回落0.9个百分点。",
    # the old seat, and a value of now that stands beside
    "面积由860平方米扩大到2,150平方米。\n老址860平方米改建为养老服务站。",
    "在校生由上年的1,536名减到1,491名。\n从两年看，1,536名和1,491名学生的体测都由县里统一组织。",
]


@pytest.mark.parametrize("text", PEACE)
def test_what_is_told_of_before_or_of_another_thing_is_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.REPEAT) == []
