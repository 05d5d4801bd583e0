"""Bringing items in, from our data files or from a centre's workbook: one path for both.

Each candidate is checked whole; what is new is adopted, what differs is adjusted, what is the same is left alone, so
bringing the same file in twice doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from yichuang.domains.catalogue import actions, rules
from yichuang.domains.catalogue.inputs import Fault, ItemText, read_text
from yichuang.domains.catalogue.models import ItemState, ServiceItem
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.verbs import Refused
from yichuang.kernel.verbs.batch import Batch
from yichuang.kernel.verbs.steps import finish

SHIPPED = Path(__file__).parent / "data" / "items"
IMPORT_REASON = "导入调整"
Told = Callable[[int, int], None]  # done and total, for a progress bar


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item as a file has it, not yet checked. `place` finds the row of a part of the text, for the report."""

    code: str
    department: str
    given: dict[str, Any]
    base_code: str = ""
    implementation_code: str = ""
    reason: str = ""
    place: Callable[[tuple[str | int, ...]], str] = lambda path: ""  # noqa: ARG005
    faults: tuple[Fault, ...] = ()  # found while reading


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that didn't go in: where it stands, the item it belongs to, and why, in Chinese."""

    place: str
    code: str
    why: str


@dataclass(slots=True)
class Outcome:
    """What became of a file's items, by their codes; `kept` is False when nothing was written."""

    adopted: list[str] = field(default_factory=list)
    adjusted: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    kept: bool = True

    @property
    def refused(self) -> list[str]:
        """Codes of the items that didn't go in, each once."""
        return list(dict.fromkeys(row.code for row in self.bad))

    @property
    def total(self) -> int:
        """How many items the file held."""
        return len(self.adopted) + len(self.adjusted) + len(self.unchanged) + len(self.refused)


@dataclass(frozen=True, slots=True)
class _Ready:
    candidate: Candidate
    department: int
    text: ItemText


@dataclass(frozen=True, slots=True)
class _Present:
    ref: str
    state: str
    department: int
    fingerprint: bytes


def load_shipped(
    *, by: Actor, at: datetime, departments: Iterable[str] | None = None, told: Told | None = None
) -> Outcome:
    """Bring in the items that ship with Yichuang, of these departments (codes) or of all; good ones go in."""
    return bring_in(shipped(departments), by=by, at=at, told=told)


def shipped(departments: Iterable[str] | None = None) -> list[Candidate]:
    """The items of our data files, in the order of their codes."""
    wanted = None if departments is None else set(departments)
    found = []
    for file in sorted(SHIPPED.glob("*.toml")):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        if wanted is None or content["department"] in wanted:
            found += [_of_table(item, content["department"], file.name) for item in content["item"]]
    return found


def _of_table(item: dict[str, Any], department: str, file: str) -> Candidate:
    given = dict(item)
    code = given.pop("code")
    given.pop("conditional_materials", None)  # said by the materials themselves
    return Candidate(
        code=code,
        department=department,
        given=given,
        base_code=given.pop("base_code", ""),
        implementation_code=given.pop("implementation_code", ""),
        place=lambda path: f"{file} {code}",  # noqa: ARG005
    )


def bring_in(
    candidates: Sequence[Candidate],
    *,
    by: Actor,
    at: datetime,
    bad: Sequence[BadRow] = (),
    all_or_nothing: bool = False,
    dry_run: bool = False,
    told: Told | None = None,
) -> Outcome:
    """Bring items in as one transaction and say what became of each; see `bringing_in`."""
    steps = bringing_in(candidates, by=by, at=at, bad=bad, all_or_nothing=all_or_nothing, dry_run=dry_run)
    return finish(steps, told)


def bringing_in(
    candidates: Sequence[Candidate],
    *,
    by: Actor,
    at: datetime,
    bad: Sequence[BadRow] = (),
    all_or_nothing: bool = False,
    dry_run: bool = False,
) -> Generator[tuple[int, int], None, Outcome]:
    """The same, step by step: gives (done, total) after each item, and the Outcome at its end.

    `bad` are rows found bad before; with `all_or_nothing` a single bad row keeps everything out; `dry_run` checks and
    writes nothing.
    """
    outcome = Outcome(bad=[*bad])
    ready = _checked(candidates, outcome)
    with transaction.atomic():
        with (
            connection.cursor() as cursor
        ):  # two imports at once: the second finds what the first has brought
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue import'))")
        present = _present(one.candidate.code for one in ready)
        batch = Batch()
        batch.load([present[one.candidate.code].ref for one in ready if one.candidate.code in present])
        for done, one in enumerate(ready, start=1):
            try:
                did = _bring(batch, one, present.get(one.candidate.code), by, at)
                getattr(outcome, did).append(one.candidate.code)
            except Refused as refused:
                outcome.bad += _bad_rows(one.candidate, refused)
            yield done, len(ready)
        outcome.kept = not dry_run and not (all_or_nothing and outcome.bad)
        if outcome.kept:
            batch.flush()
    return outcome


def _bring(batch: Batch, one: _Ready, present: _Present | None, by: Actor, at: datetime) -> str:
    """Do what a candidate needs; gives the list of the outcome that it belongs to."""
    candidate, codes = one.candidate, (one.candidate.base_code, one.candidate.implementation_code)
    given = {"text": one.text, "base_code": codes[0], "implementation_code": codes[1]}
    if present is None:
        new = {"code": candidate.code, "department": one.department}
        batch.perform(actions.adopt, None, by=by, at=at, **new, **given)
        return "adopted"
    if present.department != one.department:
        raise Refused("guarded", f"{candidate.code} 已经是另一个部门的事项，请换一个事项编码")
    if present.state == ItemState.RETIRED:
        raise Refused("wrong_state", f"{candidate.code} 已经取消，请换一个事项编码")
    if present.fingerprint == actions.fingerprint_of(rules.settled(one.text), *codes):
        return "unchanged"
    reason = candidate.reason or IMPORT_REASON
    batch.perform(actions.adjust, present.ref, by=by, at=at, reason=reason, **given)
    return "adjusted"


def _checked(candidates: Sequence[Candidate], outcome: Outcome) -> list[_Ready]:
    """The candidates whose text can be read and whose department exists; the others go to `bad`."""
    offices = tree().by_code
    ready, seen = [], set()
    for candidate in candidates:
        text, faults = read_text(candidate.given)
        faults = [*candidate.faults, *faults]
        faults += rules.code_faults(candidate.code, candidate.base_code, candidate.implementation_code)
        if text:
            faults += rules.faults(rules.settled(text))
        office = offices.get(candidate.department)
        if office is None or office.kind != "department":
            faults.append(
                Fault(
                    ("department",), f"没有编码是“{candidate.department}”的部门，请先在“中心”的“部门”页增设"
                )
            )
        if candidate.code in seen:
            faults.append(Fault(("code",), f"事项编码“{candidate.code}”在文件里重复了"))
        seen.add(candidate.code)
        if text is None or office is None or faults:
            outcome.bad += [
                BadRow(candidate.place(fault.path), candidate.code, fault.text) for fault in _once(faults)
            ]
        else:
            ready.append(_Ready(candidate, office.id, text))
    return ready


def _once(faults: Iterable[Fault]) -> Iterable[Fault]:
    first: dict[tuple[str | int, ...], Fault] = {}
    for fault in faults:
        first.setdefault(fault.path, fault)
    return first.values()


def _present(codes: Iterable[str]) -> dict[str, _Present]:
    rows = ServiceItem.objects.filter(code__in=list(codes)).values_list(
        "code", "pk", "state", "department_id", "version_in_force__fingerprint"
    )
    return {
        code: _Present(f"item:{pk}", state, department, bytes(fingerprint or b""))
        for code, pk, state, department, fingerprint in rows
    }


def _bad_rows(candidate: Candidate, refused: Refused) -> list[BadRow]:
    if not refused.errors:
        return [BadRow(candidate.place(()), candidate.code, refused.text)]
    rows = []
    for path, text in refused.errors.items():
        parts = tuple(int(part) if part.isdigit() else part for part in path.split("."))
        rows.append(BadRow(candidate.place(parts), candidate.code, text))
    return rows
