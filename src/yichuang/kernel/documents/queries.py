"""Reading papers and files, and keeping what was drawn of a paper."""

from __future__ import annotations

from collections.abc import Iterable

from yichuang.kernel.documents import store
from yichuang.kernel.documents.models import Document, StoredFile
from yichuang.kernel.statements import read

__all__ = [
    "Document",
    "StoredFile",
    "file",
    "files_of",
    "is_held",
    "keep_drawing",
    "kept_drawing",
    "paper",
    "papers_by_id",
    "papers_of",
]


def paper(document_id: int) -> Document | None:
    """A paper by its id."""
    return Document.objects.filter(pk=document_id).first()


def papers_by_id(ids: Iterable[int]) -> dict[int, Document]:
    """Several papers by id, in one query."""
    return Document.objects.in_bulk(list(ids))


def papers_of(subject: str) -> list[Document]:
    """The papers issued on a subject, oldest first."""
    return read(Document, "WHERE subject = %s ORDER BY n, id", subject)


def file(file_id: int) -> StoredFile | None:
    """A file that was handed in, by its id."""
    return StoredFile.objects.filter(pk=file_id).first()


def files_of(subject: str) -> list[StoredFile]:
    """The files handed in for a subject, oldest first."""
    return read(StoredFile, "WHERE subject = %s ORDER BY id", subject)


def kept_drawing(document: Document, purpose: str) -> bytes | None:
    """A drawing of a paper that was kept under that purpose; None when it has to be drawn."""
    kept = StoredFile.objects.filter(subject=f"paper:{document.pk}", purpose=purpose).first()
    return store.read(kept.sha256) if kept and store.holds(kept.sha256) else None


def keep_drawing(document: Document, purpose: str, name: str, content_type: str, data: bytes) -> None:
    """Keep a drawing, so that the next reader waits for nothing; no act of anybody's."""
    StoredFile.objects.create(
        subject=f"paper:{document.pk}",
        purpose=purpose,
        sha256=store.keep(data),
        name=name,
        content_type=content_type,
        size=len(data),
        added_by="system",
        added_at=document.issued_at,
    )


def is_held(sha256: str) -> bool:
    """Whether any subject holds a file of that hash."""
    return StoredFile.objects.filter(sha256=sha256).exists()
