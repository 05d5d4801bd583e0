"""The tool that fits what signs say: it finds what is meant by itself, and writes it as the engine reads it."""

from __future__ import annotations

import pytest
from tools.report_check import learning
from tools.report_check.fit import written
from tools.report_check.learning import Case


def _cases(number: int) -> list[Case]:
    """Figures of two readings: that of the sign "near" comes out nine times of ten, the other one by chance."""
    told = []
    for index in range(number):
        near, far = (90.0, 0.02) if index % 10 else (0.02, 90.0)
        told.append(Case(f"piece {index}", "", (("any", "near"), ("any", "far")), (near, far)))
    return told


def test_what_comes_out_far_too_exactly_is_what_is_meant() -> None:
    weights = learning.fit(_cases(100))
    believed, none = learning.beliefs(_cases(1)[0], weights)
    assert believed[0] == pytest.approx(0.9, abs=0.06)
    assert believed[1] == pytest.approx(0.1, abs=0.06)
    assert none < 0.05


def test_a_label_outweighs_the_numbers() -> None:
    labelled = [
        Case(f"piece {n}", "", (("any", "near"), ("any", "far")), (0.0, 1.0), none=0.0) for n in range(50)
    ]
    believed, _ = learning.beliefs(labelled[0], learning.fit(labelled))
    assert believed[1] > 0.9


def test_what_is_believed_is_measured_on_texts_that_the_weights_were_not_fitted_to() -> None:
    cases = _cases(400)
    parted = list(learning.folds(cases))
    assert sorted(case.piece for _, rest in parted for case in rest) == sorted(case.piece for case in cases)
    assert all(not {c.piece for c in most} & {c.piece for c in rest} for most, rest in parted)
    looked_at = [(rest, learning.fit(most)) for most, rest in parted]
    often = [each for each in learning.calibration(looked_at) if each.readings > 100]
    assert often
    for each in often:
        assert each.believed == pytest.approx(each.meant, abs=0.1)


def test_weights_are_written_in_tenths_and_nothing_else_is_changed() -> None:
    before = '"""Said."""\n\nWEIGHTS: dict[str, int] = {\n    "old": 3,\n}  # fmt: skip\n\nOTHER = 1\n'
    after = written(before, {"a sign": 1.23, "slight": 0.01, "against": -0.5}, 2.0)
    assert after == (
        '"""Said."""\n\nWEIGHTS: dict[str, int] = {\n    "a sign": 25, "against": -10,\n}  # fmt: skip\n\nOTHER = 1\n'
    )
