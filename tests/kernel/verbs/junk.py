"""Junk for a verb's parameters: now of the right shape and wild in its values, now of no shape at all."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from yichuang.kernel.verbs.declare import Verb

WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "a\x00b",
        "\ud800",
        "王" * 5000,
        "' OR 1=1 --",
        "{{7*7}}",
        "\u202e",
        "１２",
        "-1",
        "1e400",
    ]
)
NUMBERS = st.integers(-3, 60) | st.sampled_from([2**31, 2**63, -(2**63), 10**40, 0])
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.floats() | WORDS | st.binary(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


def given_to(verb: Verb, known: dict[str, list[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """What somebody may send to a verb; `known` are values worth trying, by the name of the parameter."""
    fields = verb.parameters.model_fields
    shaped = {name: _field(field, known.get(name, [])) for name, field in fields.items()}
    required = {name: shaped[name] for name, field in fields.items() if field.is_required()}
    optional = {name: shaped[name] for name, field in fields.items() if not field.is_required()}
    right = st.fixed_dictionaries(required, optional=optional)
    one_wrong = st.tuples(right, st.sampled_from([*fields, "unknown"]), ANYTHING).map(
        lambda drawn: {**drawn[0], drawn[1]: drawn[2]}
    )
    wild = st.dictionaries(st.sampled_from([*fields, "unknown"]), ANYTHING, max_size=4)
    return st.one_of(right, one_wrong, wild)


def _field(field: FieldInfo, known: list[Any]) -> st.SearchStrategy[Any]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    choices = [*known, *extra.get("choices", {})]  # type: ignore[misc]
    shaped = _of(field.annotation)
    least = next((m.min_length for m in field.metadata if getattr(m, "min_length", None)), 0)
    if field.annotation is str and least:
        shaped = shaped | st.text("理由充分经核实", min_size=least, max_size=least + 20)
    # known values come often, or nothing would get past the first question of a verb with ten parameters
    return st.one_of(*[st.sampled_from(choices)] * 4, shaped) if choices else shaped


def _of(kind: Any) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, UnionType):
        return st.one_of([_of(one) for one in inner])
    if hasattr(kind, "__metadata__"):
        return _of(inner[0])
    if origin in (list, tuple, set, frozenset):
        return st.lists(_of(inner[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(_of(inner[0]), _of(inner[1]), max_size=3)
    if isinstance(kind, type):
        return _of_class(kind)
    return ANYTHING


def _of_class(kind: type) -> st.SearchStrategy[Any]:
    if issubclass(kind, BaseModel):
        fields = kind.model_fields.items()
        return st.fixed_dictionaries(
            {name: _field(field, []) for name, field in fields if field.is_required()},
            optional={name: _field(field, []) for name, field in fields if not field.is_required()},
        )
    if issubclass(kind, Enum):
        return st.sampled_from([one.value for one in kind])
    simple: dict[type, st.SearchStrategy[Any]] = {
        NoneType: st.none(),
        bool: st.booleans(),
        int: NUMBERS,
        str: WORDS,
        float: st.floats(),
        Decimal: st.decimals(),
        date: st.dates(),
        datetime: st.datetimes(),
        time: st.times(),
    }
    return simple.get(kind, ANYTHING)
