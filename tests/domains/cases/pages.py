"""Pages of the desk as a test reads them: who opens one, its tree, its words, its hidden fields."""

from __future__ import annotations

from django.test import Client
from lxml import html
from tests import worlds


def as_(actor) -> Client:
    client = Client()
    worlds.sign_in(client, actor)
    return client


def page(response, status: int = 200):
    assert response.status_code == status, response.content.decode()[:3000]
    return html.document_fromstring(response.content)


def text_of(response, status: int = 200) -> str:
    return " ".join(page(response, status).text_content().split())


def hidden(tree, form: str = "//form") -> dict[str, str]:
    """The hidden fields of the first form that matches."""
    found = tree.xpath(f"({form})[1]//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in found}
