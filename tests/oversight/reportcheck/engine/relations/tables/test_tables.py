"""Tables: totals are sums of their parts and computed columns follow their formula; what isn't sure is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.document import Cell, Document, Table
from yichuang.oversight.reportcheck.engine.examining import examine
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import matrices_of
from yichuang.oversight.reportcheck.engine.relations import judged_tables
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read
from yichuang.oversight.reportcheck.reading.text import read_text


def tabular(document: Document) -> Iterator[Judged]:
    """What is said of the tables of a document."""
    return judged_tables(document, matrices_of(document))


def judged(text: str) -> list[Judged]:
    return list(tabular(read_text(text)))


def wrong(text: str) -> list[str]:
    """What the findings say."""
    return [each.arithmetic for each in judged(text) if not each.holds]


def held(text: str) -> int:
    return sum(each.holds for each in judged(text))


def table(*rows: str, title: str = "") -> str:
    """Rows written `甲 1 2`, as a pipe table."""
    return f"{title}\n\n" * bool(title) + "\n".join("| " + " | ".join(row.split()) + " |" for row in rows)


def grid(cells: list[tuple[int, int, int, int, str]]) -> Document:
    """A document of one table with merged cells: row, column, rows, columns, text."""
    text = ""
    told = []
    for row, column, rows, columns, said in cells:
        told.append(Cell(len(text), len(text) + len(said), row, column, rows, columns))
        text += said + "\t"
    return Document(text, (Table(0, len(text), tuple(told)),))


GOOD = table("窗口 受理 办结", "公安 1,200 1,198", "税务 800 —", "人社 30 30", "合计 2,030 1,228")


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


RATES = [
    "镇街 工单量 办结量 办结率",
    "东街 200 198 99.0%",
    "西街 150 147 98.0%",
    "南街 320 310 96.9%",
    "白沙 90 88 97.8%",
]


def test_a_rate_follows_its_columns_in_every_row() -> None:
    assert (wrong(table(*RATES)), held(table(*RATES))) == ([], 4)
    broken = [*RATES[:3], "南街 320 310 99.6%", RATES[4]]
    assert wrong(table(*broken)) == ["310 ÷ 320 ≈ 96.88%，表中南街 办结率为 99.6%"]


def test_a_rate_of_something_else_is_left_in_peace() -> None:
    assert (
        wrong(
            table(
                "镇街 工单量 办结量 满意率", "东街 200 198 91.2%", "西街 150 147 95.3%", "南街 320 310 97.7%"
            )
        )
        == []
    )


def test_growth_and_difference_follow_both_years() -> None:
    rows = [
        "项目 2023年 2022年 增减额 增长（%）",
        "增值税 1,100 1,000 100 10.0", "所得税 855 900 -45 -5.0", "房产税 324 300 24 8.0",
    ]  # fmt: skip
    assert (wrong(table(*rows)), held(table(*rows))) == ([], 6)
    assert wrong(table(*rows[:3], "房产税 324 300 42 8.0")) == ["324 - 300 = 24，表中房产税 增减额为 42"]
    assert wrong(table(*rows[:3], "房产税 324 300 24 7.4")) == [
        "(324 - 300) ÷ 300 = 8%，表中房产税 增长（%）为 7.4%"
    ]


def test_shares_are_of_the_total_of_a_column() -> None:
    rows = [
        "科目 决算数 占比",
        "合计 6,918 100.0%",
        "一般 1,742 25.2%",
        "安全 86 1.2%",
        "教育 615 8.9%",
        "其他 4,475 64.7%",
    ]
    assert wrong(table(*rows)) == []
    assert "615 ÷ 6918 ≈ 8.89%，表中教育 占比为 9.8%" in wrong(table(*rows[:4], "教育 615 9.8%", rows[5]))


def test_a_score_above_its_weight_is_found_but_not_a_bonus() -> None:
    rows = ["项目 分值 自评分", "组织 10 10", "服务 20 19", "制度 30 28"]
    assert wrong(table(*rows, "监督 10 12")) == ["12 > 10，得分高于分值"]
    assert wrong(table(*rows, "附加分 0 5")) == []


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


def test_a_column_that_most_rows_make_of_those_beside_it_is_checked() -> None:
    rows = [
        "片区 警情 刑事 治安 其他",
        "城东 412 23 96 293",
        "城西 358 17 81 260",
        "城南 297 15 62 210",
        "城北 334 20 74 240",
    ]
    assert wrong(table(*rows)) == ["15 + 62 + 210 = 287，表中城南 警情为 297"]


def test_a_balance_between_columns_is_checked_by_their_names() -> None:
    rows = ["单位 上年结转 本年新收 本年办结 结转下年", "甲局 2 24 23 3", "乙局 5 61 58 8", "丙局 1 33 32 3"]
    assert wrong(table(*rows)) == ["1 + 33 - 32 = 2，表中结转下年为 3"]


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


BALANCES = [
    (
        "项目\t自然人\t法人\n一、本年新收\t18\t5\n二、上年结转\t2\t1\n三、办理结果总计\t17\t5\n四、结转下年度\t{}\t1",
        "3",
        "2",
    ),
    (
        "项目\t金额（元）\n上季结余\t46,280\n本季收入\t128,500\n本季支出\t97,360\n本季结余\t{}",
        "77,420",
        "77,240",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), BALANCES)
def test_rows_named_as_a_balance_make_it_in_each_column(text: str, right: str, wrong: str) -> None:
    assert examine(read(text.format(right).encode(), "a.txt")).findings == ()
    (found,) = examine(read(text.format(wrong).encode(), "a.txt")).findings
    assert wrong in found.check.numbers


def test_a_total_of_scores_stands_behind_them() -> None:
    rows = "甲局\t39\t28.5\t28\t95.5\n乙局\t38.5\t29\t28.5\t96\n丙局\t38\t27\t29\t94\n丁局\t36.5\t27\t26\t{}"
    text = f"单位\t组织生活（40分）\t学习教育（30分）\t作用发挥（30分）\t总分\n{rows}"
    assert examine(read(text.format("89.5").encode(), "a.txt")).findings == ()
    (found,) = examine(read(text.format("98.5").encode(), "a.txt")).findings
    assert "98.5" in found.check.numbers


def test_an_average_is_computed_for_every_row_and_for_the_total() -> None:
    rows = [
        "月份 场次 收入 场均",
        "7月 12 14.4 1.20",
        "8月 15 19.5 1.30",
        "9月 9 9.9 1.10",
        "合计 36 43.8 1.22",
    ]
    assert wrong(table(*rows)) == []
    rows[3] = "9月 9 9.9 1.70"
    assert wrong(table(*rows)) == ["9.9 ÷ 9 = 1.1，表中9月 场均为 1.70"]


def test_rows_are_computed_of_other_rows() -> None:
    rows = ["项目 甲局 乙局 丙局", "受理量 412 385 297", "办结量 406 371 290", "办结率 98.5% 96.4% 97.6%"]
    assert (wrong(table(*rows)), held(table(*rows))) == ([], 3)
    rows[3] = "办结率 98.5% 94.6% 97.6%"
    assert wrong(table(*rows)) == ["371 ÷ 385 ≈ 96.36%，表中办结率 乙局为 94.6%"]


def test_two_wrong_cells_of_a_small_table_are_both_found() -> None:
    rows = [
        "渠道 上半年 下半年 全年",
        "电话 31,270 33,418 64,678",
        "微信 6,184 7,026 13,210",
        "网站 1,842 1,766 3,608",
    ]
    rows.append("合计 39,286 42,210 81,946")
    found = wrong(table(*rows))
    assert "31270 + 6184 + 1842 = 39296，表中合计 上半年为 39286" in found
    assert "39286 + 42210 = 81496，表中合计 全年为 81946" in found


def test_numbers_that_have_nothing_to_do_with_each_other_are_left_alone() -> None:
    rows = [
        "项目 收入 支出 人数 人均 占比",
        "甲 412 388 12 30 12.5%",
        "乙 295 301 41 7 33.1%",
        "丙 88 120 9 14 7.0%",
    ]
    assert (wrong(table(*rows)), held(table(*rows))) == ([], 0)


def test_what_stands_behind_of_which_up_to_the_others_makes_the_whole() -> None:
    text = "本季收入\t128,500\n其中：上级补助\t90,000\n\t资源发包\t32,400\n\t其他\t6,100\n本季支出\t97,360"
    assert wrong(text) == []
    assert wrong(text.replace("32,400", "32,900")) == ["90000 + 32900 + 6100 = 129000，表中本季收入为 128500"]


def test_rates_of_all_lie_among_those_of_the_parts() -> None:
    rows = [
        "一、保险费收入\t1,230,000\t1,252,000\t101.8",
        "（一）职工\t820,000\t836,400\t102.0",
        "（二）居民\t410,000\t415,600\t101.4",
        "二、补贴收入\t505,000\t498,000\t98.6",
        "（一）中央\t305,000\t300,500\t98.5",
        "（二）地方\t200,000\t197,500\t98.8",
    ]
    assert wrong("项目\t预算\t执行\t为预算\n" + "\n".join(rows)) == []


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


def test_arrows_tell_which_way_it_went() -> None:
    rows = [
        "类别 2024年 2023年 增减",
        "盗窃 287 342 ↓55",
        "诈骗 241 298 ↓57",
        "伤害 64 71 ↓7",
        "驾驶 176 158 ↑18",
    ]
    assert wrong(table(*rows)) == []
    broken = table(*rows).replace("↓57", "↓75")
    assert wrong(broken) == ["241 - 298 = -57，表中诈骗 增减为 -75"]


def test_a_mean_printed_whole_may_be_rounded() -> None:
    rows = [
        "村 户数 收入（万元） 户均（元）",
        "甲 1,200 840.0 7,000",
        "乙 2,190 1,054.5 4,815",
        "丙 800 440.0 5,500",
    ]
    assert wrong(table(*rows, "合计 4,190 2,334.5 5,572")) == []
    assert wrong(table(*rows, "合计 4,190 2,334.5 5,752")) != []


def test_rates_without_a_sign_beside_whole_amounts_are_not_added_up() -> None:
    rows = ["科目 预算数 执行数 情况", "教育 126,552 119,349 94.3", "科技 32,680 33,020 101.0"]
    rows += ["卫生 26,808 27,137 101.2", "本年支出合计 186,040 179,506 96.5"]
    assert wrong(table(*rows)) == []


def test_what_another_formula_of_the_table_makes_is_not_accused() -> None:
    rows = [
        "市 总额 新增 其中再融资 其他 存量",
        "甲 1094.98 194.97 60.00 134.97 900.01", "乙 292.65 22.10 — 22.10 270.55",
        "丙 485.97 60.38 15.00 45.38 425.59", "丁 576.86 71.46 — 71.46 505.40",
        "戊 310.25 30.14 — 30.14 280.11", "己 99.26 20.96 — 20.96 78.30",
    ]  # fmt: skip
    assert wrong(table(*rows)) == []


def test_deeper_lines_whose_numbers_are_lost_make_no_total() -> None:
    rows = ["项目 预算 执行", "一、甲类 59,740 3,960", "（一）子 49,000 2,900", "（二）丑 2,740 1,060"]
    more = ["二、乙类 9,300 8,800", "（一）卯 4,500 4,300", "（二）辰 4,800 4,500"]
    lost = "\n| （三）寅 | | |\n"
    assert wrong(table(*rows) + lost + table(*more)) == []
    assert wrong(table(*rows, *more)) != []
