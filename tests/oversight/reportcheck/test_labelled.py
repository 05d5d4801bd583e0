"""The corpus says the truth about itself: each label is found in its text and recomputed."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck import intervals

from yichuang.oversight.reportcheck import labelled

PIECES = labelled.load()


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_what_is_labelled_right_is_right_and_what_is_labelled_wrong_is_wrong(piece: labelled.Piece) -> None:
    for label in piece.held:
        for equation in label.equations:
            assert intervals.holds(equation, label.names), equation
    for label in piece.errors:
        for equation in label.equations:
            assert not intervals.holds(equation, label.names), equation
            assert label.why
    for label in (*piece.held, *piece.errors):
        assert all(name in piece.text for name in label.names)
