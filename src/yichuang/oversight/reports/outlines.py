"""Outline templates: which sections and paragraphs a report has, as TOML files that a person can read and change.

`outlines/blocks.toml` holds paragraphs, tables and pictures by name; the other files say for which offices an outline
is and which of them stand under which heading. How to add one: docs/how-to/add-an-outline.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yichuang.kernel.figures import all_figures
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.oversight.reports.blocks import BlockData, Blocks, ChartBlock, TableBlock, kept, read

FOLDER = Path(__file__).with_name("outlines")
SHARED = "blocks.toml"


class BadOutline(ValueError):
    """An outline file that makes no sense; the text names the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One template: `offices` are the kinds of office that it is for."""

    code: str
    name: str
    offices: tuple[str, ...]
    blocks: Blocks


@cache
def outlines() -> dict[str, Outline]:
    """Every outline by its code, which is the name of its file. BadOutline for a file that makes no sense."""
    return read_folder(FOLDER)


def outline_for(office: OfficeFacts) -> Outline:
    """The outline that an office's report is drafted from: by its kind, a centre's by where it lies.

    Of several for a kind, the one for the fewest kinds.
    """
    offices = tree()
    kind = office.kind
    if kind in ("centre", "hall") and offices.above(office.id, "town"):
        kind = "town"
    fitting = [one for one in outlines().values() if kind in one.offices]
    return min(fitting, key=lambda one: len(one.offices)) if fitting else outlines()["centre"]


@cache
def spare_blocks() -> dict[str, BlockData]:
    """The tables and pictures of all outlines by caption, for whoever adds one to a report."""
    found: dict[str, BlockData] = {}
    for outline in outlines().values():
        for block in outline.blocks:
            if isinstance(block, TableBlock | ChartBlock):
                what = "图" if isinstance(block, ChartBlock) else "表"
                name = f"{what}：{block.caption.rstrip('：')}"
                first = block.head[0] if isinstance(block, TableBlock) else ""
                key = f"{name}（{first}）" if first and first not in name else name
                found.setdefault(key[:60], block.model_copy(update={"when": (), "unless": ()}))
    return found


def read_folder(folder: Path) -> dict[str, Outline]:
    """The outlines of a folder."""
    named = _toml(folder / SHARED)
    conditions = named.pop("conditions", {})
    found = {}
    for file in sorted(folder.glob("*.toml")):
        if file.name != SHARED:
            found[file.stem] = _outline(file, named, conditions)
    return found


def _outline(file: Path, named: Mapping[str, Any], conditions: Mapping[str, str]) -> Outline:
    said = _toml(file)
    named = {**named, **said.get("blocks", {})}
    conditions = {**conditions, **said.get("conditions", {})}
    raw = list(_flat(file, said.get("section", []), named, 1))
    ready = [_spelled(one, conditions) for one in raw]
    try:
        blocks = read({**one, "id": f"b{n}"} for n, one in enumerate(ready, start=1))
    except ValidationError as error:
        first = error.errors()[0]
        one = ready[int(first["loc"][0])] if first["loc"] else {}
        where = one.get("text") or one.get("caption") or str(one.get("say", ""))[:60]
        path = ".".join(map(str, first["loc"][2:]))
        raise BadOutline(f"{file.name} 的“{where}”：{path} {first['msg']}") from None
    if "name" not in said or not said.get("offices"):
        raise BadOutline(f"{file.name} 要写 name（名称）和 offices（用于哪些单位）")
    return Outline(file.stem, str(said["name"]), tuple(said["offices"]), _with_figures(file, blocks))


def _flat(
    file: Path, sections: list[dict[str, Any]], named: Mapping[str, Any], level: int
) -> Iterator[dict[str, Any]]:
    for section in sections:
        when: dict[str, Any] = {name: section[name] for name in ("when", "unless") if name in section}
        yield {"kind": "heading", "text": section.get("heading", ""), "level": level, "drafted": True, **when}
        for name in section.get("blocks", []):
            if name not in named:
                raise BadOutline(f"{file.name} 用了“{name}”，{SHARED} 里没有这一段")
            block = {"kind": "words", **named[name]}
            yield {**block, **{key: [*when[key], *block.get(key, [])] for key in when}}
        yield from _flat(file, section.get("section", []), named, level + 1)


def _spelled(said: Any, conditions: Mapping[str, str]) -> Any:
    """The same with names of conditions spelled out, and a bare sentence as a sentence."""
    if not isinstance(said, dict):
        return said
    found = dict(said)
    for key in ("when", "unless"):
        if key in found:
            found[key] = [conditions.get(one, one) for one in found[key]]
    if isinstance(found.get("say"), list):
        found["say"] = [
            _spelled({"say": one} if isinstance(one, str) else one, conditions) for one in found["say"]
        ]
    return found


def _with_figures(file: Path, blocks: Blocks) -> Blocks:
    """Names of figures that end in * stand for all that begin so; every code must be declared."""
    known = [figure.code for figure in all_figures()]
    ready = []
    for block in kept(blocks):
        if "figures" in block:
            block["figures"] = [code for one in block["figures"] for code in _matching(file, one, known)]
        ready.append(block)
    return read(ready)


def _matching(file: Path, code: str, known: list[str]) -> list[str]:
    found = [one for one in known if one == code or (code.endswith("*") and one.startswith(code[:-1]))]
    if not found:
        raise BadOutline(f"{file.name} 用了指标“{code}”，没有这个指标")
    return found


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadOutline(f"{file.name} 不是 TOML：{error}") from None
