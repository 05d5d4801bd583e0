"""What supervision has done, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class UrgeSent:
    """Somebody was urged."""

    event_name: ClassVar[str] = "urge.sent"
    ref: str
