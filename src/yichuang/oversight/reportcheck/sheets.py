"""A sheet: one report on the check's page, with what was corrected and judged. Kept in files for a day, in no table.

So the page works where no database is, and a report that somebody tries out leaves nothing behind. A sheet is found
by a name that nobody can guess, and only by whoever laid it out.
"""

from __future__ import annotations

import fcntl
import json
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from yichuang.oversight.reportcheck.corrections import Correction

KEPT = timedelta(days=1)
_NAME = re.compile("[0-9a-f]{32}")


class NoSuchSheet(LookupError):
    """There is no such sheet, or it isn't this person's, or its day is over."""


class ChangedMeanwhile(Exception):
    """Somebody (another tab) has changed the sheet since it was read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the assessor says of a finding: accepted or dismissed, and why."""

    accepted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report that is being checked. `version` rises with every change; `owner` is who laid it out."""

    token: str
    owner: str
    file: str
    made_at: datetime
    version: int = 1
    corrections: tuple[Correction, ...] = ()
    verdicts: dict[str, Verdict] = field(default_factory=dict)


def kept_in(data: Path) -> Sheets:
    """The sheets of an installation, beside its other data."""
    return Sheets(data / "report-check")


class Sheets:
    """The sheets in a folder: one folder a sheet, with the original and what was done to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay_out(self, owner: str, file: str, content: bytes, now: datetime) -> Sheet:
        """Keep a report and give its sheet; sheets whose day is over go away."""
        self.sweep(now)
        sheet = Sheet(secrets.token_hex(16), owner, file, now)
        place = self._folder / sheet.token
        place.mkdir(parents=True, mode=0o700)
        (place / "original").write_bytes(content)
        self._write(sheet)
        return sheet

    def find(self, token: str, owner: str, now: datetime) -> Sheet:
        """The sheet of that name. Raises NoSuchSheet."""
        sheet = self._read(token) if _NAME.fullmatch(token) else None
        if sheet is None or sheet.owner != owner or not self._is_fresh(token, now):
            raise NoSuchSheet(token)
        return sheet

    def original(self, token: str) -> bytes:
        """The report of that sheet as it was handed in."""
        return (self._folder / token / "original").read_bytes()

    def correct(self, sheet: Sheet, correction: Correction) -> Sheet:
        """Another text for a paragraph or cell. Raises ChangedMeanwhile."""
        return self._changed(sheet, corrections=(*sheet.corrections, correction))

    def take_back(self, sheet: Sheet) -> Sheet:
        """Undo the last correction. Raises ChangedMeanwhile."""
        return self._changed(sheet, corrections=sheet.corrections[:-1])

    def judge(self, sheet: Sheet, finding: str, verdict: Verdict | None) -> Sheet:
        """Keep what is said of a finding, or take it back (None). Raises ChangedMeanwhile."""
        rest = {key: kept for key, kept in sheet.verdicts.items() if key != finding}
        return self._changed(sheet, verdicts=rest | ({finding: verdict} if verdict else {}))

    def sweep(self, now: datetime) -> None:
        """Remove every sheet that nobody has touched for a day."""
        for place in self._folder.glob("*"):
            if not self._is_fresh(place.name, now):
                shutil.rmtree(place, ignore_errors=True)

    def _is_fresh(self, token: str, now: datetime) -> bool:
        """Whether a day hasn't passed since the last change: writing renames a file, which touches the folder."""
        try:
            touched = (self._folder / token).stat().st_mtime
        except FileNotFoundError:
            return False
        return touched + KEPT.total_seconds() >= now.timestamp()

    def _changed(self, sheet: Sheet, **changes: Any) -> Sheet:
        with self._alone(sheet):
            kept = self._read(sheet.token)
            if kept is None or kept.version != sheet.version:
                raise ChangedMeanwhile(sheet.token)
            changed = replace(sheet, version=sheet.version + 1, **changes)
            self._write(changed)
        return changed

    @contextmanager
    def _alone(self, sheet: Sheet) -> Iterator[None]:
        """Inside, no other process changes the sheet."""
        with (self._folder / sheet.token / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, sheet: Sheet) -> None:
        place = self._folder / sheet.token
        beside = place / "sheet.new"
        beside.write_text(
            json.dumps(asdict(sheet) | {"made_at": sheet.made_at.isoformat()}, ensure_ascii=False)
        )
        beside.replace(place / "sheet.json")

    def _read(self, token: str) -> Sheet | None:
        try:
            kept = json.loads((self._folder / token / "sheet.json").read_text())
        except FileNotFoundError:
            return None
        kept["made_at"] = datetime.fromisoformat(kept["made_at"])
        kept["corrections"] = tuple(Correction(**one) for one in kept["corrections"])
        kept["verdicts"] = {key: Verdict(**one) for key, one in kept["verdicts"].items()}
        return Sheet(**kept)
