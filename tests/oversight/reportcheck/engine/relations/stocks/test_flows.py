"""What was there, what came and went, and what is left, in any order and in kinds."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.engine.relations.stocks.flow_words import Flow, flow_of, way_of
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[str]:
    return [each.check.arithmetic for each in examine(read(text.encode(), "a.txt")).findings]


@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("整治前摊位", Flow.HAD),
        ("上季余粮", Flow.HAD),
        ("连同上年转来的", Flow.HAD),
        ("九月一日蓄水", Flow.HAD),
        ("节后库存", Flow.LEFT),
        ("年末在册", Flow.LEFT),
        ("仍在审理", Flow.LEFT),
        ("转入下年", Flow.LEFT),
        ("四月底存栏", Flow.STOCK),
        ("退回并重新入库", Flow.CAME),
        ("节前出货", Flow.WENT),
        ("因故转强制隔离戒毒", Flow.WENT),
        ("向乡镇调拨", Flow.MOVED),
        ("待办案件共", Flow.DUE),
        ("比上年增加", Flow.OTHER),
        ("其中女性", Flow.OTHER),
    ],
)
def test_words_tell_the_part_of_a_figure(words: str, flow: Flow) -> None:
    assert flow_of(words) is flow


@pytest.mark.parametrize(
    ("words", "way"), [("春季轮入", 1), ("自食", -1), ("落户并纳入供养", -1), ("面积", 0)]
)
def test_the_last_verb_tells_the_way(words: str, way: int) -> None:
    assert way_of(words) == way


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "清理前院内存放{}辆，清理期间新拖入86辆，车主领回274辆，拍卖133辆，拆解205辆，院内剩余231辆。",
            757,
            857,
        ),
        ("截至月末，候补名册上还有{}户。月初排队的是248户，当月登记67户，配租和放弃的共81户。", 234, 284),
        (
            "开春前仓内存稻谷5,180吨，收购季入库6,430吨，其间轮换出库3,950吨，目前实有库存{}吨。",
            "7,660",
            "8,660",
        ),
        ("接手时村级债务91.6万元，三年间偿还42.3万元，核销8.5万元，现余债务{}万元。", "40.8", "44.8"),
    ],
)
def test_a_stock_that_its_moves_do_not_make_is_told(text: str, right: object, wrong: object) -> None:
    assert_held_and_told(text, right, wrong, Kind.DIFFERENCE)


def test_a_verb_used_both_ways_goes_as_in_another_book() -> None:
    text = (
        "棉被年初1,860床，采购350床，调拨420床，年末1,790床；帐篷年初164顶，采购80顶，调拨{}顶，年末199顶。"
    )
    assert not accused(text.format(45))
    assert accused(text.format(54)) == ["164 + 80 - 54 = 190，原文为 199"]


def test_the_stock_of_one_month_is_where_the_next_begins() -> None:
    text = (
        "上月末在场犬只152只，7月捕收93只，领养61只，7月末在场184只。8月捕收58只，领养47只，8月末在场{}只。"
    )
    assert not accused(text.format(195))
    assert accused(text.format(159)) == ["184 + 58 - 47 = 195，原文为 159"]


@pytest.mark.parametrize(
    "text",
    [
        "年初有社工站9个，年内新建4个、改建3个，撤并1个，年末12个。",
        "年初滞留64人，寻亲找到家的17人，落户安置21人，因病去世3人，新增超三个月滞留12人，年末滞留35人。",
        "上年末在编68人，今年招录4人，退休3人，另有劳务派遣12人，年末在编69人。",
        "年初户籍人口78,165人，出生512人、死亡438人，自然增加74人；迁入1,906人、迁出1,233人，机械增加673人，年末78,912人。",
    ],
)
def test_what_may_be_read_otherwise_is_left_alone(text: str) -> None:
    assert not accused(text)


def test_a_surplus_over_paragraphs_is_told() -> None:
    text = "捐赠318.4万元，利息12.6万元，总收入331.0万元。\n助学205.3万元，办公18.2万元，总支出223.5万元。\n"
    text += "当年结余{}万元。"
    assert not accused(text.format("107.5"))
    assert accused(text.format("170.5")) == ["331.0万 - 223.5万 = 107.5万，原文为 170.5万"]
