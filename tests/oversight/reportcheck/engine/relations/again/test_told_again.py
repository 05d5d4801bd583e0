"""A figure told again must be the one told before; what only looks like it is left in peace."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read


def _repeats(text: str) -> list[tuple[str, ...]]:
    """The numbers of what is told of repetitions."""
    found = examine(read(text.encode(), "report.txt")).findings
    return [finding.check.numbers for finding in found if finding.check.kind is Kind.REPEAT]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "全县一般公共预算支出完成372,540万元。\n上述支出372,450万元中，民生支出占大半。",
            ("372,540万", "372,450万"),
        ),
        ("今年共受理行政复议案件64件。\n全年受理的46件复议案件中，调解结案的有一半。", ("64", "46")),
        (
            "全年基层党组织书记共讲党课1,562场，平均每场24名；在1,526场书记党课中，有386场走进田间。",
            ("1,562", "1,526"),
        ),
        ("派出所总数16个，分布在各乡镇。\n警力不足，19个派出所中有5个只有两名民警。", ("16", "19")),
    ],
    ids=["the sum above", "this year's cases", "within one sentence", "all of its kind, and no slip"],
)
def test_what_is_told_again_is_the_same_number(text: str, numbers: tuple[str, ...]) -> None:
    assert _repeats(text) == [numbers]


@pytest.mark.parametrize(
    "text",
    [
        "2023年全年调解纠纷125件，成功121件。\n2024年全年调解纠纷152件，成功149件。",
        "全县共有行政村186个，完成改厕的168个；今年计划对168个行政村全部开展垃圾分类。",
        "行政执法类20101项，其他类20110项。",
        "全年办结民事案件1,562件。全年办结刑事案件1,526件。",
        "全县常住人口41.28万人。全县户籍人口42.18万人。",
        "年初在册贫困户1,432户。年末在册贫困户1,342户。",
        "城区供水管网改造12.35公里。乡镇供水管网改造13.25公里。",
        "今年受理行政复议案件64件，办结61件。上年受理的46件复议案件中，有2件转到今年办理。",
    ],
    ids=[
        "other years",
        "a number that stood before",
        "codes",
        "other cases",
        "other people",
        "the beginning and the end of the year",
        "town and country",
        "last year's cases",
    ],
)
def test_another_number_with_the_same_digits_is_left_alone(text: str) -> None:
    assert _repeats(text) == []


DAYS = (
    "夏粮收购从6月{}日开始，到月底收购9,400吨。自6月25日开秤以来，没有打白条。|25|15",
    "1月{}日上午，全县经济工作会议召开，参会326人。督查室就1月10日召开的这次会议印发分工方案。|10|12",
)


@pytest.mark.parametrize("case", DAYS)
def test_a_day_told_again_is_the_same_day(case: str) -> None:
    text, right, wrong = case.split("|")
    assert_held_and_told(text, right, wrong, Kind.REPEAT)


@pytest.mark.parametrize(
    "text",
    [
        "春茶从3月15日开始采摘，夏茶从5月25日开始采摘，自5月15日以来雨水偏多。",
        "1月10日，全县经济工作会议召开；1月20日，全县信访工作会议召开。1月21日召开的会议另作通报。",
        "高温从7月12日开始，自7月8日起防汛值守加强。",
    ],
    ids=["of several things", "two meetings", "no slip of the pen"],
)
def test_days_of_other_things_are_left_in_peace(text: str) -> None:
    assert not examine(read(text.encode(), "report.txt")).findings


def test_what_another_act_may_count_apart_is_only_asked_about() -> None:
    text = "门户网站全年发布信息1,562条。\n门户网站设置栏目27个，全年更新信息1,526条。"
    assert [f.certainty for f in examine(read(text.encode(), "report.txt")).findings] == [Certainty.QUESTION]
