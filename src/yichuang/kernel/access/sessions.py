"""Sessions in Django's table. Every page begins by reading one, so that is a prepared statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from yichuang.kernel.statements import ask_one

KEPT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """A session of the table `django_session`."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key either, when it has ended."""
        row = ask_one(KEPT, self.session_key, timezone.now())
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        return held


def forget(now: datetime) -> int:
    """Delete the sessions that have ended; gives how many."""
    deleted: int = SessionStore.get_model_class().objects.filter(expire_date__lt=now).delete()[0]
    return deleted
