"""Averages whose sentence tells one whole and one number of sharers: told whatever the digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("1,208人次住站4,832人天，人均住站{}天。", "4", "3"),
        ("全年接访84批，来访群众630人次，批均{}人次。", "7.5", "8.5"),
        ("抽检样品1,240批次，花费62万元，每批次平均{}元。", "500", "510"),
        ("热线专班12个人，一年接电话37,200个，摊下来一个人{}个。", "3,100", "3,600"),
        ("村级卫生室16所，配药品5,440盒，平均每所{}盒，上年每所310盒。", "340", "430"),
        ("今年修桥6座，去年4座，总长312米，平均每座{}米。", "52", "78"),
        ("今年募集86万元，比去年的72万元多14万元；按20个村平均，村均{}万元。", "4.3", "4.1"),
        ("账上分红11.4万元，按380户平摊，每户{}元。", "300", "320"),
        (
            "24名干部走访36次，了解事项62项，发现堵点90个，解决39个，占四成多；平均每次走访发现堵点{}个。",
            "2.5",
            "3.5",
        ),
        (
            "辖区60岁以上老年人8,640人；独居老人378人，由126名志愿者结对，平均每名志愿者联系{}名独居老人。",
            "3",
            "5",
        ),
        ("老旧小区21个，改造投入3,150万元，平均一个小区{}万元。", "150", "175"),
    ],
)
def test_what_one_number_of_sharers_has_of_one_whole_is_told(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "宣讲团全年宣讲96场次，其中青年宣讲员6人人均5场次。",
        "林果产业投入364万元，带动移民412户，户均增收4,200元。",
        "购书费30万元，购纸质书6,000册，册均35元，计21万元。",
        "开展季度检查4次，抽查单位228家次，发现问题342个，平均每家次1.5个。",
        "志愿服务88次，参加志愿者1,012人次，人均7.1次。",
        "网上申办71,938件，共享材料6.84万份，平均每件免交0.53份（全部办件12.9万件）。",
        "通过的171户批准用地20,520平方米，户均120平方米，没有超过当地户均140平方米的上限。",
    ],
)
def test_what_has_another_whole_or_other_sharers_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
