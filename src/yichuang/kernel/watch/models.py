"""What the watchers of clocks tell of themselves: one row, whoever of them wrote it last."""

from __future__ import annotations

from django.db import models


class Watch(models.Model):
    """When a watcher looked last, when it has to look next, and how late it was."""

    id = models.SmallAutoField(primary_key=True)
    looked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)  # the earliest rung to come when it looked; null: none
    lag_ms = models.BigIntegerField(
        default=0
    )  # the latest of the rungs that it last found, behind their instants
    warned_at = models.DateTimeField(null=True)  # when it last found any
    late_at = models.DateTimeField(null=True)  # when it was last later than it may be, and by how much
    late_ms = models.BigIntegerField(default=0)
    armed = models.BigIntegerField(default=0)  # the epoch "rungs" for which the open clocks have been armed

    class Meta:
        db_table = "watch"
