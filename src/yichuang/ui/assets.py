"""One style sheet and one script for the whole product, joined from the files beside the components and pages.

`build()` writes `static/built/app.css` and `app.js` and copies the browser libraries to `static/vendor/`. It needs no
Node once the libraries are there, and is called by the template environment whenever a source is newer, so a test or
a fresh checkout has its styles without a step of its own.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

UI = Path(__file__).resolve().parent
PACKAGE = UI.parent
CHECKOUT = PACKAGE.parents[1]
BUILT = UI / "static/built"
VENDOR = UI / "static/vendor"

LAYOUTS = ("portal", "one", "desk", "paper", "notice")
LIBRARIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "@alpinejs/csp/dist/cdn.min.js": "alpine.min.js",
}


def _found(pattern: str) -> list[Path]:
    return sorted(PACKAGE.glob(pattern))


def style_layers() -> list[tuple[str, list[Path]]]:
    """The sources of app.css, layer by layer; a later layer wins over an earlier one whatever the selector."""
    css = UI / "static/css"
    return [
        ("tokens", [css / "tokens.css"]),
        ("base", [css / "base.css"]),
        ("components", _found("ui/components/*/*.css")),
        ("layouts", [css / f"{name}.css" for name in LAYOUTS]),
        ("pages", _found("*/*/templates/**/*.css")),
        ("print", [css / "print.css"]),
    ]


def scripts() -> list[Path]:
    """The sources of app.js: each is wrapped in a function of its own."""
    return [*_found("ui/components/*/*.js"), *_found("*/*/templates/**/*.js")]


def _stylesheet() -> str:
    layers = style_layers()
    parts = [f"@layer {', '.join(name for name, _ in layers)};"]
    for name, files in layers:
        body = "\n".join(file.read_text("utf-8") for file in files)
        parts.append(f"@layer {name} {{\n{body}}}")
    return "\n".join(parts) + "\n"


def _script() -> str:
    return '"use strict";\n' + "".join(f"(() => {{\n{file.read_text('utf-8')}}})();\n" for file in scripts())


def _sources() -> Iterable[Path]:
    for _, files in style_layers():
        yield from files
    yield from scripts()


def is_stale(destination: Path = BUILT) -> bool:
    """Whether a source is newer than the built files, or one of them was added or taken away."""
    names = destination / "sources.txt"
    if not names.exists() or names.read_text("utf-8") != _list_of_sources():
        return True
    made = names.stat().st_mtime
    return any(file.stat().st_mtime > made for file in _sources())


def _list_of_sources() -> str:
    return "".join(f"{file.relative_to(PACKAGE)}\n" for file in _sources())


def _write(file: Path, content: bytes) -> None:
    # Several processes, and several threads of each, may build at once while others read: each writes its own file and
    # renames it.
    mine = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    mine.write_bytes(content)
    mine.replace(file)


def build(destination: Path = BUILT) -> None:
    """Write app.css and app.js into the folder, and copy the browser libraries if they are installed.

    Errors: OSError when the folder can't be written.
    """
    destination.mkdir(parents=True, exist_ok=True)
    _write(destination / "app.css", _stylesheet().encode())
    _write(destination / "app.js", _script().encode())
    _write(destination / "sources.txt", _list_of_sources().encode())
    copy_libraries()
    _address.cache_clear()


def copy_libraries(modules: Path = CHECKOUT / "node_modules", destination: Path = VENDOR) -> list[str]:
    """Copy htmx and Alpine from node_modules into static/vendor; returns what is still missing there."""
    destination.mkdir(parents=True, exist_ok=True)
    for source, name in LIBRARIES.items():
        if (modules / source).exists():
            _write(destination / name, (modules / source).read_bytes())
    return [name for name in LIBRARIES.values() if not (destination / name).exists()]


@cache
def _address(name: str) -> str:
    file = UI / "static" / name
    version = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "0"
    return f"{static(name)}?v={version}"


def asset(name: str) -> str:
    """Address of a built file or library, with its content hash, so that browsers may keep it for ever."""
    if settings.DEBUG and is_stale():
        build()
    return _address(name)
