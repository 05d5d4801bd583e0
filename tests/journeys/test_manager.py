"""A centre manager in a browser: a day off moves the clocks, a post, an item that pauses, items from a workbook."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from tests.domains.catalogue.test_workbook import ITEM, book
from tests.journeys.pages import PHONE, desk_of, hold, hold_both, needs_browser, next_page, open_page, settled
from tests.worlds import accepted

from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.models import Post
from yichuang.kernel.calendar.queries import calendar_for
from yichuang.kernel.clocks.queries import all_of
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.ui.formats import the_day

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
WHY = "全县停电检修，各窗口停办一天"


def go(page: Page, label: str) -> None:
    """By the main navigation, or below 中心 by the tabs there."""
    settled(page)
    bar = page.get_by_role("navigation", name="主导航")
    if bar.get_by_role("link", name=label, exact=True).count() == 0:
        with next_page(page):
            bar.get_by_role("link", name="中心", exact=True).click()
        bar = page.get_by_role("navigation", name="中心的页面")
    with next_page(page):
        bar.get_by_role("link", name=label, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(label)


def due(ref: str):
    return next(one.due_at for one in all_of(ref) if one.kind == "decision")


def test_a_day_off_is_previewed_before_it_moves_anything(browser, live_server, world) -> None:
    case = accepted(world, at=timezone.now())
    before = due(case.ref)
    calendar = calendar_for(world.county.path)
    day = calendar.nth_working_day_after(the_day(timezone.now()), 2)
    page = desk_of(browser, live_server, world.manager)
    go(page, "日历")
    hold_both(page, "calendar")
    page.get_by_role("link", name="调整本地日历").click()
    for label, value in (("从哪天", day.isoformat()), ("到哪天", day.isoformat())):
        page.get_by_label(label).fill(value)
    page.get_by_label("这几天怎么办").select_option("closed")
    page.get_by_label("适用范围").select_option(label="云溪县")
    page.get_by_label("叫什么").fill("停电检修")
    page.get_by_label("原因").fill("停")
    page.get_by_label("依据的文件和文号").fill("云府办通〔2026〕9 号")
    preview = page.get_by_role("button", name="预览会动到哪些件")
    with next_page(page):
        preview.click()
    expect(page.locator("#errors")).to_contain_text("原因至少写 4 个字")
    expect(page.get_by_label("依据的文件和文号")).to_have_value("云府办通〔2026〕9 号")
    hold_both(page, "calendar-refused")
    page.get_by_label("原因").fill(WHY)
    with next_page(page):
        preview.click()
    expect(page.get_by_role("region", name="会动到")).to_contain_text(case.number)
    hold_both(page, "calendar-preview")
    assert due(case.ref) == before
    assert calendar_for(world.county.path).is_working(day)
    page.get_by_role("button", name=re.compile(r"^确认调整，重算 \d+ 个到期时间")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("停电检修")
    hold_both(page, "calendar-done")
    later = calendar.nth_working_day_after(the_day(before), 1)
    assert the_day(due(case.ref)) == later


def test_somebody_gets_one_more_post_and_it_stands_in_the_ledger(browser, live_server, world) -> None:
    page = desk_of(browser, live_server, world.manager)
    go(page, "人员")
    hold_both(page, "staff")
    page.get_by_label("姓名、用户名").fill("何审查")
    with next_page(page):
        page.get_by_role("button", name="查询").click()
    with next_page(page):
        page.get_by_role("link", name="何审查").click()
    hold_both(page, "person")
    with next_page(page):
        page.get_by_role("link", name="任命岗位").click()
    page.get_by_label("机构").select_option(label="云溪县公安局")
    with next_page(page):
        page.get_by_role("button", name="任命岗位").click()
    expect(page.locator("#errors")).to_contain_text("岗位")
    expect(page.get_by_label("机构").locator("option:checked")).to_have_text("云溪县公安局")
    hold_both(page, "appoint-refused")
    page.locator("#role").select_option("chief_representative")
    with next_page(page):
        page.get_by_role("button", name="任命岗位").click()
    row = page.get_by_role("row").filter(has_text="云溪县公安局")
    expect(row).to_contain_text("首席代表")
    hold_both(page, "appointed")
    posts = Post.objects.filter(account=world.reviewer.account, role="chief_representative")
    assert posts.get().office_id == world.other_department.pk
    assert LedgerEntry.objects.filter(verb="account.appoint").count() == 1


def test_an_item_that_pauses_says_so_on_the_portal_until_it_resumes(browser, live_server, world) -> None:
    page = desk_of(browser, live_server, world.manager)
    go(page, "事项")
    hold_both(page, "items")
    with next_page(page):
        page.get_by_role("link", name="食品经营许可").click()
    hold_both(page, "item")
    pause = page.get_by_role("region", name="暂停办理")
    with next_page(page):
        pause.get_by_role("button").click()
    expect(page.locator("#errors")).to_contain_text("理由")
    hold_both(page, "item-refused")
    page.get_by_label("理由").first.fill("系统升级，十二月一日恢复")
    with next_page(page):
        pause.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("暂停")
    hold_both(page, "item-paused")
    portal = open_page(browser, live_server, size=PHONE)
    portal.goto("/items/scjgj-1/")
    expect(portal.get_by_role("main")).to_contain_text("系统升级，十二月一日恢复")
    expect(portal.get_by_role("link", name="立即申请")).to_have_count(0)
    hold(portal, "guide-paused")
    resume = page.get_by_role("region", name="恢复办理")
    resume.get_by_label("理由").fill("升级完成，恢复办理")
    with next_page(page):
        resume.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("暂停")
    portal.reload()
    expect(portal.get_by_role("main")).not_to_contain_text("系统升级")
    expect(portal.get_by_role("link", name="立即申请").locator("visible=true")).not_to_have_count(0)


def test_a_limit_is_counted_in_calendar_days_from_its_next_version_on(browser, live_server, world) -> None:
    """A promise in working days doesn't fit into the law's calendar days; in the same days it does."""
    page = desk_of(browser, live_server, world.manager)
    page.goto("/desk/items/of/scjgj-1/adjust/")
    page.locator("#statutory_days").fill("15")
    page.locator("#statutory_unit").select_option(label="自然日")
    page.locator("#promised_days").fill("8")
    page.locator("#reason").fill("按省里的清单改为自然日")
    publish = page.get_by_role("button", name="公布新的一版").last
    with next_page(page):
        publish.click()
    expect(page.locator("#promised_days-error")).to_contain_text("15 个自然日里最少只有 5 个工作日")
    expect(page.locator("#promised_days")).to_have_value("8")
    expect(page.locator("#statutory_unit option:checked")).to_have_text("自然日")
    hold_both(page, "item-unit-refused")
    page.locator("#promised_unit").select_option(label="自然日")
    with next_page(page):
        publish.click()
    expect(page.get_by_role("main")).to_contain_text("承诺时限由“5 个工作日”改为“8 个自然日”")
    portal = open_page(browser, live_server, size=PHONE)
    portal.goto("/items/scjgj-1/")
    expect(portal.locator(".promise")).to_contain_text("8 个自然日")
    expect(portal.get_by_role("main")).to_contain_text("最后一天放假的，顺延到下一个工作日")
    hold(portal, "guide-calendar-days")


def test_a_workbook_with_a_bad_row_goes_in_once(browser, live_server, world) -> None:
    stages = [{"事项编码": code, "环节名称": "审查", "环节时限": 3} for code in ("own-001", "own-002")]
    content = book(items=[ITEM, {**ITEM, "事项编码": "own-002", "承诺时限": 30}], stages=stages)
    file: FilePayload = {
        "name": "事项.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": content,
    }
    before = ServiceItem.objects.count()
    page = desk_of(browser, live_server, world.manager)
    go(page, "导入")
    hold_both(page, "imports")

    def bring(mode: str) -> None:
        page.goto("/desk/imports/?ledger=items")
        page.set_input_files("#file", file)
        page.get_by_label(mode).check()
        with next_page(page):
            page.get_by_role("button", name="导入", exact=True).click()

    bring("有一行错，就一行也不导入")
    bad = page.get_by_role("row").filter(has_text="“事项”表第 3 行")
    expect(bad).to_contain_text("own-002")
    expect(page.get_by_role("main")).to_contain_text("一项也没有导入")
    hold_both(page, "import-nothing")
    assert ServiceItem.objects.count() == before
    bring("没有错的先导入，有错的列出来")
    expect(bad).to_contain_text("承诺时限")
    expect(page.get_by_role("main")).to_contain_text("没有错的已经导入")
    hold_both(page, "import-good")
    assert ServiceItem.objects.count() == before + 1
    versions = ItemVersion.objects.count()
    bring("没有错的先导入，有错的列出来")
    expect(page.locator(".import-counts div").filter(has_text="没有变化")).to_contain_text("1 项")
    assert (ServiceItem.objects.count(), ItemVersion.objects.count()) == (before + 1, versions)


def test_windows_are_the_first_page_of_a_manager(browser, live_server, world) -> None:
    page = desk_of(browser, live_server, world.manager)
    page.wait_for_url("**/desk/windows/")
    hold_both(page, "windows")
