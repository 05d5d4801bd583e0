"""The tables of the yearly report on disclosure tie, in a grid and copied as bare text."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.tables.asking import grid

from yichuang.oversight.reportcheck.engine.examining import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

ROWS = [
    ("一、本年新收政府信息公开申请数量", [12, 1, 0, 0, 0, 0, 13]),
    ("二、上年结转政府信息公开申请数量", [1, 0, 0, 0, 0, 0, 1]),
    ("三、本年度办理结果 （一）予以公开", [5, 1, 0, 0, 0, 0, 6]),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", [1, 0, 0, 0, 0, 0, 1]),
    ("（三）不予公开 1.属于国家秘密", [0, 0, 0, 0, 0, 0, 0]),
    ("2.其他法律行政法规禁止公开", [2, 0, 0, 0, 0, 0, 2]),
    ("（四）无法提供 1.本机关不掌握相关政府信息", [3, 0, 0, 0, 0, 0, 3]),
    ("（五）不予处理 1.信访举报投诉类申请", [0, 0, 0, 0, 0, 0, 0]),
    ("（六）其他处理 3.其他", [1, 0, 0, 0, 0, 0, 1]),
    ("（七）总计", [12, 1, 0, 0, 0, 0, 13]),
    ("四、结转下年度继续办理", [1, 0, 0, 0, 0, 0, 1]),
]
HEADS = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
FORMS = {
    "grid": lambda rows: "\n".join(
        [
            "| " + " | ".join(HEADS) + " |",
            *(f"| {label} | " + " | ".join(map(str, n)) + " |" for label, n in rows),
        ]
    ),
    "lines": lambda rows: "\n".join(
        [*HEADS, *("\n".join([label.replace(" ", "\n"), *map(str, n)]) for label, n in rows)]
    ),
    "blanks": lambda rows: "\n".join(
        [" ".join(HEADS), *(f"{label} " + " ".join(map(str, n)) for label, n in rows)]
    ),
}
WORDS = "结果维持 结果纠正 其他结果 尚未审结 总计"


def changed(at: int, column: int, value: int) -> list[tuple[str, list[int]]]:
    """The rows with one number changed."""
    return [
        (label, [value if (n, m) == (at, column) else number for m, number in enumerate(numbers)])
        for n, (label, numbers) in enumerate(ROWS)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_that_ties_is_left_in_peace(form: str) -> None:
    examined = examine(read_text(FORMS[form](ROWS)))
    assert examined.findings == ()
    assert sum(check.kind is Kind.TIE for check in examined.held) >= 20


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("at", "column", "value", "said"),
    [
        (10, 6, 2, "13 + 1 = 14，13 + 2 = 15，新收加结转不等于办理加结转下年"),
        (0, 6, 12, "12 + 1 + 0 + 0 + 0 + 0 = 13，表中本年新收 总计为 12"),
        (5, 0, 3, "5 + 1 + 0 + 3 + 3 + 0 + 1 = 13，表中（七）总计 自然人为 12"),
    ],
    ids=["carried over", "persons", "kinds"],
)
def test_one_wrong_number_is_a_contradiction(form: str, at: int, column: int, value: int, said: str) -> None:
    examined = examine(read_text(FORMS[form](changed(at, column, value))))
    told = [finding.check.arithmetic for finding in examined.findings]
    assert said in told
    assert all(finding.check.kind is Kind.TIE for finding in examined.findings)


def test_kinds_that_the_report_left_out_are_no_contradiction() -> None:
    rows = [row for row in ROWS if "（四）" not in row[0]]
    assert examine(read_text(FORMS["grid"](rows))).findings == ()


@pytest.mark.parametrize("drawn", ["| {} |\n| {} |", "{}\n{}"], ids=["grid", "bare"])
def test_reviews_and_suits_make_their_totals(drawn: str) -> None:
    mark = " | " if drawn.startswith("|") else " "
    heads = mark.join(f"{WORDS} {WORDS} {WORDS}".split())
    right, wrong = ("2 0 0 1 3 0 0 0 0 0 1 0 0 0 1", "2 0 0 1 4 0 0 0 0 0 1 0 0 0 1")
    assert examine(read_text(drawn.format(heads, mark.join(right.split())))).findings == ()
    (finding,) = examine(read_text(drawn.format(heads, mark.join(wrong.split())))).findings
    assert finding.check.arithmetic == "2 + 0 + 0 + 1 = 3，表中行政复议 总计为 4"


def test_heads_that_are_merged_over_rows_count_once() -> None:
    heads = [
        (0, 0, 1, 5, "行政复议"),
        (0, 5, 1, 10, "行政诉讼"),
        (1, 5, 1, 5, "未经复议直接起诉"),
        (1, 10, 1, 5, "复议后起诉"),
    ]
    words = WORDS.split()
    heads += [(1, column, 2, 1, word) for column, word in enumerate(words)]
    heads += [(2, column, 1, 1, word) for column, word in enumerate(words * 2, start=5)]
    numbers = [
        (3, column, 1, 1, said)
        for column, said in enumerate(
            ["1", "0", "0", "0", "1", "0", "0", "0", "2", "3", "0", "0", "0", "0", "0"]
        )
    ]
    (finding,) = examine(grid([*heads, *numbers])).findings
    assert finding.check.arithmetic == "0 + 0 + 0 + 2 = 2，表中未经复议直接起诉 总计为 3"
