"""What there isn't so much of: days of a year, degrees of acidity, humidity."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# (the text, what can't be, what can)
CASES = [
    ("文化馆全年开放{}天，接待群众。", "372", "362"),
    ("总排口监测结果：pH值{}，化学需氧量26毫克/升。", "15.2", "7.2"),
    ("夏季库房相对湿度最高达{}%。", "118", "78"),
    ("二月份空气质量优良天数{}天。", "31", "25"),
    ("5月份优良天数{}天，优良率96.8%。", "32", "30"),
    ("阅览室每周开放{}天，每天开放8小时。", "8", "6"),
    ("水质监测：pH值介于6.9至{}之间。", "76", "7.6"),
    ("村里最年长的老人{}岁。", "136", "106"),
    ("库房相对湿度45%至{}%，符合要求。", "600", "60"),
    ("门诊部每周开诊{}天，每日接诊约120人次。", "10", "5"),
    ("夏季办公室空调温度设置在{}℃以上。", "62", "26"),
    ("值班室实行{}小时值班，双人双岗。", "42", "24"),
    ("上旬降雨{}天，无旱情。", "15", "5"),
]

LAWFUL = [
    "县城区pH值均在6至9之间。",
    "水库水质pH值8.1，溶解氧7.9毫克/升。",
    "84个点一年合计开放6,048天次。",
    "前10月305天中优良天数286天。",
    "学生餐到校温度63.5度。",
    "桑拿房室内温度72℃，烘干室温度65℃。",
    "工龄合计540年，一次性补偿135万元。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES, ids=lambda value: str(value)[:16])
def test_what_can_not_be_is_told_and_what_can_is_not(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL, ids=lambda value: str(value)[:16])
def test_what_may_be_is_left_alone(text: str) -> None:
    assert told(text) == []
