"""Lists behind 其中 that make more than their whole."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "全市用气18.36亿立方米，同比增长11.7%。其中，甲公司供应{}亿立方米，同比增长17.62%；"
            "乙公司供应4.85亿立方米，同比下降1.49%。",
            "13.51",
            "15.51",
        ),
        ("平台共接到举报29174件，环比下降22.6%，其中，受理量{}件；不受理7263件。", "21911", "81911"),
        (
            "年末公共充电桩27.4万台，同比增长49.2%。其中直流充电桩12.1万台，环比增长2.3%；"
            "交流充电桩{}万台，环比增长1.1%。",
            "15.3",
            "19.3",
        ),
        ("在册孤儿482人，其中集中养育孤儿{}人，社会散居孤儿391人。", "91", "51"),
        ("全市医院3.6万家，其中公立医院{}万家，民营医院2.4万家。", "1.2", "1.7"),
    ],
)
def test_parts_of_one_noun_above_their_whole_are_told(text: str, right: str, wrong: str) -> None:
    assert_held_and_told(text, right, wrong, Kind.SUM)


@pytest.mark.parametrize(
    "text",
    [
        "村民小组长312人，其中党员小组长187人、女小组长149人。",
        "全年开展活动186场，其中进校园活动121场、公益活动98场。",
        "参训836人次，其中电工班培训501人次、重复参加的培训463人次。",
    ],
)
def test_what_may_be_under_two_heads_is_left_in_peace(text: str) -> None:
    assert not examine(read(text.encode(), "a.txt")).contradictions


def test_a_rate_named_by_a_word_of_the_same_sense_is_of_the_part_in_front_of_its_base() -> None:
    assert_held_and_told("人工接听27,416通，呼入29,235通，接通率{}%。", "93.8", "83.8", Kind.RATE)


def test_a_share_of_a_rough_count_is_not_of_the_exact_one_in_front() -> None:
    text = "全市装机27.4亿千瓦。其中水电装机15亿千瓦，发电约3.6万亿千瓦，占总发电量的38.2%。"
    assert not examine(read(text.encode(), "a.txt")).contradictions
