"""The papers of a case: from facts to what the paper says. Pure: no database, no clock, no drawing.

`build(kind, facts)` gives a Paper, or raises MissingFacts naming every fact that the law wants said and that
isn't there. Services that aren't licences get the same papers without a word of 行政许可.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.domains.cases.notices import deciding, ending, handing_in, hearing, running
from yichuang.domains.cases.notices.facts import (
    DeclineGround,
    Ending,
    MaterialLine,
    MissingFacts,
    NoticeFacts,
    OwedLine,
    SupplementLine,
)
from yichuang.domains.cases.notices.register import Notice
from yichuang.kernel.documents.paper import Paper

NOTICES: dict[str, Notice] = {
    notice.kind: notice
    for notice in (
        handing_in.RECEIPT,
        handing_in.SUPPLEMENT,
        handing_in.ACCEPTANCE,
        handing_in.DECLINE,
        hearing.RIGHT,
        hearing.NOTICE,
        running.SPECIAL_PROCEDURE,
        running.EXTENSION,
        deciding.GRANT,
        deciding.REFUSAL,
        deciding.UPPER,
        ending.DELIVERY,
        ending.TERMINATION,
    )
}


def build(kind: str, facts: NoticeFacts | Mapping[str, Any]) -> Paper:
    """The paper of that kind. Raises KeyError for an unknown kind, MissingFacts for facts that aren't there."""
    return NOTICES[kind](facts if isinstance(facts, NoticeFacts) else NoticeFacts.of(facts))


__all__ = [
    "NOTICES",
    "DeclineGround",
    "Ending",
    "MaterialLine",
    "MissingFacts",
    "Notice",
    "NoticeFacts",
    "OwedLine",
    "SupplementLine",
    "build",
]
