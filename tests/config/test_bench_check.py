"""The bench of the report check: the reports that it measures with (the bench itself runs in `test_bench`)."""

from __future__ import annotations

from yichuang.config.bench import check
from yichuang.oversight.reportcheck.scoring import PAGE


def test_a_report_has_the_pages_that_it_should():
    assert len(check.report(3)) == 3 * PAGE
