"""The log: one line of JSON an event, with the number of the request, and never a personal value.

What people type reaches exceptions' messages, addresses and arguments easily. So a line says which view it was, not
which address; and of an exception its kind and the places in the code that it came through, not its message.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

number: ContextVar[str] = ContextVar("request number", default="")

# mistakes of programmers and of the installation: their messages name code, files and settings, not values of people
SAFE = (AttributeError, NameError, ImportError, NotImplementedError, RecursionError, MemoryError, OSError)
DEEPEST = 30
EXTRA = ("method", "view", "status", "ms", "actor")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: at, level, logger, request, text, and what `extra` of ours it carries."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if request := number.get():
            line["request"] = request
        line["text"] = _text(record)
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["exception"] = exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _text(record: logging.LogRecord) -> str:
    """The message; of somebody else's libraries only its pattern, since its arguments may be anything."""
    if record.name == "yichuang" or record.name.startswith("yichuang."):
        return record.getMessage()
    return str(record.msg)


def exception(error: BaseException, places: int = DEEPEST) -> dict[str, Any]:
    """An exception without what people typed: kinds, places, and of a database's error the code and constraint."""
    told: dict[str, Any] = {"kind": f"{type(error).__module__}.{type(error).__qualname__}"}
    if isinstance(error, SAFE):
        told["message"] = str(error)[:300]
    if diagnosis := getattr(error, "diag", None):
        names = ("sqlstate", "table_name", "column_name", "constraint_name")
        told |= {name: value for name in names if (value := getattr(diagnosis, name, None))}
    told["places"] = _places(error.__traceback__)[-places:]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and places == DEEPEST:
        told["because"] = exception(cause, places=3)
    return told


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(path: str) -> str:
    for mark in ("/site-packages/", "/src/"):
        if mark in path:
            return path.rpartition(mark)[2]
    return path
