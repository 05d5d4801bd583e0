"""What broke, as far as a visitor is told: the database away, the disk full; and what they had typed, kept on the page.

A form that fails for such a reason is shown again with a button that sends the very same form: the key in it makes
sure that an act which was done all the same isn't done twice.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any, Final

import psycopg
from django.db import InterfaceError
from django.http import HttpRequest
from psycopg_pool import PoolTimeout

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL: Final = "53100"  # PostgreSQL: disk_full
SECRET: Final = frozenset({"password", "old", "new", "again", "secret", "code"})
MOST_KEPT: Final = 256 * 1024  # characters of a form that an error page carries


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it followed from."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def is_full(error: BaseException | None) -> bool:
    """Whether it failed because a disk has no room left, ours or the database's."""
    return any(
        (isinstance(one, OSError) and one.errno in FULL)
        or (isinstance(one, psycopg.Error) and one.sqlstate == DISK_FULL)
        for one in chain(error)
    )


def is_away(error: BaseException | None) -> bool:
    """Whether it failed because the database can't be reached, was just shut down, or takes no more connections."""
    while error is not None:
        if isinstance(error, PoolTimeout | InterfaceError | psycopg.InterfaceError):
            return True
        if isinstance(error, psycopg.OperationalError):
            return error.sqlstate is None or error.sqlstate.startswith(("08", "53", "57P"))
        error = error.__cause__
    return False


def again(request: HttpRequest, *, files_kept: bool = False) -> dict[str, Any] | None:
    """What an error page needs to send the same form once more; None where it must not or can't be carried.

    Files can't stand in a page, and a form without them would be another one, unless they are kept already
    (`files_kept`). Passwords and codes don't belong in a page.
    """
    if request.method != "POST" or request.path.startswith("/api/"):
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    # a view says which of its fields are secret, but what failed may have failed before the view was reached
    secret = bool(getattr(request, "sensitive_post_parameters", ())) or any(
        name in SECRET for name, _ in fields
    )
    if secret or (request.FILES and not files_kept) or not fields:
        return None
    if sum(len(value) for _, value in fields) > MOST_KEPT:
        return None
    return {"action": request.get_full_path(), "fields": fields}


def advice(request: HttpRequest, *, kept: bool) -> str:
    """What becomes of what was typed, as a sentence."""
    if request.method != "POST":
        return "过一两分钟再刷新这一页"
    if kept:
        return "您填的内容都在这一页里，过一两分钟点“再提交一次”，不会重复办理"
    if request.FILES:
        return "请用浏览器的“后退”回到刚才那一页，填的字还在，文件要重新选，过一两分钟再提交"
    return "请用浏览器的“后退”回到刚才那一页，过一两分钟再提交"
