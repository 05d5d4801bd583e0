"""The accounts of the demonstration, kept for whoever tries it."""

from __future__ import annotations

import stat
from datetime import UTC, datetime

from django.conf import settings

from yichuang.domains.organisation.actions import load_demonstration

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_demo_accounts_are_kept_in_a_file_that_only_the_owner_reads(db):
    made = load_demonstration(AT)
    file = settings.DEMONSTRATION_ACCOUNTS
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load_demonstration(AT) == made
    file.unlink()
