"""What happened to an evaluation, for whoever reacts. None says whose service it was about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class BadReviewGiven:
    """A bad evaluation has come in: it is to be verified and put right."""

    event_name: ClassVar[str] = "evaluation.bad_given"
    ref: str
    department: int
    level: int


@dataclass(frozen=True)
class ReviewVerified:
    """A bad evaluation was verified."""

    event_name: ClassVar[str] = "evaluation.verified"
    ref: str
    finding: str


@dataclass(frozen=True)
class ReviewAnswered:
    """A bad evaluation was put right, explained, or isn't counted; `outcome` is its state."""

    event_name: ClassVar[str] = "evaluation.answered"
    ref: str
    outcome: str
