"""Attaching files that were handed in, from within a verb's body."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from yichuang.kernel.documents.models import StoredFile
from yichuang.kernel.verbs.act import Act


class FileInput(BaseModel):
    """A file that has passed inspection and lies in the store: what is kept of it beside its bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Annotated[str, Field(title="材料", max_length=60)]
    sha256: Annotated[str, Field(title="文件", pattern="^[0-9a-f]{64}$")]
    name: Annotated[str, Field(title="文件名", min_length=1, max_length=200)]
    content_type: Annotated[str, Field(title="类型", max_length=100)]
    size: Annotated[int, Field(title="大小", ge=1)]


def attach(act: Act, files: list[FileInput]) -> None:
    """Record the files with the act's subject; the entry holds their hashes, never their names."""
    for file in files:
        act.add(
            StoredFile(
                subject=act.subject.ref,
                purpose=file.purpose,
                sha256=file.sha256,
                name=file.name,
                content_type=file.content_type,
                size=file.size,
                added_by=act.by.reference,
                added_at=act.at,
            )
        )
    if files:
        act.note(files=sorted({file.sha256 for file in files}))
