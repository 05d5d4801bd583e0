"""The bench of the report check: what it measures, without a database."""

from __future__ import annotations

from yichuang.config.bench import check
from yichuang.oversight.reportcheck.scoring import PAGE


def test_it_measures_text_word_pdf_growth_and_memory():
    rows = {row.name: row for row in check.measure(small=True)}
    assert list(rows) == [
        "check.text30", "check.docx30", "check.pdf30", "check.pages1", "check.pages10", "check.linear", "check.memory",
    ]  # fmt: skip
    assert all(row.measured > 0 for row in rows.values())


def test_a_report_has_the_pages_that_it_should():
    assert len(check.report(3)) == 3 * PAGE
