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
from yichuang.domains.organisation.actions.offices import (
    add_centre,
    add_department,
    add_region,
    add_window,
    change_centre,
    change_department,
    change_window,
    close,
    reopen,
)
from yichuang.domains.organisation.actions.opening_days import change_calendar, preview_calendar
from yichuang.domains.organisation.actions.places import add_hall, change_hall, change_region, set_hours
from yichuang.domains.organisation.actions.staff import (
    appoint,
    change_password,
    close_account,
    end_post,
    open_account,
    remove_second_factor,
    reopen_account,
    reset_password,
    set_second_factor,
)
from yichuang.domains.organisation.outline import DEMONSTRATION, Outline, read

__all__ = [
    "DEMONSTRATION",
    "DemoAccount",
    "Outline",
    "add_centre",
    "add_department",
    "add_hall",
    "add_region",
    "add_window",
    "appoint",
    "change_calendar",
    "change_centre",
    "change_department",
    "change_hall",
    "change_password",
    "change_region",
    "change_window",
    "close",
    "close_account",
    "demo_accounts",
    "end_post",
    "issue_key",
    "keep_demo_accounts",
    "load",
    "load_demonstration",
    "open_account",
    "preview_calendar",
    "read",
    "remove_second_factor",
    "reopen",
    "reopen_account",
    "reset_password",
    "revoke_key",
    "set_hours",
    "set_second_factor",
]
