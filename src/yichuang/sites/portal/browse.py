"""Finding an item: by words, by theme, department and place; and what a list of items shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup, escape

from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.inputs import AUDIENCES, ENTERPRISE_THEMES, PERSON_THEMES
from yichuang.domains.catalogue.queries import Directory, Listed
from yichuang.domains.catalogue.search import find
from yichuang.domains.organisation import queries as organisation
from yichuang.domains.organisation.levels import LEVELS, counters_down_to
from yichuang.domains.organisation.queries import CentreFacts
from yichuang.kernel.access.doors import anybody
from yichuang.kernel.offices.queries import Hours, Tree, tree
from yichuang.ui.addresses import address

PAGE = 20
LONGEST_QUERY = 100
THEMES = {"person": PERSON_THEMES, "enterprise": ENTERPRISE_THEMES}
# one character that stands for a theme, as the tiles draw it
SIGNS = {
    "生育收养": "生", "户籍身份": "户", "教育就学": "学", "就业创业": "业", "社会保障": "保", "医疗卫生": "医",
    "住房不动产": "房", "婚姻登记": "婚", "交通出行": "行", "退休养老": "老", "救助帮扶": "助", "农林牧渔": "农",
    "设立变更": "设", "准营准办": "准", "投资审批": "投", "工程建设": "建", "税务财务": "税", "人力资源": "人",
    "市场监管": "市", "资质认证": "证", "环保安全": "环", "注销退出": "注",
}  # fmt: skip


def items_address(**filters: Any) -> str:
    """The list of items with these filters."""
    chosen = {name: value for name, value in filters.items() if value}
    return address("portal:items") + (f"?{urlencode(chosen)}" if chosen else "")


@dataclass(frozen=True, slots=True)
class Tile:
    """A theme as its tile shows it, with the number of its items."""

    character: str
    name: str
    count: int
    href: str


@lru_cache(maxsize=4)
def theme_tiles(directory: Directory, audience: str) -> tuple[Tile, ...]:
    """The themes of an audience that have items; made once for each directory."""
    counts = directory.themes(audience)
    return tuple(
        Tile(SIGNS[theme], theme, counts[theme], items_address(audience=audience, theme=theme))
        for theme in THEMES[audience]
        if counts[theme]
    )


def hours_words(hours: Hours) -> str:
    """Opening hours of a working day: `9:00–12:00，13:30–17:30`."""
    return "，".join(f"{begin.removeprefix('0')}–{end.removeprefix('0')}" for begin, end in hours)


def ways(listed: Listed) -> str:
    """How one applies: online, at a window, in the town or the village."""
    facts = listed.facts
    found = ["网上"] if facts.online else []
    found += counters_down_to(facts.level)
    return " · ".join(found)


def row_of(listed: Listed, offices: Tree, words: Sequence[str] = ()) -> dict[str, Any]:
    """What a list shows of an item; the words looked for are marked."""
    facts = listed.facts
    office = offices.by_id.get(facts.department_id)
    alias = next((a for a in facts.aliases if any(word in a.casefold() for word in words)), None)
    return {
        "href": address("catalogue:guide", facts.code),
        "name": marked(facts.name, words),
        "alias": marked(alias, words)
        if alias and not any(w in facts.name.casefold() for w in words)
        else None,
        "department": office.name if office else "",
        "promised": facts.promised_limit,
        "statutory": facts.statutory_limit if facts.limit_certain else None,
        "ways": ways(listed),
        "open": listed.open,
    }


def marked(text: str, words: Sequence[str]) -> Markup:
    """Text with the first place of each word marked."""
    for word in words:
        at = text.casefold().find(word)
        if at >= 0 and len(text.casefold()) == len(text):
            end = at + len(word)
            before, hit, after = escape(text[:at]), escape(text[at:end]), escape(text[end:])
            return Markup("{}<mark>{}</mark>{}").format(before, hit, after)
    return escape(text)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the rows shown, and the addresses of the pages beside it."""

    items: Sequence[Listed]
    first: int
    last: int
    total: int
    before: str | None
    next: str | None


def paged(request: HttpRequest, items: Sequence[Listed]) -> Page:
    """The page that `?page=` asks for; anything else than a page's number is the first or the last one."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    pages = max(1, -(-len(items) // PAGE))
    number = min(max(number, 1), pages)
    begin = (number - 1) * PAGE

    def address(n: int) -> str | None:
        if not 1 <= n <= pages:
            return None
        given = request.GET.copy()
        given["page"] = str(n)
        return f"?{given.urlencode()}"

    shown = items[begin : begin + PAGE]
    return Page(
        shown,
        begin + 1 if items else 0,
        begin + len(shown),
        len(items),
        address(number - 1),
        address(number + 1),
    )


@anybody
def search(request: HttpRequest) -> HttpResponse:
    """Results of a search for items."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    found = find(query)
    page = paged(request, found.items)
    offices = tree()
    context = {
        "query": query,
        "page": page,
        "rows": [row_of(item, offices, found.words) for item in page.items],
        "meant": [row_of(item, offices) for item in found.meant],
        "tiles": [] if page.total else _some_tiles(),
    }
    return render(request, "portal/search.html", context)


def _some_tiles() -> list[Tile]:
    directory = catalogue.directory()
    return [*theme_tiles(directory, "person")[:8], *theme_tiles(directory, "enterprise")[:4]]


@anybody
def items(request: HttpRequest) -> HttpResponse:
    """All items, or those of an audience, a theme, a department, a place."""
    given = {name: request.GET.get(name, "")[:40] for name in ("audience", "theme", "department", "place")}
    directory, offices = catalogue.directory(), tree()
    place = _place(given["place"]) if given["place"] else None
    department = offices.by_code.get(given["department"])
    known_themes = {*PERSON_THEMES, *ENTERPRISE_THEMES}
    wrong = (
        (given["audience"] and given["audience"] not in AUDIENCES)
        or (given["theme"] and given["theme"] not in known_themes)
        or (given["department"] and (department is None or department.kind != "department"))
    )
    if wrong:
        raise Http404
    level = place.level if place else ""
    chosen = {"audience": given["audience"], "theme": given["theme"], "level": level}
    found = directory.filtered(**chosen, department=department.id if department else 0)
    page = paged(request, found)
    parts = [
        f"{AUDIENCES[given['audience']]}办事" if given["audience"] else "",
        given["theme"],
        department.name if department else "",
        f"在{place.office.name}能办的" if place else "",
    ]
    context = {
        "heading": " · ".join(filter(None, parts)) or "全部事项",
        "given": given,
        "place": place,
        "place_hours": hours_words(place.office.hours) if place else "",
        "page": page,
        "rows": [row_of(item, offices) for item in page.items],
        "audiences": _audiences(given),
        "themes": _themes(directory, given["audience"]),
        "departments": [
            (offices.by_id[one].code, offices.by_id[one].name)
            for one in sorted(directory.departments(), key=lambda one: offices.by_id[one].path)
        ],
    }
    return render(request, "portal/items.html", context)


def _audiences(given: dict[str, str]) -> list[dict[str, Any]]:
    """Tabs of the list; a theme belongs to an audience, so it is let go when it isn't the new one's."""
    tabs = []
    for code, label in {"": "全部", **AUDIENCES}.items():
        theme = given["theme"] if not code or given["theme"] in THEMES[code] else ""
        href = items_address(**{**given, "audience": code, "theme": theme})
        tabs.append({"label": label, "href": href, "current": given["audience"] == code})
    return tabs


def _themes(directory: Directory, audience: str) -> list[tuple[str, str]]:
    counts = directory.themes(audience)
    order = THEMES.get(audience) or (*PERSON_THEMES, *ENTERPRISE_THEMES)
    return [(theme, theme) for theme in order if counts[theme]]


def _place(code: str) -> CentreFacts:
    place = next((one for one in organisation.centres() if one.office.code == code), None)
    if place is None:
        raise Http404
    return place


@anybody
def departments(request: HttpRequest) -> HttpResponse:
    """The departments with how many items each has."""
    counts, offices = catalogue.directory().departments(), tree()
    rows = [
        {
            "name": offices.by_id[one].name,
            "count": n,
            "href": items_address(department=offices.by_id[one].code),
        }
        for one, n in sorted(counts.items(), key=lambda pair: offices.by_id[pair[0]].path)
    ]
    return render(request, "portal/departments.html", {"rows": rows, "total": sum(counts.values())})


@anybody
def places(request: HttpRequest) -> HttpResponse:
    """Where one can go: the county's centre, towns, villages, with how many items each takes."""
    directory = catalogue.directory()
    counts = {level: len(directory.filtered(level=level)) for level in LEVELS}
    groups: list[dict[str, Any]] = [
        {"level": level, "name": name, "rows": []} for level, name in LEVELS.items()
    ]
    for centre in organisation.centres():
        row = {
            "name": centre.office.name,
            "address": centre.address,
            "phone": centre.phone,
            "hours": hours_words(centre.office.hours),
            "count": counts[centre.level],
            "href": items_address(place=centre.office.code),
        }
        next(group for group in groups if group["level"] == centre.level)["rows"].append(row)
    return render(request, "portal/places.html", {"groups": [group for group in groups if group["rows"]]})
