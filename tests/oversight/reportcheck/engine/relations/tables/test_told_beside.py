"""A report against a workbook beside it: what both tell is held, what contradicts is told, no more."""

from __future__ import annotations

import io

import openpyxl
import pytest

from yichuang.oversight.reportcheck.checking import Checked, check
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read

ROWS: list[list[str | int]] = [
    ["窗口", "受理（件）", "办结（件）", "办结率"],
    ["公安窗口", 5234, 5120, "97.8%"],
    ["民政窗口", 3120, 3100, "99.4%"],
    ["税务窗口", 3947, 3900, "98.8%"],
    ["合计", 12301, 12120, "98.5%"],
]
TITLE = "2025年办件情况统计表"


def workbook(*sheets: tuple[str, str]) -> bytes:
    """The table on sheets of those names, below those titles."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    del made["Sheet"]
    for name, title in sheets:
        sheet = made.create_sheet(name)
        for row in ([title], *ROWS):
            sheet.append(row)
    made.save(out)
    return out.getvalue()


def beside(text: str, *sheets: tuple[str, str]) -> Checked:
    tables = read(workbook(*(sheets or (("办件", TITLE),))), "附表.xlsx")
    return check(f"2025年工作报告\n\n{text}\n".encode(), "报告.txt", [("附表.xlsx", tables)])


def ties(text: str, *sheets: tuple[str, str]) -> list[tuple[tuple[str, ...], Certainty]]:
    found = beside(text, *sheets).examination.findings
    return [(one.check.numbers, one.certainty) for one in found if one.check.kind is Kind.TIE]


def test_what_both_tell_is_held() -> None:
    told = beside("全年共受理12301件，办结12120件，办结率98.5%。民政窗口受理3120件。").examination
    assert not told.findings
    numbers = [one.numbers for one in told.held if one.kind is Kind.TIE]
    assert numbers == [("12301", "12301"), ("12120", "12120"), ("98.5%", "98.5%"), ("3120", "3120")]


def test_a_slip_is_a_question_and_a_contradiction_where_the_report_tells_the_row_otherwise_right() -> None:
    assert ties("全年共受理12310件。") == [(("12310", "12301"), Certainty.QUESTION)]
    assert ties("全年共受理12310件，办结12120件。") == [(("12310", "12301"), Certainty.CONTRADICTION)]
    assert ties("公安窗口受理5324件，办结5120件。") == [(("5324", "5234"), Certainty.CONTRADICTION)]


def test_what_is_off_by_anything_needs_two_others_of_its_row() -> None:
    assert ties("全年共受理19854件。") == []
    assert ties("全年共受理19854件，办结12120件。") == []
    found = ties("全年共受理19854件，办结12120件，办结率98.5%。")
    assert found == [(("19854", "12301"), Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "全年网上共受理12310件，办结12120件。",
        "网上渠道方面，共受理12310件。全年办结12120件。",
        "上年共受理12310件，今年办结12120件。",
        "1至3月共受理12310件，办结12120件。",
        "全年共受理12310人次，办结12120件。",
        "计划受理12310件，全年办结12120件。",
        "公安窗口网上受理5324件，办结5120件。",
        "全年共受理5234件，办结12120件。",
    ],
)
def test_other_things_times_and_units_are_left_in_peace(text: str) -> None:
    assert ties(text) == []


def test_tables_of_another_year_or_of_a_month_are_left_in_peace() -> None:
    wrong = "全年共受理12310件，办结12120件。"
    assert ties(wrong, ("办件", "2024年办件情况统计表")) == []
    assert ties(wrong, ("3月", TITLE)) == []
    assert ties(wrong, ("甲", TITLE), ("乙", TITLE)) == []  # which is meant nobody knows


def test_the_table_of_the_report_is_held_against_that_of_the_file() -> None:
    rows = ["| " + " | ".join(map(str, row)) + " |" for row in ROWS[:-1]]
    right = "\n".join([rows[0], "|---|---|---|---|", *rows[1:]])
    assert ties(right) == []
    assert ties(right.replace("3100", "3010")) == [(("3010", "3100"), Certainty.CONTRADICTION)]


def test_places_name_the_file_and_the_text_of_the_report_stays_where_it_was() -> None:
    told = beside("全年共受理12310件。")
    (found,) = told.examination.findings
    places = [told.document.place(*span) for span in found.check.spans]
    assert [str(place) for place in places] == ["第 2 段", "附表.xlsx 工作表“办件”的单元格 B6"]
    assert places[1].as_json()["file"] == "附表.xlsx"
    assert told.document.text.startswith(told.report.text)
    assert [told.document.said(*span) for span in found.check.spans] == ["12310", "12301"]
    assert "附表.xlsx中合计 受理（件）为 12301" in found.check.arithmetic
