"""The pages of figures and reports: what they show, to whom, with how many queries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests import ground
from tests.kernel.figures.histories import FIRST, County, Story, county
from tests.worlds import sign_in

from yichuang.kernel.figures import Period, Scope, all_figures, value
from yichuang.kernel.figures.declare import Total

pytestmark = pytest.mark.django_db
ASKED = {"from": FIRST.isoformat(), "to": (FIRST + timedelta(60)).isoformat()}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[County]:
    with ground.kept(django_db_blocker):
        with django_db_blocker.unblock():
            made = county()
            Story(made, 7).tell(60)
        yield made


@pytest.fixture
def world(told, db) -> County:
    return told


@pytest.fixture
def manager(client, world):
    sign_in(client, world.actor("centre_manager", world.top))
    return client


@pytest.fixture
def chief(client, world):
    sign_in(client, world.actor("chief_representative", world.departments[0]))
    return client


def page_of(client, address: str, headers: dict[str, str] | None = None, **given) -> html.HtmlElement:
    answer = client.get(address, {**ASKED, **given}, headers=headers)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return html.fromstring(answer.content.decode())


@pytest.mark.parametrize("address", ["/desk/figures/", "/desk/reports/", "/desk/reports/view/"])
def test_pages_open(manager, address):
    assert page_of(manager, address).xpath("count(//h1)") == 1


@pytest.mark.parametrize(
    "role", ["window_clerk", "station_agent", "reviewer", "administrator"], ids=lambda role: role
)
def test_others_are_told_that_their_post_doesnt_open_it(client, world, role):
    sign_in(client, world.actor(role, world.centre))
    for address in (
        "/desk/figures/",
        "/desk/figures/cases.open/",
        "/desk/reports/view/",
        "/desk/reports/report.pdf",
    ):
        assert client.get(address, ASKED).status_code == 403, address


def test_nobody_gets_in_without_signing_in(client, world):
    for address in ("/desk/figures/", "/desk/figures/cases.open/rows.csv", "/desk/reports/report.docx"):
        assert client.get(address).status_code == 302


def test_a_chief_sees_the_own_department_and_no_other(chief, world):
    page = page_of(chief, "/desk/figures/cases.received/")
    assert "市场监督管理局" in page.xpath("string(//main)")
    for office in (world.top, world.departments[1], world.centre):
        answer = chief.get("/desk/figures/cases.received/", {**ASKED, "office": office.code})
        assert answer.status_code == 403
        assert "明细" not in answer.content.decode()
        answer = chief.get("/desk/figures/cases.received/rows.csv", {**ASKED, "office": office.code})
        assert answer.status_code == 403
        answer = chief.get("/desk/reports/report.docx", {**ASKED, "office": office.code})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "code", ["cases.overdue_rate", "cases.median_days", "evaluation.bad", "catalogue.items"]
)
def test_a_figures_page_shows_definition_formula_and_rows(manager, code):
    page = page_of(manager, f"/desk/figures/{code}/")
    words = page.xpath("string(//main)")
    assert "算法" in words
    assert "一致" not in words
    counted = html.fromstring(manager.get(page.xpath("//a[contains(., '核对')]/@href")[0]).content.decode())
    assert "一致" in counted.xpath("string(//main)")
    assert "不一致" not in counted.xpath("string(//main)")


def test_a_look_at_a_figure_counts_no_rows_of_folded_days(manager):
    """The number and how many rows there are come from the folds; only 核对 counts the rows."""

    def counts(**given: Any) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            page_of(manager, "/desk/figures/cases.received/", **given)
        return [q["sql"] for q in asked if q["sql"].startswith("SELECT COUNT") and 'FROM "case"' in q["sql"]]

    assert len(counts(check="1")) > len(counts())


def test_the_catalogue_finds_figures_by_name_and_says_when_there_is_none(manager):
    names = page_of(manager, "/desk/figures/", q="超期率").xpath("//th[@scope='row']//text()")
    assert "超期率" in names
    assert "评价数" not in names
    for spelt in ("cql", "chaoqi lv", "CQL"):
        found = page_of(manager, "/desk/figures/", q=spelt).xpath("//th[@scope='row']//text()")
        assert "超期率" in found
        assert "评价数" not in found
    assert "没有名称" in page_of(manager, "/desk/figures/", q="<b>无").xpath("string(//main)")


def test_the_rows_of_a_sum_say_what_each_adds_and_add_up(manager, world):
    """Of every figure that is a sum: on its page, in its file."""
    period, scope, summed = Period.of(FIRST, FIRST + timedelta(60)), Scope.of(world.top.pk), 0
    for figure in all_figures():
        if isinstance(figure.measure, Total) and (number := value(figure.code, scope, period).number):
            answer = manager.get(f"/desk/figures/{figure.code}/rows.csv", ASKED)
            text = b"".join(answer.streaming_content).decode()
            lines = list(csv.DictReader(io.StringIO(text[1:])))
            assert sum(int(line["计入"].replace(",", "")) for line in lines) == number, figure.code
            summed += 1
    assert summed >= 5
    page = page_of(manager, "/desk/figures/cases.promise_days/")
    assert "计入" in page.xpath("//th[@scope='col']/text()")


def test_rows_come_in_pages_that_add_up(manager):
    first = page_of(manager, "/desk/figures/cases.received/")
    (following,) = first.xpath("//a[@rel='next']/@href")
    second = html.document_fromstring(manager.get(following).content)
    numbers = [row for page in (first, second) for row in page.xpath("//table//tbody/tr/td[1]//text()")]
    assert len(numbers) == len(set(numbers)) == 60
    assert not second.xpath("//a[@rel='next']")
    assert "第 51–60 件" in second.xpath("string(//nav[@class='pager'])")
    assert second.xpath("//a[@rel='prev']")
    assert page_of(manager, "/desk/figures/cases.received/", page="99").xpath("//a[@rel='prev']")


def test_the_export_holds_every_row_with_masked_names(manager):
    answer = manager.get("/desk/figures/cases.received/rows.csv", ASKED)
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert len(rows) == 60
    assert {row["申请人"] for row in rows} == {"张*"}


def test_a_cell_that_a_spreadsheet_would_run_is_text():
    from yichuang.oversight.reports.desk.pages import _harmless

    assert [_harmless(cell) for cell in ("=1+1", "@x", "-2", "张*", "")] == ["'=1+1", "'@x", "'-2", "张*", ""]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"from": "2026-02-30"}, "from"),
        ({"to": "明天"}, "to"),
        ({"from": "2026-05-01", "to": "2026-04-01"}, "to"),
        ({"from": "0001-01-01"}, "from"),
    ],
)
@pytest.mark.parametrize("address", ["/desk/figures/", "/desk/figures/cases.open/", "/desk/reports/view/"])
def test_wrong_days_are_told_beside_the_field_and_kept(manager, address, given, field):
    answer = manager.get(address, {**ASKED, **given})
    assert answer.status_code == 422
    page = html.fromstring(answer.content.decode())
    assert page.xpath(f"//input[@name='{field}' and @aria-invalid='true']/@value") == [
        {**ASKED, **given}[field]
    ]


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/desk/figures/cases.nothing/", {}),
        ("/desk/figures/cases.open/", {"office": "nowhere"}),
        ("/desk/figures/cases.open/", {"item": "99999"}),
        ("/desk/figures/cases.open/", {"department": "99999"}),
        ("/desk/reports/report.xls", {}),
        ("/desk/reports/view/", {"figure": "no.such"}),
    ],
)
def test_what_isnt_there_isnt_found(manager, address, given):
    assert manager.get(address, {**ASKED, **given}).status_code == 404


def test_an_item_number_that_is_none_is_refused(manager):
    assert manager.get("/desk/figures/cases.open/", {**ASKED, "item": "1; DROP"}).status_code == 422


# -- the report --


def test_every_number_of_the_report_opens_what_it_is_made_of(manager):
    page = page_of(manager, "/desk/reports/view/")
    chips = page.xpath("//article//a[@class='figure' and contains(@href, 'figure=') and not(ancestor::svg)]")
    assert len(chips) > 30
    assert page.xpath("//article//svg//a[@class='figure']")
    for n, chip in enumerate({chip.get("href"): chip for chip in chips}.values()):
        parts = urlsplit(chip.get("href"))
        given = {k: v[0] for k, v in parse_qs(parts.query).items()}
        # without a script the whole page comes, with it the panel alone, which is the same and much cheaper
        alone = {} if n % 10 == 0 else {"HX-Request": "true"}
        opened = page_of(manager, parts.path, alone, **given)
        shown = opened.xpath("string(//aside[@id='drill']//p[contains(@class, 'drill-value')])")
        assert shown.split(" ")[0] == chip.text
        assert "不一致" not in opened.xpath("string(//aside[@id='drill'])")


def test_htmx_gets_the_panel_alone(manager):
    answer = manager.get(
        "/desk/reports/view/", {**ASKED, "figure": "cases.overdue_rate"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert text.lstrip().startswith("<aside")
    assert "<article" not in text


def test_whoever_goes_back_gets_the_whole_page_and_no_panel_that_was_kept(manager):
    address = "/desk/reports/view/"
    asked = {**ASKED, "figure": "cases.overdue_rate"}
    back = manager.get(address, asked, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<article" in back.content.decode()
    for answer in (
        back,
        manager.get(address, asked),
        manager.get(address, asked, headers={"HX-Request": "true"}),
    ):
        assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_report_comes_as_a_file(manager, kind, start):
    answer = manager.get(f"/desk/reports/report.{kind}", ASKED)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/desk/figures/", 36),
        ("/desk/figures/cases.overdue_rate/", 24),
        ("/desk/reports/view/", 31),
    ],
)
def test_the_number_of_queries_stays_the_same_whatever_the_rows(manager, world, address, most):
    manager.get(address, ASKED)
    with CaptureQueriesContext(connection) as few:
        manager.get(address, ASKED)
    Story(world, 8).tell(120)
    manager.get(address, ASKED)
    with CaptureQueriesContext(connection) as many:
        manager.get(address, ASKED)
    assert len(many) == len(few) <= most


def test_the_catalogue_shows_each_figure_beside_its_earlier_self(manager, world):
    later: dict[str, Any] = {
        "from": (FIRST + timedelta(35)).isoformat(),
        "to": (FIRST + timedelta(59)).isoformat(),
    }
    page = page_of(manager, "/desk/figures/", **later)
    row = next(one for one in page.xpath("//tr") if one.xpath("./th/a[text()='收件数']"))
    assert ("增加" in row.text_content()) or ("减少" in row.text_content()) or ("持平" in row.text_content())
    assert row.text_content().count("没有可比的数") == 1  # a year ago there was nothing
    assert page.xpath("//tr/th/a[text()='正在办']/ancestor::tr//td[contains(., '没有可比的数')]")


def test_no_data_zero_and_nothing_to_divide_by_are_told_apart_on_the_page_and_in_files(manager, world):
    long_ago: dict[str, Any] = {"from": "2020-01-01", "to": "2020-01-31"}
    found = {
        one["code"]: one
        for one in json.loads(manager.get("/desk/figures/all.json", {**ASKED, **long_ago}).content)["figures"]
    }
    assert (found["cases.received"]["state"], found["cases.received"]["number"]) == ("no_data", None)
    assert found["cases.received"]["state_name"] == "还没有数据"
    today: dict[str, Any] = {
        "from": (FIRST + timedelta(200)).isoformat(),
        "to": (FIRST + timedelta(200)).isoformat(),
    }
    found = {
        one["code"]: one
        for one in json.loads(manager.get("/desk/figures/all.json", {**ASKED, **today}).content)["figures"]
    }
    assert (found["cases.received"]["state"], found["cases.received"]["number"]) == ("zero", "0")
    rate = found["cases.conclusion_rate"]
    assert (rate["state"], rate["number"], rate["denominator"]) == ("nothing_to_divide_by", None, "0")
    page = page_of(manager, "/desk/figures/", **today).text_content()
    assert "分母为零" in page
    assert "还没有数据" in page_of(manager, "/desk/figures/", **long_ago).text_content()


def test_the_workbook_holds_every_figure_of_the_page_with_numbers_as_numbers(manager, world):
    answer = manager.get("/desk/figures/all.xlsx", ASKED)
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    lines: list[Any] = list(sheet.iter_rows(min_row=2, values_only=True))
    heads = lines[0]
    by_code = {line[0]: dict(zip(heads, line, strict=True)) for line in lines[1:]}
    assert len(by_code) >= 45
    assert by_code["cases.received"]["数值"] == 60
    assert by_code["cases.received"]["状态"] == "有数"
    assert by_code["cases.on_time_rate"]["分母"] > 0
    assert by_code["cases.received"]["口径版本"]


def test_files_need_the_right_to_export_and_have_two_kinds(client, manager, world):
    assert manager.get("/desk/figures/all.exe", ASKED).status_code == 404
    sign_in(client, world.actor("window_clerk", world.centre))
    assert client.get("/desk/figures/all.xlsx", ASKED).status_code == 403


def test_a_figure_is_shown_by_department_place_and_item(manager, world):
    whole = page_of(manager, "/desk/figures/cases.received/")
    assert [one.text for one in whole.xpath("//a[contains(@href, 'by=')]")] == ["按部门", "按地点", "按事项"]
    page = page_of(manager, "/desk/figures/cases.received/", by="department")
    cells = page.xpath("//table[contains(caption, '按部门分')]//td")
    assert sum(int(cell.text_content().split()[0]) for cell in cells) == 60
    assert not page_of(manager, "/desk/figures/catalogue.windows/").xpath("//a[contains(@href, 'by=')]")


def test_one_item_is_chosen_from_a_list(manager, world):
    item = world.versions[1].item_id
    page = page_of(manager, "/desk/figures/cases.received/", item=str(item))
    assert page.xpath("//select[@name='item']/option[@selected]/text()") == ["事项1"]
    assert "事项1" in page.xpath("//h1/following-sibling::p")[0].text_content()
