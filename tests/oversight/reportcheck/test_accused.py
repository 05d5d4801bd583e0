"""Of the third that may be seen nothing is accused wrongly: a wrong accusation is worse than a miss."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.pieces import third

from yichuang.oversight.reportcheck import scoring
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Examination
from yichuang.oversight.reportcheck.reading import read


def examined(text: str, name: str) -> Examination:
    return examine(read(text.encode(), name))


@pytest.mark.parametrize("report", scoring.REPORTS)
def test_no_relation_that_holds_is_called_a_contradiction(report: str) -> None:
    pieces = [piece for piece in third("seen") if piece.report == report]
    assert len(pieces) > 50
    outcomes = scoring.examine_all(pieces, examined)
    assert [(one.piece.name, found.check.arithmetic) for one in outcomes for found in one.false] == []
