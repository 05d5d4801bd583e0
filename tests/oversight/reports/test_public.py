"""The public page of a published report, and the code in its foot."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pypdfium2
import pytest
from lxml import html
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county
from tests.oversight.reports.test_published import published
from tests.worlds import sign_in

from yichuang.kernel.access import buckets
from yichuang.kernel.figures import Period, Scope, declare
from yichuang.kernel.figures.declare import explain
from yichuang.kernel.figures.version import version_of
from yichuang.oversight.reports import portal, public, queries, render
from yichuang.oversight.reports.compose import compose
from yichuang.oversight.reports.models import Publication
from yichuang.ui import formats

pytestmark = pytest.mark.django_db
LAST = FIRST + timedelta(60)
MONTHS = Period.of(FIRST, LAST)


@pytest.fixture
def world() -> County:
    public.forget()
    made = county()
    Story(made, 7).tell(25)
    return made


@pytest.fixture
def one(world: County) -> Publication:
    return published(world.top)


def page(one: Publication) -> str:
    return f"/published/{public.code_of(one)}/"


def text_of(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def test_anybody_reads_every_number_with_its_definition_and_no_row(client, world, one):
    answer = client.get(page(one))
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    said = text_of(answer)
    for words in (
        one.title,
        one.digest,
        "没有更正",
        explain("cases.accepted").definition,
        "按时办结率",
        "分子",
    ):
        assert words in said
    assert (
        len(html.fromstring(answer.content.decode()).xpath("//ol[@class='told-figures']/li")) == one.figures
    )
    assert "看明细" not in said
    assert "/desk/" not in answer.content.decode()


MADE_UP = (lambda code: "0-" + code.split("-")[1], lambda code: code[:-1] + "x", lambda _: "1")


@pytest.mark.parametrize("change", MADE_UP)
def test_a_code_that_was_made_up_opens_nothing(client, one, change):
    answer = client.get(f"/published/{change(public.code_of(one))}/")
    assert answer.status_code == 404
    assert one.title not in text_of(answer)


def test_staff_with_the_right_get_the_way_to_the_rows_and_others_dont(client, world, one):
    sign_in(client, world.actor("window_clerk", world.top))
    assert "看明细" not in text_of(client.get(page(one)))
    sign_in(client, world.actor("centre_manager", world.top))
    answer = client.get(page(one))
    assert "看明细" in text_of(answer)
    assert f"/desk/reports/published/{one.pk}/" in answer.content.decode()


def test_what_changes_later_stands_beside_the_published_number(client, world, one):
    Story(world, 8).tell(6)
    public.forget()
    said = text_of(client.get(page(one)))
    assert "有更正" in said
    assert "更正：现在算出来是" in said


def test_that_nothing_differs_is_said_of_the_instant_when_it_was_compared(client, world, one):
    """Not of now: the page looks once in ten minutes, and a number may have changed since."""
    client.get(page(one))
    compared = public.compared_at(one)
    Story(world, 8).tell(6)
    said = text_of(client.get(page(one)))
    assert f"{formats.moment(compared)} 核对：这些数字算出来还是一样" in said
    later = public.told(one, at=compared + public.COMPARED_ONCE_IN)
    assert any(line.correction for line in later)


def test_each_number_says_whose_it_is_and_its_days_where_they_are_others(client, world, one):
    """The same figure is printed of the whole, of each department, of each month, of the period before."""
    names = html.fromstring(client.get(page(one)).content).xpath("//span[@class='told-name']")
    named = [" ".join(name.text_content().split()) for name in names]
    assert f"受理件数 云溪县 {world.departments[0].name}" in named
    months = [name for name in named if name.startswith("受理件数 云溪县 2026年")]
    assert len(months) == len(MONTHS.months)
    assert len(set(named)) == len(named)


def test_a_numerator_of_a_round_number_is_written_out(client, one, monkeypatch):
    """15,380, not 1.538E+4."""
    (value,) = [value for value in public.published(one.ref) if value.code == "cases.on_time_rate"][:1]
    value.denominator = Decimal("15380.0000")
    monkeypatch.setattr(public, "published", lambda _ref: [value])
    assert "应办结件 15,380 件" in text_of(client.get(page(one)))
    monkeypatch.setattr(public, "rule_changed", lambda _value: True)
    said = text_of(client.get(page(one)))
    assert "15,380 件" in said
    assert "应办结件 15,380" not in said


def test_a_rule_that_was_changed_since_is_told_beside_the_number_that_it_made(
    client, world, one, monkeypatch
):
    """As a developer changes it: other words alone, then another count."""
    figure = explain("cases.received")
    kept = public.published(one.ref)[0]
    monkeypatch.setitem(declare._figures, figure.code, replace(figure, definition="期间登记的申请。"))
    public.forget()
    answer = client.get(page(one))
    assert "没有更正" in text_of(answer)
    (told,) = [
        li
        for li in html.fromstring(answer.content).xpath("//ol/li")
        if "期间登记的申请。" in li.text_content()
    ][:1]
    words = " ".join(told.text_content().split())
    was, now = version_of(figure), version_of(explain(figure.code))
    assert f"口径版本{was}（发布以后改过，现在的版本是 {now}）" in words
    assert "现在的定义期间登记的申请。 发布时的算法n（收件日在期间内）" in words
    sign_in(client, world.actor("centre_manager", world.top))
    assert "口径改过，数没有变" in text_of(client.get(f"/desk/reports/published/{one.pk}/"))

    counted = replace(figure, measure=explain("cases.accepted").measure)
    monkeypatch.setitem(declare._figures, figure.code, counted)
    public.forget()
    (line,) = [line for line in public.told(one) if line.published.code == figure.code and line.correction][
        :1
    ]
    assert line.correction is not None
    assert (line.correction.rule, line.correction.because.startswith("口径改过")) == (True, True)
    assert str(line.correction.now.number) == line.correction.now.text != line.published.text
    assert public.published(one.ref)[0] == kept  # what was published stays


def test_looking_too_often_is_refused(client, one, monkeypatch):
    monkeypatch.setattr(portal, "BURST", 2)
    monkeypatch.setattr(portal, "PER_SECOND", 0.0001)
    assert [client.get(page(one)).status_code for _ in range(3)] == [200, 200, 429]
    assert buckets.take(b"another visitor", burst=2, per_second=1) == 0


def test_number_of_queries_doesnt_grow_with_the_numbers(client, one, django_assert_max_num_queries):
    client.get(page(one))
    with django_assert_max_num_queries(12):
        client.get(page(one))


def test_the_file_of_a_published_report_bears_the_code_and_a_draft_none(world):
    """A draft has none, whatever it says."""
    one = published(world.top)
    kept = queries.published_report(Scope.of(world.top.pk), MONTHS)
    assert kept is not None
    said = words_of(render.file_of(queries.composition_of(kept, at_hour(LAST + timedelta(4))), "pdf"))
    assert public.QR_LABEL in said
    assert public.printed_by(queries.composition_of(kept, at_hour(LAST + timedelta(4)))) == one
    assert "扫码" not in words_of(render.file_of(compose(Scope.of(world.top.pk), MONTHS), "pdf"))


def words_of(pdf: bytes) -> str:
    first = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    return "".join(str(first.get_textpage().get_text_range()).split())
