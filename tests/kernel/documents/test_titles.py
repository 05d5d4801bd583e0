"""Titles: whole words, lines nearly alike, never one sign alone; nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.documents import grid
from yichuang.kernel.documents.paper import Table
from yichuang.kernel.documents.render.laid import cell_room, column_widths, head_lines
from yichuang.kernel.documents.titles import WORDS, balanced, halved


def lines(title: str) -> list[str]:
    return balanced(title, grid.ROOM, closer=grid.CLOSER)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2026年度自查报告", ["2026年度自查报告"]),
        ("2025年11月27日至2026年11月26日自查报告", ["2025年11月27日至", "2026年11月26日自查报告"]),
        (
            "云溪县政务服务中心关于开展政务服务规范化专项整治工作情况的自查报告",
            ["云溪县政务服务中心关于开展政务服务", "规范化专项整治工作情况的自查报告"],
        ),
        (
            "关于全面推进“一窗受理”改革、优化营商环境、加强政务服务标准化规范化便利化建设工作情况的年度自查报告",
            [
                "关于全面推进“一窗受理”改革、优化",
                "营商环境、加强政务服务标准化规范化",
                "便利化建设工作情况的年度自查报告",
            ],
        ),
        ("满" * 21, ["满" * 10, "满" * 11]),  # never twenty and one
    ],
)
def test_lines_end_at_whole_words_and_are_nearly_alike(title: str, expected: list[str]) -> None:
    assert lines(title) == expected


SIGNS = st.one_of(
    st.sampled_from(sorted(WORDS)), st.sampled_from("的和至、，“”（）县镇局的年月日12 a"), st.text(max_size=3)
)


@given(st.lists(SIGNS, max_size=24).map("".join))
def test_nothing_is_lost_and_every_line_fits(title: str) -> None:
    made = lines(title)
    assert "".join(made).replace(" ", "") == title.replace(" ", "")
    plain = grid.broken(title, grid.ROOM, size=grid.TITLE_SIZE, closer=grid.CLOSER)
    assert len(plain) <= len(made) <= len(plain) + 1
    for one in made if made != plain else []:
        assert grid.width(one, grid.TITLE_SIZE, grid.CLOSER) <= grid.ROOM


HEADS = ("部门", "受理（件）", "按时办结率", "超期（件）", "平均用时（工作日）")


def test_heads_of_columns_end_their_lines_at_whole_words() -> None:
    ends = {
        "受理（件）": ["受理", "（件）"],
        "按时办结率": ["按时", "办结率"],
        "平均用时（工作日）": ["平均用时", "（工作日）"],
    }
    for head in HEADS:
        assert halved(head, size=grid.SMALL_SIZE, closer=grid.CLOSER) == ends.get(head, halved(head))
    assert halved("部门") == ["部门"]


@pytest.mark.parametrize("name", ["居民身份证补领", "基本医疗保险参保人员医疗费用手工报销"])
def test_a_column_that_is_too_narrow_takes_of_what_others_have_to_spare(name: str) -> None:
    """No word of one sign on a line of its own, in a head as in a cell, where the table has room."""
    table = Table(HEADS, ((name, "484", "99.43%", "0", "28.45"),) * 3, (3, 1.5, 1.7, 1.4, 1.9))
    widths = column_widths(table)
    assert sum(widths) <= grid.TEXT_WIDTH
    for head, width in zip(HEADS, widths, strict=True):
        lines = head_lines(head, width)
        assert len(lines) <= 2
        assert min(map(len, lines)) > 1
    assert len(grid.broken(name, cell_room(widths[0]), size=grid.SMALL_SIZE, closer=grid.CLOSER)) == 1
