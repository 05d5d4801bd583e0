"""What the report check answers: what was found, what could be checked, what held, what doesn't. Pure, and its JSON.

Coverage stands beside the findings, since an audit that shows only faults can't be judged (RULEBOOK 11).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yichuang.oversight.reportcheck.document import Document


class Kind(StrEnum):
    """Which relation was checked."""

    SUM = "sum"
    RATE = "rate"
    PERCENT_TOTAL = "percent_total"
    AVERAGE = "average"
    GROWTH = "growth"
    DIFFERENCE = "difference"
    SCORE = "score"
    COUNT_NAMES = "count_names"
    UNIT = "unit"
    REPEAT = "repeat"
    IMPOSSIBLE = "impossible"
    TABLE = "table"
    TIE = "tie"


KINDS = {
    Kind.SUM: "合计",
    Kind.RATE: "比率",
    Kind.PERCENT_TOTAL: "占比合计",
    Kind.AVERAGE: "平均",
    Kind.GROWTH: "增长",
    Kind.DIFFERENCE: "增减",
    Kind.SCORE: "得分",
    Kind.COUNT_NAMES: "个数与名单",
    Kind.UNIT: "单位",
    Kind.REPEAT: "前后一致",
    Kind.IMPOSSIBLE: "不可能的数",
    Kind.TABLE: "表内计算",
    Kind.TIE: "表间平衡",
}
"""What people call each kind."""


class Certainty(StrEnum):
    """How sure: a contradiction needs no more than the text; a question hangs on how the text is meant."""

    CONTRADICTION = "contradiction"
    QUESTION = "question"


Span = tuple[int, int]

PAGE = 800  # characters: what a printed page of such a report holds, with its headings and breaks


@dataclass(frozen=True, slots=True)
class Check:
    """One relation that was recomputed: the numbers as written, where they stand, and the arithmetic in full.

    `quotes` are exact substrings of the text around the numbers; `numbers` stand in the order of `spans`. `claim` is
    the place of the number that states the result, the total or the rate, where there is one.
    """

    kind: Kind
    quotes: tuple[str, ...]
    numbers: tuple[str, ...]
    spans: tuple[Span, ...]
    arithmetic: str
    claim: Span | None = None

    def as_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "type": self.kind.value,
            "quotes": list(self.quotes),
            "numbers": list(self.numbers),
            "arithmetic": self.arithmetic,
            "holds": True,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that doesn't hold. `decisive`: the right value crosses a line that the report itself draws."""

    check: Check
    certainty: Certainty
    decisive: bool
    would_hold: tuple[str, ...]

    def as_json(self, document: Document) -> dict[str, Any]:
        """As the command prints it, for the document that was examined."""
        return {
            "type": self.check.kind.value,
            "certainty": self.certainty.value,
            "decisive": self.decisive,
            "quotes": list(self.check.quotes),
            "numbers": list(self.check.numbers),
            "arithmetic": self.check.arithmetic,
            "would_hold": list(self.would_hold),
            "spans": [list(span) for span in self.check.spans],
            "places": [document.place(*span).as_json() for span in self.check.spans],
        }


@dataclass(frozen=True, slots=True)
class Examination:
    """All that came of one document. `skipped` counts, by reason, figures that nothing could be checked against.

    `figures` are all that the text holds, `checkable` those that stand in some relation.
    """

    figures: int
    checkable: int
    held: tuple[Check, ...]
    findings: tuple[Finding, ...]
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings that are sure."""
        return tuple(found for found in self.findings if found.certainty is Certainty.CONTRADICTION)

    @property
    def questions(self) -> tuple[Finding, ...]:
        """The findings that hang on how the text is meant."""
        return tuple(found for found in self.findings if found.certainty is Certainty.QUESTION)

    def as_json(self, file: str, document: Document) -> dict[str, Any]:
        """As `yichuang check --json` prints it, for a file of that name and its document."""
        held, failed = len(self.held), len(self.findings)
        return {
            "file": file,
            "coverage": {
                "figures": self.figures,
                "checkable": self.checkable,
                "checked": held + failed,
                "held": held,
                "failed": failed,
                "skipped": dict(sorted(self.skipped.items())),
            },
            "checked": [check.as_json() for check in self.held],
            "findings": [finding.as_json(document) for finding in self.findings],
        }
