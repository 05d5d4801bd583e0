"""Every hostile file is made here, for real; none is a stand-in."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from yichuang.kernel.documents.uploads import UploadRejected, inspect

CONTENT_TYPES = "[Content_Types].xml"
HIDDEN = "\u202e"


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **saving: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **saving)  # type: ignore[arg-type]
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).save(out, kind)
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("租赁合同")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("名单")["A1"] = "合计"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rebuilt(
    archive: bytes,
    added: dict[str, bytes] | None = None,
    changed: dict[str, Callable[[str], str]] | None = None,
) -> bytes:
    """The archive with parts added or changed, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member)
            if member.filename in (changed or {}):
                text = (changed or {})[member.filename](text.decode()).encode()
            new.writestr(member.filename, text)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def absurd_png() -> bytes:
    """A PNG of a few bytes that claims 60,000 by 60,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def told(data: bytes | Path, filename: str, **options: Any) -> str:
    with pytest.raises(UploadRejected) as rejected:
        inspect(data, filename, **options)
    return rejected.value.text


@pytest.mark.parametrize(
    ("data", "filename", "extension", "content_type"),
    [
        (pdf(), "营业执照.pdf", "pdf", "application/pdf"),
        (picture("JPEG"), "身份证 正面.JPG", "jpg", "image/jpeg"),
        (picture("JPEG"), "a.jpeg", "jpg", "image/jpeg"),
        (picture("PNG"), "平面图.png", "png", "image/png"),
        (
            word(),
            "合同.docx",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (sheet(), "名单.xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("情况说明".encode(), "说明.txt", "txt", "text/plain"),
        ("情况说明".encode("gb18030"), "说明.txt", "txt", "text/plain"),
    ],
)
def test_honest_file_is_taken(data: bytes, filename: str, extension: str, content_type: str) -> None:
    taken = inspect(data, filename)
    assert (taken.extension, taken.content_type, taken.size) == (extension, content_type, len(data))
    assert len(taken.sha256) == 64


def test_file_on_the_disk_is_read(tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(pdf())
    taken = inspect(tmp_path / "upload", "a.pdf")
    assert taken.sha256 == hashlib.sha256((tmp_path / "upload").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("filename", "reason"),
    [
        ("", "文件没有名字"),
        ("../../etc/passwd.pdf", "不能带路径"),
        ("C:\\temp\\a.pdf", "不能带路径"),
        (".pdf", "不能带路径"),
        ("con.pdf", "不能带路径"),
        ("a\0.pdf", "看不见的字符"),
        (f"合同{HIDDEN}fdp.exe.pdf", "看不见的字符"),
        ("合" * 200 + ".pdf", "文件名太长"),
        ("合同", "没有扩展名"),
        ("合同.", "没有扩展名"),
        ("合同.exe", "不收 exe 文件，请上传"),
        ("合同.doc", "请用 Word 另存为 docx"),
        ("合同.docm", "不带宏的 docx"),
        ("照片.heic", "改存为 JPG"),
        ("材料.zip", "解压后逐个上传"),
        ("公文.ofd", "导出为 PDF"),
    ],
)
def test_name_with_a_trick_is_refused(filename: str, reason: str) -> None:
    assert reason in told(pdf(), filename)


def test_empty_and_too_large_files_are_refused() -> None:
    assert told(b"", "a.pdf") == "文件是空的，请重新选择"
    assert told(b"%PDF-" + b"0" * 2_097_152, "a.pdf", limit=2_097_152) == "文件超过 2 MB，请压缩或者分开上传"
    assert told(b" \n", "a.txt") == "文件是空的，请重新选择"


def test_name_that_lies_about_the_content_is_refused() -> None:
    assert told(picture("PNG"), "a.jpg") == "文件名写的是 jpg，内容却是 png，请改成真实的扩展名"
    assert told(sheet(), "a.docx") == "文件名写的是 docx，内容却是 xlsx，请改成真实的扩展名"
    assert told(pdf(), "a.txt") == "文件名写的是 txt，内容却是 pdf，请改成真实的扩展名"


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b"MZ\x90\0" + bytes(200), "a.pdf", "不收程序"),
        (b"\x7fELF\x02" + bytes(200), "a.jpg", "不收程序"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt", "不收程序"),
        (b"Rar!\x1a\x07\0" + bytes(99), "a.pdf", "不收压缩包"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(99), "a.docx", "不收压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "旧格式或者加了密码"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "a.txt", "不收网页"),
        (b"  \n<SVG xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png", "不收网页"),
        ("\ufeff<html>".encode("utf-16"), "a.txt", "不收网页"),
        (b"<?php system($_GET[0]);", "a.txt", "不收网页"),
        (b"GIF89a" + bytes(99), "a.png", "像是 gif"),
        (b"\0\x01\x02\x03" * 50, "a.txt", "不是文字"),
        (b"\xff\xfe\xff\xff\xff", "a.txt", "不是文字"),
        (b"plain words", "a.pdf", "文件内容不是 pdf"),
    ],
)
def test_other_content_under_a_good_name_is_refused(data: bytes, filename: str, reason: str) -> None:
    assert reason in told(data, filename)


def test_archive_under_a_word_name_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.js", "alert(1)")
    assert told(out.getvalue(), "a.docx") == "不收压缩包，请解压后逐个上传"


def action(**parts: Any) -> Callable[[pikepdf.Pdf], None]:
    def put(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(**parts)

    return put


def hidden_script(document: pikepdf.Pdf) -> None:
    """Deep inside: a chain of actions in direct dictionaries of an annotation."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    go = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([pikepdf.Array([]), script]))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=go)
    document.pages[0].obj.Annots = pikepdf.Array([link])


def attachment(document: pikepdf.Pdf) -> None:
    document.attachments["evil.exe"] = b"MZ"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (action(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")), "脚本"),
        (action(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")), "启动程序"),
        (action(S=pikepdf.Name.SubmitForm, F=pikepdf.String("http://example.com")), "提交表单"),
        (hidden_script, "脚本"),
        (attachment, "附件"),
    ],
)
@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_pdf_that_acts_by_itself_is_refused(
    change: Callable[[pikepdf.Pdf], None], reason: str, mode: object
) -> None:
    assert reason in told(pdf(change, object_stream_mode=mode), "a.pdf")


def test_script_behind_an_escaped_name_is_found() -> None:
    plain = pdf(
        action(S=pikepdf.Name.Launch, F=pikepdf.String("x")),
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    assert b"/Launch" in plain
    assert "启动程序" in told(plain.replace(b"/Launch", b"/L#61unch"), "a.pdf")


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted_pdf_is_refused(password: str) -> None:
    locked = pdf(encryption=pikepdf.Encryption(owner="owner", user=password))
    assert told(locked, "a.pdf") == "PDF 加了密码或者限制，请去掉后再上传"


def test_broken_pdf_is_refused() -> None:
    assert told(b"%PDF-1.7\nnothing here", "a.pdf") == "PDF 打不开，可能没有传完，请重新导出或者扫描"


def test_pdf_without_pages_is_refused() -> None:
    out = io.BytesIO()
    pikepdf.new().save(out)
    assert told(out.getvalue(), "a.pdf") == "PDF 里没有页面，请重新导出"


def test_pdf_whose_object_stream_unpacks_into_gigabytes_is_refused() -> None:
    """An object stream of 1 MB that unpacks into a gigabyte of blanks; the catalogue lies in it."""
    packer = zlib.compressobj(9)
    bomb = packer.compress(b"1 0 << /Type /Catalog /Pages 3 0 R >>")
    blanks = b" " * (16 * 1024 * 1024)
    bomb += b"".join(packer.compress(blanks) for _ in range(64)) + packer.flush()
    body = b"%PDF-1.7\n"
    stream_at = len(body)
    head = f"2 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(bomb)} >> stream\n"
    body += head.encode() + bomb + b"\nendstream endobj\n"
    pages_at = len(body)
    body += b"3 0 obj << /Type /Pages /Kids [4 0 R] /Count 1 >> endobj\n"
    page_at = len(body)
    body += b"4 0 obj << /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >> endobj\n"
    table_at = len(body)
    rows = [(0, 0, 0), (2, 2, 0), (1, stream_at, 0), (1, pages_at, 0), (1, page_at, 0), (1, table_at, 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    body += f"5 0 obj << /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length {len(table)} >> stream\n".encode()
    body += table + f"\nendstream endobj\nstartxref\n{table_at}\n%%EOF".encode()
    assert "PDF" in told(body, "a.pdf")


def test_picture_of_absurd_size_is_refused_before_it_is_unpacked() -> None:
    assert told(absurd_png(), "a.png") == "图片尺寸太大，请缩小后再上传"
    assert "太大" in told(picture("JPEG", (25_000, 10)), "a.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_cut_short_is_refused(kind: str) -> None:
    whole = picture(kind, (400, 300))
    name = "a.jpg" if kind == "JPEG" else "a.png"
    assert told(whole[: len(whole) // 3], name) == "图片打不开，可能没有传完，请重新拍照或者扫描"


def test_macro_document_renamed_to_docx_is_refused() -> None:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    renamed = rebuilt(word(), changed={CONTENT_TYPES: lambda text: text.replace(plain, macro)})
    assert "带有宏" in told(renamed, "a.docx")


@pytest.mark.parametrize(
    "part",
    [
        "word/vbaProject.bin",
        "word/activeX/activeX1.bin",
        "word/embeddings/oleObject1.bin",
        "word/media/run.exe",
    ],
)
def test_document_with_a_program_inside_is_refused(part: str) -> None:
    assert "带有宏或者嵌入的程序" in told(rebuilt(word(), {part: b"MZ"}), "a.docx")


RELATION = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
Target="{}" TargetMode="External"/></Relationships>"""


def relation(kind: str, target: str) -> bytes:
    return RELATION.format(kind, target).encode()


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://example.com/evil.dotm"),
        ("attachedTemplate", "\\\\example.com\\share\\evil.dotm"),
        ("image", "https://example.com/track.png"),
        ("oleObject", "file:///C:\\evil.doc"),
    ],
)
def test_document_that_fetches_on_opening_is_refused(kind: str, target: str) -> None:
    assert "会从外面取内容" in told(
        rebuilt(word(), {"word/_rels/settings.xml.rels": relation(kind, target)}), "a.docx"
    )


@pytest.mark.parametrize(
    ("kind", "target"),
    [("hyperlink", "https://www.gov.cn"), ("attachedTemplate", "file:///C:\\Users\\li\\模板.dotx")],
)
def test_document_with_a_link_or_an_own_template_is_taken(kind: str, target: str) -> None:
    assert inspect(rebuilt(word(), {"word/_rels/settings.xml.rels": relation(kind, target)}), "a.docx")


def test_field_that_runs_a_program_is_refused() -> None:
    field = "<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText></w:r></w:p>"
    evil = rebuilt(word(), changed={"word/document.xml": lambda text: text.replace("</w:p>", field, 1)})
    assert "自动取外部数据" in told(evil, "a.docx")


def test_entity_bomb_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "不该有的定义" in told(rebuilt(word(), {"word/extra.xml": bomb}), "a.docx")


def test_zip_bomb_is_refused() -> None:
    huge = rebuilt(sheet(), {"xl/media/image1.png": bytes(250 * 1024 * 1024)})
    assert len(huge) < 2 * 1024 * 1024
    assert "展开后太大" in told(huge, "a.xlsx")


def test_zip_bomb_that_declares_a_small_size_is_refused() -> None:
    honest = rebuilt(sheet(), {"xl/media/image1.png": bytes(30 * 1024 * 1024)})
    size = struct.pack("<I", 30 * 1024 * 1024)
    assert honest.count(size) == 2
    lying = honest.replace(size, struct.pack("<I", 1024))
    assert "Excel" in told(lying, "a.xlsx")


def test_document_with_path_tricks_or_doubles_inside_is_refused() -> None:
    assert "路径" in told(rebuilt(word(), {"../../evil.xml": b"<a/>"}), "a.docx")
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = rebuilt(word(), {"word/document.xml": b"<a/>"})
    assert "重复" in told(doubled, "a.docx")


def test_document_cut_short_is_refused() -> None:
    whole = word()
    assert told(whole[: len(whole) // 2], "a.docx") == "不收压缩包，请解压后逐个上传"
    damaged = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 60
    damaged[at] ^= 0xFF
    assert "打不开" in told(bytes(damaged), "a.docx")
