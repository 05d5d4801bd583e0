"""Every computed number on a page is a figure chip: it opens its definition (UI_GUIDE, principle 2).

Every address of the project is opened by every kind of post, by the applicant and by a passer-by, and walked as it is
served. Two kinds of number count as computed until they are excused: one with a unit that counts (`12 件`), and one
that stands alone in its element (`<b>7</b>`, `98.5%`), whatever its unit. One is bare unless it stands

- in a chip (`a.figure`), or in the panel or page that shows a figure opened;
- beside a list that it counts: filters above it (`.chips`), tabs, the bar's own counts, a pager, a caption, or whatever
  is marked `data-number="rows"`: its rows stand on the same page or behind its own link;
- in words that somebody typed or that a law sets (`data-number="typed"`): quantities in texts, thresholds;
- between two chips that stand beside it, as the step from one to the other (`data-number="change"`);
- for one single thing, said of it and counted over nothing (`data-number="fact"`): an item's limit in days, its fee
  and copies, a case's limit, the version of a text, how many clocks one act moved;
- in what names a thing (`.code`, a telephone number, a key of the keyboard), a date, a clock light, a form's field.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from tests import worlds
from tests.sites.samples import ARGUMENTS, QUESTIONS, Address, Rows, addresses, rows_of

from yichuang.domains.organisation import permissions as posts
from yichuang.domains.organisation.models import Centre
from yichuang.kernel.offices.queries import raise_epoch

pytestmark = pytest.mark.django_db

COUNTED = re.compile(
    r"(?<![\d.\-—第前])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*"
    r"(?:件|项|条|张|次|人|处|行|份|户|家|个(?!工作日|自然日|字|月)|%)"
)
ALONE = re.compile(r"[+\-−]?\d[\d,]*(?:\.\d+)?\s*%?")
EXCUSED = (
    "ancestor-or-self::*["
    + " or ".join(
        f"contains(concat(' ', @class, ' '), ' {name} ')"
        for name in (
            "figure", "drill-value", "frac", "formula", "due", "clock", "chips", "tabs", "pager", "count", "hint",
            "code", "picker-list",
        )
    )
    + " or @data-number or starts-with(@href, 'tel:') or self::time or self::option or self::label or self::textarea"
    " or self::caption or self::code or self::kbd or self::title or self::script or self::style]"
)  # fmt: skip
MUST = {
    "cases:case", "cases:tasks", "catalogue:guide", "feedback:evaluations", "feedback:review", "organisation:centres",
    "outbox:inbox", "portal:home", "reports:figure", "reports:figures", "reports:one", "reports:report",
    "screen:definitions", "screen:screen", "supervision:board",
}  # fmt: skip


def bare(page: str) -> list[str]:
    """The numbers of a page that open nothing."""
    found = []
    for words in html.document_fromstring(page).xpath("//body//text()[normalize-space()]"):
        holder = words.getparent()
        if words.is_tail:
            holder = holder.getparent()
        said = " ".join(_with_number_before(words).split())
        if (COUNTED.search(said) or ALONE.fullmatch(said)) and not holder.xpath(EXCUSED):
            found.append(said[:80])
    return found


def _with_number_before(words) -> str:
    """A unit may stand behind the element that holds its number."""
    before = words.getparent()
    if words.is_tail and before.get("class") != "figure" and not before.get("data-number"):
        number = "".join(before.itertext()).strip()
        if (
            number.replace(",", "").isdigit()
            and not before.xpath(EXCUSED)
            and not before.xpath(".//a[@class='figure']")
        ):
            return f"{number}{words}"
    return str(words)


def opened(client: Client, where: Address, rows: Rows) -> list[str]:
    """The pages under an address, as somebody is served them; none of those that they aren't let into."""
    found = []
    for arguments in ARGUMENTS[where.name](rows) if where.arguments else [{}]:
        path = reverse(where.name, kwargs=arguments)
        for question in [{}, *QUESTIONS.get(where.name, lambda _: [])(rows)]:
            answer = client.get(path, question)
            if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
                found.append(answer.content.decode())
    return found


def clients(world: worlds.World, rows: Rows) -> dict[str, Client]:
    """A browser of each kind of post, of the applicant who follows their cases, of a passer-by."""
    actors = {one.role: one for one in (world.manager, world.clerk, world.reviewer, world.chief)}
    actors |= {
        role: worlds.staff(role, world.county) for role in (posts.SUPERVISOR, posts.LEADER, posts.ASSESSOR)
    }
    found = {role: Client() for role in (*actors, "applicant", "passer-by")}
    for role, actor in actors.items():
        worlds.sign_in(found[role], actor)
    for case in (rows.case, rows.ended):
        found["applicant"].post(reverse("portal:progress"), {"number": case.number, "code": case.query_code})
    return found


def test_bare_numbers_are_found() -> None:
    page = (
        "<body><p>共 12 件</p><p><b class='num'>7</b> 项</p><p><b>99.50%</b></p><table><td class='n'>1,204</td></table>"
        "<p><a class='figure'>3</a> 件，<time>2026年</time> 5 个工作日</p><p data-number='fact'>原件 1 份</p></body>"
    )
    assert bare(page) == ["共 12 件", "7", "7 项", "99.50%", "1,204"]


def test_no_page_has_a_bare_computed_number() -> None:
    world = worlds.county()
    town = worlds.office("baihe", "白鹤镇", "town", world.county)
    below = worlds.office("baihe-centre", "白鹤镇便民服务中心", "centre", town)
    Centre.objects.create(office=below, level="town", address="白鹤镇一街 2 号")
    raise_epoch()
    rows = rows_of(world)
    left: dict[str, None] = {}
    walked: set[str] = set()
    for role, client in clients(world, rows).items():
        for where in addresses():
            if where.name.startswith("api:"):
                continue
            for page in opened(client, where, rows):
                walked.add(where.name)
                left |= dict.fromkeys(f"{where.name} ({role}): {number}" for number in bare(page))
    assert walked >= MUST, MUST - walked
    assert not left, "\n".join(left)
