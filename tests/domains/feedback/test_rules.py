"""What a bad evaluation is owed, by the numbers of 国办发〔2019〕51号 and RULEBOOK 6."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.domains.feedback import rules


def test_the_last_two_of_five_levels_are_bad() -> None:
    assert [level for level in (5, 4, 3, 2, 1) if rules.is_bad(level)] == [2, 1]


def test_one_day_to_verify_five_to_put_right_fifteen_for_what_is_complex() -> None:
    assert (rules.VERIFICATION.words, rules.RECTIFICATION.words) == ("1 个工作日", "5 个工作日")
    assert rules.RECTIFICATION.amount + rules.extra_days(15) == 15


@pytest.mark.parametrize("whole", [0, 5, 16])
def test_a_complex_one_is_longer_than_usual_and_never_beyond_fifteen(whole: int) -> None:
    with pytest.raises(ValueError, match="between 6 and 15"):
        rules.extra_days(whole)


def test_the_fifth_day_after_the_end_still_counts_as_evaluated() -> None:
    assert rules.last_day_to_evaluate(date(2026, 11, 2)) == date(2026, 11, 7)
