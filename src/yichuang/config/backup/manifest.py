"""What an archive says of itself: from when, by which version, sealed with which keys, every member's hash. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

NAME = "manifest.json"
FORM = 1


class NotABackup(ValueError):
    """The archive isn't one of ours, or can't be read by this version; the text is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`keys` are fingerprints of the keys that seal personal values, by file name; `members` SHA-256 by name."""

    made_at: datetime
    version: str
    role: str
    keys: dict[str, str]
    members: dict[str, str]

    def to_json(self) -> str:
        """As it stands in the archive."""
        return json.dumps({"form": FORM, **asdict(self), "made_at": self.made_at.isoformat()}, indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Read it. Raises NotABackup."""
        try:
            found = json.loads(text)
            if found.pop("form") != FORM:
                raise NotABackup("这份备份是更新的版本做的，请先升级一窗再恢复")
            found["made_at"] = datetime.fromisoformat(found["made_at"])
            return cls(**found)
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, NotABackup):
                raise
            raise NotABackup("备份的清单读不懂，文件可能损坏了") from error


def fingerprints(keys: Mapping[str, bytes]) -> dict[str, str]:
    """A fingerprint of each key: tells whether a key is the right one, and nothing else of it."""
    return {
        name: hashlib.sha256(b"yichuang backup key\0" + key).hexdigest()[:32] for name, key in keys.items()
    }
