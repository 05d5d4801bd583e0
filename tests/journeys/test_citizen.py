"""A citizen's whole way in a real browser: apply, follow, complete, be served, evaluate; by phone and by keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FileChooser, FilePayload, Page
from tests.journeys.pages import DESK, PHONE, hold, needs_browser, next_page, open_page, press_through, tab_to
from tests.narrow import there
from tests.sites.portal.test_apply import PNG
from tests.worlds import ZHANG, accepted, case_of, checked, delivered, submitted

from yichuang.domains.cases import actions
from yichuang.domains.cases.models import Case
from yichuang.domains.feedback.models import Evaluation
from yichuang.domains.residents.actions import Identified, enrol
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.verbs.perform import perform

pytestmark = [*needs_browser, pytest.mark.django_db(transaction=True)]


def go_on(page: Page, by: str = "main form .btn--go") -> None:
    """Press the green button, or what else leads on; afterwards the next page is here."""
    with next_page(page):
        page.click(by)


def answer(page: Page, **values: str) -> None:
    """Answer the page by its fields' names and go on."""
    for name, value in values.items():
        field = page.locator(f"[name='{name.replace('__', '-')}']")
        if field.first.get_attribute("type") == "radio":
            page.check(f"[name='{name.replace('__', '-')}'][value='{value}']")
        else:
            field.fill(value)
    go_on(page)


def apply(page: Page, held: str = "") -> None:
    """From the first page to the check; every page is held to the rules when a name is given."""

    def look(name: str) -> None:
        if held:
            hold(page, f"{held}-{name}")

    page.goto("/apply/scjgj-1/")
    look("start")
    go_on(page)
    look("situation")
    answer(page, s__place="own")
    answer(page, kind="person")
    answer(page, who="self")
    answer(page, name=ZHANG["name"], identity=ZHANG["identity"][:-1])
    look("wrong")
    answer(page, identity=ZHANG["identity"])
    answer(page, phone="138 0000 1234")
    answer(page, field__area="三十六")
    answer(page, field__area="36")
    bad: FilePayload = {"name": "制度.pdf", "mimeType": "application/pdf", "buffer": b"MZ hostile"}
    good: FilePayload = {"name": "营业执照.png", "mimeType": "image/png", "buffer": PNG}
    page.set_input_files("#file-m2", good)
    page.set_input_files("#file-m4", bad)
    go_on(page)
    look("materials")
    assert page.get_by_text("不收程序和脚本").first.is_visible()
    page.check("[name='later-m4']")
    with next_page(page):  # Enter goes on; it takes no file away
        page.press("[name='later-m4']", "Enter")
    answer(page, delivery="window")
    assert page.get_by_text("营业执照.png").is_visible()
    look("check")


@pytest.mark.parametrize(("size", "large"), [(PHONE, False), (PHONE, True), (DESK, False)])
def test_every_page_of_an_application_is_accessible(browser, live_server, world, size, large) -> None:
    page = open_page(browser, live_server, size=size, large=large)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    name = "apply-large" if large else "apply"
    apply(page, name)
    page.check("[name='true']")
    go_on(page)
    hold(page, f"{name}-receipt")
    assert page.get_by_text(Case.objects.get().number).first.is_visible()
    assert [one for one in said if "Content Security Policy" in one] == []


def test_an_application_works_without_script(browser, live_server, world) -> None:
    page = open_page(browser, live_server, script=False)
    apply(page)
    page.check("[name='true']")
    go_on(page)
    assert Case.objects.get().number in page.inner_text("main")


def test_a_question_is_answered_by_the_keyboard_alone(browser, live_server, world) -> None:
    page = open_page(browser, live_server, size=DESK)
    page.goto("/apply/scjgj-1/")
    press_through(page, "开始填")
    page.wait_for_url("**/situation-place/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "s-place":
            break
    page.keyboard.press("Space")
    press_through(page, "保存，下一步")
    page.wait_for_url("**/kind/")


def test_a_case_is_followed_completed_served_and_evaluated(browser, live_server, world) -> None:
    page = open_page(browser, live_server)
    apply(page)
    page.check("[name='true']")
    go_on(page)
    case = Case.objects.get()
    wanting = [
        {**one, "verdict": "missing", "note": "请交一份签字的"}
        if one["code"] == "m4"
        else {**one, "verdict": "ok"}
        for one in case.materials
    ]
    perform(actions.request_supplement, case.ref, by=world.clerk, at=timezone.now(), materials=wanting)
    other = open_page(browser, live_server)
    other.goto("/progress/")
    hold(other, "progress")
    other.fill("#number", case.number)
    other.fill("#code", "22222222")
    go_on(other, "main .btn--go")
    hold(other, "progress-wrong")
    other.fill("#code", case.query_code.lower())
    go_on(other, "main .btn--go")
    other.click("summary")
    hold(other, "case-wanting")
    go_on(other, "text=上传材料")
    other.set_input_files("#file-m4", {"name": "制度.png", "mimeType": "image/png", "buffer": PNG})
    hold(other, "supplement")
    go_on(other)
    assert case_of(case.ref).state == "supplemented"
    now = timezone.now()
    perform(actions.accept, case.ref, by=world.clerk, at=now)
    perform(actions.review, case.ref, by=world.reviewer, at=now + timedelta(days=1), opinion="材料齐全，同意")
    perform(actions.grant_, case.ref, by=world.chief, at=now + timedelta(days=2), content="准予食品经营")
    perform(
        actions.deliver, case.ref, by=world.clerk, at=now + timedelta(days=3), way="window", receiver="张三"
    )
    other.goto(f"/progress/{case.number}/")
    hold(other, "case-delivered")
    address = there(other.locator(".case-papers a").first.get_attribute("href"))
    drawing = other.request.get(address)
    assert drawing.body().startswith(b"%PDF-")
    go_on(other, "text=评价这次服务")
    hold(other, "evaluate")
    other.check("[name='level'][value='5']")
    other.fill("#words", "讲得清楚")
    go_on(other)
    hold(other, "evaluated")
    assert Evaluation.objects.get().level == 5


def in_focus(page: Page, selector: str) -> bool:
    focused: bool = page.evaluate("selector => document.activeElement.matches(selector)", selector)
    return focused


def choose(chooser: FileChooser) -> None:
    """Choose a picture in the window for files."""
    chooser.set_files({"name": "制度.png", "mimeType": "image/png", "buffer": PNG})


def chosen_by_key(page: Page, selector: str) -> None:
    """Reach a field for a file by the Tab key, and open by a key the window in which `choose` chooses."""
    tab_to(page, selector)
    page.keyboard.press("Space")
    page.wait_for_function("selector => document.querySelector(selector).files.length === 1", arg=selector)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_in_large_print_papers_are_completed_and_a_service_evaluated_by_the_keyboard_alone(
    browser, live_server, world, size
) -> None:
    case = case_of(submitted(world, materials=[], at=timezone.now()).ref)
    asked = checked("missing", "missing", note="请交一份签字的")
    perform(actions.request_supplement, case.ref, by=world.clerk, at=timezone.now(), materials=asked)
    page = open_page(browser, live_server, size=size, large=True)
    page.on("filechooser", choose)  # from the beginning: asked for just before the key, it can come too late
    page.goto("/progress/")
    tab_to(page, "#number")
    page.keyboard.type(case.number)
    page.keyboard.press("Tab")
    page.keyboard.type(case.query_code)
    with next_page(page):
        page.keyboard.press("Enter")
    hold(page, "keys-wanting")
    with next_page(page):
        press_through(page, "上传材料")
    with next_page(page):
        press_through(page, "交上去")
    assert in_focus(page, "#errors"), "what is wrong is read out first"
    hold(page, "keys-wrong")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert in_focus(page, "#file-m1"), "the link in it leads to the field"
    chosen_by_key(page, "#file-m1")
    chosen_by_key(page, "#file-m2")
    hold(page, "keys-supplement")
    with next_page(page):
        press_through(page, "交上去")
    assert case_of(case.ref).state == "supplemented"
    done = delivered(world)
    page.goto("/progress/")
    page.fill("#number", done.number)
    page.fill("#code", done.query_code)
    go_on(page, "main .btn--go")
    with next_page(page):
        press_through(page, "评价这次服务")
    with next_page(page):
        press_through(page, "提交评价")
    assert in_focus(page, "#errors")
    hold(page, "keys-evaluate-wrong")
    tab_to(page, "[name='level']")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#words")
    page.keyboard.type("字大，看得清楚")
    with next_page(page):
        press_through(page, "提交评价")
    hold(page, "keys-evaluated")
    given = Evaluation.objects.get()
    assert (given.level in (4, 5), given.words) == (True, "字大，看得清楚")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_phone_signs_in_proves_the_person_and_sees_the_cases(browser, live_server, world, size) -> None:
    who = Identified(Kind.PERSON, ZHANG["identity"], name=ZHANG["name"], phone="13800001234")
    person = enrol(who, by=world.clerk, at=timezone.now())
    case = accepted(world, applicant={**ZHANG, "person": person.pk}, at=timezone.now())
    delivered(world, applicant={**ZHANG, "person": person.pk})
    page = open_page(browser, live_server, size=size)
    page.goto("/sign-in/")
    hold(page, "sign-in")
    page.fill("#phone", "138 0000 1234")
    go_on(page, "main .btn--go")
    hold(page, "code")
    page.fill("#code", code_of(page))
    go_on(page, "main .btn--go")
    hold(page, "mine-unproved")
    go_on(page, "main a.btn--go")
    page.fill("#identity", ZHANG["identity"])
    hold(page, "link")
    go_on(page, "main .btn--go")
    page.fill("#code", code_of(page))
    go_on(page, "main .btn--go")
    hold(page, "mine")
    assert case.number in page.inner_text("main")
    go_on(page, "text=谁看过我的信息")
    hold(page, "looks")


def code_of(page: Page) -> str:
    """The code as the demonstration's page of messages shows it, in another tab."""
    tab = page.context.new_page()
    tab.goto("/desk/messages/")
    hold(tab, "messages")
    found = re.search(r"验证码 (\d{6})", tab.inner_text("main"))
    tab.close()
    assert found
    return found[1]
