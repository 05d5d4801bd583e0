"""Lines of a table that are computed of others of it: rates, growths, differences, averages, balances."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.tables.asking import (
    RATES,
    held,
    table,
    wrong,
)

from yichuang.oversight.reportcheck.engine.examining import examine
from yichuang.oversight.reportcheck.reading import read


def test_a_rate_follows_its_columns_in_every_row() -> None:
    assert (wrong(table(*RATES)), held(table(*RATES))) == ([], 4)
    broken = [*RATES[:3], "南街 320 310 99.6%", RATES[4]]
    assert wrong(table(*broken)) == ["310 ÷ 320 ≈ 96.88%，表中南街 办结率为 99.6%"]


def test_the_rate_of_all_is_no_mean_of_the_rates() -> None:
    rows = ["镇街 应检 实检 受检率", "东街 200 180 90.0%", "西街 400 320 80.0%", "南街 300 285 95.0%"]
    assert wrong(table(*rows, "合计 900 785 87.2%")) == []
    assert wrong(table(*rows, "合计 900 785 88.3%")) == ["785 ÷ 900 ≈ 87.22%，表中合计 受检率为 88.3%"]


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
    assert wrong(table(*rows)) == ["1 + 33 - 32 = 2，表中丙局 结转下年为 3"]


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


def test_what_another_formula_of_the_table_makes_is_not_accused() -> None:
    rows = [
        "市 总额 新增 其中再融资 其他 存量",
        "甲 1094.98 194.97 60.00 134.97 900.01", "乙 292.65 22.10 — 22.10 270.55",
        "丙 485.97 60.38 15.00 45.38 425.59", "丁 576.86 71.46 — 71.46 505.40",
        "戊 310.25 30.14 — 30.14 280.11", "己 99.26 20.96 — 20.96 78.30",
    ]  # fmt: skip
    assert wrong(table(*rows)) == []


def test_what_there_was_at_the_end_of_one_year_moves_to_what_there_is_at_the_end_of_the_next() -> None:
    rows = [
        "行业 2024年底 本年入库 本年退库 2025年底",
        "工业 92 9 5 96",
        "建筑业 29 4 2 31",
        "批发业 97 14 7 104",
    ]
    assert wrong(table(*rows, "服务业 41 8 2 47")) == []
    assert wrong(table(*rows, "服务业 41 6 2 47")) == ["41 + 6 - 2 = 45，表中服务业 2025年底为 47"]
