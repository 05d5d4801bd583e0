"""What is spoken of as known was told before: another number there is an error, whatever its digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, contradictions, told

from yichuang.oversight.reportcheck.findings import Kind


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "本届农资展销会设摊位320个，客流4.1万人次。据组委会统计，{}个摊位中，种子类占三成，"
            "农机、肥料两个专区最受欢迎。",
            "275", "320",
        ),
        ("小区共有车位512个，使用491个。\n下一步，对{}个车位全部重新划线。", "460", "512"),
        ("征迁涉及商铺84间、企业5家。{}间被征收商铺里，选择货币补偿的31间，其余选择产权调换。", "117", "84"),
        (
            "全年建成口袋公园14座，种植乔木2,300株。通过以上措施，{}座口袋公园的建设任务如期完成。", "22", "14",
        ),
        ("夜查发现火点7处，出动86人次。夜查发现的{}处火点中，城东2处，其余在各镇。", "16", "7"),
        (
            "园区现有企业41家，划分片区84个。\n水费31万元。\n电费52万元。\n车费7万元。\n会费3万元。\n"
            "{}个片区共配备巡查员168名。", "48", "84",
        ),
        ("意见收到217条，采纳意见64条，占29.5%，采纳的{}条意见全部书面反馈。", "46", "64"),
        ("馆里全年新收藏品158件，其中捐赠93件、购买65件。活动办了12场。上述{}件已登记造册。", "210", "158"),
    ],
)  # fmt: skip
def test_what_is_known_has_the_number_it_was_told_with(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "设普通摊位200个、特装摊位75个，客流4.1万人次。275个摊位中，种子类占三成。",
        "去年设摊位320个，客流4.1万人次。275个摊位中，种子类占三成。",
        "零报送单位4家，占62个考核单位的6.5%。午间开放窗口12个，占全部96个窗口的12.5%。",
        "本次抽检冷冻食品40批、酒类30批。上述两类共70批，全部合格。",
        "收到诉求412件，其中物业纠纷47件、物业维修28件。对这75件物业诉求，街道逐件上门。",
    ],
)
def test_of_several_of_another_time_or_of_a_share_nothing_is_told(text: str) -> None:
    assert told(text) == []


THIS = [
    (
        "第一季度收到诉求412件，其中物业纠纷{}件、占道经营75件。对这47件物业诉求，街道逐件上门。",
        "47",
        "74",
    ),
    (
        "修缮资金从三处来，总盘子{}万元。\n项目明年再收一收，比今年这86.4万元的盘子少12.0万元。",
        "86.4",
        "81.9",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), THIS)
def test_what_this_points_at_by_its_noun_is_the_one_count_of_it(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.REPEAT) == []
    assert len(contradictions(text.format(wrong), Kind.REPEAT)) == 1


def test_what_was_counted_twice_or_is_of_another_unit_is_left_in_peace() -> None:
    text = "两村总盘子81.9万元，镇上总盘子64.2万元。\n项目明年再收一收，比今年这86.4万元的盘子少12.0万元。"
    assert contradictions(text, Kind.REPEAT) == []
