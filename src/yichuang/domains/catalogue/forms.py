"""The adjustment form: an item's whole text as fields named by their place in the text, and back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from yichuang.domains.catalogue.inputs import Fault, ItemText, read_text, where
from yichuang.domains.catalogue.sheets import KNOWN_STAGES

WORDS = ("name", "limit_basis", "limit_note", "place", "result", "result_validity")
CHOICES = ("kind", "case_kind", "level")
FLAGS = ("online", "at_window", "two_reviewers", "limit_certain")
DAYS = ("statutory_days", "promised_days")
UNITS = ("statutory_unit", "promised_unit")
LINES = ("aliases", "conditions")
MOST_ROWS = 60
MOST_FEN = 100_000_000
MORE = 3  # rows that one press of “再加几行” adds


@dataclass(frozen=True, slots=True)
class Part:
    """A list in the text, shown as rows: its cells, those that are ticks, what a fresh row holds already.

    A row lives by its `key`: an old row whose key was emptied is taken away, a fresh one is filled in when any cell of
    it differs from what it held.
    """

    key: str
    cells: tuple[str, ...]
    flags: tuple[str, ...] = ()
    fresh: Mapping[str, Any] = field(default_factory=dict)
    spare: int = 1
    code: str = ""  # what a row without a code of its own gets, with a number behind it


PARTS: dict[str, Part] = {
    "legal_basis": Part("name", ("name", "article", "text"), spare=2),
    "stages": Part("name", ("code", "name", "days"), spare=2, code="stage_"),
    "situations": Part("question", ("code", "question", "options"), code="s"),
    "materials": Part(
        "name",
        ("code", "name", "kind", "copies", "source", "required", "may_follow", "follow_days", "when", "note"),
        ("required", "may_follow"),
        {"kind": "original", "copies": "1", "source": "申请人自备", "required": True, "follow_days": "0"},
        spare=3,
        code="n",
    ),
    "fees": Part("name", ("name", "amount_fen", "unit", "basis"), fresh={"unit": "件"}),
    "fields": Part(
        "label",
        ("code", "label", "type", "required", "max_length", "hint", "options"),
        ("required",),
        {"type": "text", "required": True, "max_length": "200"},
        spare=2,
        code="f",
    ),
}
SPARE = {name: part.spare for name, part in PARTS.items()}


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
            parts = parts[:3]  # answers and options are one cell
        return ".".join(parts)


def values_of(text: ItemText | None) -> dict[str, Any]:
    """The fields of the form for a text; for a new item, empty."""
    given = text.model_dump(mode="json") if text else {}
    values: dict[str, Any] = {name: given.get(name, "") for name in (*WORDS, *CHOICES)}
    values |= {name: given.get(name, "working_day") for name in UNITS}
    values |= {name: given.get(name) for name in DAYS}
    values |= {name: given.get(name, name in ("at_window", "limit_certain")) for name in FLAGS}
    values |= {name: "\n".join(given.get(name, ())) for name in LINES}
    values["themes"] = "、".join(given.get("themes", ()))
    values["audience"] = given.get("audience", [])
    for name, part in PARTS.items():
        old = [{**_shown(name, row), "was": "1"} for row in given.get(name, ())]
        values[name] = [*old, *fresh_rows(part, part.spare)]
    return values


def fresh_rows(part: Part, count: int) -> list[dict[str, Any]]:
    """Rows to be filled in."""
    return [
        {**dict.fromkeys(part.cells, ""), **dict.fromkeys(part.flags, False), **part.fresh}
        for _ in range(count)
    ]


def _shown(part: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the text as its cells: money in yuan, answers as lines."""
    shown = dict(row)
    if part == "fees":
        shown["amount_fen"] = f"{(Decimal(row['amount_fen']) / 100).normalize():f}"
    if part == "situations":
        shown["options"] = "\n".join(f"{one['code']}={one['label']}" for one in row["options"])
    if part == "fields":
        shown["options"] = "\n".join(row["options"])
    return shown


def read_form(posted: QueryDict, before: ItemText | None) -> Sent:
    """The text that was sent, and every fault of it by field."""
    values: dict[str, Any] = {
        name: posted.get(name, "").replace("\0", "") for name in (*WORDS, *CHOICES, *DAYS, *LINES, "themes")
    }
    values |= {name: posted.get(name, "working_day") for name in UNITS}
    values |= {name: posted.get(name, "") == "1" for name in FLAGS}
    values["audience"] = [str(one) for one in posted.getlist("audience")]
    for name, part in PARTS.items():
        values[name] = _rows(posted, name, part)
    sent = Sent(values)
    given = before.model_dump(mode="json") if before else {}
    given |= {name: values[name] for name in (*WORDS, *CHOICES, *UNITS, *FLAGS, "audience")}
    given |= {name: _number(values[name]) for name in DAYS}
    given |= {name: _lines(values[name]) for name in LINES}
    given["themes"] = [one.strip() for one in values["themes"].replace("，", "、").split("、") if one.strip()]
    early: list[Fault] = []
    for name, part in PARTS.items():
        sent.rows[name] = [i for i, row in enumerate(values[name]) if _stands(part, row)]
        rows = [values[name][i] for i in sent.rows[name]]
        given[name], faults = _part(name, part, rows)
        early += faults
    sent.text, faults = read_text(given)
    sent.errors = by_field(sent, [*early, *faults])
    if early:
        sent.text = None
    return sent


def by_field(sent: Sent, faults: Iterable[Fault]) -> dict[str, str]:
    """The first fault of each field of the form."""
    errors: dict[str, str] = {}
    for fault in faults:
        errors.setdefault(sent.place(fault.field), fault.text)
    return errors


def _rows(posted: QueryDict, name: str, part: Part) -> list[dict[str, Any]]:
    count = posted.get(f"{name}.count", "0")
    number = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    more = MORE if posted.get("more") == name else 0
    found = [
        {
            cell: posted.get(f"{name}.{i}.{cell}", "") == "1"
            if cell in part.flags
            else posted.get(f"{name}.{i}.{cell}", "").replace("\0", "")
            for cell in (*part.cells, "was")
        }
        for i in range(number)
    ]
    return [*found, *fresh_rows(part, min(more, MOST_ROWS - number))]


def _stands(part: Part, row: Mapping[str, Any]) -> bool:
    """Whether a row is part of the text: it has its key, or somebody has begun to fill in a fresh one."""
    if row[part.key].strip():
        return True
    if row.get("was") or row.get("code"):
        return False
    typed = [cell for cell in part.cells if cell not in part.flags]
    return any(row[cell].strip() not in ("", str(part.fresh.get(cell, ""))) for cell in typed)


def _part(name: str, part: Part, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Fault]]:
    """The rows as the text takes them; faults that only the form can tell."""
    taken = {row["code"] for row in rows if row.get("code")}
    made, faults = [], []
    for i, row in enumerate(rows):
        one = {cell: row[cell] for cell in part.cells if row[cell] != ""}
        if not row[part.key].strip():
            faults.append(Fault((name, i, part.key), f"请填写{where((name, i, part.key))}"))
        if part.code and not one.get("code"):
            one["code"] = _free_code(name, part, row, taken)
            taken.add(one["code"])
        if name == "fees":
            one["amount_fen"], fault = _fen(row["amount_fen"])
            faults += (
                [Fault((name, i, "amount_fen"), f"{where((name, i, 'amount_fen'))}{fault}")] if fault else []
            )
        if name == "situations":
            one["options"] = _answers(row["options"])
        if name == "fields":
            one["options"] = _lines(row["options"])
        made.append(one)
    return made, faults


def _free_code(name: str, part: Part, row: Mapping[str, Any], taken: set[str]) -> str:
    if name == "stages":
        by_label = {label: code for code, label in KNOWN_STAGES.items()}
        known = by_label.get(row["name"].strip())
        if known and known not in taken:
            return known
    return next(code for n in range(1, 1000) if (code := f"{part.code}{n}") not in taken)


def _answers(text: str) -> list[dict[str, str]]:
    """Answers to a situation, one a line: `代码=答案`, or the answer alone, which then gets a code."""
    pairs = [[half.strip() for half in line.replace("＝", "=").rpartition("=")] for line in _lines(text)]
    taken = {code for code, _, _ in pairs}
    found = []
    for code, _, label in pairs:
        own = code or next(one for n in range(1, 100) if (one := f"o{n}") not in taken)
        taken.add(own)
        found.append({"code": own, "label": label})
    return found


def _fen(text: str) -> tuple[Any, str]:
    """Yuan as typed into fen, or what is wrong with it."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("元", "").strip()
    try:
        fen = Decimal(plain) * 100
    except InvalidOperation:
        return 1, "请填数字，比如 80 或 12.5" if plain else "要填"
    if not fen.is_finite() or fen != fen.to_integral_value():
        return 1, "最多写两位小数"
    if not 0 < fen <= MOST_FEN:
        return 1, f"要大于 0、不超过 {MOST_FEN // 1_000_000} 万元；不收费的，把收费名称清空"
    return int(fen), ""


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


def _number(text: str) -> Any:
    return None if not text.strip() else text.strip()
