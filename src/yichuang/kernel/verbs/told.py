"""Telling open pages that an act was done: one NOTIFY in the act's own transaction, heard when it is committed.

It rides on the statement that writes the ledger entry, so an act costs no statement more. It says which verb was done
on which subject and whom that concerns, and nothing of what was done: whoever hears it looks for himself, with his
own rights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yichuang.kernel.verbs.subjects import Subject

CHANNEL: Final = "act"
MANY: Final = "*"
"""Many acts committed together: whoever is shown anything looks again."""
TELL: Final = f"pg_notify('{CHANNEL}', %s)"


@dataclass(frozen=True, slots=True)
class Told:
    """An act as open pages hear of it. `concerns`: paths of offices, receivers (`staff:7`); None is everybody."""

    verb: str
    ref: str
    concerns: tuple[str, ...] | None

    @property
    def kind(self) -> str:
        """What kind of subject it was."""
        return self.ref.partition(":")[0]

    def lies_in(self, path: str) -> bool:
        """Whether it concerns an office of that subtree."""
        return bool(path) and (self.concerns is None or any(one.startswith(path) for one in self.concerns))

    def is_for(self, receiver: str) -> bool:
        """Whether it concerns that receiver by name."""
        return self.concerns is None or receiver in self.concerns


EVERYTHING: Final = Told("", "", None)


def words(verb: str, subject: Subject) -> str | None:
    """What is notified of an act; None where it concerns no open page."""
    concerns = subject.concerns()
    return " ".join((verb, subject.ref, *concerns)) if concerns else None


def read(payload: str) -> Told:
    """What was notified; anything else than `words` makes everybody look."""
    parts = payload.split(" ")
    return Told(parts[0], parts[1], tuple(parts[2:])) if len(parts) > 2 else EVERYTHING
