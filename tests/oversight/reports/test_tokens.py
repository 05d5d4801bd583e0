"""Figures in the words of a report: how a person types them, and what is refused."""

from __future__ import annotations

import pytest

from yichuang.kernel.figures import all_figures
from yichuang.kernel.verbs import Refused
from yichuang.oversight.reports.rules import typed_numbers
from yichuang.oversight.reports.tokens import Names, Token, parsed, stored, tokens_of, typed

NAMES = Names(
    {
        ("item", 12): "企业开办",
        ("item", 13): "道路运输",
        ("item", 14): "道路运输",
        ("department", 3): "公安局",
    }
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("办结 〔办结件数〕 件", "办结 {cases.concluded} 件"),
        ("〔办结件数·上期〕", "{cases.concluded|before}"),
        ("〔办结件数·比去年同期〕。", "{cases.concluded|grown_year}。"),
        ("〔办结件数·相比〕", "{cases.concluded|compared}"),
        ("〔平均办理时长·相比：平均用时〕", "{cases.average_days|compared:平均用时}"),
        ("〔超期件·最多的部门〕", "{cases.overdue|top:department}"),
        ("〔超期件·事项：企业开办·去年同期〕", "{cases.overdue|item:12|a_year_ago}"),
        ("〔超期件·事项：#13〕", "{cases.overdue|item:13}"),
        ("〔超期件·部门：公安局〕", "{cases.overdue|department:3}"),
        ("〔单位〕〔统计期间〕", "{organ}{days}"),
        ("按国办发〔2019〕51号办", "按国办发〔2019〕51号办"),
        ("没有数字", "没有数字"),
    ],
)
def test_what_is_typed_is_kept_and_read_again(written, kept):
    assert stored(written, NAMES) == kept
    assert typed(kept, NAMES) == written


def test_codes_may_be_typed_too_and_names_of_items_that_several_bear_are_numbers():
    assert stored("{cases.open} 件、〔cases.open〕 件", NAMES) == "{cases.open} 件、{cases.open} 件"
    assert typed("{cases.open|item:14}", NAMES) == "〔在办件数·事项：#14〕"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("〔办结件〕 件", "您是不是要写〔应办结件〕、〔办结件数〕"),
        ("〔没有这种东西〕", "请从“插入数字”里选"),
        ("〔办结件数·明年〕", "没有叫“〔办结件数·明年〕”的指标"),
        ("〔超期件·事项：道路运输〕", "没有叫"),
        ("{cases.nothing}", "没有叫“{cases.nothing}”的指标"),
        ("{cases.open|item:x}", "没有叫"),
        ("〔单位·上期〕", "没有叫"),
    ],
)
def test_a_token_that_names_no_figure_is_refused_at_its_field(written, said):
    with pytest.raises(Refused) as refused:
        stored(written, NAMES)
    assert said in refused.value.text
    assert refused.value.field == "text"


def test_braces_that_are_no_token_are_words():
    assert stored("集合 {a, b} 和 {}", NAMES) == "集合 {a, b} 和 {}"
    assert tokens_of("集合 {a, b} 和 {}") == []


def test_every_figure_can_be_named():
    for figure in all_figures():
        written = typed(Token(figure.code).stored, NAMES)
        assert list(parsed(stored(written, NAMES))) == [Token(figure.code)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("全年办结1,204件，比上年多12.5%", ["1,204", "12.5%"]),
        ("2026年1月至6月30日，依照国办发〔2019〕51号第3条", []),
        ("8:30 开门，有 3 个窗口", ["3"]),
        ("增加 １２ 件。", ["１２"]),
        ("没有", []),
    ],
)
def test_numbers_that_somebody_counted_are_told_from_days_and_documents(words, numbers):
    found = list(typed_numbers(words))
    assert [run for run, by_hand in found if by_hand] == numbers
    assert "".join(run for run, _ in found) == words
