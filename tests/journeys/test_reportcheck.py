"""An assessor checks a report: hands a Word file in, opens a contradiction, corrects it, takes the comments away."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.journeys.pages import DESK, desk_of, hold_both, needs_browser, next_page, open_page
from tests.worlds import staff

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
WRONG = "全年办结12310件，其中超期15件，超期率0.02%。"
RIGHT = "全年办结12310件，其中超期15件，超期率0.12%。"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with one wrong rate, and a table whose total is right."""
    made = docx.Document()
    made.add_heading("东陵县政务服务中心自查报告", 1)
    made.add_paragraph("共设窗口33个，其中独立窗口23个、综合窗口10个。")
    made.add_paragraph(WRONG)
    table = made.add_table(4, 2)
    for row, (name, count) in enumerate(
        (("类别", "件数"), ("即办件", "8260"), ("承诺件", "4050"), ("合计", "12310"))
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = name, count
    file = tmp_path / "report.docx"
    made.save(str(file))
    return file


def handed_in(page: Page, file: Path) -> None:
    page.goto("/desk/check/")
    page.get_by_label("报告文件").set_input_files(file)
    with next_page(page):
        page.get_by_role("button", name="核验").click()
    expect(page.get_by_role("navigation", name="核验结果")).to_be_visible()


def test_a_contradiction_is_opened_corrected_and_taken_away_in_word(
    browser, live_server, world, report, tmp_path
):
    page = desk_of(browser, live_server, staff("assessor", world.centre))
    with next_page(page):
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="报告核验").click()
    hold_both(page, "check-start")
    handed_in(page, report)
    hold_both(page, "check-sheet")
    page.locator("article a.checked--contradiction", has_text="0.02%").click()
    panel = page.locator("aside#drill")
    expect(panel).to_contain_text("不能同时成立")
    expect(panel).to_contain_text("0.12")
    hold_both(page, "check-opened")

    panel.get_by_label("排除，不算错").check()
    with next_page(page):
        panel.get_by_role("button", name="存下判断").click()
    expect(panel).to_contain_text("要写明原因")
    hold_both(page, "check-refused")

    panel.get_by_label("这一段").fill(RIGHT)
    with next_page(page):
        panel.get_by_role("button", name="改好，再核一遍").click()
    expect(page.locator("article a.checked--contradiction")).to_have_count(0)
    expect(page.locator("article a.checked--held", has_text="0.12%")).to_have_count(1)

    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载带批注的 Word").click()
    commented = tmp_path / "commented.docx"
    waiting.value.save_as(commented)
    (comment,) = docx.Document(str(commented)).comments
    assert "0.12" in comment.text
    opens_in_an_office_program(commented)


def opens_in_an_office_program(file: Path) -> None:
    """LibreOffice opens it and makes the same text of it; left out where there is none."""
    if not shutil.which("soffice"):
        return
    called = [
        "soffice",
        f"-env:UserInstallation=file://{file.parent}/office",
        "--headless",
        "--convert-to",
        "txt:Text",
    ]
    subprocess.run(
        [*called, "--outdir", str(file.parent), str(file)], check=True, capture_output=True, timeout=120
    )
    assert WRONG in file.with_suffix(".txt").read_text("utf-8-sig")


def test_the_report_moves_to_a_finding_of_the_list_and_going_back_shows_the_whole_page(
    browser, live_server, world, tmp_path
):
    made = docx.Document()
    for number in range(60):
        made.add_paragraph(f"第{number}天，窗口照常开放，大厅秩序良好。")
    made.add_paragraph(WRONG)
    made.save(str(tmp_path / "long.docx"))
    page = open_page(browser, live_server, size=DESK)
    handed_in(page, tmp_path / "long.docx")
    marked = page.locator("article a.checked--contradiction", has_text="0.02%")
    expect(marked).not_to_be_in_viewport()
    page.locator("ol.check-list a", has_text="0.02%").first.click()
    expect(marked).to_be_in_viewport()
    page.get_by_label("这一段").fill(RIGHT)
    with next_page(page):
        page.get_by_role("button", name="改好，再核一遍").click()
    page.go_back()
    expect(page.get_by_role("navigation", name="核验结果")).to_be_visible()
    expect(page.get_by_text("改了 1 处")).to_be_visible()


def test_a_click_that_brings_nothing_says_why(browser, live_server, world, report):
    page = open_page(browser, live_server, size=DESK)
    handed_in(page, report)
    finding = page.locator("ol.check-list a", has_text="0.02%").first
    page.context.set_offline(True)
    finding.click()
    expect(page.locator("aside#drill")).to_contain_text("没有连上")
    page.context.set_offline(False)
    finding.click()
    expect(page.locator("aside#drill")).to_contain_text("0.12")
    token = page.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    shutil.rmtree(Path(settings.DATA_FOLDER) / "report-check" / token)
    with next_page(page):
        finding.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("核验记录只留一天")


def test_without_script_and_without_signing_in_at_the_machine_itself(browser, live_server, world, report):
    page = open_page(browser, live_server, size=DESK, script=False)
    handed_in(page, report)
    page.locator("ol.check-list a", has_text="0.02%").first.click()
    expect(page.locator("aside#drill")).to_contain_text("0.12")


def test_the_page_refuses_what_it_cant_read_and_says_so_at_the_field(browser, live_server, world, tmp_path):
    scan = tmp_path / "scan.docx"
    scan.write_bytes(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 100).getvalue())
    page = open_page(browser, live_server, size=DESK)
    page.goto("/desk/check/")
    page.get_by_label("报告文件").set_input_files(scan)
    page.get_by_role("button", name="核验").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#file-error")).to_be_visible()
    hold_both(page, "check-unreadable")
