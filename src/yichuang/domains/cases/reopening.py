"""A case that isn't open to a session any more: the hour is over, or it was never opened there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from yichuang.kernel.access.doors import SignedOut


def asked_again(number: str, wanted: str = "") -> str:
    """The page that asks for number and query code, and leads on to what was wanted."""
    return (
        f"{reverse('portal:progress')}?{urlencode({'number': number} | ({'next': wanted} if wanted else {}))}"
    )


def open_again(number: str, *, files_kept: bool = False) -> SignedOut:
    """For a form that comes too late: nothing typed is lost, and the case is opened beside it."""
    return SignedOut(
        asked_again(number),
        title="这件太久没有动，没有提交",
        act="用编号和查询码打开",
        files_kept=files_kept,
    )
