"""The pages: links lead somewhere, made parts are as the code has them, nothing of the workshop stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.fences import CHECKOUT, PAGES, fences, name_of, prose
from tools import docs

from yichuang.config import cli

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#+\s+(?P<text>.+?)\s*$", re.MULTILINE)
READMES = ("README.md", "README.zh-CN.md")
ELSEWHERE = ("http://", "https://", "mailto:")


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get: lower case, no punctuation, spaces as hyphens."""
    texts = (found["text"].replace("`", "") for found in HEADING.finditer(prose(page)))
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


def links(page: Path) -> list[str]:
    return [found["target"] for found in LINK.finditer(prose(page))]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for link in links(page):
        if link.startswith(ELSEWHERE):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", sorted((CHECKOUT / "docs").rglob("*.md")), ids=name_of)
def test_every_page_is_reached_from_the_readme(page: Path) -> None:
    reached, waiting = set(), [CHECKOUT / "README.md"]
    while waiting:
        here = waiting.pop()
        if here in reached:
            continue
        reached.add(here)
        targets = [(here.parent / link.partition("#")[0]).resolve() for link in links(here)]
        waiting += [target for target in targets if target.suffix == ".md" and target.exists()]
    assert page in reached


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = ([fence.text for fence in fences(CHECKOUT / name)] for name in READMES)
    assert english == chinese


def test_every_command_that_a_page_names_exists() -> None:
    named = re.compile(r"\byichuang ([a-z][a-z-]+)\b")
    code = re.compile(r"`([^`\n]+)`")
    unknown = []
    for page in PAGES:
        texts = [fence.text for fence in fences(page) if fence.language == "console"]
        for text in [*texts, *code.findall(prose(page))]:
            unknown += [f"{name_of(page)}: {word}" for word in named.findall(text) if not cli.exists(word)]
    assert unknown == []


def test_made_parts_are_as_the_code_has_them() -> None:
    stale = [name_of(page) for page, _ in docs.stale()]
    assert stale == [], "run `python -m tools.docs`"


def test_pictures_are_small_and_each_is_shown() -> None:
    pictures = [file for file in (CHECKOUT / "docs/img").iterdir() if not file.name.startswith(".")]
    assert [file.name for file in pictures if file.stat().st_size > 300_000] == []
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page) if "img/" in link}
    assert sorted(file.name for file in pictures if file not in shown) == []


def test_source_files_named_in_prose_exist() -> None:
    named = re.compile(
        r"`((?:src|tests|tools|docs|requirements)/[\w./-]+\.\w+|(?:src|tests|tools)/[\w./-]+/)`"
    )
    missing = [
        f"{name_of(page)}: {path}"
        for page in PAGES
        for path in named.findall(prose(page))
        if not (CHECKOUT / path).exists() and "how-to/add-" not in name_of(page)
    ]
    assert missing == []
