"""A unit told once, in front of a row of bare numbers, is the unit of all of them."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.document import Document, Paragraph
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.engine.passages import passage_of
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def units(text: str) -> list[str]:
    whole = Paragraph(0, len(text))
    return [figure.unit for figure in passage_of(Document(text, (whole,)), whole, 0).figures]


@pytest.mark.parametrize(
    ("text", "right", "wrong", "kind"),
    [
        ("收件1,204件，即办862、承诺办{}。", 342, 352, Kind.SUM),
        ("收入4872.16万元，其中财政拨款4690.35、事业收入102.4、其他{}。", "79.41", "79.51", Kind.SUM),
        ("病床{}张，内科120、外科90、妇儿60、其他60。", 330, 320, Kind.SUM),
        ("支出4795.62万元，基本2316.08、项目2479.54，项目占{}%。", "51.7", "52.7", Kind.RATE),
    ],
)
def test_bare_numbers_behind_a_count_are_of_its_unit(text: str, right: str, wrong: str, kind: Kind) -> None:
    assert_held_and_told(text, right, wrong, kind)


def test_a_number_that_is_alone_greater_or_told_otherwise_keeps_none() -> None:
    assert units("收件1,204件，得分98.5。") == ["件", ""]
    assert units("抽查12家，得分98、排名3。") == ["家", "", ""]
    assert units("合格率98.5%，优秀12、良好30。") == ["%", "", ""]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("五镇各有窗口18、9、13、21、11个，总数75个。", "“五镇各有窗口18”应为 21"),
        ("支出4795.62万元，基本2316.08、项目2479.54，项目占52.7%。", "“项目2479.54”应为 2527.29"),
    ],
)
def test_a_change_of_such_a_number_quotes_what_is_printed(text: str, change: str) -> None:
    (found,) = examine(read(text.encode(), "a.txt")).findings
    assert change in found.would_hold
