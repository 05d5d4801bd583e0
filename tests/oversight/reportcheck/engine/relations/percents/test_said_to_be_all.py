"""Shares that are said to be all there is make a hundred per cent, however that is said; others may leave some out."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("评价指标权重的设置：决策15%、过程20%、产出35%、效益{}%。", "30", "35"),
        ("来件分为咨询、求助、投诉、建议四类，分别占41.35%、36.18%、{}%、5.55%。", "16.92", "13.92"),
        ("按用途看，慰问占50.4%，帮扶占21.8%，文体占{}%，合起来正好是全部支出42.60万元。", "27.8", "21.5"),
        ("优等路占38.7%，良等路占{}%，其余三等占26.2%，涵盖全部评定里程。", "35.1", "33.1"),
        ("电气故障43.8%，用火不慎26.5%，遗留火种{}%，吸烟16.8%。以上各项为全部原因。", "12.9", "15.9"),
        ("村民的态度是：愿意54%，看情况{}%，不愿意13%，未答4%，每份问卷只选一项。", "29", "47"),
        ("200名队员每人只投一票：环境调研35%、助学支教26%、红色寻访22%、电商助农{}%。", "17", "11"),
        ("权重：经济30%、治理25%、生态20%、党建15%、群众评议{}%，五项权重合计为100%。", "10", "5"),
        ("按承办单位看：住建31%、城管18%、公安12%、人社{}%、乡镇16%，再无别的单位。", "23", "13"),
        ("年度考核由日常40%、年终{}%、民主测评20%构成。", "40", "50"),
        ("小麦机收占96.8%，人工及其他占3.2%；玉米机收占82.5%，人工及其他占{}%。", "17.5", "71.5"),
    ],
)
def test_shares_that_are_all_there_is_make_a_hundred(text: str, right: str, wrong: str) -> None:
    assert_held_and_told(text, right, wrong, Kind.PERCENT_TOTAL)


@pytest.mark.parametrize(
    "text",
    [
        "前四类诉求分别占41.35%、26.18%、13.92%、5.55%。",
        "主要有三类诉求，分别占41.35%、26.18%、13.92%。",
        "反映最多的是咨询、求助等四类，其中咨询占41.35%，求助占26.18%，投诉占13.92%，建议占5.55%。",
    ],
)
def test_shares_of_some_may_make_less(text: str) -> None:
    assert not examine(read(text.encode(), "a.txt")).findings
