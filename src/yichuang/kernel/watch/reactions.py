"""From the watcher's warnings to those who react: one event a warning, so that one that fails holds up no other."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from yichuang.kernel.clocks.queries import warnings_by_id
from yichuang.kernel.verbs.worker import tell

WARNED: Final = "clock.warned"
"""The event of one warning: its id, the clock (`subject`, `n`, `kind`, `owed_by`), `rule`, `level`, and when."""


def spread(facts: dict[str, Any], _at: datetime) -> None:
    """Say each warning of a claim by itself, in the order in which they were written."""
    for one in warnings_by_id(facts["warnings"]):
        told = {
            "warning": one.pk,
            "subject": one.subject,
            "n": one.n,
            "kind": one.kind,
            "owed_by": one.owed_by_id,
            "rule": one.rule,
            "level": one.level,
            "fell_at": one.fell_at.isoformat(),
            "noticed_at": one.noticed_at.isoformat(),
        }
        tell(WARNED, one.subject, one.n, told, one.noticed_at)
