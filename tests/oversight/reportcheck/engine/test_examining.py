"""What every examination keeps, whatever the text: true arithmetic, exact quotes, all numbers accounted for."""

from __future__ import annotations

import pickle
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading.text import read_text

WRONG = """截止3月20日，共计接件37,286件，其中提前办结37,077件，提前办结率达99.4%，延期办结为96件，仅占0.03%。
中心共设16个窗口：综合窗口5个，社保窗口6个，合署窗口4个，公章窗口2个。
全年受理21654件，去年为16480件，同比增长23.9%。满意率由95.2%上升至98.9%，提高了4.7个百分点。
新进驻不动产登记中心、公积金管理部、医疗保障局3家单位，新增甲、乙、丙、丁5个社区。
发放补贴1863.5万元，涉及农户7120户，户均2167元。中心于2023年2月29日搬迁。
免收费用312.6万元，由两部分组成：工本费84.2万元，检测费228.4元。
"""


def examined(text):
    return examine(read_text(text))


def kinds(text):
    return {found.check.kind for found in examined(text).findings}


def test_each_error_of_a_report_is_found_and_nothing_else():
    found = examined(WRONG)
    assert [finding.check.kind for finding in found.findings] == [
        Kind.RATE, Kind.SUM, Kind.GROWTH, Kind.DIFFERENCE, Kind.COUNT_NAMES, Kind.AVERAGE, Kind.IMPOSSIBLE, Kind.UNIT,
    ]  # fmt: skip
    assert all(finding.certainty is Certainty.CONTRADICTION for finding in found.findings)


def test_quotes_are_exact_and_numbers_stand_where_the_spans_say():
    found = examined(WRONG)
    for check in (*found.held, *(finding.check for finding in found.findings)):
        assert all(quote and quote in WRONG for quote in check.quotes)
        assert tuple(WRONG[start:end] for start, end in check.spans) == check.numbers
        assert any(check.numbers[0] in quote for quote in check.quotes)


def test_the_arithmetic_is_true_by_itself_and_uses_the_numbers_quoted():
    found = examined(WRONG)
    computed = [
        check for check in (*found.held, *(f.check for f in found.findings)) if "原文" in check.arithmetic
    ]
    assert len(computed) > 6
    for check in computed:
        if match := re.match(
            r"(?P<left>[^=≈，]+?) (?P<sign>[=≈]) (?P<right>[\d.]+[万亿]?)", check.arithmetic
        ):
            left, right = value_of(match["left"]), value_of(match["right"])
            if check.kind in (Kind.RATE, Kind.GROWTH):
                left *= 100
            assert abs(left - right) <= Decimal("0.01") * max(1, abs(right))
            told = {number.replace(",", "") for number in check.numbers}
            assert set(re.findall(r"\d+(?:\.\d+)?", match["left"])) <= {
                re.sub(r"[^\d.]", "", one) for one in told
            }


def value_of(told):
    """What an arithmetic of numbers with 万 and 亿 comes to."""
    plain = re.sub(
        r"(\d+(?:\.\d+)?)([万亿%]?)",
        lambda found: f"(Decimal('{found[1]}')*{ {'万': 10**4, '亿': 10**8, '%': 1, '': 1}[found[2]] })",
        told,
    )
    return eval(plain.replace("÷", "/"), {"Decimal": Decimal})


def test_every_number_is_checked_or_skipped_with_a_reason():
    found = examined(WRONG + "依据〔2015〕39号文，拨打12345热线，另有三四个窗口，配备电脑7台。")
    assert found.figures == found.checkable + sum(found.skipped.values())
    assert {"文号", "电话号码", "概数", "没有可对照的数"} <= set(found.skipped)


def test_what_was_checked_and_held_is_told_too():
    found = examined("共计接件37286件，其中提前办结37077件，提前办结率达99.4%。")
    assert found.findings == ()
    assert [(check.kind, check.numbers) for check in found.held] == [(Kind.RATE, ("37286", "37077", "99.4%"))]


def test_a_right_value_that_crosses_the_line_of_the_report_is_decisive():
    (finding,) = examined("共受理诉求240件，已办结231件，办结率100%。").findings
    assert finding.decisive
    assert "应为 96%" in finding.would_hold[0]


def test_the_same_text_gives_the_same_answer():
    assert examined(WRONG) == examined(WRONG)


def wide(text):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def spaced(text):
    return re.sub(r"(?<=[，。、：])", " ", re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", "\u3000", text))


def wrapped(text):
    lines = [line[at : at + 30] for line in text.splitlines() for at in range(0, len(line), 30)]
    return "\n".join(lines)


def narrow(text):
    return text.translate(str.maketrans("，：；（）", ",:;()"))


@pytest.mark.parametrize("layout", [wide, spaced, narrow])
def test_layout_changes_no_finding(layout):
    plain, other = examined(WRONG), examined(layout(WRONG))
    assert [f.check.kind for f in other.findings] == [f.check.kind for f in plain.findings]
    assert [f.check.arithmetic for f in other.findings] == [f.check.arithmetic for f in plain.findings]
    assert [c.kind for c in other.held] == [c.kind for c in plain.held]


def test_hard_line_breaks_change_no_finding():
    first = WRONG.splitlines()[0]
    assert [f.check.arithmetic for f in examined(wrapped(first)).findings] == [
        f.check.arithmetic for f in examined(first).findings
    ]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"件%，。（）、：三十万亿个年月日由到第扣分率占共-.\n等",
                *("其中", "合计", "万元", "比上年", "增长", "平均", "人均", "百分之", "一是"),
            ]
        ),
        st.integers(0, 10**12).map(str),
        st.decimals(0, 10**6, places=2).map(str),
        st.text(max_size=5),
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_no_text_breaks_the_engine(pieces):
    text = "".join(pieces)
    found = examined(text)
    assert found.figures == found.checkable + sum(found.skipped.values())
    for check in (*found.held, *(f.check for f in found.findings)):
        assert all(quote in text for quote in check.quotes)
        assert tuple(text[start:end] for start, end in check.spans) == check.numbers


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "9" * 5000, "（" * 3000, "1件，" * 3000, "共1件：" * 2000, "一" * 3000, "占5%，" * 2000,
        "1：" * 3000,
        "由1到" * 2000, "0" * 400 + "件", "1" * 40 + "%", "1.5亿" * 500, "\u0000\ufeff1件",
        "1个（" + "甲、" * 3000 + "乙）",
    ],
    ids=str.__len__,
)  # fmt: skip
def test_strange_text_is_only_text(text):
    assert examined(text).findings is not None


def test_brackets_within_a_cell_are_read_as_a_sentence_is():
    told = "| 项目 | 情况 |\n|---|---|\n| 受理 | 合计120件（网上80件、窗口{}件） |\n| 建设 | 已完成 |\n"
    assert [f.check.numbers for f in examined(told.format(50)).findings] == [("120", "80", "50")]
    assert [check.numbers for check in examined(told.format(40)).held] == [("120", "80", "40")]


def test_an_answer_can_be_handed_to_another_process():
    answer = examined(WRONG)
    assert any(found.would_hold for found in answer.findings)
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert {type(change) for found in answer.findings for change in found.would_hold} == {str}
