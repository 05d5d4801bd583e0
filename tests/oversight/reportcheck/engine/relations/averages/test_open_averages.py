"""Averages by the words that say whom they are over, by rows, changes and spans of time; others are left alone."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def averages_accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.AVERAGE]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("出动车辆236台次、人员708人次，平均每台次2人次。", ("236", "708", "2")),
        ("组织队员56名，覆盖28个村，平均每村6名。", ("56", "28", "6")),
    ],
)
def test_a_division_without_rest_tells_that_another_handful_is_wrong(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert averages_accused(text) == [numbers]


@pytest.mark.parametrize(
    "text",
    [
        "出动车辆236台次、人员708人次，平均每台次3人次。",
        "组织队员56名，其中骨干28名，覆盖28个村，平均每村1名骨干。",
    ],
)
def test_what_comes_out_or_is_of_a_part_is_left_alone(text: str) -> None:
    assert averages_accused(text) == []


NAMED = [
    ("全年走访企业128家次，参与干部32名，人均走访{}家次。", "4.0", "4.9"),
    ("县评审中心核减资金0.96亿元，涉及项目320个，平均每个项目核减{}万元。", "30.0", "80.0"),
    ("国庆假期七天共接待游客9.1万人次，日均{}万人次。", "1.30", "1.03"),
    ("窗口坐席28个，全月接听电话43,680个，单席日均接听{}个（按30天）。", "52.0", "25.0"),
    ("老旧小区改造总投资3,600万元，项目共24个，平均每个项目{}元。", "150万", "150"),
    ("今年发放资助金24.6万元，惠及学生328人，人均{}元。", "750", "570"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), NAMED)
def test_an_average_is_asked_by_the_words_that_say_whom_it_is_over(text: str, right: str, wrong: str) -> None:
    assert averages_accused(text.format(right)) == []
    (found,) = averages_accused(text.format(wrong))
    assert any(wrong in number for number in found)


ALONE = [
    "全街道划分网格126个，每个网格配1名专职网格员，另有兼职网格员378名。",
    "上述四个社区共上报事件1,668件，每个网格平均27.4件。",
    "宣讲团全年宣讲112场次，其中青年宣讲员8人人均5场次。",
    "中考实考1,463人，总分满分800分，平均486.3分。",
    "全年举办培训12期，参训1,080人次，人均4次。",
    "支部开展领学96人次，其中委员6人人均4次。",
    "图书馆接待读者15.2万人次，外借图书9.6万册次，馆藏总量31.5万册，人均藏书0.61册。",
    "全镇12个村，公共活动面积1,680平方米，村均140平方米，比上年村均提高了15平方米。",
]


@pytest.mark.parametrize("text", ALONE)
def test_what_is_of_others_than_those_counted_is_left_alone(text: str) -> None:
    assert averages_accused(text) == []


def test_each_price_of_a_list_is_of_the_number_and_the_amount_of_its_row() -> None:
    rows = "采购课桌320套，单价260元，金额83,200元；图书架{}个，单价480元，金额21,600元。"
    assert averages_accused(rows.format(45)) == []
    assert averages_accused(rows.format(54)) == [("54", "480", "21,600")]


def test_what_a_month_costs_is_shared_out_as_it_is() -> None:
    assert averages_accused("现有低保715户1,182人。月发放低保金496,440元，人月均420元。") == []
