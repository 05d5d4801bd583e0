"""Whatever can't be read is refused with a reason, and nothing that anybody hands in breaks a reader."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.oversight.reportcheck.reading.shown import is_sound, part, with_parts
from tests.oversight.reportcheck.reading.test_forms import FORMS, typeset, workbook

from yichuang.oversight.reportcheck.reading import Unreadable, read
from yichuang.oversight.reportcheck.reading.refusal import PARAGRAPHS, SIGNS, SIZE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def scan() -> bytes:
    """Pages that are pictures alone."""
    import pikepdf
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (400, 600), 200).save(out, "PDF")
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.pages.extend(pdf.pages[:1])
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def locked() -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset("你好"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", "是空的"),
        (b" \r\n\t ", "a.txt", "是空的"),
        (b"\0" * (SIZE + 1) + b"1", "a.txt", "超过 20 MB"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "加了密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "旧的 doc"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "旧的 xls"),
        (b"{\\rtf1 1234}", "a.doc", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a.docx", "图片"),
        (b"Rar!\x1a\x07\0" + b"\0" * 99, "a.docx", "压缩包"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc", "mht"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "a.doc", "XML"),
        (bytes(range(256)) * 40, "a.txt", "不是文字"),
        (b"MZ\x90\0\x03\0\0\0\x04" * 50, "a.txt", "不是文字"),
        ("字".encode() * (SIGNS + 1), "a.txt", "太长"),
        (b"1\n" * (PARAGRAPHS + 1), "a.txt", "段落太多"),
        (("<div>" * 5_000 + "1").encode(), "a.html", "太深|没有文字"),
        (("<p>1" * 400_000).encode(), "a.html", "太复杂"),
        (b"<html><script>1</script></html>", "a.html", "没有文字"),
        (b"%PDF-1.7\nnothing", "a.pdf", "打不开"),
        (("1," * 200_000).encode(), "a.csv", "表格太大"),
    ],
    ids=lambda said: said[:12] if isinstance(said, str) else len(said),
)  # fmt: skip
def test_the_reason_is_said(content: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(content, name)


def test_a_locked_pdf_and_a_scan_are_told_apart() -> None:
    with pytest.raises(Unreadable, match="密码"):
        read(locked(), "a.pdf")
    with pytest.raises(Unreadable, match="扫描件"):
        read(scan(), "a.pdf")


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (("mimetype", "content.xml"), "ODF"),
        (("a.txt",), "压缩包请解压"),
    ],
)
def test_other_archives_are_told_what_to_become(members: tuple[str, ...], reason: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in members:
            archive.writestr(name, "<x/>")
    with pytest.raises(Unreadable, match=reason):
        read(out.getvalue(), "a.docx")


def test_a_workbook_that_says_it_is_vast_is_refused() -> None:
    content = workbook(lambda sheet: sheet.append(["甲", 1]))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    far = sheet.replace('r="B1"', 'r="XFD1"')
    assert far != sheet
    with pytest.raises(Unreadable, match="表格太大"):
        read(with_parts(content, {"xl/worksheets/sheet1.xml": far}), "a.xlsx")
    rows = "<row>" + '<c t="str"><v>1</v></c>' * 90 + "</row>"
    many = f'<worksheet xmlns="x"><sheetData>{rows * 1200}</sheetData></worksheet>'
    with pytest.raises(Unreadable, match=r"表格太大|展开后太大"):
        read(with_parts(content, {"xl/worksheets/sheet1.xml": many}), "a.xlsx")


def survives(content: bytes, name: str) -> None:
    """A sound document or a reason; anything else is a fault."""
    try:
        document = read(content, name)
    except Unreadable:
        return
    assert is_sound(document)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=600), st.text(max_size=400).map(str.encode)),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.csv", "a.docx", "", "a"]),
)
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    survives(content, name)


MARKS = [
    "<td>",
    "<table>",
    "<tr colspan=9>",
    "</p>",
    "| 1 |",
    "|--|\n",
    "\t12\n",
    "```\n",
    "> ",
    "- ",
    "&#0;",
    ",",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([*MARKS, "甲", "12", "\n", "合计", "<"]), max_size=120).map("".join),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.csv"]),
)
def test_any_mixture_of_marks_is_read_or_refused(text: str, name: str) -> None:
    survives(text.encode(), name)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """One real file of each kind."""
    told = {form: make() for form, make in FORMS.items()}
    told["xlsx"] = workbook(lambda sheet: sheet.append(["甲", 1]))
    return told


@pytest.mark.parametrize(("form", "times"), [("docx", 60), ("xlsx", 60), ("html", 30), ("pdf", 6)])
def test_damaged_files_are_read_or_refused(files: dict[str, bytes], form: str, times: int) -> None:
    chance = random.Random(7)
    for _ in range(times):
        content = bytearray(files[form])
        for _ in range(chance.choice([1, 4, 40])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        survives(bytes(content), f"a.{form}")


@pytest.mark.parametrize(
    "part_name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"]
)
def test_damaged_parts_are_read_or_refused(files: dict[str, bytes], part_name: str) -> None:
    chance = random.Random(11)
    whole = part(files["docx"], part_name)
    for _ in range(25):
        at, length = chance.randrange(len(whole)), chance.randrange(200)
        if chance.random() < 0.5:
            text = whole[:at] + whole[at + length :]
        else:
            words = ["0", "-1", "99999999999", "restart", "", "%9%9", "true"]
            text = whole.replace('w:val="', f'w:val="{chance.choice(words)}', chance.randrange(1, 9))
        survives(with_parts(files["docx"], {part_name: text}), "a.docx")
