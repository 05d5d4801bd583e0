"""A report in progress: who writes, what is kept of what they type, two at once, two persons, whose it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests import ground
from tests.kernel.figures.histories import FIRST, County, Story, at_hour, county
from tests.worlds import sign_in

from yichuang.kernel.access.actors import SYSTEM, Actor
from yichuang.kernel.figures import Period, Scope, value
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reports import actions, queries
from yichuang.oversight.reports.composition import Prose, plain
from yichuang.oversight.reports.models import Report

pytestmark = pytest.mark.django_db
LAST = FIRST + timedelta(60)
MONTHS = Period.of(FIRST, LAST)
NOW = at_hour(LAST + timedelta(3))
ASKED = {"from": FIRST.isoformat(), "to": LAST.isoformat(), "office": "county"}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[County]:
    with ground.kept(django_db_blocker):
        with django_db_blocker.unblock():
            made = county()
            Story(made, 7).tell(40)
        yield made


@pytest.fixture
def world(told, db) -> County:
    return told


@pytest.fixture
def assessor(world) -> Actor:
    return world.actor("assessor", world.top)


@pytest.fixture
def writing(client, assessor):
    sign_in(client, assessor)
    return client


def drafted(world: County, by: Actor, at: Any = None) -> Report:
    ref = actions.draft_report(Scope.of((at or world.top).pk), MONTHS, by, NOW).ref
    return again(ref)


def again(ref: str) -> Report:
    return Report.objects.get(pk=int(ref.partition(":")[2]))


def block_of(one: Report, words: str) -> str:
    """The id of the paragraph that says so."""
    made = queries.composition_of(one, NOW)
    return next(b.id for b in made.blocks if isinstance(b, Prose) and words in "".join(map(plain, b.pieces)))


def version_of(one: Report, block: str) -> int:
    return next(found.get("changed", 0) for found in one.blocks if found["id"] == block)


def posted(client, one: Report, act: str, **given: object):
    return client.post(f"/desk/reports/{one.pk}/edit/{act}/", given)


def words_of(answer) -> str:
    return "".join(html.fromstring(answer.content.decode()).text_content().split())


# -- drafting, the list --


def test_the_report_that_was_looked_at_is_kept_as_a_draft_and_listed(writing, world):
    for _ in range(2):
        answer = writing.post("/desk/reports/draft/", {**ASKED, "key": "once"})
    one = Report.objects.get()
    assert answer.headers["Location"] == f"/desk/reports/{one.pk}/"
    assert (one.state, one.outline, one.office_id) == ("draft", "centre", world.top.pk)
    listed = words_of(writing.get("/desk/reports/"))
    assert one.title in listed
    assert "起草中" in listed
    drafted(world, SYSTEM)  # another one of the same office and days
    assert Report.objects.count() == 2
    assert one.title in words_of(writing.get("/desk/reports/?state=draft"))


def test_a_draft_reads_as_the_composed_report_but_for_the_problems_that_wait(writing, world, assessor):
    one = drafted(world, assessor)
    page = html.fromstring(writing.get(f"/desk/reports/{one.pk}/").content.decode())
    assert page.xpath("count(//h1)") == 1
    assert len(page.xpath("//aside[contains(@class, 'proposal')]")) >= 2
    assert len(page.xpath("//article//a[@class='figure']")) > 30
    assert "一是" not in page.xpath("string(//article)")


# -- editing --


def test_words_are_edited_while_figures_stay_bound(writing, world, assessor):
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    form = html.fromstring(writing.get(f"/desk/reports/{one.pk}/?write={block}").content.decode())
    typed = form.xpath("string(//textarea[@id='text'])").strip()
    assert "〔收件数〕" in typed
    text = typed.replace("共收到申请", "窗口和网上共收到申请") + "走访了 12 户。"
    assert posted(writing, one, "write", block=block, version=0, text=text).status_code == 302
    page = html.fromstring(writing.get(f"/desk/reports/{one.pk}/").content.decode())
    said = page.xpath(f"string(//div[@id='{block}']/p)")
    assert said.startswith("窗口和网上共收到申请 40 件")
    assert page.xpath("//span[@class='by-hand']/text()") == ["12"]
    Story(world, 8).tell(3)
    after = html.fromstring(writing.get(f"/desk/reports/{one.pk}/").content.decode())
    assert after.xpath(f"string(//div[@id='{block}']/p)").startswith("窗口和网上共收到申请 43 件")


def test_an_unknown_figure_is_told_at_the_field_and_nothing_typed_is_lost(writing, world, assessor):
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    text = "收了 〔收件〕 件，还有话"
    answer = posted(writing, one, "write", block=block, version=0, text=text)
    assert answer.status_code == 422
    page = html.fromstring(answer.content.decode())
    assert page.xpath("string(//textarea[@id='text'])").strip() == text
    assert "没有叫“〔收件〕”的指标" in page.xpath("string(//p[@id='text-error'])")
    assert again(one.ref).version == one.version


def test_of_two_who_write_one_paragraph_the_second_keeps_what_they_typed(client, world, assessor):
    other = world.actor("centre_manager", world.top)
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    sign_in(client, other)
    posted(client, one, "write", block=block, version=0, text="先写的 〔收件数〕 件")
    sign_in(client, assessor)
    answer = posted(client, one, "write", block=block, version=0, text="后写的 〔收件数〕 件")
    assert answer.status_code == 409
    page = html.fromstring(answer.content.decode())
    assert page.xpath("string(//textarea[@id='text'])").strip() == "后写的 〔收件数〕 件"
    assert f"{other.name}刚改过这一段" in page.xpath("string(//p[@id='text-error'])")
    assert "先写的〔收件数〕件" in words_of(answer)
    (version,) = page.xpath("//form[@class='write']//input[@name='version']/@value")
    posted(client, one, "write", block=block, version=version, text="两人商量好的 〔收件数〕 件")
    assert "两人商量好的" in str(again(one.ref).blocks)


def test_the_picker_shows_what_would_be_printed_as_it_is_narrowed_and_put(writing, client, world, assessor):
    one = drafted(world, assessor)
    address, office = f"/desk/reports/{one.pk}/numbers/", world.departments[0]
    only = f"部门：{office.name}"
    whole, narrowed = (
        writing.get(address, {"only": only if asked else ""}).json() for asked in (False, True)
    )
    here = value("cases.received", Scope.of(world.top.pk).narrowed("department", office.pk), MONTHS).text
    assert narrowed["〔收件数〕"] == here != whole["〔收件数〕"]
    assert "〔综合窗口〕" in whole
    assert "〔综合窗口〕" not in narrowed  # counted at counters: no department has any
    put = writing.get(address, {"only": only, "view": "比上期"}).json()["〔收件数〕"]
    assert put == "没有可比的上期数"
    text = f"〔收件数·{only}〕件，〔收件数·{only}·比上期〕。"
    posted(writing, one, "write", block=block_of(one, "共收到申请"), version=0, text=text)
    printed = [
        b for b in queries.composition_of(again(one.ref), NOW).blocks if isinstance(b, Prose) and b.edited
    ]
    assert ["".join(map(plain, b.pieces)) for b in printed] == [f"{here}件，{put}。"]
    assert writing.get(address, {"only": "部门：没有的局"}).status_code == 422
    sign_in(client, world.actor("leader", world.top))
    assert client.get(address).status_code == 403


def test_a_centres_numbers_are_narrowed_to_the_departments_whose_items_it_handles(writing, world, assessor):
    one = drafted(world, assessor, world.centre)
    page = html.fromstring(
        writing.get(f"/desk/reports/{one.pk}/", {"write": block_of(one, "共收到申请")}).content
    )
    offered = page.xpath("//select[@id='picker-only']//option/text()")
    asked = [f"部门：{office.name}" for office in world.departments]
    assert set(asked) <= set(offered)
    assert "地点：一村便民服务站" not in offered  # another place of the county
    numbers = [
        int(writing.get(f"/desk/reports/{one.pk}/numbers/", {"only": only}).json()["〔收件数〕"])
        for only in asked
    ]
    assert sum(numbers) == value("cases.received", Scope.of(world.centre.pk), MONTHS).number
    assert page.xpath("//li[contains(@data-find, 'bjjs')]//button/text()") == ["办结件数"]


def test_what_was_refused_shows_its_other_numbers_still(writing, world, assessor):
    one = drafted(world, assessor)
    only = f"部门：{world.departments[0].name}"
    answer = posted(
        writing, one, "write", block=block_of(one, "办结"), version=0, text=f"〔收件数·{only}〕件〔没有的〕"
    )
    page = html.fromstring(answer.content.decode())
    shown = json.loads(page.xpath("string(//textarea[@id='text']/@data-shown)"))
    assert shown[f"〔收件数·{only}〕"].isdigit()


def test_two_who_write_different_paragraphs_do_not_hinder_each_other(client, world, assessor):
    one = drafted(world, assessor)
    for words in ("共收到申请", "办结"):
        block = block_of(again(one.ref), words)
        sign_in(client, world.actor("assessor", world.top))
        assert posted(client, one, "write", block=block, version=0, text=f"改过的{words}").status_code == 302
    assert len(again(one.ref).writers) == 3


def test_who_writes_into_a_paragraph_that_was_removed_keeps_the_words(writing, world, assessor):
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    posted(writing, one, "remove", block=block, version=0)
    answer = posted(writing, one, "write", block=block, version=0, text="我写的话")
    assert answer.status_code == 409
    assert "我写的话" in answer.content.decode()
    assert "刚被同事删掉了" in answer.content.decode()


def test_what_was_to_follow_a_paragraph_that_was_removed_and_what_is_far_too_long_come_back_whole(
    writing, world, assessor
):
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    long = "长" * 50_000
    answer = posted(writing, one, "write", block=block, version=0, text=long)
    assert "文字最多 4000 个字，现在 50000 个" in answer.content.decode()
    assert html.fromstring(answer.content.decode()).xpath("string(//textarea[@id='text'])").strip() == long
    posted(writing, one, "remove", block=block, version=0)
    answer = posted(writing, one, "insert", after=block, kind="words", text="我另加的话")
    assert answer.status_code == 409
    page = html.fromstring(answer.content.decode())
    assert page.xpath("string(//textarea[@id='text'])").strip() == "我另加的话"
    (after,) = page.xpath("//form[@id='new']//input[@name='after']/@value")
    assert posted(writing, one, "insert", after=after, kind="words", text="我另加的话").status_code == 302


def test_paragraphs_headings_and_tables_are_added_moved_and_removed(writing, world, assessor):
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    posted(writing, one, "insert", after=block, kind="heading2", text="新的一节")
    posted(writing, one, "insert", after=again(one.ref).blocks[-1]["id"], kind="words", text="最后的话")
    table = next(n for n in ("表：按受理件数从多到少排列（事项）",))
    posted(writing, one, "insert", after="", kind=table, text="")
    kinds = [found["kind"] for found in again(one.ref).blocks]
    assert kinds[0] == "table"
    ids = [found["id"] for found in again(one.ref).blocks]
    assert len(set(ids)) == len(ids)
    assert again(one.ref).blocks[-1]["own"] == "最后的话"
    posted(writing, one, "move", block=ids[-1], version=version_of(again(one.ref), ids[-1]), way="up")
    assert again(one.ref).blocks[-2]["id"] == ids[-1]
    posted(writing, one, "remove", block=ids[0], version=version_of(again(one.ref), ids[0]))
    assert again(one.ref).blocks[0]["kind"] == "heading"
    answer = posted(writing, one, "insert", after="", kind="heading1", text=" ")
    assert answer.status_code == 422
    assert posted(writing, one, "insert", after="", kind="nonsense", text="x").status_code == 422


def test_saving_what_was_drafted_changes_nothing_and_drafted_words_come_back(writing, world, assessor):
    one = drafted(world, assessor)
    block = block_of(one, "共收到申请")
    form = html.fromstring(writing.get(f"/desk/reports/{one.pk}/?write={block}").content.decode())
    typed = form.xpath("string(//textarea[@id='text'])")
    posted(writing, one, "write", block=block, version=0, text=typed)
    assert again(one.ref).version == one.version
    posted(writing, one, "write", block=block, version=0, text="全换了")
    posted(writing, one, "write", block=block, version=version_of(again(one.ref), block), restore="1")
    assert block_of(again(one.ref), "共收到申请") == block


def test_a_title_is_changed_and_an_empty_one_refused(writing, world, assessor):
    one = drafted(world, assessor)
    posted(writing, one, "retitle", title="上半年自查报告")
    assert again(one.ref).title == "上半年自查报告"
    assert posted(writing, one, "retitle", title="").status_code == 422
    assert again(one.ref).title == "上半年自查报告"


# -- problems, deciding --


def test_problems_are_taken_or_left_and_decided_before_the_report_is_handed_in(writing, world, assessor):
    one = drafted(world, assessor)
    page = html.fromstring(writing.get(f"/desk/reports/{one.pk}/").content.decode())
    waiting = page.xpath("//aside[contains(@class, 'proposal')]//input[@name='block']/@value")
    answer = writing.post(f"/desk/reports/{one.pk}/act/submit/", {})
    assert f"还有{len(waiting)}条没有定" in words_of(answer)
    assert again(one.ref).state == "draft"
    posted(writing, one, "choose", block=waiting[0], choice="taken")
    for block in waiting[1:]:
        posted(writing, one, "choose", block=block, choice="left")
    said = words_of(writing.get(f"/desk/reports/{one.pk}/"))
    assert "一是" in said
    assert "二是" not in said.replace("查出的问题，没有写进报告", "")
    assert writing.post(f"/desk/reports/{one.pk}/act/submit/", {}).status_code == 302
    assert again(one.ref).state == "in_review"


def test_whoever_wrote_does_not_sign_and_a_returned_report_is_written_in_again(client, world):
    manager, leader = world.actor("centre_manager", world.top), world.actor("leader", world.top)
    one = drafted(world, manager)
    perform(actions.submit, one.ref, by=manager, at=NOW)
    with pytest.raises(Refused, match="您写过这份报告"):
        actions.sign_report(again(one.ref), manager, NOW)
    sign_in(client, manager)
    assert "您写过这份报告" in client.get(f"/desk/reports/{one.pk}/").content.decode()
    refused = posted(client, again(one.ref), "write", block="b2", version=0, text="审核中还想改")
    assert refused.status_code == 409
    sign_in(client, leader)
    assert client.post(f"/desk/reports/{one.pk}/act/return/", {"reason": ""}).status_code == 422
    client.post(f"/desk/reports/{one.pk}/act/return/", {"reason": "请补上打算"})
    assert again(one.ref).state == "returned"
    sign_in(client, manager)
    assert "请补上打算" in client.get(f"/desk/reports/{one.pk}/").content.decode()
    perform(actions.submit, one.ref, by=manager, at=NOW)
    actions.sign_report(again(one.ref), leader, NOW)
    assert (again(one.ref).state, again(one.ref).signed_by) == ("signed", leader.reference)
    verbs = [entry.verb for entry in LedgerEntry.objects.filter(subject=one.ref).order_by("n")]
    assert verbs == ["report.draft", "report.submit", "report.return", "report.submit", "report.sign"]


# -- whose it is --


def test_a_report_of_another_office_is_neither_read_nor_written(client, world, assessor):
    one = drafted(world, assessor, world.departments[1])
    sign_in(client, world.actor("chief_representative", world.departments[0]))
    for address in ("", "report.docx", "act/submit/"):
        assert client.get(f"/desk/reports/{one.pk}/{address}").status_code == 404
    assert posted(client, one, "write", block="b2", version=0, text="别人的").status_code == 404
    assert client.post(f"/desk/reports/{one.pk}/act/submit/", {}).status_code == 404
    assert one.title not in client.get("/desk/reports/").content.decode()
    assert again(one.ref).version == one.version
    answer = client.post("/desk/reports/draft/", {**ASKED, "office": "gaj"})
    assert answer.status_code == 403
    assert Report.objects.count() == 1


@pytest.mark.parametrize("role", ["supervisor", "leader"])
def test_readers_find_nothing_to_write(client, world, assessor, role):
    one = drafted(world, assessor)
    sign_in(client, world.actor(role, world.top))
    page = html.fromstring(client.get(f"/desk/reports/{one.pk}/").content.decode())
    assert not page.xpath("//div[@class='block-tools']")
    assert posted(client, one, "write", block="b2", version=0, text="不该写").status_code == 403
    assert again(one.ref).version == one.version


def test_a_report_comes_as_word_and_pdf_as_it_reads(writing, world, assessor):
    one = drafted(world, assessor)
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = writing.get(f"/desk/reports/{one.pk}/report.{kind}")
        assert answer.content.startswith(start)
    assert writing.get(f"/desk/reports/{one.pk}/report.xls").status_code == 404


def test_the_number_of_queries_of_a_report_stays_the_same_whatever_the_rows(writing, world, assessor):
    one = drafted(world, assessor)
    addresses = (f"/desk/reports/{one.pk}/", f"/desk/reports/{one.pk}/?write=b3", "/desk/reports/")
    for address in addresses:
        writing.get(address)
    counts = [_queries(writing, address) for address in addresses]
    Story(world, 8).tell(60)
    drafted(world, assessor)
    for address in addresses:
        writing.get(address)
    assert [_queries(writing, address) for address in addresses] == counts
    assert counts[0] <= 60


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)
