"""Word and Excel files: plain documents without macros, embedded programs, templates from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from yichuang.kernel.documents.uploads.rejection import UploadRejected

MEMBERS: Final = 3_000
UNPACKED: Final = 200 * 1024 * 1024
CHUNK: Final = 1024 * 1024

MAIN_PARTS: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MAIN_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_WORD: Final = {"docx": "Word 文件", "xlsx": "Excel 文件"}
_ACTIVE_PARTS = re.compile(
    r"vbaproject|activex|oleobject|/embeddings/(?!.*\.(?:xlsx|docx)$)|customui|macrosheets|\.(?:exe|dll|js|vbs|bat|cmd|ps1|hta|jar|sh|scr|msi)$",
    re.IGNORECASE,
)
_FETCHING: Final = ("oleObject", "frame", "subDocument", "package")
_OWN_DRIVE = re.compile(r"(?:file:///)?[A-Za-z]:[\\/]|[\w\u4e00-\u9fff .-]+\.(?:dotm?x?|xlsx?)$")
_FIELD = re.compile(rb"<w:instrText[^>]*>\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)
_SIMPLE_FIELD = re.compile(rb"w:instr=\"\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)


def office_kind(data: bytes) -> str | None:
    """ "docx" or "xlsx" by the main part inside, None for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[: MEMBERS + 1])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, zlib.error):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for kind, part in MAIN_PARTS.items() if part in names), None)


def check_office(data: bytes, kind: str) -> None:
    """Refuse a bomb, a macro, an embedded program, an outside template, a broken or encrypted file."""
    word = _WORD[kind]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, word)
            _check_content_types(archive, kind)
            budget = UNPACKED
            for member in archive.infolist():
                budget -= _check_part(archive, member, word, budget)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ParseError, OSError, RuntimeError):
        raise UploadRejected(f"{word}打不开，可能没有传完，请重新保存后再上传") from None
    except DefusedXmlException:
        raise UploadRejected(f"{word}里有不该有的定义，请另存一份再上传") from None


def _check_members(archive: zipfile.ZipFile, word: str) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise UploadRejected(f"{word}展开后太大，请删去多余内容或者转成 PDF")
    names = [member.filename for member in members]
    if len({name.lower() for name in names}) != len(names):
        raise UploadRejected(f"{word}里有重复的部分，请另存一份再上传")
    for member in members:
        name = member.filename
        if member.flag_bits & 1:
            raise UploadRejected(f"{word}加了密码，请去掉后再上传")
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name:
            raise UploadRejected(f"{word}里有不该有的路径，请另存一份再上传")
        if _ACTIVE_PARTS.search("/" + name):
            raise UploadRejected(f"{word}里带有宏或者嵌入的程序，请去掉后再上传，或者转成 PDF")


def _check_content_types(archive: zipfile.ZipFile, kind: str) -> None:
    """The main part must be declared as the plain type: a docm renamed to docx says otherwise."""
    with archive.open("[Content_Types].xml") as part:
        declared = _parsed(part.read(4 * CHUNK))
    types = [entry.get("ContentType", "").lower() for entry in declared]
    if any("macroenabled" in name or "vbaproject" in name or "ms-office.activex" in name for name in types):
        raise UploadRejected(f"{_WORD[kind]}里带有宏或者嵌入的程序，请去掉后再上传，或者转成 PDF")
    main = "/" + MAIN_PARTS[kind]
    if not any(
        entry.get("PartName") == main and entry.get("ContentType") == _MAIN_TYPES[kind] for entry in declared
    ):
        raise UploadRejected(f"{_WORD[kind]}的格式不对，请另存为 {kind} 再上传")


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, word: str, budget: int) -> int:
    """Unpack one part piece by piece, never trusting the size that it declares; gives the bytes unpacked."""
    size = 0
    kept: list[bytes] = []
    xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(member) as part:
        while piece := part.read(CHUNK):
            size += len(piece)
            if size > budget:
                raise UploadRejected(f"{word}展开后太大，请删去多余内容或者转成 PDF")
            if xml:
                kept.append(piece)
    if xml:
        _check_xml(member.filename, b"".join(kept), word)
    return size


def _check_xml(name: str, text: bytes, word: str) -> None:
    head = text[:4096].replace(b"\0", b"")  # UTF-16 hides a DOCTYPE from a search for its bytes
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UploadRejected(f"{word}里有不该有的定义，请另存一份再上传")
    if name.lower().endswith(".rels"):
        _check_relations(_parsed(text), word)
    if b"<ddeLink" in text or b":ddeLink" in text or _FIELD.search(text) or _SIMPLE_FIELD.search(text):
        raise UploadRejected(f"{word}里有自动取外部数据的域，请去掉后再上传，或者转成 PDF")


def _check_relations(relations: Element, word: str) -> None:
    """Outside addresses are fine as links to click, never as things fetched or run on opening.

    A template on somebody's own drive stays: Word writes it into ordinary files, and it isn't found here.
    """
    for relation in relations:
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode", "").lower() != "external" or kind == "hyperlink":
            continue
        if kind in _FETCHING or not _OWN_DRIVE.match(relation.get("Target", "")):
            raise UploadRejected(f"{word}会从外面取内容，请把内容放进文件里再上传，或者转成 PDF")


def _parsed(text: bytes) -> Element:
    parsed: Element = ElementTree.fromstring(text, forbid_dtd=True)
    return parsed
