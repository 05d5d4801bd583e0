"""A centre's own items from Excel: the template, the way there and back, bad rows, hostile files."""

from __future__ import annotations

import io
import zipfile
from typing import Any, cast

import pytest
from openpyxl import Workbook, load_workbook
from tests.catalogue_world import AT, small_county
from tests.narrow import sheet_of, there

from yichuang.domains.catalogue import queries
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.domains.catalogue.importing import bring_in, load_shipped
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.domains.catalogue.reading import read_items
from yichuang.domains.catalogue.workbook import workbook_of
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.verbs import Refused

ITEM = {
    "事项编码": "own-001", "事项名称": "食品经营许可（新办）", "实施部门编码": "scjgj", "事项类型": "行政许可",
    "办件类型": "承诺件", "服务对象": "企业、个人", "俗称": "开小吃店、餐饮证", "网上申请": "是", "法定时限": 20,
    "承诺时限": "5个工作日", "办理条件": "有营业执照。\n有固定场所。", "时限依据": "《办法》第一条",
}  # fmt: skip
SITUATIONS = [
    {
        "事项编码": "own-001",
        "情形代码": "place",
        "问题": "场所怎么来的？",
        "答案代码": "rent",
        "答案": "租的",
    },
    {
        "事项编码": "own-001",
        "情形代码": "place",
        "问题": "场所怎么来的？",
        "答案代码": "own",
        "答案": "自己的",
    },
]


def book(items=(ITEM,), materials=(), stages=None, situations=SITUATIONS, fees=()) -> bytes:
    made = load_workbook(io.BytesIO(workbook_of()))
    stages = [{"事项编码": "own-001", "环节名称": "审查", "环节时限": 3}] if stages is None else stages
    tables = {"事项": items, "材料": materials, "环节": stages, "情形": situations, "收费": fees}
    for name, rows in tables.items():
        heads = [cell.value for cell in made[name][1]]
        for row in rows:
            made[name].append([row.get(head) for head in heads])
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def brought(content: bytes, **options):
    reading = read_items(content, "事项.xlsx")
    return bring_in(reading.candidates, bad=reading.bad, by=SYSTEM, at=AT, **options)


@pytest.mark.django_db
def test_a_filled_template_goes_in_and_twice_is_once():
    small_county("scjgj")
    materials = [
        {"事项编码": "own-001", "材料名称": "申请书"},
        {"事项编码": "own-001", "材料名称": "租赁合同", "材料形式": "复印件", "什么情形要交": "place=rent"},
    ]
    fees = [{"事项编码": "own-001", "收费名称": "工本费", "收费金额": 12.5, "收费依据": "某号文"}]
    content = book(materials=materials, fees=fees)
    assert brought(content).adopted == ["own-001"]
    facts = queries.version(there(ServiceItem.objects.get().version_in_force_id))
    assert (facts.promised_days, facts.statutory_days, facts.audience) == (5, 20, ("enterprise", "person"))
    assert facts.aliases == ("开小吃店", "餐饮证")
    assert facts.conditions == ("有营业执照。", "有固定场所。")
    assert [(m.code, m.kind, m.when) for m in facts.materials] == [
        ("m1", "original", ""),
        ("m2", "copy", "place=rent"),
    ]
    assert [(s.code, s.days) for s in facts.stages] == [("review", 3)]
    assert facts.fees[0].amount_fen == 1250
    assert len(facts.situations[0].options) == 2
    assert brought(content).unchanged == ["own-001"]
    assert ItemVersion.objects.count() == 1


@pytest.mark.django_db
def test_the_items_of_a_centre_come_back_from_their_own_export_unchanged():
    made = small_county()
    load_shipped(by=SYSTEM, at=AT)
    codes = {office.pk: code for code, office in made.items()}
    rows = ItemVersion.objects.select_related("item")
    content = workbook_of((queries.version(row.pk), codes[row.item.department_id], "", "") for row in rows)
    outcome = brought(content)
    assert not outcome.bad
    assert len(outcome.unchanged) == len(rows) >= 60
    assert not outcome.adjusted


@pytest.mark.django_db
def test_every_bad_row_is_told_with_its_sheet_row_and_reason():
    small_county("scjgj")
    wrong = {**ITEM, "事项编码": "own-002", "承诺时限": 30, "事项类型": "许可"}
    content = book(
        items=[ITEM, wrong, {**ITEM, "事项编码": "own-003", "实施部门编码": "nobody"}],
        materials=[
            {"事项编码": "own-001", "材料名称": "申请书", "份数": "两"},
            {"事项编码": "own-999", "材料名称": "x"},
        ],
        stages=[
            {"事项编码": "own-001", "环节名称": "审查", "环节时限": 3},
            {"事项编码": "own-003", "环节名称": "审查", "环节时限": 9},
        ],
    )  # fmt: skip
    outcome = brought(content)
    told = {(row.place, row.code, row.why) for row in outcome.bad}
    assert {
        ("“材料”表第 2 行", "own-001", "份数请填数字，现在是“两”"),
        ("“材料”表第 3 行", "own-999", "“事项”表里没有事项编码“own-999”"),
        ("“事项”表第 4 行", "own-003", "没有编码是“nobody”的部门，请先在“中心”的“部门”页增设"),
        ("“环节”表第 3 行", "own-003", "各环节时限加起来 9 个工作日，超过承诺时限 5 个工作日"),
    } <= told
    assert any(place == "“事项”表第 3 行" and "事项类型请从 行政许可、" in why for place, _, why in told)
    assert not ServiceItem.objects.exists()


def limits(changes, days=3) -> tuple[dict[str, Any], list[str]]:
    """What the reader makes of an item with these cells, and what it finds wrong."""
    stages = [{"事项编码": "own-001", "环节名称": "审查", "环节时限": days}]
    read = read_items(book(items=[{**ITEM, **changes}], stages=stages), "事项.xlsx").candidates[0]
    return read.given, [fault.text for fault in read.faults]


@pytest.mark.parametrize(
    ("changes", "promised", "statutory"),
    [
        ({}, (5, "working_day"), (20, None)),
        ({"法定时限": "30日", "法定时限单位": "自然日"}, (5, "working_day"), (30, "calendar_day")),
        ({"承诺时限": "5个自然日", "法定时限": "7 个自然日"}, (5, "calendar_day"), (7, "calendar_day")),
        ({"承诺时限": 5, "承诺时限单位": "calendar_day"}, (5, "calendar_day"), (20, None)),
        ({"承诺时限": "当场"}, (0, None), (20, None)),
    ],
)
def test_a_unit_is_read_from_its_own_column_or_beside_the_number(changes, promised, statutory):
    given, faults = limits(changes)
    assert not faults
    assert (given["promised_days"], given.get("promised_unit")) == promised
    assert (given["statutory_days"], given.get("statutory_unit")) == statutory


@pytest.mark.parametrize(
    ("changes", "days", "why"),
    [
        (
            {"承诺时限": "5个自然日", "承诺时限单位": "工作日"},
            3,
            "承诺时限写的是自然日，承诺时限单位选的是工作日，请改成一样的",
        ),
        ({"承诺时限单位": "小时"}, 3, "承诺时限单位请从 工作日、自然日 里选，现在是“小时”"),
        ({"承诺时限": "五天"}, 3, "承诺时限请填数字，现在是“五天”"),
        ({}, "3个自然日", "环节时限写的是自然日，要和承诺时限一样，是工作日"),
        ({"法定时限": "20个月"}, 3, "法定时限请填数字，现在是“20个月”"),
    ],
)
def test_units_that_contradict_each_other_are_told(changes, days, why):
    assert limits(changes, days)[1] == [why]


@pytest.mark.django_db
def test_a_promise_beyond_the_law_in_other_days_is_a_bad_row():
    small_county("scjgj")
    outcome = brought(book(items=[{**ITEM, "法定时限": "10个自然日"}]), all_or_nothing=True)
    assert [(row.place, row.why[:30]) for row in outcome.bad] == [
        ("“事项”表第 2 行", "承诺时限 5 个工作日比法定时限 10 个自然日长：遇上长假")
    ]


@pytest.mark.django_db
def test_good_items_go_in_beside_bad_ones_only_when_wanted():
    small_county("scjgj")
    stages = [{"事项编码": code, "环节名称": "审查", "环节时限": 3} for code in ("own-001", "own-002")]
    content = book(items=[ITEM, {**ITEM, "事项编码": "own-002", "承诺时限": 21}], stages=stages)
    assert not brought(content, all_or_nothing=True).kept
    assert not ServiceItem.objects.exists()
    assert brought(content).adopted == ["own-001"]


def test_formulas_are_refused_and_never_computed():
    reading = read_items(book(items=[{**ITEM, "承诺时限": "=2+3"}]), "事项.xlsx")
    assert [fault.text for fault in reading.candidates[0].faults] == ["承诺时限是公式，请粘贴成数值"]


def test_words_that_look_like_formulas_are_written_as_words():
    class Facts:
        code, name, conditions, materials, stages, situations = "a", "=HYPERLINK(1)", ("=1+1",), (), (), ()
        legal_basis, fees, fields = (), (), ()

        def __getattr__(self, name):
            return ""

    made = load_workbook(io.BytesIO(workbook_of([(cast("ItemFacts", Facts()), "scjgj", "", "")])))
    assert made["事项"]["B2"].value == "'=HYPERLINK(1)"
    assert made["事项"]["B2"].data_type == "s"


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "a.xlsx", "空"),
        (b"MZ" + b"x" * 100, "a.xlsx", "程序"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "压缩包"),
        (b"a,b\n", "a.csv", "csv"),
        (b"hello", "a.txt", "Excel"),
    ],
)
def test_files_that_are_no_workbook_are_refused_with_a_reason(content, name, word):
    with pytest.raises(Refused) as refused:
        read_items(content, name)
    assert word in refused.value.text
    assert refused.value.field == "file"


def test_a_workbook_with_an_outside_link_or_a_bomb_is_refused():
    clean = book()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(clean)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr("xl/media/zeros.bin", bytes(210 * 1024 * 1024))
    with pytest.raises(Refused) as refused:
        read_items(out.getvalue(), "a.xlsx")
    assert "太大" in refused.value.text


def test_a_workbook_without_the_sheet_or_its_columns_says_what_is_missing():
    empty = Workbook()
    with pytest.raises(Refused) as refused:
        read_items(saved(empty), "a.xlsx")
    assert "没有“事项”表" in refused.value.text
    sheet_of(empty).title = "事项"
    sheet_of(empty).append(["事项名称"])
    with pytest.raises(Refused) as refused:
        read_items(saved(empty), "a.xlsx")
    assert "事项编码" in refused.value.text
    with pytest.raises(Refused) as refused:
        read_items(workbook_of(), "a.xlsx")
    assert "没有内容" in refused.value.text


def test_a_sheet_of_too_many_rows_is_refused():
    made = load_workbook(io.BytesIO(book()))
    made["材料"].cell(60_002, 1).value = "own-001"
    with pytest.raises(Refused) as refused:
        read_items(saved(made), "a.xlsx")
    assert "60,000" in refused.value.text
