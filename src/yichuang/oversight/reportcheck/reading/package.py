"""The archive inside a docx or xlsx: parts unpacked one by one under bounds, as trees without entities.

Only the parts that hold text are opened, nothing outside is fetched and nothing inside is run.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.reading.refusal import Unreadable

MEMBERS: Final = 3_000
PART: Final = 24 * 1024 * 1024
"""Bytes of one part, unpacked."""

ALL: Final = 48 * 1024 * 1024
"""Bytes of all parts that are opened, unpacked."""

RATIO: Final = 300
"""A part that shrinks by more is no text that anybody wrote; below `SMALL` bytes it doesn't matter."""

SMALL: Final = 1024 * 1024
_CHUNK: Final = 256 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: the last word of its type, and the part's name."""

    identifier: str
    kind: str
    target: str


class Package:
    """An opened archive. Raises Unreadable for one that is broken, locked, bursting or no office file."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self._members = {member.filename: member for member in self._archive.infolist()}
        except _BROKEN:
            raise _broken() from None
        if len(self._members) > MEMBERS or len(self._members) != len(self._archive.infolist()):
            raise Unreadable("文件的结构不正常，请用 Word 或者 WPS 另存一份再检查")
        if any(member.flag_bits & 1 for member in self._members.values()):
            raise Unreadable("文件加了密码，请去掉密码再检查")
        self._opened = 0
        self.main = self._main()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def kind(self) -> str | None:
        """ "docx" or "xlsx" by the declared type of the main part; None for any other office file."""
        declared = self.tree("[Content_Types].xml") if "[Content_Types].xml" in self else ()
        main = next((entry for entry in declared if entry.get("PartName") == f"/{self.main}"), None)
        said = "" if main is None else main.get("ContentType", "")
        if "wordprocessingml" in said or "ms-word" in said:
            return "docx"
        return "xlsx" if "spreadsheetml" in said or "ms-excel.sheet.macro" in said else None

    def read(self, name: str) -> bytes:
        """The bytes of a part, never more than the bounds whatever the archive declares. Raises Unreadable."""
        member = self._members.get(name)
        if member is None:
            raise _broken()
        kept: list[bytes] = []
        size = 0
        try:
            with self._archive.open(member) as part:
                while piece := part.read(_CHUNK):
                    kept.append(piece)
                    size += len(piece)
                    if self._is_bursting(member, size):
                        break
        except _BROKEN:
            raise _broken() from None
        if self._is_bursting(member, size):
            raise Unreadable("文件展开后太大，请删去多余内容再检查")
        self._opened += size
        return b"".join(kept)

    def _is_bursting(self, member: zipfile.ZipInfo, size: int) -> bool:
        """Whether a part has unpacked to more than is let in."""
        swollen = size > SMALL and size > RATIO * max(member.compress_size, 1)
        return swollen or size > PART or self._opened + size > ALL

    def tree(self, name: str) -> etree._Element:
        """The root of an XML part. Raises Unreadable for definitions, entities and broken markup."""
        return parsed(self.read(name))

    def related(self, name: str) -> Iterator[Relation]:
        """The parts that this part points to inside the archive; "" is the archive itself."""
        folder, _, file = name.rpartition("/")
        links = f"{folder}/_rels/{file}.rels".lstrip("/") if name else "_rels/.rels"
        if links not in self._members:
            return
        for link in self.tree(links):
            if isinstance(link.tag, str) and link.get("TargetMode", "").lower() != "external":
                target = link.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield Relation(
                    link.get("Id", ""), link.get("Type", "").rpartition("/")[2], posixpath.normpath(full)
                )

    def part(self, kind: str) -> str | None:
        """The name of the part of that kind that belongs to the main part, if it is there."""
        return next(
            (link.target for link in self.related(self.main) if link.kind == kind and link.target in self),
            None,
        )

    def _main(self) -> str:
        found = next((link.target for link in self.related("") if link.kind == "officeDocument"), None)
        if found is None or found not in self._members:
            if "OFD.xml" in self:
                raise Unreadable("这是 OFD 文件，请用原来的 Word 文件，或者转成有文字的 PDF 再检查")
            if "content.xml" in self and "mimetype" in self:
                raise Unreadable(
                    "这是 ODF 文件（odt、ods），请用 WPS 或者 LibreOffice 另存为 docx、xlsx 再检查"
                )
            raise Unreadable("这不是 Word 或者 Excel 文件，压缩包请解压后再检查")
        return found


def parsed(content: bytes) -> etree._Element:
    """XML as a tree: no entities, no definitions, nothing from outside, bounded depth. Raises Unreadable."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:256]:
        raise Unreadable("文件里有不该有的定义，请用 Word 或者 WPS 另存一份再检查")
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, reader)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise _broken() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("文件里有不该有的定义，请用 Word 或者 WPS 另存一份再检查")
    return root


def _broken() -> Unreadable:
    return Unreadable("文件打不开，可能没有传完或者已经损坏，请重新保存再检查")
