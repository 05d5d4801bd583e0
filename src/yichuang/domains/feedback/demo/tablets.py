"""The demonstration's tablets: one at each window of the county's and the towns' centres."""

from __future__ import annotations

from datetime import datetime

from yichuang.domains.feedback.actions import open_device
from yichuang.domains.organisation.queries import centres, windows_of
from yichuang.kernel.access.actors import SYSTEM
from yichuang.kernel.verbs.batch import Batch


def set_up(batch: Batch, at: datetime) -> None:
    """Set up a tablet at every window."""
    for centre in centres():
        for window in windows_of(centre.id):
            batch.perform(open_device, None, by=SYSTEM, at=at, window=window.id)
