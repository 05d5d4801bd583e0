"""What was signed and published is kept word for word, and drafted words that were replaced are kept as they read."""

from __future__ import annotations

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.utils import ProgrammingError
from lxml import html
from tests.kernel.figures.histories import Story
from tests.oversight.reports.test_progress import (
    NOW,
    again,
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

from yichuang.config.cli.verify import command
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reports import actions, queries, wording
from yichuang.oversight.reports.composition import digest_of
from yichuang.oversight.reports.models import Report, ReportText, Wording
from yichuang.oversight.reports.render import file_of

pytestmark = pytest.mark.django_db
__all__ = ["assessor", "told", "world", "writing"]


def signed(one: Report) -> Report:
    perform(actions.submit, one.ref, by=SYSTEM, at=NOW)
    actions.sign_report(again(one.ref), SYSTEM, NOW)
    return again(one.ref)


def published(one: Report) -> Report:
    actions.publish(signed(one), SYSTEM, NOW)
    return again(one.ref)


def test_a_published_report_reads_the_same_whatever_drafts_and_data_have_become(
    world, assessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = published(drafted(world, assessor))
    before = queries.composition_of(one, NOW)
    files = {kind: file_of(before, kind) for kind in ("docx", "pdf")}
    Story(world, 8).tell(4)
    monkeypatch.setattr(wording, "_sentence", lambda *_: "别的说法。")
    monkeypatch.setattr("yichuang.oversight.reports.compose.organ_of", lambda _: "改了名的中心")
    now = queries.composition_of(again(one.ref), NOW)
    assert digest_of(now) == digest_of(before) == one.signed_digest
    assert now.organ == before.organ
    assert {kind: file_of(now, kind) for kind in files} == files
    assert any(getattr(number, "correction", None) for number in now.numbers())


def test_the_application_adds_texts_and_changes_none(world, assessor) -> None:
    one = published(drafted(world, assessor))
    assert list(ReportText.objects.filter(report=one.pk).values_list("n", flat=True)) == [3, 4]
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE report_text SET title = 'x'")


def test_what_has_changed_since_a_report_was_signed_stands_on_its_page(writing, world, assessor) -> None:
    one = signed(drafted(world, assessor))
    address = f"/desk/reports/{one.pk}/"
    assert "签发以后变了的地方" not in words_of(writing.get(address))
    Story(world, 8).tell(4)
    page = html.fromstring(writing.get(address).content.decode())
    first = page.xpath("//section[@id='since-signed']//li")[0]
    assert "共收到申请" in first.text_content()
    assert (first.xpath(".//del/text()")[0], first.xpath(".//ins/text()")[0]) == ("40", "44")


def test_drafted_words_that_were_replaced_are_kept_as_they_read_then(
    writing, world, assessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    posted(writing, one, "write", block=block, version=version_of(one, block), text="改了。")
    kept = Wording.objects.get()
    assert "共收到申请 {cases.received} 件" in kept.drafted
    monkeypatch.setattr(wording, "_sentence", lambda *_: "别的说法。")
    lines = html.fromstring(writing.get(f"/desk/reports/{one.pk}/?earlier=").content.decode())
    shown = lines.xpath("string(//section[@id='earlier']//li)")
    assert "共收到申请" in shown
    assert "别的说法" not in shown
    page = html.fromstring(
        writing.get(f"/desk/reports/{one.pk}/?write={block}&earlier={kept.n}").content.decode()
    )
    assert "共收到申请 〔收件数〕 件" in page.xpath("string(//textarea[@id='text'])")


def test_a_text_that_nobody_signed_is_told(world, assessor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yichuang.config.database.running_database", nullcontext)
    monkeypatch.setattr("yichuang.config.database.start_django", lambda: None)
    one = published(drafted(world, assessor))
    fine = CliRunner().invoke(command, ["reports"])
    assert (fine.exit_code, "都和签发时一样" in fine.output) == (0, True), fine.output
    text = queries.text_kept(one)
    blocks = json.loads(json.dumps(text.blocks, ensure_ascii=False).replace("共收到", "只收到"))
    ReportText.objects.create(report=one, n=5, organ=text.organ, title=text.title, blocks=blocks)
    found = CliRunner().invoke(command, ["reports"])
    assert found.exit_code == 1
    assert f"编号 {one.pk}" in found.output
