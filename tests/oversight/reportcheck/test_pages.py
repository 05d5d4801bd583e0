"""The check's pages: what they take in, what they refuse with which words, and who may open them."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from typing import Any

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html
from tests.worlds import accepted, county, sign_in, staff

from yichuang.config.cli.worker import one_round
from yichuang.oversight.reportcheck.sheets import KEPT

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
WRONG = "全年办结12310件，其中超期15件，超期率0.02%。"
RIGHT = "全年办结12310件，其中超期15件，超期率0.12%。"


def word(*paragraphs: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def hand_in(client: Client, content: bytes | None = None, name: str = "report.docx", text: str = "") -> Any:
    file = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    return client.post("/desk/check/", {"text": text, **file})


def laid_out(client: Client, text: str = WRONG) -> str:
    """The address of a sheet with that text."""
    answer = hand_in(client, text=text)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def page(client: Client, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def findings(sheet: html.HtmlElement) -> list[html.HtmlElement]:
    return list(sheet.xpath("//nav//ol[contains(@class, 'check-list')]//a[span[contains(@class, 'tag')]]"))


def opened(client: Client, address: str) -> tuple[html.HtmlElement, dict[str, str]]:
    """The sheet with its first finding opened, and the hidden fields of its forms."""
    key = findings(page(client, address))[0].get("href").partition("=")[2].partition("#")[0]
    shown = page(client, f"{address}?open={key}")
    fields = {one.get("name"): one.get("value") for one in shown.xpath("//aside//input[@type='hidden']")}
    return shown, fields


def test_a_contradiction_is_marked_with_its_sentence_arithmetic_and_what_would_hold(client):
    address = laid_out(client)
    shown, _ = opened(client, address)
    marked = shown.xpath("//article//a[contains(@class, 'checked--contradiction')]")
    assert "0.02%" in [one.text.strip() for one in marked]
    panel = shown.xpath("//aside")[0].text_content()
    assert WRONG.rstrip("。") in panel
    assert "0.12" in panel
    assert "不能同时成立" in panel


def test_corrected_it_is_checked_again_at_once_and_the_correction_can_be_taken_back(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    answer = client.post(f"{address}correct/", {**fields, "text": RIGHT})
    assert answer.status_code == 302
    assert findings(page(client, address)) == []
    assert RIGHT in page(client, address).xpath("//article")[0].text_content()
    client.post(f"{address}correct/", {"back": "1", "version": "2"})
    assert len(findings(page(client, address))) == 1


def test_what_is_sent_back_as_it_was_is_no_correction(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    assert client.post(f"{address}correct/", {**fields, "text": WRONG}).status_code == 302
    assert "撤回上一处" not in client.get(address).content.decode()


def test_a_finding_is_dismissed_with_a_reason_only(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    judged = {"finding": fields["finding"], "version": fields["version"], "verdict": "dismiss"}
    answer = client.post(f"{address}judge/", {**judged, "reason": ""})
    assert answer.status_code == 422
    assert "要写明原因" in answer.content.decode()
    client.post(f"{address}judge/", {**judged, "reason": "口径不同"})
    shown = page(client, address)
    assert not shown.xpath("//article//a[contains(@class, 'checked--contradiction')]")
    printed = shown.xpath("//section[contains(@class, 'check-printed')]")[0].text_content()
    assert "口径不同" in printed
    assert "矛盾 0 处，存疑 0 处，已排除 1 处。" in printed
    assert "已排除" in shown.xpath("//nav[@aria-label='核验结果']//dl")[0].text_content()


def test_a_refused_judgement_keeps_the_choice_and_leads_to_the_other_findings(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    judged = {"finding": fields["finding"], "version": fields["version"], "verdict": "dismiss"}
    refused = html.fromstring(client.post(f"{address}judge/", judged).content.decode())
    assert refused.xpath("//input[@name='verdict'][@checked]/@value") == ["dismiss"]
    links = refused.xpath("//a[contains(@href, 'open=')]")
    assert links
    for link in links:
        assert link.get("href").startswith(f"{address}?open=")
        assert link.get("hx-get").startswith(f"{address}?open=")


def test_an_accepted_finding_is_told_so_in_the_list(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    judged = {"finding": fields["finding"], "version": fields["version"], "verdict": "accept"}
    answer = client.post(f"{address}judge/", {**judged, "reason": ""})
    assert answer["Location"].endswith("#drill")
    assert "属实" in findings(page(client, address))[0].text_content()


def test_whoever_goes_back_gets_the_whole_page_and_never_a_panel_alone(client):
    address = laid_out(client)
    key = findings(page(client, address))[0].get("href").partition("#")[0]
    panel = client.get(key, headers={"HX-Request": "true"})
    assert panel.content.decode().strip().startswith("<aside")
    assert panel["Cache-Control"] == "no-store"
    back = client.get(key, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert html.fromstring(back.content.decode()).xpath("//nav[@aria-label='核验结果']")


def test_a_late_tab_takes_back_nothing_that_it_didnt_see(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    client.post(f"{address}correct/", {**fields, "text": RIGHT})
    late = client.post(f"{address}correct/", {"back": "1", "version": "1"})
    assert late.status_code == 409
    assert "没有撤回" in late.content.decode()
    assert RIGHT in page(client, address).xpath("//article")[0].text_content()


def test_what_wasnt_read_is_said_also_after_a_correction(client):
    made, out = docx.Document(), io.BytesIO()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.add_paragraph(WRONG)
    made.save(out)
    address = str(hand_in(client, out.getvalue())["Location"])
    shown, fields = opened(client, address)
    assert "页眉、页脚没有读" in shown.xpath("//nav[@aria-label='核验结果']")[0].text_content()
    client.post(f"{address}correct/", {**fields, "text": RIGHT})
    printed = page(client, address).xpath("//section[contains(@class, 'check-printed')]")[0]
    assert "页眉、页脚没有读" in printed.text_content()


def test_cells_are_named_where_they_are_corrected(client):
    address = laid_out(client, "| 窗口 | 受理 |\n|---|---|\n| 公安 | 120 |\n| 民政 | 80 |\n| 合计 | 210 |\n")
    shown, _ = opened(client, address)
    assert shown.xpath("//aside//textarea[@name='text']/preceding-sibling::label/text()") == [
        "第 2 行第 2 列",
        "第 3 行第 2 列",
        "第 4 行第 2 列",
    ]
    to = shown.xpath("//aside//a[starts-with(@href, '#at-')]/@href")[0]
    assert shown.xpath(f"//article//td[@id='{to[1:]}']")[0].text_content().startswith("120")


def test_many_cells_stay_folded_until_one_of_them_is_to_be_corrected(client):
    rows = "".join(f"| 窗口{n} | {n} |\n" for n in range(11, 31))
    address = laid_out(client, f"| 窗口 | 受理 |\n|---|---|\n{rows}| 合计 | 411 |\n")
    shown, _ = opened(client, address)
    assert len(shown.xpath("//aside//details[not(@open)]//textarea")) == 21
    assert shown.xpath("//aside//input[@name='verdict'][not(ancestor::details)]")


def test_of_two_tabs_the_second_keeps_what_it_typed(client):
    address = laid_out(client)
    _, fields = opened(client, address)
    client.post(f"{address}correct/", {**fields, "text": RIGHT})
    late = client.post(f"{address}correct/", {**fields, "text": "我改成这样。"})
    assert late.status_code == 409
    refused = html.fromstring(late.content.decode())
    to = refused.xpath("//*[@id='errors']//a/@href")[0]
    assert "我改成这样。" in refused.xpath(f"//*[@id='{to[1:]}']")[0].text_content()
    assert RIGHT in page(client, address).xpath("//article")[0].text_content()


@pytest.mark.parametrize("by", ["visitor", "worker"])
def test_after_a_day_a_report_goes_away_also_if_nobody_hands_in_another(client, by):
    token = laid_out(client).rstrip("/").rpartition("/")[2]
    place = Path(settings.DATA_FOLDER) / "report-check" / token
    assert place.exists()
    yesterday = time.time() - KEPT.total_seconds() - 60
    os.utime(place, (yesterday, yesterday))
    if by == "visitor":
        client.get("/desk/check/")
    else:
        one_round(timezone.now(), tidy=True)
    assert not place.exists()


def test_a_word_file_comes_back_with_comments(client):
    address = str(hand_in(client, word("标题", WRONG))["Location"])
    answer = client.get(f"{address}commented.docx")
    assert answer.status_code == 200
    comments = list(docx.Document(io.BytesIO(answer.content)).comments)
    assert len(comments) == 1
    assert "0.12" in comments[0].text


def test_what_was_dismissed_is_no_comment(client):
    address = str(hand_in(client, word("标题", WRONG))["Location"])
    _, fields = opened(client, address)
    judged = {"finding": fields["finding"], "version": fields["version"], "verdict": "dismiss"}
    client.post(f"{address}judge/", {**judged, "reason": "口径不同"})
    answer = client.get(f"{address}commented.docx")
    assert list(docx.Document(io.BytesIO(answer.content)).comments) == []


@pytest.mark.parametrize(
    ("handed", "given"), [("a.docx", "docx"), ("a.docm", "docm"), ("a.DOTX", "dotx"), ("a.pdf", "docx")]
)
def test_the_commented_file_is_named_so_that_word_opens_it(client, handed, given):
    address = str(hand_in(client, word(WRONG), handed)["Location"])
    assert client.get(f"{address}commented.docx")["Content-Disposition"].endswith(f".{given}")


def test_what_isnt_word_cant_be_commented(client):
    answer = client.get(f"{laid_out(client)}commented.docx")
    assert answer.status_code == 422
    assert "不是 Word 文件" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (None, "", "请选一个文件"),
        (b"", "empty.docx", "文件"),
        (b"MZ\x90\x00 not a report", "report.docx", "文件"),
        (b"PK\x03\x04 half a package", "report.docx", "文件"),
    ],
)
def test_what_cant_be_read_is_refused_with_a_sentence_at_its_field(client, content, name, says):
    answer = hand_in(client, content, name, "")
    assert answer.status_code == 422
    errors = html.fromstring(answer.content.decode()).xpath("//*[@id='errors']")[0].text_content()
    assert says in errors


def test_too_much_pasted_text_stays_in_its_field(client):
    text = "长" * 300_001
    answer = hand_in(client, text=text)
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_of_a_file_and_text_together_neither_is_checked_in_place_of_the_other(client):
    answer = hand_in(client, word(WRONG), "自查.docx", "全年受理120件（网上80件、窗口50件）。")
    assert answer.status_code == 422
    shown = html.fromstring(answer.content.decode())
    assert (
        "一次只核一份：文件“自查.docx”和粘贴的文字都交来了"
        in shown.xpath("//*[@id='errors']")[0].text_content()
    )
    assert "网上80件" in shown.xpath("//textarea[@name='text']")[0].text_content()
    (to,) = shown.xpath("//form//a[contains(., '看文件的核验结果')]/@href")
    assert len(findings(page(client, to))) == 1
    only_text = hand_in(client, text=shown.xpath("//textarea[@name='text']")[0].text_content())
    assert "窗口" in page(client, only_text["Location"]).xpath("//article")[0].text_content()


def test_of_a_file_that_cant_be_read_and_text_the_text_stays(client):
    answer = hand_in(client, b"PK\x03\x04 half a package", "a.docx", RIGHT)
    shown = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert shown.xpath("//*[@id='errors']//a/@href") == ["#file"]
    assert RIGHT in shown.xpath("//textarea[@name='text']")[0].text_content()


def test_markup_in_a_report_is_text(client):
    shown = client.get(laid_out(client, "<script>alert(1)</script>" + WRONG)).content.decode()
    assert "<script>alert" not in shown


def test_from_another_machine_it_asks_to_sign_in(client):
    assert client.get("/desk/check/", **ELSEWHERE).status_code == 302
    assert client.get("/desk/check/", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 302


def test_where_others_can_reach_the_machine_even_its_own_visitors_sign_in(client, monkeypatch):
    monkeypatch.setattr(settings, "SERVES_ITSELF", False)
    assert client.get("/desk/check/").status_code == 302


def test_assessors_use_it_and_window_clerks_dont(client, monkeypatch):
    monkeypatch.setattr(settings, "SERVES_ITSELF", False)
    world = county()
    sign_in(client, staff("assessor", world.centre))
    assert findings(page(client, laid_out(client)))
    sign_in(client, world.clerk)
    assert client.get("/desk/check/").status_code == 403


def test_a_sheet_is_its_owners_alone(client, monkeypatch):
    monkeypatch.setattr(settings, "SERVES_ITSELF", False)
    world = county()
    sign_in(client, staff("assessor", world.centre))
    address = laid_out(client)
    other = Client()
    sign_in(other, staff("supervisor", world.centre))
    for asked in (address, f"{address}commented.docx"):
        answer = other.get(asked)
        assert answer.status_code == 404
        assert "0.02%" not in answer.content.decode()
    assert (
        other.post(f"{address}correct/", {"start": 0, "end": 1, "text": "x", "version": 1}).status_code == 404
    )
    assert other.post(f"{address}judge/", {"finding": "x", "verdict": "accept"}).status_code == 404


OWN = "本年受理各类事项1件，其中承诺件1件，当日延期受理3件，按时办结率100%。"


def test_a_report_stands_beside_the_centres_own_figures_and_each_opens_its_rows(client):
    world = county()
    accepted(world)
    sign_in(client, staff("assessor", world.county))
    address = laid_out(client, OWN.replace("承诺件1件", "承诺件2件"))
    shown = page(client, f"{address}own/?from=2026-11-01&to=2026-11-30")
    rows = [
        (row.xpath("string(td[1])").strip(), row.xpath("string(td[3])").strip(), row.xpath("td[4]//a/@href"))
        for row in shown.xpath("//tbody/tr")
    ]
    assert [(same, name) for same, name, _ in rows] == [
        ("相同", "受理件数"),
        ("不同", "承诺件"),
        ("不同", "按时办结率"),
    ]
    assert all("/desk/figures/" in href for _, _, (href,) in rows)


def test_what_is_asked_of_the_own_figures_is_checked_and_kept(client):
    world = county()
    sign_in(client, staff("assessor", world.county))
    answer = client.get(f"{laid_out(client, OWN)}own/?from=gestern&to=2026-11-30")
    assert answer.status_code == 422
    assert "开始日要写成" in answer.content.decode()
    assert 'value="2026-11-30"' in answer.content.decode()


def test_the_own_figures_are_for_those_who_read_figures(client):
    address = laid_out(client)
    assert client.get(f"{address}own/").status_code == 302
