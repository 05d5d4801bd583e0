"""Every component on one page: for those who build pages, and for the tests that look at all of them."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

COMPONENTS = Path(__file__).resolve().parent / "components"

CHROME = {
    "site": "一窗",
    "home": "#main",
    "nav": [
        {"label": "收件", "href": "#main"},
        {"label": "待办", "href": "#main", "count": 4},
        {"label": "组件", "href": "#main", "current": True},
    ],
    "who": {"name": "李*", "href": "#main"},
    "post": "综合 03 号窗",
    "now": "11月23日 周一 10:42",
    "demonstration": False,
    "search": {"href": "", "label": "查办件、人、事项"},
}


def component_names() -> list[str]:
    """The components, by the names of their folders."""
    return sorted(folder.name for folder in COMPONENTS.iterdir() if folder.is_dir())


def example(name: str, request: HttpRequest | None = None) -> str:
    """The rendered example of one component; errors: TemplateDoesNotExist, or whatever its template raises."""
    return render_to_string(f"components/{name}/example.html", {}, request)


def gallery(request: HttpRequest) -> HttpResponse:
    """Page with the example of every component."""
    examples = [{"name": name, "html": example(name, request)} for name in component_names()]
    return render(request, "layouts/gallery.html", {"chrome": CHROME, "examples": examples})
