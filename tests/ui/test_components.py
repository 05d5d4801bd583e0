"""Components: complete, rendered, within the content policy, and right in what they promise."""

import errno
import os
import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from jinja2 import DictLoader, Environment, UndefinedError
from jinja2.bccache import Bucket
from lxml import html

from yichuang.ui import assets, gallery
from yichuang.ui.jinja import SparedCache

UI = Path(gallery.__file__).parent
TEMPLATES = sorted(UI.rglob("*.html"))
ON_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)


def template(source: str) -> str:
    return engines["jinja2"].from_string(source).render({})


def macro(component: str, name: str, arguments: str) -> str:
    imported = f'{{% from "components/{component}/{component}.html" import {name} %}}'
    return template(f"{imported}{{{{ {name}({arguments}) }}}}")


def clock(state: str, **more: object) -> str:
    facts = {
        "state": state,
        "used": 40,
        "over": 30,
        "notch": 80,
        "sentence": "一句话",
        "words": "剩 2 日",
        **more,
    }
    return macro("clock_light", "clock_light", f"{facts}, size='l'")


@pytest.mark.parametrize("name", gallery.component_names())
def test_every_component_has_a_macro_a_style_and_an_example_that_renders(name):
    folder = UI / "components" / name
    assert (folder / f"{name}.html").exists()
    assert (folder / f"{name}.css").exists()
    assert (
        html.fragment_fromstring(gallery.example(name), create_parent=True).text_content().strip()
        or name == "clock_light"
    )


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(UI)))
def test_no_template_needs_inline_script_or_style(file):
    text = re.sub(r"\{#.*?#\}", "", file.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not ON_HANDLER.search(text)
    assert "javascript:" not in text


def test_the_gallery_shows_every_component_once_and_no_id_twice():
    page = html.document_fromstring(gallery.gallery(RequestFactory().get("/")).content)
    ids = page.xpath("//@id")
    assert [i for i in ids if i.startswith("component-")] == [
        f"component-{n}" for n in gallery.component_names()
    ]
    assert len(ids) == len(set(ids))


def test_every_described_or_labelled_element_names_an_element_that_is_there():
    page = html.document_fromstring(gallery.gallery(RequestFactory().get("/")).content)
    ids = set(page.xpath("//@id"))
    named = {
        one
        for names in page.xpath("//@aria-labelledby | //@aria-describedby | //label/@for")
        for one in names.split()
    }
    assert named
    assert named <= ids


@pytest.mark.parametrize(
    ("state", "shape"),
    [
        ("warning", "clock-glyph"),
        ("overdue", "clock-bang"),
        ("paused", "clock-glyph"),
        ("done", "clock-tick"),
    ],
)
def test_a_clock_light_tells_its_state_by_shape_too(state, shape):
    assert shape in clock(state)
    assert shape not in clock("normal")


def test_only_an_overdue_clock_shows_how_far_beyond_the_limit_it_is():
    assert "clock-over" in clock("overdue")
    assert "clock-over" not in clock("warning")


def test_the_arc_of_a_clock_never_passes_the_whole_ring():
    assert 'stroke-dasharray="100 100"' in clock("warning", used=130)


def test_a_clock_moves_by_itself_only_while_it_runs():
    assert "data-per-minute" in clock("normal", per_minute=0.1)
    assert "data-per-minute" not in clock("paused", per_minute=0.1)
    assert "data-per-minute" not in clock("done", per_minute=0.1)


def test_a_blocked_button_says_why_and_listens_to_no_key():
    page = html.fragment_fromstring(macro("button", "button", '"受理", "go", key="F9", why_not="缺第 3 项"'))
    blocked = page.find(".//button")
    assert blocked.get("type") == "button"
    assert blocked.get("data-key") is None
    assert page.get_element_by_id(blocked.get("aria-describedby")).text == "缺第 3 项"


def test_a_wrong_field_keeps_its_value_and_is_tied_to_its_message():
    made = macro("field", "number_field", '"area", "面积", "三十六", error="要填数字", hint="整数"')
    page = html.fragment_fromstring(made)
    entry = page.find(".//input")
    assert entry.get("value") == "三十六"
    assert entry.get("aria-invalid") == "true"
    assert entry.get("aria-describedby") == "area-hint area-error"
    assert page.get_element_by_id("area-error").text == "要填数字"


def test_what_somebody_typed_is_never_markup():
    typed = '"><script>x</script>'
    made = macro("field", "text_field", f'"a", "名", {typed!r}')
    assert "<script>" not in made
    assert html.fragment_fromstring(made).find(".//input").get("value") == typed


def test_a_missing_name_in_a_template_is_an_error_not_an_empty_place():
    with pytest.raises(UndefinedError):
        template("{{ nothing_of_the_kind }}")


def test_the_style_sheet_is_joined_in_layers(tmp_path):
    assets.build(tmp_path)
    css = (tmp_path / "app.css").read_text("utf-8")
    order = [css.index(f"@layer {name} {{") for name in ("tokens", "base", "components", "layouts", "print")]
    assert order == sorted(order)
    assert css.count("{") == css.count("}")
    assert not assets.is_stale(tmp_path)


def test_a_changed_source_makes_the_built_files_stale(tmp_path):
    assets.build(tmp_path)
    (tmp_path / "sources.txt").write_text("something else\n")
    assert assets.is_stale(tmp_path)


def test_pages_use_tokens_for_every_colour():
    for file in UI.rglob("*.css"):
        if file.name in ("tokens.css", "print.css") or "built" in file.parts:
            continue
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", file.read_text("utf-8"))) - {"#fff"}
        assert not found, f"{file.name} uses {found}"


def test_a_disk_without_room_takes_no_page_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    cache = SparedCache(str(tmp_path))
    monkeypatch.setattr(Bucket, "write_bytecode", full)
    made = Environment(loader=DictLoader({"one": "{{ 1 + 1 }}"}), bytecode_cache=cache, autoescape=True)
    assert made.get_template("one").render() == "2"
