"""What happened to a case, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class CaseReceived:
    """An application has come in."""

    event_name: ClassVar[str] = "case.received"
    ref: str
    item: str


@dataclass(frozen=True)
class SupplementRequested:
    """The applicant was told what is missing, for the n-th time."""

    event_name: ClassVar[str] = "case.supplement_requested"
    ref: str
    times: int


@dataclass(frozen=True)
class CaseAccepted:
    """An application was accepted."""

    event_name: ClassVar[str] = "case.accepted"
    ref: str
    item: str


@dataclass(frozen=True)
class CaseConcluded:
    """A case was decided, or ended otherwise after acceptance."""

    event_name: ClassVar[str] = "case.concluded"
    ref: str
    item: str
    outcome: str


@dataclass(frozen=True)
class CaseDelivered:
    """A result was handed over; from now on the service may be evaluated.

    `seat` is the window at which it was handed to the applicant in person; None for every other way.
    """

    event_name: ClassVar[str] = "case.delivered"
    ref: str
    item: str
    seat: int | None = None
