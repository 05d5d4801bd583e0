"""A window clerk's morning, by the keyboard: intake, one notification, acceptance, an instant item, handing over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from tests.journeys.pages import (
    DESK,
    desk_of,
    hold_both,
    needs_browser,
    next_page,
    open_page,
    press_through,
    send,
    tab_to,
)
from tests.journeys.slow import PATIENCE
from tests.narrow import there
from tests.worlds import ZHANG, case_of, decided

from yichuang.domains.cases.models import Case

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]
WRONG = ZHANG["identity"][:-1] + "9"


def choose(page: Page, typed: str, name: str) -> None:
    """From the first page to the intake of an item: the field has the focus, so the clerk just types."""
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(typed)
    with next_page(page):  # the page before lists items too
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/intake/\?q="))
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    # the page asks for its parts as soon as it is here
    with page.expect_response(lambda one: one.request.method == "POST"), next_page(page):
        press_through(page, name)
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def write_applicant(page: Page, identity: str) -> None:
    """Number, name and phone one after the other, as fast as the keys go."""
    tab_to(page, "#identity")
    page.keyboard.type(identity)
    page.keyboard.press("Tab")
    page.keyboard.type(ZHANG["name"])
    page.keyboard.press("Tab")
    page.keyboard.type(ZHANG["phone"])


def verdict(page: Page, material: str) -> str | None:
    return page.locator(f"[name='m-{material}-check']:checked").get_attribute("value")


def test_an_application_goes_from_the_first_key_to_the_receipt(browser, live_server, world) -> None:
    stranger = open_page(browser, live_server, size=DESK)
    stranger.goto("/desk/sign-in/")
    hold_both(stranger, "desk-sign-in")
    page = desk_of(browser, live_server, world.clerk)
    hold_both(page, "intake-choose")
    choose(page, "spjyxk", "食品经营许可")
    write_applicant(page, WRONG)
    expect(page.locator("#identity-error")).to_contain_text("身份证号最后一位对不上")
    expect(page.locator("#identity")).to_have_value(WRONG)
    expect(page.locator("#name")).to_have_value(ZHANG["name"])
    expect(page.locator("#phone")).to_have_value(ZHANG["phone"])
    hold_both(page, "intake-wrong")
    check_materials(page)
    correct_number(page)
    with next_page(page):
        page.keyboard.press("F8")
    expect(page).to_have_url(re.compile("/receipt/$"))
    case = Case.objects.get()
    assert case.state == "supplement_requested"
    assert [(one["code"], one["verdict"]) for one in case.materials] == [
        ("m1", "ok"),
        ("m2", "missing"),
        ("m4", "follows"),
    ]
    hold_both(page, "receipt-wanting")
    bring_and_accept(page, case)


def check_materials(page: Page) -> None:
    """The checklist by its keys; the notification beside it is rewritten at each of them."""
    tab_to(page, "[name='s-place']")
    page.keyboard.press("Space")
    expect(page.locator("[data-checklist] tbody tr")).to_have_count(3)
    page.keyboard.press("Tab")
    rows = page.locator("[data-checklist] tbody tr")
    tab_to(page, "[data-checklist] tbody tr")
    expect(rows.nth(0)).to_be_focused()
    paper = page.locator("#notice .paper")
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    page.keyboard.press("n")
    page.keyboard.type("执照已过有效期")
    page.keyboard.press("Enter")
    expect(rows.nth(1)).to_be_focused()
    expect(paper).to_contain_text("执照已过有效期")
    page.keyboard.press("n")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    expect(paper).to_contain_text("营业执照：没有提交，请提供复印件 1 份")
    expect(paper).not_to_contain_text("执照已过有效期")
    expect(page.get_by_role("button", name=re.compile("受理并打印回执"))).to_have_attribute(
        "aria-disabled", "true"
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("4")
    expect(paper).to_contain_text("安全管理制度可以先办后补")
    assert [verdict(page, one) for one in ("m1", "m2", "m4")] == ["ok", "missing", "owed"]
    hold_both(page, "intake-checked")


def correct_number(page: Page) -> None:
    """The wrong number is refused with everything kept; the summary leads into the field."""
    with next_page(page):
        page.keyboard.press("F8")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_contain_text("身份证号最后一位对不上")
    assert not Case.objects.exists()
    assert [verdict(page, one) for one in ("m1", "m2", "m4")] == ["ok", "missing", "owed"]
    expect(page.locator("#name")).to_have_value(ZHANG["name"])
    hold_both(page, "intake-refused")
    tab_to(page, "#errors a")
    page.keyboard.press("Enter")
    expect(page.locator("#identity")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type(ZHANG["identity"][-1])
    page.keyboard.press("Tab")
    expect(page.locator("#identity-error")).to_have_count(0)


def bring_and_accept(page: Page, case: Case) -> None:
    """The applicant comes back with the paper; the same case is accepted with its receipt."""
    with next_page(page):
        page.keyboard.press("F2")
    expect(page).to_have_url(re.compile("/desk/intake/$"))
    page.get_by_role("region", name="待补正").get_by_role("link", name="食品经营许可").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("补正：申请人带来了什么")
    hold_both(page, "supplement")
    send(page)
    expect(page.locator("#errors")).to_contain_text("请标出这次带来了哪些材料")
    hold_both(page, "supplement-refused")
    tab_to(page, "[data-checklist] tbody tr")
    page.keyboard.press("2")
    send(page)
    expect(page.get_by_text(re.compile("材料收齐了，请答复是否受理"))).not_to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("食品经营许可")
    hold_both(page, "check-again")
    rows = page.locator("[data-checklist] tbody tr")
    tab_to(page, "[data-checklist] tbody tr")
    for n in range(3):
        expect(rows.nth(n)).to_be_focused()
        page.keyboard.press("1")
        page.keyboard.press("ArrowDown")
    accept = page.get_by_role("button", name=re.compile("受理并打印回执"))
    expect(accept).not_to_have_attribute("aria-disabled", "true")
    with next_page(page):
        page.keyboard.press("F9")
    expect(page).to_have_url(re.compile("/receipt/$"))
    case.refresh_from_db()
    assert case.state == "accepted"
    shown = page.inner_text("main")
    assert case.number in shown
    assert case.query_code in shown
    assert ZHANG["identity"] not in shown
    assert page.evaluate("window.printed")  # 受理并打印回执
    hold_both(page, "receipt-accepted")
    drawn = page.request.get(there(page.get_by_role("link", name="受理通知书").get_attribute("href")))
    assert drawn.body().startswith(b"%PDF-")


def test_an_instant_item_is_finished_while_the_applicant_stands_there(browser, live_server, world) -> None:
    page = desk_of(browser, live_server, world.clerk)
    choose(page, "getihu", "个体户信息查询")
    write_applicant(page, ZHANG["identity"])
    finish = page.get_by_role("button", name=re.compile("当场办结"))
    expect(finish).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("F9")
    expect(page).to_have_url(re.compile(r"item=\d+$"))
    tab_to(page, "[data-checklist] tbody tr")
    page.keyboard.press("1")
    expect(finish).not_to_have_attribute("aria-disabled", "true")
    hold_both(page, "intake-instant")
    with next_page(page):
        page.keyboard.press("F9")
    expect(page).to_have_url(re.compile("/receipt/$"))
    case = Case.objects.get()
    assert (case.state, case.on_site, case.kind) == ("delivered", True, "instant")
    expect(page.get_by_text("结果已经当面交给您")).to_be_visible()
    hold_both(page, "receipt-instant")


def test_a_decided_case_is_handed_over_from_the_list(browser, live_server, world) -> None:
    # decided a minute ago: an hour by the clock on the wall, whatever day the test runs
    case = decided(world, at=timezone.now() - timedelta(days=2, minutes=1))
    page = desk_of(browser, live_server, world.clerk)
    with next_page(page):
        page.get_by_role("navigation", name="主导航").get_by_role("link", name="出件").click()
    row = page.get_by_role("row").filter(has_text=case.number)
    hold_both(page, "delivery")
    press_through(page, "送达")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("送达")
    hold_both(page, "delivery-asked")
    dialog.get_by_role("button", name=re.compile("^送达")).click()
    expect(dialog.locator("#errors")).to_contain_text("请填写签收人")
    expect(dialog.locator("#way")).to_have_value("window")  # as the applicant chose
    assert case_of(case.ref).state == "decided_granted"
    hold_both(page, "delivery-refused")
    dialog.locator("#receiver").fill("张三")
    send(page)
    expect(page).to_have_url(re.compile("/desk/delivery/$"))
    expect(row).to_have_count(0)
    assert case_of(case.ref).state == "delivered"


def test_what_is_typed_while_an_answer_is_on_its_way_stays(browser, live_server, world) -> None:
    page = desk_of(browser, live_server, world.clerk)
    choose(page, "食品", "食品经营许可")
    tab_to(page, "#identity")
    page.keyboard.type(WRONG)
    held: list[Route] = []
    page.route("**/desk/intake/", lambda route: held.append(route))  # noqa: PLW0108 - the driver marks what it is given
    with page.expect_request("**/desk/intake/"):
        page.keyboard.press("Tab")
    page.keyboard.type(ZHANG["name"])
    for _ in range(PATIENCE // 20):
        if held:
            break
        page.wait_for_timeout(20)
    assert held
    for one in held:
        one.continue_()
    page.unroute("**/desk/intake/")
    expect(page.locator("#identity-error")).to_be_visible()
    expect(page.locator("#name")).to_have_value(ZHANG["name"])
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("丰")
    expect(page.locator("#name")).to_have_value(ZHANG["name"] + "丰")
