"""What was counted is told again otherwise: as all of its kind, beside a result, in capitals."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

AGAIN = (
    "镇里有调解员24名，去年调处纠纷318起。年底为全体{}名调解员发放了补贴。|24|21",
    "今年维修水闸5座，疏浚河道12公里。目前全部{}座水闸已通过验收。|5|8",
    "年初下达的改厕任务为362户。截至10月完工318户，对照{}户改厕任务，完工率87.8%。|362|326",
    "购置电脑共支出人民币叁万捌仟肆佰元整（{}元）。|38,400|34,800",
)


@pytest.mark.parametrize("case", AGAIN)
def test_a_number_told_otherwise_is_found(case: str) -> None:
    text, right, wrong = case.split("|")
    assert not examine(read_text(text.format(right))).findings
    findings = examine(read_text(text.format(wrong))).findings
    assert Kind.REPEAT in {found.check.kind for found in findings}


@pytest.mark.parametrize(
    "text",
    [
        "镇里有专职调解员24名、兼职调解员30名。年底为全体54名调解员发放了补贴。",
        "今年维修水闸5座。全镇共有水闸8座，年底前全部8座水闸将装上监控。",
        "全镇设派出所3个，每所民警8名。",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings
