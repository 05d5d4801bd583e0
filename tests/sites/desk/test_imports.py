"""Bringing ledgers in at the desk."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from openpyxl import load_workbook
from tests.catalogue_world import AT, signed_in, small_county

from yichuang.domains.catalogue import importing
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.importing import load_shipped
from yichuang.domains.catalogue.models import ItemVersion, ServiceItem
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db
IMPORTS = "/desk/imports/"


@pytest.fixture
def desk(client):
    made = small_county()
    signed_in(client, "centre_manager", made["centre"])
    return client


def filled(client) -> bytes:
    """The shipped items as a workbook, and none of them in the database."""
    with transaction.atomic():
        load_shipped(by=SYSTEM, at=AT, departments=["scjgj"])
        content: bytes = client.get("/desk/items/workbook/").content
        transaction.set_rollback(True)
    catalogue.forget()  # what was read inside never happened
    return content


def sent(client, content: bytes, mode: str, name: str = "事项.xlsx", ledger: str = "items"):
    file = SimpleUploadedFile(name, content)
    response = client.post(IMPORTS, {"file": file, "mode": mode, "ledger": ledger})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body.decode()


def test_a_workbook_goes_in_with_its_progress_and_a_second_time_changes_nothing(desk):
    content = filled(desk)
    status, page = sent(desk, content, "nothing")
    assert status == 200
    assert "全部导入了" in page
    count = ServiceItem.objects.count()
    assert f"已处理 {count} / {count} 项" in page
    assert page.rstrip().endswith("</html>")
    assert LedgerEntry.objects.filter(verb="item.adopt", actor__startswith="staff:").count() == count
    _, again = sent(desk, content, "nothing")
    assert f'没有变化</dt><dd><b class="num">{count}' in again
    assert ItemVersion.objects.count() == count


def test_bad_rows_are_listed_and_the_choice_is_kept(desk):
    book = load_workbook(io.BytesIO(filled(desk)))
    book["事项"]["N3"].value = 300
    out = io.BytesIO()
    book.save(out)
    _, page = sent(desk, out.getvalue(), "nothing")
    assert "“事项”表第 3 行" in page
    assert "一项也没有导入" in page
    assert not ServiceItem.objects.exists()
    _, page = sent(desk, out.getvalue(), "check")
    assert "只做了检查" in page
    assert not ServiceItem.objects.exists()
    _, page = sent(desk, out.getvalue(), "good")
    assert "没有错的已经导入" in page
    assert ServiceItem.objects.count() > 5


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [(b"MZ" + b"0" * 99, "a.xlsx", "不收程序"), (b"", "a.xlsx", "空的"), (b"x", "a.exe", "不收 exe")],
)
def test_a_file_that_is_no_workbook_is_refused_beside_the_field(desk, content, name, word):
    status, page = sent(desk, content, "good", name)
    assert status == 422
    assert word in page
    assert 'href="#file"' in page


def test_what_is_missing_is_told_together(desk):
    response = desk.post(IMPORTS, {"ledger": "x", "mode": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "有 3 处要改" in page


def test_a_failure_on_the_way_writes_nothing_and_leaves_a_number(desk, monkeypatch):
    content = filled(desk)

    def broken(*_args, **_given):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(importing.Batch, "flush", broken)
    _, page = sent(desk, content, "good")
    assert "没有导入成功" in page
    assert "disk" not in page
    assert not ServiceItem.objects.exists()


def test_the_template_is_a_workbook_that_can_be_filled(desk):
    made = load_workbook(io.BytesIO(desk.get("/desk/imports/items/template.xlsx").content))
    assert made.sheetnames[:3] == ["说明", "事项", "材料"]
    assert desk.get("/desk/imports/nothing/template.xlsx").status_code == 404
