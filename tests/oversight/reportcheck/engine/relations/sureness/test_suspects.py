"""The number that other relations bear out is the last one that is thought to be wrong."""

from __future__ import annotations

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Finding
from yichuang.oversight.reportcheck.reading import read

BY_KIND = "按类型分：许可604件、服务580件、其他30件"
BY_CHANNEL = "按渠道分：网上812件、窗口392件"


def the_finding(text: str) -> Finding:
    (found,) = examine(read(text.encode(), "a.txt")).findings
    return found


def test_without_a_witness_the_result_comes_first() -> None:
    assert "1,204" in the_finding(f"全年受理1,204件，{BY_KIND}。").would_hold[0]


def test_a_result_that_another_relation_bears_out_comes_last() -> None:
    changes = the_finding(f"全年受理1,204件，{BY_CHANNEL}；{BY_KIND}。").would_hold
    assert "1,204" not in changes[0]
    assert "1,204" in changes[-1]
