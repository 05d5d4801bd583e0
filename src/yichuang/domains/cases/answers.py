"""Answers to an item's own form, as typed at a counter: cleaned, and checked where something was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from yichuang.domains.catalogue.content import FormField


def checked_answers(
    fields: Sequence[FormField], typed: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What to keep and what is wrong, by the field's code. At a counter the paper form counts, so none is required."""
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    for field in fields:
        text = typed.get(field.code, "").strip()
        if not text:
            continue
        fault, value = _checked(field, text)
        if fault:
            errors[field.code] = fault
        else:
            kept[field.code] = value
    return kept, errors


def _checked(field: FormField, text: str) -> tuple[str, str]:
    if len(text) > field.max_length:
        return f"{field.label}最多 {field.max_length} 个字，现在 {len(text)} 个", text
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if field.type == "number":
        try:
            return "", f"{Decimal(plain.replace(',', '')):f}"
        except (InvalidOperation, ValueError):
            return f"{field.label}要填数字，比如 36", text
    if field.type == "date":
        try:
            return "", date.fromisoformat(plain).isoformat()
        except ValueError:
            return f"{field.label}请写成 2026-11-24 这样的日期", text
    if field.type == "choice" and field.options and text not in field.options:
        return f"{field.label}请从列出的选项中选", text
    return "", text
