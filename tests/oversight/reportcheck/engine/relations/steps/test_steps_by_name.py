"""A step from a value beside it to one further in front is told if just one value there is called so."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty
from yichuang.oversight.reportcheck.reading import read


def told(text: str) -> list[tuple[str, Certainty]]:
    """What is told of a text."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [(each.check.arithmetic, each.certainty) for each in findings]


@pytest.mark.parametrize(
    ("text", "arithmetic"),
    [
        (
            "窗口在岗人员186人，平均年龄34岁。窗口在岗人员较年初的179人净增9人，主要是税务窗口扩容。",
            "186 - 179 = 7，原文为 9",
        ),
        (
            "全县现有村医312名，其中女村医98名。年内退出7名，村医总数较上年末的321名减少19名。",
            "321 - 312 = 9，原文为 19",
        ),
        (
            "纳管企业412家，规上企业86家。与上年末相比，规上企业增加9家，上年末为79家。",
            "86 - 79 = 7，原文为 9",
        ),
        (
            "合作社共有社员1,245户，覆盖9个村。社员户数比上年的1,180户多55户。",
            "1245 - 1180 = 65，原文为 55",
        ),
    ],
)
def test_a_step_by_name_is_told(text: str, arithmetic: str) -> None:
    assert told(text) == [(arithmetic, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "窗口在岗人员186人，平均年龄34岁。窗口在岗人员较年初的179人净增7人，主要是税务窗口扩容。",
        "未结案件602件，其中在审318件。长期未结比上年末的176件减少52件。",
        "在岗人员186人，编外人员42人，年内退休9人。编内人员较年初的150人减少6人。",
    ],
)
def test_a_step_by_name_is_left_in_peace(text: str) -> None:
    assert told(text) == []
