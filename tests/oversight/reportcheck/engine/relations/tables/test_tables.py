"""Tables: totals are sums of their parts and computed columns follow their formula; what isn't sure is left alone."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.reportcheck.engine.relations.tables.asking import (
    GOOD,
    RATES,
    grid,
    held,
    judged,
    table,
    tabular,
    wrong,
)

from yichuang.oversight.reportcheck.engine.examining import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read
from yichuang.oversight.reportcheck.reading.text import read_text


def test_columns_that_add_up_hold_and_a_dash_is_nothing() -> None:
    assert (wrong(GOOD), held(GOOD)) == ([], 2)


def test_a_wrong_total_is_a_contradiction_with_every_change_that_mends_it() -> None:
    (finding,) = [each for each in judged(GOOD.replace("2,030", "2,300")) if not each.holds]
    assert finding.arithmetic == "1200 + 800 + 30 = 2030，表中合计 受理为 2300"
    assert finding.would_hold == (
        "“合计 受理 2,300”应为 2030",
        "“公安 受理 1,200”应为 1470",
        "“税务 受理 800”应为 1070",
        "“人社 受理 30”应为 300",
    )
    assert (finding.kind, finding.certainty) == (Kind.TABLE, Certainty.CONTRADICTION)


def test_quotes_and_numbers_are_what_stands_in_the_text() -> None:
    document = read_text(GOOD.replace("1,198", "1,189"))
    (finding,) = examine(document).findings
    assert finding.check.numbers == ("1,189", "30", "1,228")
    assert all(quote in document.text for quote in finding.check.quotes)
    assert [document.said(*span) for span in finding.check.spans] == list(finding.check.numbers)


@pytest.mark.parametrize(
    "rows",
    [
        ["窗口 受理 办结", "合计 2,000 1,998", "公安 1,200 1,198", "税务 800 800"],
        ["序号 窗口 受理 办结", "1 公安 1,200 1,198", "2 税务 800 800", "3 总计 2,000 1,998"],
        ["窗口 网上 现场 合计", "公安 700 500 1,200", "税务 500 300 800", "合计 1,200 800 2,000"],
        ["季度 受理 满意率", "一季度 120 99.1%", "二季度 80 98.0%", "三季度 60 99%", "四季度 40 97%", "全年 300 98.7%"],
        ["类别 件数", "一、行政许可 30", "（一）企业 10", "（二）个人 20", "二、公共服务 70", "合计 100"],
        ["类别 件数", "行政许可 30", "其中：网上 10", "公共服务 70", "合计 100"],
        ["类别 件数 占比", "行政许可 33 33.3%", "公共服务 33 33.3%", "其他 33 33.3%", "合计 99 100%"],
        ["类别 金额（万元）", "人员 33", "公用 33", "项目 33", "合计 100"],
        ["培训 场次 覆盖村", "政策 3 8", "业务 4 9", "合计 7 10"],
        ["热点类别 件数", "停车 30", "噪声 20", "合计 500"],
    ],
    ids=[
        "total-first", "numbered", "both-ways", "whole-year", "levels", "within", "shares", "rounded", "once", "top",
    ],
)  # fmt: skip
def test_tables_that_are_right_are_left_in_peace(rows: list[str]) -> None:
    title = "表1 主要热点问题" if "热点" in rows[0] else ""
    assert wrong(table(*rows, title=title)) == []


@pytest.mark.parametrize(
    "rows",
    [
        ["窗口 受理 办结", "合计 2,001 1,998", "公安 1,200 1,198", "税务 800 800"],
        ["窗口 网上 现场 合计", "公安 700 500 1,200", "税务 500 300 810", "人社 1 2 3"],
        [
            "类别 件数 人次", "一、行政许可 30 3", "（一）企业 10 1", "（二）个人 21 2",
            "二、公共服务 70 6", "（一）水 30 2", "（二）电 40 4", "合计 100 9",
        ],
        ["季度 受理 办结", "一季度 120 119", "二季度 80 80", "三季度 60 60", "四季度 40 40", "全年 300 399"],
        ["窗口 人员 件数", "甲 1 20", "乙 2 30", "小计 3 50", "丙 3 40", "丁 4 50", "小计 7 91", "合计 10 140"],
        ["类别 件数", "行政许可 30", "公共服务 70", "合计 110"],
        ["月份 受理 办结 在办", "合计 4,380 4,296 84", "1月 1,506 1,489 17", "2月 1,302 1,281 21", "3月 1572 1536 36"],
    ],
    ids=["total first", "a row", "levels", "whole year", "subtotal", "one column", "with its difference"],
)  # fmt: skip
def test_one_wrong_number_is_found(rows: list[str]) -> None:
    assert len(wrong(table(*rows))) >= 1


def test_subtotals_under_merged_labels_make_the_total() -> None:
    cells = [
        (0, 0, 1, 1, "部门"), (0, 1, 1, 1, "窗口"), (0, 2, 1, 1, "受理"), (0, 3, 1, 1, "办结"),
        (1, 0, 3, 1, "公安"), (1, 1, 1, 1, "户籍"), (1, 2, 1, 1, "10"), (1, 3, 1, 1, "9"),
        (2, 1, 1, 1, "出入境"), (2, 2, 1, 1, "20"), (2, 3, 1, 1, "20"),
        (3, 1, 1, 1, "小计"), (3, 2, 1, 1, "30"), (3, 3, 1, 1, "29"),
        (4, 0, 1, 2, "税务"), (4, 2, 1, 1, "5"), (4, 3, 1, 1, "5"),
        (5, 0, 1, 2, "合计"), (5, 2, 1, 1, "35"), (5, 3, 1, 1, "34"),
    ]  # fmt: skip
    document = grid(cells)
    assert [each.holds for each in tabular(document)] == [True] * 4
    cells[-1] = (5, 3, 1, 1, "43")
    assert [each.arithmetic for each in tabular(grid(cells)) if not each.holds] == [
        "29 + 5 = 34，表中合计 办结为 43"
    ]


def test_groups_of_columns_have_their_own_totals() -> None:
    cells = [
        (0, 0, 2, 1, "窗口"), (0, 1, 1, 3, "受理"), (0, 4, 1, 3, "办结"),
        *[(1, c, 1, 1, text) for c, text in enumerate(["网上", "现场", "小计", "网上", "现场", "小计"], start=1)],
    ]  # fmt: skip
    rows = [
        ["甲", "1", "2", "3", "1", "1", "2"],
        ["乙", "30", "4", "34", "20", "4", "24"],
        ["丙", "5", "5", "10", "5", "5", "11"],
    ]
    cells += [(r, c, 1, 1, text) for r, row in enumerate(rows, start=2) for c, text in enumerate(row)]
    assert [each.arithmetic for each in tabular(grid(cells)) if not each.holds] == [
        "5 + 5 = 10，表中丙 小计为 11"
    ]


def test_a_table_that_nobody_understands_is_left_in_peace() -> None:
    assert wrong(table("窗口 受理 办结", "公安 12 11", "税务 8 8", "合计 99 98")) == []
    assert wrong(table("指标 单位 数量", "办件 件 30", "接待 人次 20", "合计 项 2")) == []


def test_money_in_ten_thousands_is_rounded_and_yuan_with_two_decimals_are_exact() -> None:
    rows = ["科目 决算", "甲 10.12", "乙 10.12", "合计 20.25"]
    assert wrong(table(*rows, title="表1 收支（单位：万元）")) == []
    assert len(wrong(table(*rows, title="表1 收支（单位：元）"))) == 1


@given(
    st.integers(2, 8).flatmap(
        lambda height: st.lists(
            st.lists(st.integers(5, 9_999), min_size=3, max_size=3), min_size=height, max_size=height
        )
    ),
    st.data(),
)
def test_a_right_table_is_never_accused_and_a_broken_total_is_found(
    numbers: list[list[int]], data: st.DataObject
) -> None:
    totals = [sum(column) for column in zip(*numbers, strict=True)]
    names = [f"单位{chr(0x7532 + n)}" for n in range(len(numbers))]
    rows = [f"{name} " + " ".join(f"{n:,}" for n in row) for name, row in zip(names, numbers, strict=True)]

    def written(total: list[int]) -> str:
        return table("名称 咨询量 受理量 办结量", *rows, "合计 " + " ".join(f"{n:,}" for n in total))

    assert wrong(written(totals)) == []
    at = data.draw(st.integers(0, 2))
    off = data.draw(st.integers(-50, 50).filter(lambda n: n and totals[at] + n >= 0))
    broken = [total + off * (n == at) for n, total in enumerate(totals)]
    assert len(wrong(written(broken))) == 1


def test_the_arithmetic_is_true_by_itself() -> None:
    texts = [GOOD.replace("2,030", "2,300"), table(*RATES[:3], "南街 320 310 99.6%", RATES[4])]
    for text in texts:
        for each in judged(text):
            left, right = re.split(r" [=≈] ", each.arithmetic.split("，")[0])
            value = eval(left.replace("÷", "/").replace("%", ""), {"__builtins__": {}})
            shown = Decimal(right.rstrip("%"))
            scale = 100 if "÷" in left else 1
            assert abs(Decimal(str(value)) * scale - shown) <= Decimal("0.05")


def test_sentences_within_a_cell_are_read_too_and_every_number_is_counted() -> None:
    text = table("项目 自评情况", "办件 共办理120件，其中企业50件，个人70件，全部办结。", "人员 5")
    examined = examine(read_text(text))
    assert [check.arithmetic for check in examined.held] == ["50 + 70 = 120，与原文相符"]
    assert examined.figures == 4


QUOTED = """各乡镇办件情况如下。

| 乡镇 | 受理件数 | 办结件数 |
|---|---:|---:|
| 城关镇 | 1,240 | 1,236 |
| 石桥乡 | 865 | 860 |
| 合计 | 2,105 | 2,096 |

办件向城区集中，城关镇受理{one}件居首，全县共受理{all}件，石桥乡上年受理856件。
"""


def test_a_figure_that_the_text_quotes_from_a_table_is_that_of_the_table():
    right = examine(read(QUOTED.format(one="1,240", all="2,105").encode(), "report.md"))
    assert right.findings == ()
    (finding,) = examine(read(QUOTED.format(one="1,204", all="2,105").encode(), "report.md")).findings
    assert finding.check.kind is Kind.TIE
    assert set(finding.check.numbers) == {"1,204", "1,240"}
    assert examine(read(QUOTED.format(one="1,240", all="2,015").encode(), "report.md")).findings


def test_a_total_of_scores_stands_behind_them() -> None:
    rows = "甲局\t39\t28.5\t28\t95.5\n乙局\t38.5\t29\t28.5\t96\n丙局\t38\t27\t29\t94\n丁局\t36.5\t27\t26\t{}"
    text = f"单位\t组织生活（40分）\t学习教育（30分）\t作用发挥（30分）\t总分\n{rows}"
    assert examine(read(text.format("89.5").encode(), "a.txt")).findings == ()
    (found,) = examine(read(text.format("98.5").encode(), "a.txt")).findings
    assert "98.5" in found.check.numbers


def test_what_stands_behind_of_which_up_to_the_others_makes_the_whole() -> None:
    text = "本季收入\t128,500\n其中：上级补助\t90,000\n\t资源发包\t32,400\n\t其他\t6,100\n本季支出\t97,360"
    assert wrong(text) == []
    assert wrong(text.replace("32,400", "32,900")) == ["90000 + 32900 + 6100 = 129000，表中本季收入为 128500"]


def test_lines_that_stand_deeper_need_not_be_all_nor_be_added_up() -> None:
    rows = ["一、甲类\t3,120\t2,980", "（一）子\t2,020\t1,960", "（二）丑\t1,100\t1,020"]
    rows += ["二、乙类\t10,304\t9,870", "（一）寅\t4,591\t4,310", "（二）卯\t862\t744"]
    assert wrong("项目\t预算\t执行\n" + "\n".join(rows)) == []


def test_two_tables_side_by_side_have_names_of_their_own() -> None:
    rows = ["收入 2023年 支出 2023年", "拨款 120.5 还本 61.7", "上年结转 30.2 年终结余 89.0"]
    rows += ["转贷 14.3 其中：结转下年 89.0", "收入合计 165.0 支出合计 150.7"]
    assert wrong(table(*rows)) == []
    assert wrong(table(*rows[:4], "收入合计 156.0 支出合计 150.7")) == [
        "120.5 + 30.2 + 14.3 = 165，表中收入合计 2023年为 156.0"
    ]


def test_rates_without_a_sign_beside_whole_amounts_are_not_added_up() -> None:
    rows = ["科目 预算数 执行数 情况", "教育 126,552 119,349 94.3", "科技 32,680 33,020 101.0"]
    rows += ["卫生 26,808 27,137 101.2", "本年支出合计 186,040 179,506 96.5"]
    assert wrong(table(*rows)) == []


def test_deeper_lines_whose_numbers_are_lost_make_no_total() -> None:
    rows = ["项目 预算 执行", "一、甲类 59,740 3,960", "（一）子 49,000 2,900", "（二）丑 2,740 1,060"]
    more = ["二、乙类 9,300 8,800", "（一）卯 4,500 4,300", "（二）辰 4,800 4,500"]
    lost = "\n| （三）寅 | | |\n"
    assert wrong(table(*rows) + lost + table(*more)) == []
    assert wrong(table(*rows, *more)) != []


def test_a_total_with_a_dash_in_a_further_column_of_names_is_one() -> None:
    rows = ["| 项目 | 地点 | 计划 | 到位 |", "|---|---|---|---|", "| 沟渠 | 甲村 | 214 | 180 |"]
    rows += ["| 泵站 | 乙村 | 352 | 301 |", "| 道路 | 丙村 | 127 | 95 |"]
    for dash in ("—", "-", "/", ""):
        assert wrong("\n".join([*rows, f"| 合计 | {dash} | 693 | 576 |"])) == []
        told = wrong("\n".join([*rows, f"| 合计 | {dash} | 639 | 576 |"]))
        assert told == ["214 + 352 + 127 = 693，表中合计 计划为 639"]
