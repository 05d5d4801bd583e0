"""What a report said before is kept, shown with what has become of it, and can be had back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from lxml import html
from tests.oversight.reports.test_progress import (
    assessor,
    block_of,
    drafted,
    posted,
    told,
    version_of,
    words_of,
    world,
    writing,
)
from tests.worlds import sign_in

from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.oversight.reports import rules
from yichuang.oversight.reports.models import Report, Wording

pytestmark = pytest.mark.django_db
__all__ = ["assessor", "told", "world", "writing"]


def written(client, one: Report, block: str, text: str):
    one.refresh_from_db()
    answer = posted(client, one, "write", block=block, version=version_of(one, block), text=text)
    assert answer.status_code == 302, words_of(answer)[:200]


def earlier(client, one: Report) -> list[str]:
    page = html.fromstring(client.get(f"/desk/reports/{one.pk}/?earlier=").content.decode())
    return [" ".join(found.text_content().split()) for found in page.xpath("//section[@id='earlier']//li")]


def test_each_wording_that_was_replaced_is_listed_with_who_did_it_and_the_difference(
    writing, client, world, assessor
) -> None:
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    written(writing, one, block, "收了〔收件数〕件申请。")
    written(writing, one, block, "一共收了〔收件数〕件。")
    page = html.fromstring(writing.get(f"/desk/reports/{one.pk}/?earlier=").content.decode())
    first = page.xpath("//section[@id='earlier']//li")[0]
    assert assessor.name in first.text_content()
    assert first.xpath(".//del/text()") == ["申请"]
    assert first.xpath(".//ins/text()") == ["一共"]
    assert "〔收件数〕" in first.text_content()
    assert "起草的原文" in earlier(writing, one)[1]
    # nothing that stands in the report now is kept a second time, and the ledger holds the act alone
    assert "一共收了" not in str(list(Wording.objects.values_list("was", flat=True)))
    assert "收了" not in "".join(LedgerEntry.objects.filter(subject=one.ref).values_list("facts", flat=True))
    sign_in(client, world.actor("reviewer", world.departments[0]))
    assert client.get(f"/desk/reports/{one.pk}/?earlier=").status_code in (403, 404)


def test_an_earlier_wording_opens_in_the_form_and_is_there_again_once_it_is_saved(
    writing, world, assessor
) -> None:
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    written(writing, one, block, "收了〔收件数〕件申请。")
    written(writing, one, block, "写坏了。")
    n = Wording.objects.latest("n").n
    page = html.fromstring(writing.get(f"/desk/reports/{one.pk}/?write={block}&earlier={n}").content.decode())
    assert page.xpath("string(//textarea[@id='text'])").strip() == "收了〔收件数〕件申请。"
    assert "写坏了" in page.xpath("string(//p[@class='now-text'])")
    written(writing, one, block, page.xpath("string(//textarea[@id='text'])").strip())
    one.refresh_from_db()
    assert "收了{cases.received}件申请。" in str(one.blocks)
    assert any("写坏了" in line for line in earlier(writing, one))


def test_a_paragraph_and_a_title_that_are_gone_can_be_had_back(writing, world, assessor) -> None:
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    written(writing, one, block, "收了〔收件数〕件申请。")
    one.refresh_from_db()
    posted(writing, one, "remove", block=block, version=version_of(one, block))
    posted(writing, one, "retitle", title="别的标题")
    lines = earlier(writing, one)
    assert "改了标题" in lines[0]
    assert "删了一段" in lines[1]
    page = html.fromstring(writing.get(f"/desk/reports/{one.pk}/?earlier=").content.decode())
    retitled, removed = page.xpath("//section[@id='earlier']//li//a/@href")[:2]
    form = html.fromstring(
        writing.get(f"/desk/reports/{one.pk}/{removed.partition('#')[0]}").content.decode()
    )
    assert form.xpath("string(//textarea[@id='text'])").strip() == "收了〔收件数〕件申请。"
    form = html.fromstring(writing.get(f"/desk/reports/{one.pk}/{retitled}").content.decode())
    assert form.xpath("//input[@id='text']/@value") == [one.title]


def test_what_a_report_said_before_cannot_be_changed_by_the_application(writing, world, assessor) -> None:
    one = drafted(world, assessor)
    written(writing, one, block_of(one, "共收到申请"), "改了。")
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE report_wording SET was = '{}'")


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("办结 12 件", "办结 12 件", [("same", "办结 12 件")]),
        ("〔收件数〕件", "〔受理件数〕件", [("out", "〔收件数〕"), ("in", "〔受理件数〕"), ("same", "件")]),
        ("占 99.5%", "占 99.4%", [("same", "占 "), ("out", "99.5%"), ("in", "99.4%")]),
        ("", "新的", [("in", "新的")]),
        ("旧的", "", [("out", "旧的")]),
    ],
)
def test_differences_never_part_a_token_or_a_number(
    before: str, after: str, parts: list[tuple[str, str]]
) -> None:
    assert rules.differences(before, after) == parts
