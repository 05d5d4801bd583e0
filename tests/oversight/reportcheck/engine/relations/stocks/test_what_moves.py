"""What comes to a stock and goes from it, by words that are easily misread."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "年初由我局起草且仍在施行的规范性文件有23件。这一年新制定5件，宣布废止7件，另有2件作了修改后重新公布，年末现行有效{}件。",
        "19",
        "21",
    ),
    (
        "年初在院托养24名，年内新送11名；寻亲成功离开9名，落户转入特困供养5名，病故1名，年末在院{}名。",
        "18",
        "20",
    ),
    (
        "年初藏书9,640册，当年新购1,120册，三位返乡企业家捐了285册，破损下架365册，年末藏书{}册。",
        "10,860",
        "10,680",
    ),
]

LAWFUL = [
    "年末常住人口38.24万人，上年末是38.51万人。全年出生2,104人；死亡2,986人。",
    "教学班共设39个：本部18个，东坪8个，西沟6个，北桥3个，南岭、上营各2个。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_all_moves_make_what_is_left(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_lacks_moves_is_left_alone(text: str) -> None:
    assert told(text) == []
