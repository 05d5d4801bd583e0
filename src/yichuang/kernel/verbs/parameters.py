"""What a verb takes: one declaration in its signature gives validation, form fields, API schema and error texts.

A parameter is keyword-only and annotated: `reason: Annotated[str, Field(title="理由", min_length=15, max_length=500)]`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from yichuang.kernel.verbs.refusals import Because, Refused


class Parameters(BaseModel):
    """Base of the model made from a verb's signature."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=True)


def model_of(body: Callable[..., Any], name: str) -> type[Parameters]:
    """The pydantic model of a verb body's keyword-only parameters."""
    hints = get_type_hints(body, include_extras=True)
    fields: dict[str, Any] = {}
    for parameter in inspect.signature(body).parameters.values():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            continue
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[parameter.name] = (hints[parameter.name], default)
    title = "".join(part.capitalize() for part in name.replace(".", "_").split("_"))
    return create_model(title, __base__=Parameters, **fields)


def checked(model: type[Parameters], given: dict[str, Any]) -> dict[str, Any]:
    """The given values, converted and bounded; Refused names every field at fault in Chinese."""
    try:
        valid = model.model_validate(given)
    except ValidationError as error:
        raise refusal(error, model) from None
    values = dict(valid.__dict__)
    if unseen := [name for name, value in values.items() if _holds_control(value)]:
        fields = model.model_fields
        errors = {name: f"{label(fields.get(name), name)}里有看不见的字符，请删掉重写" for name in unseen}
        raise Refused(Because.BAD_INPUT, errors[unseen[0]], field=unseen[0], errors=errors)
    return values


# what no database, no document and no person can read; tabs and line breaks stay
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _holds_control(value: Any) -> bool:
    """Whether a control character stands anywhere in a value."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            if _CONTROL.search(one):
                return True
        elif isinstance(one, BaseModel):
            left.extend(one.__dict__.values())
        elif isinstance(one, dict):
            left.extend(one)
            left.extend(one.values())
        elif isinstance(one, list | tuple | set | frozenset):
            left.extend(one)
    return False


def refusal(error: ValidationError, model: type[BaseModel]) -> Refused:
    """A refusal with one Chinese sentence for each field that pydantic found wrong."""
    errors: dict[str, str] = {}
    for detail in error.errors():
        field = str(detail["loc"][0]) if detail["loc"] else ""
        info = model.model_fields.get(field)
        words = sentence(detail, label(info, field))
        if detail["type"] == "missing" and info and info.annotation is bool:
            words = f"{label(info, field)}：请选{_answers(info)}"
        elif detail["type"] == "missing" and _has_choices(info):
            words = words.replace("请填写", "请选", 1)
        errors.setdefault(field, words)
    first = next(iter(errors))
    return Refused(Because.BAD_INPUT, errors[first], field=first, errors=errors)


def _answers(info: FieldInfo) -> str:
    """The two answers of a yes or no, as the form words them."""
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    named = extra.get("choices")
    words = named.values() if isinstance(named, dict) else ("是", "否")
    return "或".join(f"“{word}”" for word in words)


def _has_choices(field: FieldInfo | None) -> bool:
    extra = field.json_schema_extra if field else None
    return isinstance(extra, dict) and "choices" in extra


def label(field: FieldInfo | None, name: str) -> str:
    """The Chinese name of a field."""
    return (field.title if field and field.title else None) or name


def sentence(detail: ErrorDetails, name: str) -> str:
    """What is wrong with a field and what to do about it."""
    context = detail.get("ctx") or {}
    length = len(detail["input"]) if isinstance(detail.get("input"), str) else 0
    match detail["type"]:
        case "missing":
            return f"请填写{name}"
        case "string_too_short":
            least = context["min_length"]
            return f"请填写{name}" if length == 0 else f"{name}至少写 {least} 个字，现在 {length} 个"
        case "string_too_long":
            return f"{name}最多 {context['max_length']} 个字，现在 {length} 个"
        case "greater_than_equal" | "greater_than":
            return f"{name}太小，最小是 {context.get('ge', context.get('gt'))}"
        case "less_than_equal" | "less_than":
            return f"{name}太大，最大是 {context.get('le', context.get('lt'))}"
        case "literal_error" | "enum":
            return f"{name}请从列出的选项中选"
        case "extra_forbidden":
            return f"这里不需要填写“{name}”"
        case kind if kind.startswith(("date", "time")):
            return f"{name}请写成 2026-11-24 这样的日期"
        case kind if kind.startswith(("int", "float", "decimal")):
            return f"{name}请填数字"
        case kind if kind.startswith("bool"):
            return f"{name}请选“是”或“否”"
        case "value_error":
            return str(context.get("error") or f"{name}不对，请检查")
        case _:
            return f"{name}的格式不对，请检查"
