"""Every computed number on a page is a figure chip: it opens its definition (UI_GUIDE, principle 2).

A page is walked as it is served. A number with a unit that counts is bare unless it stands

- in a chip (`a.figure`), or in the panel or page that shows a figure opened;
- beside a list that it counts: filters above it (`.chips`), the bar's own counts, a pager, a caption, or whatever is
  marked `data-number="rows"`: its rows stand on the same page or behind its own link;
- in words that somebody typed or that a law sets (`data-number="typed"`): limits, copies, quantities, texts;
- in a date or time, a clock light, a form's field, or a document's or item's number.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from lxml import html
from tests import worlds
from tests.oversight.supervision.overseers import overseers

from yichuang.kernel.access.actors import Actor

pytestmark = pytest.mark.django_db

COUNTED = re.compile(
    r"(?<![\d.\-—第前])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(?:件|项|条|张|次|人次|个(?!工作日|字)|%)"
)
EXCUSED = """ancestor-or-self::*[
  contains(concat(' ', @class, ' '), ' figure ') or contains(concat(' ', @class, ' '), ' drill-value ')
  or contains(concat(' ', @class, ' '), ' frac ') or contains(concat(' ', @class, ' '), ' formula ')
  or contains(concat(' ', @class, ' '), ' due ') or contains(concat(' ', @class, ' '), ' chips ')
  or contains(concat(' ', @class, ' '), ' pager ') or contains(concat(' ', @class, ' '), ' count ')
  or contains(concat(' ', @class, ' '), ' hint ')
  or @data-number or self::time or self::option or self::label or self::textarea or self::caption
  or self::code or self::title or self::script or self::style]"""

FOR_ALL = ("/", "/?for=enterprise", "/items/", "/departments/", "/places/", "/progress/", "/search/?q=食品")
FOR_STAFF = (
    "/desk/", "/desk/tasks/", "/desk/supervision/", "/desk/supervision/cards/", "/desk/supervision/mine/",
    "/desk/supervision/rules/", "/desk/reviews/", "/desk/evaluations/", "/desk/commendations/", "/desk/figures/",
    "/desk/reports/", "/desk/items/", "/desk/windows/", "/desk/staff/", "/desk/departments/", "/desk/calendar/",
    "/desk/me/", "/desk/residents/", "/desk/intake/",
)  # fmt: skip
MANY_ROLES = 4
MUST = ("/desk/supervision/", "/desk/tasks/", "/desk/figures/")


def bare(page: str) -> list[str]:
    """The numbers of a page that open nothing."""
    found = []
    for words in html.document_fromstring(page).xpath("//body//text()[normalize-space()]"):
        holder = words.getparent()
        if words.is_tail:
            holder = holder.getparent()
        if COUNTED.search(_with_number_before(words)) and not holder.xpath(EXCUSED):
            found.append(" ".join(_with_number_before(words).split())[:80])
    return found


def _with_number_before(words) -> str:
    """A unit may stand behind the element that holds its number."""
    if (
        words.is_tail
        and words.getparent().get("class") != "figure"
        and not words.getparent().get("data-number")
    ):
        before = "".join(words.getparent().itertext())
        if before.strip().replace(",", "").isdigit() and not words.getparent().xpath(EXCUSED):
            return f"{before.strip()}{words}"
    return str(words)


def test_bare_numbers_are_found() -> None:
    page = (
        "<body><p>共 12 件</p><p><b class='num'>7</b> 项</p>"
        "<p><a class='figure'>3</a> 件，<time>2026年</time> 5 个工作日</p></body>"
    )
    assert bare(page) == ["共 12 件", "7 项"]


def test_no_page_has_a_bare_computed_number() -> None:
    who = overseers()
    worlds.accepted(who.world)
    found: dict[str, list[str]] = {}
    for path in FOR_ALL:
        answer = Client().get(path)
        assert answer.status_code == 200, path
        found[path] = bare(answer.content.decode())
    opened: set[str] = set()
    actors = {role: worlds.staff(role, who.world.county) for role in ("centre_manager", "assessor")}
    actors |= {
        name: one for name, one in (*vars(who).items(), *vars(who.world).items()) if isinstance(one, Actor)
    }
    assert len(actors) > MANY_ROLES
    for name, actor in actors.items():
        client = Client()
        worlds.sign_in(client, actor)
        for path in FOR_STAFF:
            answer = client.get(path, follow=True)
            if answer.status_code == 200:
                opened.add(path)
                found[f"{name} {path}"] = bare(answer.content.decode())
    assert opened >= set(MUST)
    left = [f"{page}: {number}" for page, numbers in found.items() for number in numbers]
    assert not left, "\n".join(left)
