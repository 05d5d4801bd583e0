"""A report in a browser: drafted, written in, opened down to a case, signed by another person, published, corrected."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from tests.domains.cases.test_importing import DONE, book
from tests.journeys.pages import desk_of, hold, hold_both, needs_browser, next_page, settled
from tests.kernel.figures.histories import FIRST, County, Story, county

from yichuang.domains.cases.models import Case
from yichuang.kernel.figures import Period, Scope, value
from yichuang.oversight.reports.models import Report

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
ASKED = f"from={FIRST.isoformat()}&to={(FIRST + timedelta(60)).isoformat()}"
COUNT = 40


@pytest.fixture
def told(transactional_db) -> County:
    made = county()
    Story(made, 7).tell(COUNT)
    return made


def drafted(page: Page) -> None:
    page.goto(f"/desk/reports/view/?{ASKED}")
    with next_page(page):
        page.get_by_role("button", name="存成草稿，接着改").click()
    expect(page.get_by_text("起草中")).to_be_visible()


def paragraph(page: Page, words: str):
    return page.locator(".block", has_text=words).first


def test_from_the_draft_to_a_correction_beside_the_published_number(
    browser, live_server, told, tmp_path
) -> None:
    page = desk_of(browser, live_server, told.actor("assessor", told.top))
    drafted(page)
    hold_both(page, "report-draft")
    write_in_a_paragraph(page, told)
    open_a_number_down_to_a_case(page)
    decide_on_problems(page)
    decide(page, "送审")
    expect(page.get_by_text("审核中").first).to_be_visible()
    expect(page.locator(".block-tools")).to_have_count(0)
    address = page.url

    leader = desk_of(browser, live_server, told.actor("leader", told.top))
    leader.goto(address)
    decide(leader, "签发", held="report-sign")
    decide(leader, "发布")
    expect(leader.get_by_text("已发布").first).to_be_visible()
    expect(leader.locator(".corrected")).to_have_count(0)

    Story(told, 8).tell(3)  # a ledger that is brought in later
    leader.reload()
    first = leader.locator("article p", has_text="共收到申请").first
    expect(first).to_contain_text(f"共收到申请 {COUNT}")
    expect(first.locator(".corrected").first).to_contain_text(f"更正：{COUNT + 3}")
    hold_both(leader, "report-published")
    with leader.expect_download() as waiting:
        leader.get_by_role("link", name="导出 Word").click()
    file = tmp_path / "report.docx"
    waiting.value.save_as(file)
    the_file_says_what_was_published(file)


def decide(page: Page, label: str, held: str = "") -> None:
    """An act on the report: its link, and the button of the page that asks once more."""
    with next_page(page):
        page.get_by_role("link", name=label).click()
    if held:
        hold_both(page, held)
    with next_page(page):
        page.get_by_role("button", name=label).click()


def write_in_a_paragraph(page: Page, told: County) -> None:
    block = paragraph(page, "共收到申请")
    block.hover()
    block.get_by_role("link", name="改：这一段").click()
    area = page.get_by_role("textbox", name="这一段的文字")
    expect(area).to_be_visible()
    expect(area.locator(".chip").first).to_contain_text(str(COUNT))
    hold_both(page, "report-writing")
    settled(page)
    area.press("Control+End")
    page.keyboard.type("走访企业 12 家，办结")
    page.get_by_text("插入数字").click()
    page.get_by_label("找指标").fill("办结件数")
    page.locator(".picker-list").get_by_role("button", name="办结件数", exact=True).click()
    page.keyboard.type(" 件，其中公安 ")
    page.get_by_label("只算").select_option("部门：云溪县公安局")
    page.get_by_label("找指标").fill("窗口")  # counted at counters: no department has any
    expect(page.locator(".picker-list li:visible", has_text="综合窗口")).to_have_count(0)
    page.get_by_label("找指标").fill("办结件数")
    months = Period.of(FIRST, FIRST + timedelta(60))
    police = next(one for one in told.departments if one.name == "云溪县公安局")
    here = value("cases.concluded", Scope.of(told.top.pk).narrowed("department", police.pk), months).text
    chosen = page.locator(".picker-list").get_by_role("button", name="办结件数", exact=True)
    expect(chosen.locator("+ .num")).to_have_text(f"{here} 件")  # the narrowed number, before it is chosen
    chosen.click()
    expect(area.locator(".chip").last).to_contain_text(here)
    page.keyboard.type(" 件。")
    with next_page(page):
        page.get_by_role("button", name="存下").click()
    said = paragraph(page, "走访企业")
    expect(said.locator(".by-hand")).to_contain_text("12")
    expect(said.locator("a.figure[href*='cases.concluded']")).to_have_count(2)
    kept = str(Report.objects.get().blocks)
    assert "{cases.concluded} 件，其中公安 {cases.concluded|department:" in kept
    hold_both(page, "report-written")


def open_a_number_down_to_a_case(page: Page) -> None:
    chip = paragraph(page, "走访企业").locator("a.figure[href*='cases.concluded']").first
    written = chip.inner_text()
    chip.click()
    panel = page.locator("aside#drill")
    expect(panel.locator(".drill-value")).to_contain_text(written)
    with next_page(page):
        panel.get_by_role("link", name="看全部行").click()
    expect(page.get_by_role("heading", name="明细")).to_be_visible()
    assert Case.objects.filter(number=page.locator("main table tbody td a").first.inner_text()).exists()
    page.go_back()


def decide_on_problems(page: Page) -> None:
    page.goto(page.url.split("?")[0])
    waiting = page.locator(".proposal:not(.is-left)")
    expect(waiting).not_to_have_count(0)
    with next_page(page):
        waiting.first.get_by_role("button", name="写进报告").click()
    expect(page.locator(".block p", has_text="一是").first).to_be_visible()
    while waiting.count():
        left = waiting.count()
        with next_page(page):
            waiting.first.get_by_role("button", name="不写").click()
        expect(waiting).to_have_count(left - 1)
    hold(page, "report-problems")


def the_file_says_what_was_published(file: Path) -> None:
    written = docx.Document(str(file))
    text = "\n".join(one.text for one in written.paragraphs)
    assert f"共收到申请{COUNT}件" in text.replace(" ", "")
    assert "走访企业12家" in text.replace(" ", "")
    charts = [one for one in written.inline_shapes if "各月" in (one._inline.docPr.get("descr") or "")]
    assert len(charts) == 1


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_people_and_wrong_input_lose_nothing(browser, live_server, told, script: bool) -> None:
    page = desk_of(browser, live_server, told.actor("assessor", told.top), script=script)
    drafted(page)
    address = page.url
    other = desk_of(browser, live_server, told.actor("centre_manager", told.top), script=script)
    other.goto(address)
    block = paragraph(other, "共收到申请").get_attribute("id")
    other.goto(f"{address}?write={block}")
    page.goto(f"{address}?write={block}")
    area = page.get_by_role("textbox", name="这一段的文字")
    area.fill("收了〔收件〕件")
    with next_page(page):
        page.get_by_role("button", name="存下").click()
    expect(page.locator("#text-error")).to_contain_text("没有叫“〔收件〕”的指标")
    expect(page.get_by_role("textbox", name="这一段的文字")).to_contain_text("收了")
    if script:
        hold_both(page, "report-wrong")
    page.get_by_role("textbox", name="这一段的文字").fill("收了〔收件数〕件")
    with next_page(page):
        page.get_by_role("button", name="存下").click()
    expect(page.locator(f"#{block}")).to_contain_text(f"收了{COUNT}件")
    other.get_by_role("textbox", name="这一段的文字").fill("我也改了这段")
    with next_page(other):
        other.get_by_role("button", name="存下").click()
    expect(other.locator("#text-error")).to_contain_text("刚改过这一段")
    expect(other.get_by_role("textbox", name="这一段的文字")).to_contain_text("我也改了这段")
    expect(other.locator(".now-text")).to_contain_text("收了〔收件数〕件")
    if script:
        hold_both(other, "report-second")
    page.goto(f"{address}?earlier=")
    taken = page.locator("#earlier li").first
    expect(taken.locator("del").first).to_have_text("共")
    expect(taken.locator("ins").first).to_have_text("了")
    taken.get_by_role("link", name="拿回这样的文字").click()
    expect(page.get_by_role("textbox", name="这一段的文字")).to_contain_text("共收到申请")
    page.get_by_role("button", name="存下").click()
    expect(page.locator(f"#{block}")).to_contain_text(f"共收到申请 {COUNT} 件")


def test_a_year_that_was_brought_in_from_excel_is_reported(browser, live_server, world, tmp_path) -> None:
    page = desk_of(browser, live_server, world.manager)
    rows = [told_again(month, day) for month in range(1, 13) for day in (9, 16)]
    bring_in(page, tmp_path / "2025年台账.xlsx", rows)
    page.goto("/desk/reports/view/?from=2025-01-01&to=2025-12-31")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025年度自查报告")
    received = page.locator("article p", has_text="共收到申请")
    expect(received).to_contain_text(f"共收到申请 {len(rows)} 件")
    months = page.locator("figure.chart", has_text="各月")
    months.get_by_text("看表").click()
    expect(months.locator("tbody tr")).to_have_count(12)
    expect(months.locator("tbody tr").first).to_contain_text("2")
    opinions = page.locator("article p", has_text="收到评价")
    expect(opinions).to_contain_text(f"收到评价 {len(rows)} 条")
    hold_both(page, "report-imported")


def told_again(month: int, day: int) -> dict[str, object]:
    return {
        **DONE,
        "编号": f"2025-{month:02d}-{day:02d}",
        "事项编码": "scjgj-1",
        "受理时间": datetime(2025, month, day, 9, 30),
        "办结时间": datetime(2025, month, day, 16, 0),
        "送达时间": datetime(2025, month, day, 16, 30),
    }


def bring_in(page: Page, file: Path, rows: list[dict[str, object]]) -> None:
    file.write_bytes(book(*rows))
    page.goto("/desk/imports/?ledger=cases")
    page.check("input[name=ledger][value=cases]")
    page.set_input_files("#file", file)
    with next_page(page):
        page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("全部导入了")
