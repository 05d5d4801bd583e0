"""A verb's form: its parameters as fields to show, and what was posted as values to perform with.

The declaration in the verb's signature is the only source. What a parameter says beyond its type stands in
`json_schema_extra`: `choices` {code: label}, `hint`, `unit`, `long` (True for several lines), `only` {name: codes}
(asked for only while another parameter has that value, or one of those, parted by spaces).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Protocol, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.parameters import label
from yichuang.kernel.verbs.refusals import Refused

LONG_FROM = 120  # characters; a longer text gets several lines
ANSWERS = {"true": "是", "false": "否"}
_CODES = str.maketrans("－—–‐", "----")


class Posted(Protocol):
    """What a form sent, as Django gives it."""

    def get(self, key: str, default: Any = None, /) -> Any:
        """The last value under that name."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, as the component `field` takes it.

    `type` is text, long_text, number, date, choice, radio or checkbox; `choices` are (code, words).
    """

    name: str
    label: str
    type: str
    required: bool
    value: str = ""
    hint: str = ""
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    max_length: int | None = None
    least: int | None = None
    most: int | None = None
    error: str = ""
    only: tuple[str, str] | None = (
        None  # (name, codes parted by spaces) of the choice with which it is asked for
    )


def fields_of(
    verb: Verb,
    given: Mapping[str, Any] | None = None,
    refused: Refused | None = None,
    *,
    choices: Mapping[str, Mapping[str, str]] | None = None,
    skip: Collection[str] = (),
) -> list[Field]:
    """The fields of a verb that a person fills in, with what was typed and what was wrong with it.

    `choices` gives those that depend on the subject. Parameters that are lists or models have forms of their own and
    are left out; `can_be_asked` says whether the rest is enough.
    """
    found = []
    for name, info in verb.parameters.model_fields.items():
        kind, options = _kind(info)
        if kind is None or name in skip:
            continue
        if choices and name in choices:
            kind, options = "choice", tuple(choices[name].items())
        field = _field(name, info, kind, options)
        value = field.value if given is None else _text(given.get(name, ""))
        error = refused.errors.get(name, "") if refused else ""
        found.append(replace(field, value=value, error=error))
    return found


def can_be_asked(verb: Verb) -> bool:
    """Whether the generic form asks for everything that the verb requires."""
    return all(
        _kind(info)[0] is not None or not info.is_required() for info in verb.parameters.model_fields.values()
    )


def values_from(verb: Verb, posted: Posted, *, skip: Collection[str] = ()) -> dict[str, Any]:
    """What was posted, ready for `perform`: full-width figures and stray spaces cleaned, empty optional ones left out.

    Values stay text: `perform` converts and bounds them, and names every field at fault.
    """
    values: dict[str, Any] = {}
    for name, info in verb.parameters.model_fields.items():
        kind, _ = _kind(info)
        if kind is None or name in skip:
            continue
        text = _text(posted.get(name, ""))
        if kind == "checkbox":
            values[name] = bool(text)
        elif text := cleaned(text, kind):
            values[name] = text
        elif info.is_required():
            values[name] = text if kind in ("text", "long_text") else None
    return {name: value for name, value in values.items() if value is not None}


def cleaned(text: str, kind: str = "text") -> str:
    """Figures, dates and codes in half width without spaces; sentences only lose spaces at both ends."""
    if kind in ("number", "date"):
        return "".join(unicodedata.normalize("NFKC", text).translate(_CODES).split()).replace(",", "")
    return text.strip()


def _field(name: str, info: FieldInfo, kind: str, options: tuple[tuple[str, str], ...]) -> Field:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    bounds: dict[str, Any] = {}
    for rule in info.metadata:
        for bound in ("max_length", "min_length", "ge", "le"):
            if getattr(rule, bound, None) is not None:
                bounds[bound] = getattr(rule, bound)
    if kind == "text" and (extra.get("long") or bounds.get("max_length", 0) > LONG_FROM):
        kind = "long_text"
    default = info.default
    return Field(
        name=name,
        label=label(info, name),
        type=kind,
        required=info.is_required(),
        value="" if info.is_required() else _text(default),
        hint=str(extra.get("hint", "")) or _bounds_hint(bounds),
        unit=str(extra.get("unit", "")),
        choices=options,
        max_length=bounds.get("max_length"),
        least=bounds.get("ge"),
        most=bounds.get("le"),
        only=_only(extra.get("only")),
    )


def _only(said: Any) -> tuple[str, str] | None:
    return (
        next(((str(name), str(codes)) for name, codes in said.items()), None)
        if isinstance(said, dict)
        else None
    )


def _bounds_hint(bounds: dict[str, Any]) -> str:
    least = bounds.get("min_length", 0)
    if least > 2:  # shorter ones are met by any real answer
        return f"至少 {least} 个字"
    if "ge" in bounds and "le" in bounds:
        return f"{bounds['ge']} 到 {bounds['le']}"
    return ""


def _kind(info: FieldInfo) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """How a parameter is asked for, and its choices; None for one that isn't a single value."""
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    named = extra.get("choices")
    options = tuple((str(k), str(v)) for k, v in named.items()) if isinstance(named, dict) else ()
    of = _plain_type(info.annotation)
    if of is bool:
        return (
            ("radio", options or tuple(ANSWERS.items()))
            if info.is_required() or options
            else ("checkbox", ())
        )
    if get_origin(of) is Literal:
        return "choice", options or tuple((str(one), str(one)) for one in get_args(of))
    if isinstance(of, type) and issubclass(of, Enum):
        return "choice", options or tuple(
            (str(one.value), str(getattr(one, "label", one.value))) for one in of
        )
    if options:
        return "radio" if len(options) <= 3 else "choice", options
    if of is int:
        return "number", ()
    if of is date:
        return "date", ()
    if of is str:
        return "text", ()
    return None, ()


def _plain_type(annotation: Any) -> Any:
    """`int` of `int | None`."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [one for one in get_args(annotation) if one is not NoneType]
        return inner[0] if len(inner) == 1 else annotation
    return annotation


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value) if isinstance(value, Enum) else str(value)
