"""The catalogue at the desk."""

from __future__ import annotations

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook
from tests.catalogue_world import AT, item_text, signed_in, small_county
from tests.narrow import there

from yichuang.domains.catalogue import forms, queries
from yichuang.domains.catalogue.importing import Candidate, bring_in
from yichuang.domains.catalogue.inputs import ItemText
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.actors import SYSTEM

pytestmark = pytest.mark.django_db
ADJUST = "/desk/items/of/own-1/adjust/"


@pytest.fixture
def desk(client):
    made = small_county("scjgj", "gaj")
    bring_in([Candidate("own-1", "scjgj", item_text())], by=SYSTEM, at=AT)
    signed_in(client, "centre_manager", made["centre"])
    return client


def form(**changes: str) -> dict[str, str | list[str]]:
    """The adjustment form as it was shown, with these changes."""
    values = forms.values_of(ItemText.model_validate(item_text()))
    sent: dict[str, str | list[str]] = {"seen": "1", "key": "k1", "reason": "国务院取消了一个环节"}
    for name, value in values.items():
        if name in forms.SPARE:
            sent[f"{name}.count"] = str(len(value))
            for i, row in enumerate(value):
                for part, cell in row.items():
                    sent[f"{name}.{i}.{part}"] = (
                        ("1" if cell else "") if isinstance(cell, bool) else str(cell)
                    )
        elif isinstance(value, bool):
            sent[name] = "1" if value else ""
        else:
            sent[name] = value if isinstance(value, list) else "" if value is None else str(value)
    return {**sent, **changes}


def test_the_list_filters_and_finds_by_pinyin(desk):
    assert "食品经营许可" in desk.get("/desk/items/", {"q": "spjy"}).content.decode()
    assert "没有符合" in desk.get("/desk/items/", {"department": "gaj"}).content.decode()
    assert "没有符合" in desk.get("/desk/items/", {"state": "retired"}).content.decode()
    assert desk.get("/desk/items/", {"page": "x", "kind": "y", "q": "%"}).status_code == 200


def test_a_form_sent_as_it_was_shown_keeps_the_whole_text(desk):
    before = queries.text_of(there(ServiceItem.objects.get().version_in_force_id))
    assert desk.post(ADJUST, form()).status_code == 302
    after = queries.text_of(there(ServiceItem.objects.get().version_in_force_id))
    assert after == before
    assert ItemVersion.objects.count() == 2


def test_an_adjustment_is_in_the_history_with_its_reason_and_what_it_changed(desk):
    sent = form(promised_days="3", **{"stages.1.name": ""})
    assert desk.post(ADJUST, sent).status_code == 302
    page = desk.get("/desk/items/of/own-1/").content.decode()
    assert "第 2 版" in page
    assert "国务院取消了一个环节" in page
    assert "承诺时限由“5 个工作日”改为“3 个工作日”" in page
    assert "取消环节“决定”" in page


def test_a_new_item_in_calendar_days_shows_its_unit_wherever_it_is_read(desk):
    own = {"code": "own-9", "department": "gaj", "name": "法律援助申请", "kind": "public_service"}
    days = {"statutory_days": "7", "promised_days": "5"}
    units = {"statutory_unit": "calendar_day", "promised_unit": "calendar_day"}
    assert desk.post("/desk/items/new/", form(**own, **days, **units)).status_code == 302
    for path in ("/desk/items/", "/desk/items/of/own-9/", "/items/own-9/"):
        page = re.sub(r"<[^>]+>", "", desk.get(path).content.decode())
        assert "5 个自然日" in page, path
        assert "7 个自然日" in page, path
    shown = html.fromstring(desk.get("/desk/items/of/own-9/adjust/").content)
    chosen = shown.xpath("//select[@id='statutory_unit']/option[@selected]/text()")
    assert chosen == ["自然日"]


def test_a_promise_longer_than_the_law_in_the_other_unit_is_refused_beside_its_field(desk):
    sent = form(promised_days="8", statutory_days="15", statutory_unit="calendar_day")
    response = desk.post(ADJUST, sent)
    page = html.fromstring(response.content)
    assert response.status_code == 422
    wrong = page.get_element_by_id("promised_days-error").text_content()
    assert "15 个自然日里最少只有 5 个工作日。请填不超过 5 个工作日，或者把单位改成自然日" in wrong
    assert page.get_element_by_id("promised_days").value == "8"
    assert page.xpath("//select[@id='statutory_unit']/option[@selected]/text()") == ["自然日"]
    assert ItemVersion.objects.count() == 1


def test_a_unit_that_no_limit_has_is_refused(desk):
    response = desk.post(ADJUST, form(promised_unit="working_hour"))
    assert response.status_code == 422
    assert "承诺时限单位" in response.content.decode()


def test_the_same_form_sent_twice_is_one_version(desk):
    for _ in range(2):
        desk.post(ADJUST, form(promised_days="4"))
    assert ItemVersion.objects.count() == 2


def test_a_fault_keeps_what_was_typed_and_points_at_the_field(desk):
    sent = form(name="新名字", promised_days="99", **{"materials.1.name": "", "materials.2.name": "合同"})
    sent["materials.2.copies"] = "两"
    response = desk.post(ADJUST, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="新名字"' in page
    assert 'href="#materials.2.copies"' in page
    assert 'value="两"' in page
    sent["materials.2.copies"] = "1"
    page = desk.post(ADJUST, sent).content.decode()
    assert 'href="#promised_days"' in page
    assert ItemVersion.objects.count() == 1


def text_in_force() -> ItemText:
    return queries.text_of(there(ServiceItem.objects.get().version_in_force_id))


def test_every_part_of_the_text_is_changed_on_the_desk_and_kept_in_the_history(desk):
    before = text_in_force()
    bases, fees, fields = len(before.legal_basis), len(before.fees), len(before.fields)
    sent = form(
        **{
            f"legal_basis.{bases}.name": "《云溪县规定》",
            f"legal_basis.{bases}.article": "第三条",
            f"fees.{fees}.name": "工本费",
            f"fees.{fees}.amount_fen": "１２.５元",
            f"fees.{fees}.basis": "川价费〔2026〕1号",
            f"fields.{fields}.label": "经营方式",
            f"fields.{fields}.type": "choice",
            f"fields.{fields}.options": "堂食\n外卖\n",
        }
    )
    sent["situations.count"] = str(len(before.situations) + 1)
    last = len(before.situations)
    sent |= {f"situations.{last}.question": "有没有厨房？", f"situations.{last}.options": "有\n没有"}
    response = desk.post(ADJUST, sent)
    assert response.status_code == 302, response.content.decode()
    after = text_in_force()
    assert (after.legal_basis[-1].name, after.legal_basis[-1].article) == ("《云溪县规定》", "第三条")
    assert (after.fees[-1].amount_fen, after.fees[-1].unit) == (1250, "件")
    assert after.fields[-1].options == ("堂食", "外卖")
    assert [option.code for option in after.situations[-1].options] == ["o1", "o2"]
    page = desk.get("/desk/items/of/own-1/").content.decode()
    for words in (
        "增加依据“《云溪县规定》”",
        "增加收费“工本费”",
        "增加表单“经营方式”",
        "12.50",
        "有没有厨房？",
    ):
        assert words in page


def test_a_row_goes_when_its_name_is_emptied(desk):
    named = {"legal_basis.0.name": "《云溪县规定》", "legal_basis.0.article": "第三条"}
    assert desk.post(ADJUST, form(**named)).status_code == 302
    emptied = {**named, "legal_basis.0.name": "", "legal_basis.0.was": "1", "seen": "2", "key": "k2"}
    assert desk.post(ADJUST, form(**emptied)).status_code == 302
    assert text_in_force().legal_basis == ()
    assert "取消依据“《云溪县规定》”" in desk.get("/desk/items/of/own-1/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"legal_basis.{n}.article": "第三条"}, "legal_basis.{n}.name", "条的文件名称"),
        (
            {"fees.{n}.name": "工本费", "fees.{n}.amount_fen": "八十", "fees.{n}.basis": "文"},
            "fees.{n}.amount_fen",
            "请填数字",
        ),
        (
            {"fees.{n}.name": "工本费", "fees.{n}.amount_fen": "1.234"},
            "fees.{n}.amount_fen",
            "最多写两位小数",
        ),
        ({"fees.{n}.name": "工本费", "fees.{n}.amount_fen": "0"}, "fees.{n}.amount_fen", "要大于 0"),
        (
            {"fees.{n}.name": "工本费", "fees.{n}.amount_fen": "5"},
            "fees.{n}.basis",
            "请填写收费第 1 条的收费依据",
        ),
        (
            {"fields.{n}.label": "方式", "fields.{n}.type": "choice", "fields.{n}.options": "堂食"},
            "fields.{n}.options",
            "至少写两个选项",
        ),
        ({"fields.{n}.hint": "比如 3"}, "fields.{n}.label", "的栏目名称"),
        (
            {"situations.{n}.question": "有厨房吗？", "situations.{n}.options": "有"},
            "situations.{n}.options",
            "答案至少 2 条",
        ),
        (
            {
                "situations.{n}.question": "有厨房吗？",
                "situations.{n}.code": "厨房",
                "situations.{n}.options": "有\n无",
            },
            "situations.{n}.code",
            "只能用小写字母",
        ),
    ],
)
def test_a_fault_in_any_part_names_its_field_and_loses_nothing(desk, wrong, field, sentence):
    before = text_in_force()
    part = field.partition(".")[0]
    n = len(getattr(before, part))
    given = {name.format(n=n): value for name, value in wrong.items()}
    response = desk.post(ADJUST, form(**given))
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#{field.format(n=n)}"' in page
    assert sentence in page
    tree = html.document_fromstring(page)
    for name, value in given.items():
        shown = tree.xpath(f"//*[@name='{name}']")[0]
        kept = shown.text.strip() if shown.tag == "textarea" else shown.value
        assert kept.strip() == value
    assert ItemVersion.objects.count() == 1


def test_further_rows_are_asked_for_without_publishing(desk):
    before = form()
    page = desk.post(ADJUST, {**before, "more": "fees", "name": "改了一半"}).content.decode()
    assert 'value="改了一半"' in page
    count = int(str(before["fees.count"]))
    assert f'name="fees.{count + 2}.name"' in page
    assert ItemVersion.objects.count() == 1


def test_whoever_comes_second_keeps_what_was_typed(desk):
    desk.post(ADJUST, form(promised_days="4"))
    page = desk.post(ADJUST, form(key="k2", name="别的名字")).content.decode()
    assert "已经“调整事项”" in page
    assert 'value="别的名字"' in page


def test_suspending_asks_for_a_reason_and_shows_it(desk):
    act = "/desk/items/of/own-1/suspend/"
    short = desk.post(act, {"reason": "短", "seen": "1", "key": "s1"})
    assert short.status_code == 422
    assert "理由至少写 4 个字" in short.content.decode()
    assert desk.post(act, {"reason": "上级正在升级", "seen": "1", "key": "s2"}).status_code == 302
    page = desk.get("/desk/items/of/own-1/").content.decode()
    assert "上级正在升级" in page
    assert "恢复办理" in page
    assert desk.post("/desk/items/of/own-1/adopt/", {}).status_code == 404


def test_a_new_item_needs_a_code_and_a_department(desk):
    sent = form(code="own-2", department="", **{"materials.1.when": ""})
    page = desk.post("/desk/items/new/", sent).content.decode()
    assert "请选实施部门" in page
    sent["department"] = "gaj"
    assert desk.post("/desk/items/new/", sent).status_code == 302
    assert ServiceItem.objects.get(code="own-2").state == "in_force"
    sent["key"] = "k9"
    assert "已经有了" in desk.post("/desk/items/new/", sent).content.decode()


def test_the_export_holds_every_item(desk):
    made = load_workbook(io.BytesIO(desk.get("/desk/items/workbook/").content))
    assert made["事项"]["A2"].value == "own-1"


@pytest.mark.parametrize("role", ["window_clerk", "reviewer", "supervisor"])
def test_others_of_the_staff_read_and_change_nothing(client, role):
    made = small_county("scjgj")
    bring_in([Candidate("own-1", "scjgj", item_text())], by=SYSTEM, at=AT)
    signed_in(client, role, made["scjgj"])
    page = client.get("/desk/items/of/own-1/").content.decode()
    assert "食品经营许可" in page
    assert "取消事项" not in page
    assert client.post(ADJUST, form(promised_days="4")).status_code == 403
    assert client.post("/desk/items/of/own-1/retire/", {"reason": "取消这个事项"}).status_code == 403
    assert client.get("/desk/items/new/").status_code == 403
    assert client.get("/desk/imports/").status_code == 403
    assert ItemVersion.objects.count() == 1
    assert ServiceItem.objects.get().state == "in_force"


def test_visitors_are_sent_to_sign_in(client):
    small_county("scjgj")
    for path in ("/desk/items/", "/desk/items/of/x/", "/desk/items/workbook/", "/desk/imports/"):
        assert re.match("/desk/sign-in/", client.get(path)["Location"])


def test_the_list_takes_as_many_queries_for_ten_items_as_for_a_hundred(desk):
    def queries_for(count: int) -> int:
        items = [Candidate(f"t-{n}", "gaj", item_text(name=f"第{n}号许可")) for n in range(count)]
        bring_in(items, by=SYSTEM, at=AT)
        desk.get("/desk/items/")
        with CaptureQueriesContext(connection) as seen:
            desk.get("/desk/items/")
        return len(seen)

    assert queries_for(10) == queries_for(100) <= 10
