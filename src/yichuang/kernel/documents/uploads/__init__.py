"""What may be handed in as a file: told by its content, bounded in size, nothing that runs by itself."""

from __future__ import annotations

from yichuang.kernel.documents.uploads.inspection import LIMIT, Accepted, inspect
from yichuang.kernel.documents.uploads.names import WORKBOOK
from yichuang.kernel.documents.uploads.rejection import UploadRejected

__all__ = ["LIMIT", "WORKBOOK", "Accepted", "UploadRejected", "inspect"]
