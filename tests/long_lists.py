"""Long lists of the desk, walked from page to page as who uses them does."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html


def walked(desk: Client, address: str, way: str) -> list[list[str]]:
    """What the rows say, page by page from that address on; each page is asked for by as many statements as the first.

    `way`: "next" or "prev". No statement may count rows off (OFFSET).
    """
    pages, costs, here = list[list[str]](), list[int](), address
    while True:
        with CaptureQueriesContext(connection) as caught:
            page = html.fromstring(desk.get(here).content)
        costs.append(len(caught))
        assert not [one for one in caught.captured_queries if "OFFSET" in str(one["sql"])]
        pages.append([row.text_content() for row in page.xpath("//tbody/tr")])
        following = page.xpath(f"//a[@rel='{way}']/@href")
        if not following:
            assert max(costs[1:], default=0) <= costs[0]
            return pages
        here = f"{address.partition('?')[0]}{following[0]}"
