"""The chain: how an entry becomes bytes and how its hash is made (SM3, GB/T 32905)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = b"\x00" * 32


@dataclass(slots=True)
class Entry:
    """One act on one subject, as it is stored."""

    subject: str
    n: int
    verb: str
    actor: str
    post: int | None
    office: int | None
    at: datetime
    facts: str
    previous: bytes
    hash: bytes = b""


def canonical_facts(facts: dict[str, Any]) -> str:
    """Facts as the one JSON text that is stored and hashed: sorted keys, no spaces, Chinese as it is."""
    return _encoder.encode(facts)


def seal(entry: Entry) -> Entry:
    """Fill in the entry's hash: SM3 over the hash before and every column, length-prefixed."""
    entry.hash = digest(entry)
    return entry


def digest(entry: Entry) -> bytes:
    """The hash that the entry's columns should have."""
    columns = (
        entry.subject,
        str(entry.n),
        entry.verb,
        entry.actor,
        "" if entry.post is None else str(entry.post),
        "" if entry.office is None else str(entry.office),
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.facts,
    )
    # lengths in front, so that no two different rows give the same bytes
    body = "".join(f"{len(text)}:{text}" for text in columns)
    return hashlib.new("sm3", entry.previous + body.encode()).digest()


def _plain(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value)


# made once: every act writes facts, and json.dumps would make an encoder each time
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
