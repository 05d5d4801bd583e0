"""A sheet is kept for a day, for whoever laid it out, and two tabs don't undo each other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from yichuang.oversight.reportcheck.corrections import Correction
from yichuang.oversight.reportcheck.sheets import KEPT, ChangedMeanwhile, NoSuchSheet, Sheets, Verdict

NOW = timezone.now()
ME, OTHER = "staff:1", "staff:2"


@pytest.fixture
def sheets(tmp_path: Path) -> Sheets:
    return Sheets(tmp_path / "sheets")


def test_a_sheet_keeps_the_report_what_was_corrected_and_what_was_judged(sheets: Sheets) -> None:
    laid = sheets.lay_out(ME, "report.txt", b"10", NOW)
    changed = sheets.correct(laid, Correction(0, 2, "11"))
    sheets.judge(changed, "abc-1", Verdict(False, "口径不同"))
    found = sheets.find(laid.token, ME, NOW)
    assert sheets.original(found.token) == b"10"
    assert found.corrections == (Correction(0, 2, "11"),)
    assert found.verdicts == {"abc-1": Verdict(False, "口径不同")}
    assert found.version == 3


def test_the_last_correction_and_a_verdict_can_be_taken_back(sheets: Sheets) -> None:
    sheet = sheets.correct(sheets.lay_out(ME, "a.txt", b"10", NOW), Correction(0, 2, "11"))
    sheet = sheets.judge(sheet, "abc-1", Verdict(True, ""))
    sheet = sheets.judge(sheets.take_back(sheet), "abc-1", None)
    assert (sheet.corrections, sheet.verdicts) == ((), {})


def test_nobody_else_finds_it_and_no_name_leads_out_of_the_folder(sheets: Sheets) -> None:
    sheet = sheets.lay_out(ME, "a.txt", b"10", NOW)
    for token, owner in ((sheet.token, OTHER), ("0" * 32, ME), ("../" + sheet.token, ME), ("", ME)):
        with pytest.raises(NoSuchSheet):
            sheets.find(token, owner, NOW)


def test_after_a_day_it_is_gone_from_the_disk(sheets: Sheets, tmp_path: Path) -> None:
    sheet = sheets.lay_out(ME, "a.txt", b"10", NOW)
    later = timezone.now() + KEPT + timedelta(minutes=1)
    with pytest.raises(NoSuchSheet):
        sheets.find(sheet.token, ME, later)
    sheets.sweep(later)
    assert list((tmp_path / "sheets").iterdir()) == []


def test_of_two_tabs_the_second_is_told_and_changes_nothing(sheets: Sheets) -> None:
    sheet = sheets.lay_out(ME, "a.txt", b"10", NOW)
    sheets.judge(sheet, "abc-1", Verdict(True, ""))
    with pytest.raises(ChangedMeanwhile):
        sheets.correct(sheet, Correction(0, 2, "99"))
    assert sheets.find(sheet.token, ME, NOW).corrections == ()
