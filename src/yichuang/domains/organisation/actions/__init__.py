"""Everything that changes the organisation: loading an outline, and the verbs of offices, accounts, posts, calendar."""

from __future__ import annotations

from yichuang.domains.organisation.actions.keys import issue_key, revoke_key
from yichuang.domains.organisation.actions.loading import (
    DemoAccount,
    demo_accounts,
    keep_demo_accounts,
    load,
    load_demonstration,
)
from yichuang.domains.organisation.outline import DEMONSTRATION, Outline, read

__all__ = [
    "DEMONSTRATION",
    "DemoAccount",
    "Outline",
    "demo_accounts",
    "issue_key",
    "keep_demo_accounts",
    "load",
    "load_demonstration",
    "read",
    "revoke_key",
]
