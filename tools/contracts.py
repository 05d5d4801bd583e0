"""A contract for import-linter: what is private to a room, for every room there is or will be.

import-linter's own "protected" contract needs a paragraph a room; this one finds the rooms by a pattern.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import cast

import grimp
from importlinter import Contract, ContractCheck, fields, output


class PrivateRooms(Contract):
    """A room's `tables` are imported by that room alone, its `pages` also by the `page_importers`."""

    type_name = "private_rooms"

    rooms = fields.ListField(subfield=fields.StringField())
    tables = fields.ListField(subfield=fields.StringField())
    pages = fields.ListField(subfield=fields.StringField())
    page_importers = fields.ListField(subfield=fields.StringField())
    exceptions = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - their signature
        """Every direct import of a private module from outside its room, but for the listed exceptions."""
        broken, unused = [], set(self._words("exceptions"))
        for imported in sorted(graph.modules):
            if (room := self._room_of(imported)) is None:
                continue
            for importer in sorted(graph.find_modules_that_directly_import(imported)):
                if self._may(importer, imported, room):
                    continue
                link = f"{importer} -> {imported}"
                if link in unused or link in self._words("exceptions"):
                    unused.discard(link)
                    continue
                lines = [
                    str(found["line_number"])
                    for found in graph.get_import_details(importer=importer, imported=imported)
                ]
                broken.append(f"{link} (l. {', '.join(lines)})")
        broken += [f"{link}: listed as an exception, but there is no such import" for link in sorted(unused)]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import."""
        for line in check.metadata["broken"]:
            output.print_error(f"- {line}", bold=False)
        output.new_line()

    def _words(self, name: str) -> list[str]:
        return cast("list[str]", getattr(self, name) or [])

    def _room_of(self, module: str) -> str | None:
        """The room that this module is private to, or None when it is open to all."""
        parts = module.split(".")
        private = {*self._words("tables"), *self._words("pages")}
        for depth in range(2, len(parts)):
            room = ".".join(parts[:depth])
            if parts[depth] in private and any(
                fnmatchcase(room, pattern) and room.count(".") == pattern.count(".")
                for pattern in self._words("rooms")
            ):
                return room
        return None

    def _may(self, importer: str, imported: str, room: str) -> bool:
        if importer == room or importer.startswith(f"{room}."):
            return True
        kind = imported.removeprefix(f"{room}.").split(".")[0]
        return kind in self._words("pages") and any(
            importer == allowed or importer.startswith(f"{allowed}.")
            for allowed in self._words("page_importers")
        )
