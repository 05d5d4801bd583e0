"""The adjustment form: an item's text as fields named by their place in the text, and back.

Bases, situations, fees and form fields stay as they are; they change through the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from yichuang.domains.catalogue.inputs import Fault, ItemText, read_text
from yichuang.domains.catalogue.sheets import KNOWN_STAGES

WORDS = ("name", "limit_basis", "limit_note", "place", "result", "result_validity")
CHOICES = ("kind", "case_kind", "level")
FLAGS = ("online", "at_window", "two_reviewers", "limit_certain")
DAYS = ("statutory_days", "promised_days")
LINES = ("aliases", "conditions")
STAGE = ("code", "name", "days")
MATERIAL = (
    "code",
    "name",
    "kind",
    "copies",
    "source",
    "required",
    "may_follow",
    "follow_days",
    "when",
    "note",
)
MATERIAL_FLAGS = ("required", "may_follow")
SPARE = {"stages": 2, "materials": 3}
MOST_ROWS = 60


@dataclass(slots=True)
class Sent:
    """A form as it came: values by field for showing it again, the text if it is one, faults by field."""

    values: dict[str, Any]
    text: ItemText | None = None
    errors: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)  # which rows of the form hold something

    def place(self, path: str) -> str:
        """The field of the form for a place in the text: empty rows in between were left out of the text."""
        parts = path.split(".")
        if len(parts) > 1 and parts[0] in self.rows and parts[1].isdigit():
            kept = self.rows[parts[0]]
            parts[1] = str(kept[int(parts[1])] if int(parts[1]) < len(kept) else parts[1])
        return ".".join(parts)


def values_of(text: ItemText | None) -> dict[str, Any]:
    """The fields of the form for a text; for a new item, empty."""
    given = text.model_dump(mode="json") if text else {}
    values: dict[str, Any] = {name: given.get(name, "") for name in (*WORDS, *CHOICES)}
    values |= {name: given.get(name) for name in DAYS}
    values |= {name: given.get(name, name in ("at_window", "limit_certain")) for name in FLAGS}
    values |= {name: "\n".join(given.get(name, ())) for name in LINES}
    values["themes"] = "、".join(given.get("themes", ()))
    values["audience"] = given.get("audience", [])
    for part, spare in SPARE.items():
        values[part] = [*given.get(part, ()), *({} for _ in range(spare))]
    return values


def read_form(posted: QueryDict, before: ItemText | None) -> Sent:
    """The text that was sent, over what stood before for the parts that the form doesn't show."""
    values: dict[str, Any] = {
        name: posted.get(name, "").replace("\0", "") for name in (*WORDS, *CHOICES, *DAYS, *LINES, "themes")
    }
    values |= {name: posted.get(name, "") == "1" for name in FLAGS}
    values["audience"] = [str(one) for one in posted.getlist("audience")]
    values["stages"] = _rows(posted, "stages", STAGE, ())
    values["materials"] = _rows(posted, "materials", MATERIAL, MATERIAL_FLAGS)
    sent = Sent(values)
    given = before.model_dump(mode="json") if before else {}
    given |= {name: values[name] for name in (*WORDS, *CHOICES, *FLAGS, "audience")}
    given |= {name: _number(values[name]) for name in DAYS}
    given |= {name: [one.strip() for one in values[name].splitlines() if one.strip()] for name in LINES}
    given["themes"] = [one.strip() for one in values["themes"].replace("，", "、").split("、") if one.strip()]
    for part in SPARE:
        sent.rows[part] = [i for i, row in enumerate(values[part]) if row["name"].strip()]
        given[part] = [_row(part, values[part][i], n) for n, i in enumerate(sent.rows[part], start=1)]
    sent.text, faults = read_text(given)
    sent.errors = by_field(sent, faults)
    return sent


def by_field(sent: Sent, faults: list[Fault]) -> dict[str, str]:
    """The first fault of each field of the form."""
    errors: dict[str, str] = {}
    for fault in faults:
        errors.setdefault(sent.place(fault.field), fault.text)
    return errors


def _rows(
    posted: QueryDict, part: str, names: tuple[str, ...], flags: tuple[str, ...]
) -> list[dict[str, Any]]:
    count = posted.get(f"{part}.count", "0")
    number = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    return [
        {
            name: posted.get(f"{part}.{i}.{name}", "") == "1"
            if name in flags
            else posted.get(f"{part}.{i}.{name}", "").replace("\0", "")
            for name in names
        }
        for i in range(number)
    ]


def _row(part: str, row: Mapping[str, Any], n: int) -> dict[str, Any]:
    made = {name: value for name, value in row.items() if value != ""}
    if part == "stages":
        by_label = {label: code for code, label in KNOWN_STAGES.items()}
        made.setdefault("code", by_label.get(row["name"].strip(), f"stage_{n}"))
    else:
        made.setdefault("code", f"n{n}")
    return made


def _number(text: str) -> Any:
    return None if not text.strip() else text.strip()
