"""Items of scores: their worths make the full mark and their scores the total, however they are told."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

ASKED = "考核得分：大气25分得23分，水30分得30分，土壤15分得15分，减排20分得20分，公众满意度10分得8.5分，合计96.5分。"
LISTS = (
    "考评实行千分制，响应率300分、解决率400分、满意率300分。"
    "某镇全年响应率得300分，解决率得372分，满意率得281分，综合得分953分。"
)
WORTHS = "标准化建设验收（百分制）：组织设置15分、班子建设20分、党员队伍20分、组织生活25分、基础保障20分。"
PARTS = "本项目得分79.6分。得分构成：决策18分、过程17.6分、产出26分、效益18分。"
MORE = "党的建设（20分）19分，经济发展（80分）76.5分。自评总分95.5分，另获表彰加2分，最终得分97.5分。"


def scores(text: str) -> list[str]:
    found = examine(read_text(text)).findings
    return [each.check.arithmetic for each in found if each.check.kind is Kind.SCORE]


@pytest.mark.parametrize("text", [ASKED, LISTS, WORTHS, PARTS, MORE])
def test_what_adds_up_is_left_alone(text: str) -> None:
    assert scores(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (ASKED, "公众满意度10分", "公众满意度50分"),
        (ASKED, "合计96.5分", "合计95.6分"),
        (LISTS, "响应率300分、", "响应率900分、"),
        (LISTS, "综合得分953分", "综合得分913分"),
        (WORTHS, "组织设置15分", "组织设置12分"),
        (PARTS, "得分79.6分", "得分76.9分"),
        (MORE, "最终得分97.5分", "最终得分98.5分"),
    ],
)
def test_one_wrong_number_is_found(text: str, right: str, wrong: str) -> None:
    assert scores(text.replace(right, wrong, 1))


def test_worths_of_which_only_some_are_told_are_left_alone() -> None:
    assert scores("满分100分，其中党建10分得9分，经济35分得32分，民生20分得19.5分。") == []
    assert scores("党建40分得38分，经济50分得47分，民生30分得28分，合计113分。") == []
