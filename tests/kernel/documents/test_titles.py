"""Titles: whole words, lines nearly alike, never one sign alone; nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.documents import grid
from yichuang.kernel.documents.titles import WORDS, balanced


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
