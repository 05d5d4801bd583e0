"""An assessor in a browser: the figures, one figure down to its rows, the report with its numbers opened, its files."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import docx
import pikepdf
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.pages import desk_of, hold_both, needs_browser, next_page
from tests.kernel.figures.histories import FIRST, County, Story, county

from yichuang.domains.cases.models import Case

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
ASKED = f"from={FIRST.isoformat()}&to={(FIRST + timedelta(60)).isoformat()}"
COUNT = 60


@pytest.fixture
def told(transactional_db) -> County:
    """A county with sixty cases told by chance from one seed."""
    made = county()
    Story(made, 7).tell(COUNT)
    return made


@pytest.fixture
def page(browser, live_server, told) -> Page:
    return desk_of(browser, live_server, told.actor("assessor", told.top))


def whole(text: str) -> int:
    """A count as written: 1,234 is 1234."""
    return int(re.sub(r"\D", "", text))


def downloaded(page: Page, name: str) -> Path:
    """Press a button that gives a file; where it was saved."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path())


def test_a_figure_is_found_in_the_catalogue_and_its_rows_add_up(page) -> None:
    page.wait_for_url("**/desk/figures/")
    page.goto(f"/desk/figures/?{ASKED}")
    hold_both(page, "figures")
    page.get_by_label("名称").fill("收件")
    with next_page(page):
        page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("link", name="超期率", exact=True)).to_have_count(0)
    page.goto(f"/desk/figures/cases.received/?{ASKED}")
    hold_both(page, "figure")
    total = whole(page.locator(".drill-value").inner_text())
    assert total == COUNT == Case.objects.count()
    numbers: list[str] = []
    while True:
        numbers += page.locator("main table tbody tr td:first-child").all_inner_texts()
        following = page.locator("a[rel='next']")
        if following.count() == 0:
            break
        page.goto(following.get_attribute("href"))
    assert len(set(numbers)) == len(numbers) == total
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "导出 CSV").read_text("utf-8-sig"))))
    assert len(rows) == total


def test_a_rate_shows_both_its_numbers_and_an_impossible_period_is_refused(page) -> None:
    page.goto(f"/desk/figures/cases.overdue_rate/?{ASKED}")
    top, bottom = (whole(page.locator(f".frac-{one} .num").inner_text()) for one in ("top", "bottom"))
    assert 0 < top <= bottom <= COUNT
    assert page.locator(".drill-value").inner_text().split("%")[0].strip() == f"{top / bottom:.2%}".rstrip(
        "%"
    )
    hold_both(page, "figure-rate")
    page.get_by_label("从").fill("2026-05-01")
    page.get_by_label("到", exact=True).fill("2026-04-01")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("#to")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#from")).to_have_value("2026-05-01")
    hold_both(page, "figure-refused")


def test_a_number_of_the_report_opens_its_definition_and_its_rows(page) -> None:
    with next_page(page):
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="自查报告").click()
    hold_both(page, "reports")
    page.get_by_label("从").fill(FIRST.isoformat())
    page.get_by_label("到", exact=True).fill((FIRST + timedelta(60)).isoformat())
    page.get_by_role("button", name="生成报告").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云溪县")
    hold_both(page, "report")
    before = page.url
    chip = page.locator("article a.figure[href*='cases.accepted']").first
    written = chip.inner_text()
    chip.click()
    panel = page.locator("aside#drill")
    expect(panel.locator(".drill-value")).to_contain_text(written)
    expect(panel.get_by_role("heading", name="定义")).to_be_visible()
    expect(panel.locator("table tbody tr")).not_to_have_count(0)
    expect(panel).to_contain_text(f"共 {written} 行")
    expect(panel).not_to_contain_text("不一致")
    expect(page).not_to_have_url(before)  # what stands open has an address of its own
    hold_both(page, "report-opened")
    page.reload()
    expect(panel.locator(".drill-value")).to_contain_text(written)


def test_the_report_opens_in_word_and_as_pdf_with_the_same_numbers(page) -> None:
    page.goto(f"/desk/reports/view/?{ASKED}")
    heading = page.get_by_role("heading", level=1).inner_text().split("\n")
    paragraphs = [one.inner_text() for one in page.locator("article > p:has(a.figure)").all()]
    assert paragraphs
    written = docx.Document(str(downloaded(page, "导出 Word")))
    text = "\n".join(
        one.text.replace("\n", "") for one in written.paragraphs
    )  # a long title has lines of its own
    assert all(line in text for line in heading)
    # on paper no space stands beside a number
    assert [one for one in paragraphs if one.replace(" ", "") not in text.replace(" ", "")] == []
    assert len(written.tables) == page.locator("article table:not(figure table)").count() > 0
    with pikepdf.open(downloaded(page, "导出 PDF")) as printed:
        assert len(printed.pages) >= 2
