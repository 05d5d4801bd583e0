"""What the words of a rate set apart from the counts about it isn't held against them; what they do say is told."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import told

TWINS = [
    (
        "全年投诉12,400件，热点前三：物业1,860件，停车1,488件，噪声992件，共占{}。",
        "35.0%",
        "53.0%",
        "(1860 + 1488 + 992) ÷ 12400 = 35%，原文为 53.0%",
    ),
    (
        "用水1,480万吨，两户企业停产少用水185万吨，占同期用水的{}（把少用的加回基数）。",
        "11.1%",
        "19.1%",
        "185万 ÷ (1480万 + 185万) ≈ 11.11%，原文为 19.1%",
    ),
    (
        "预约单4,560单，服务老人312名。退单240单，退单率{}（退单不在4,560单内）。",
        "5.0%",
        "50.0%",
        "240 ÷ (4560 + 240) = 5%，原文为 50.0%",
    ),
    (
        "应审结案件412件，已审结286件，未审结126件，其中疑难案件81件，占未审结案件的{}。",
        "64.3%",
        "46.3%",
        "81 ÷ 126 ≈ 64.29%，原文为 46.3%",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "arithmetic"), TWINS)
def test_a_rate_is_reckoned_as_its_words_say(text: str, right: str, wrong: str, arithmetic: str) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) == [arithmetic]


LEFT = [
    "2024年热点前三：教育5,127件，供热4,836件，劳动社保3,264件，共占37.5%。",
    "应兑318家6842.5万元，已兑274家3916.7万元；未兑44家里单笔百万元以上的13家、2318.4万元，占未兑金额79.2%。",
    "估算建筑工程费18,200万元，占78.4%；其他费3,800万元，占16.4%；预备费1,210万元，占5.2%，总投资23,210万元。预备费按前两项之和的5.5%计。",
    "下发疑点线索120条，查实66条，查否30条，正在核查24条，查实占已核结的68.8%。",
    "0—6岁儿童12,400人，老年人体检9,264人，体检率68.4%，常住人口16.8万人。",
    "服务人口18.42万人；65岁以上体检15,260人，体检率72%。",
    "一级路清扫率95%，二级路清扫率80%，综合（按里程加权）85.4%（一级路72公里、二级路128公里）。",
    "服务人口1,205人。问卷1,500份；出行方式：自行车612、公交388、自驾271、步行229，自行车占40.8%。",
]


@pytest.mark.parametrize("text", LEFT)
def test_a_rate_of_others_than_the_counts_about_it_is_left_alone(text: str) -> None:
    assert told(text) == []
