"""The one way of saying no."""

from __future__ import annotations

from enum import StrEnum


class Because(StrEnum):
    """Why a verb was refused; the API answers with the status of each."""

    NOT_FOUND = "not_found"  # 404: no such row, or a row of another office
    NO_RIGHT = "no_right"  # 403
    WRONG_STATE = "wrong_state"  # 409
    LOST_RACE = "lost_race"  # 409: somebody else was first
    BAD_INPUT = "bad_input"  # 422
    GUARDED = "guarded"  # 409: something above the room is not done yet
    LIMITED = "limited"  # 429

    @property
    def status(self) -> int:
        """HTTP status of the answer (RFC 9457 problem)."""
        return _STATUS[self]


_STATUS = {
    Because.NOT_FOUND: 404,
    Because.NO_RIGHT: 403,
    Because.WRONG_STATE: 409,
    Because.LOST_RACE: 409,
    Because.BAD_INPUT: 422,
    Because.GUARDED: 409,
    Because.LIMITED: 429,
}


class Refused(Exception):
    """An act that can't be done: nothing has changed.

    `text` says in Chinese what is the matter, `field` names the input at fault, `remedy` says what to do; `errors`
    holds every field at fault with its sentence, when there are several.
    """

    def __init__(
        self,
        code: Because | str,
        text: str,
        field: str | None = None,
        remedy: str | None = None,
        errors: dict[str, str] | None = None,
    ) -> None:
        super().__init__(text)
        self.code = Because(code)
        self.text = text
        self.field = field
        self.remedy = remedy
        self.errors = errors if errors is not None else ({field: text} if field else {})


class Twice(Refused):
    """A value that may stand once stands already: somebody else, or the same person's other tab, was first."""


def not_found(what: str = "这件") -> Refused:
    """The same answer for rows that don't exist and rows that one may not see."""
    return Refused(Because.NOT_FOUND, f"没有找到{what}，或者不归您办理", remedy="请核对编号，或回到列表")


_taken: dict[str, tuple[str, str]] = {}


def unique(constraint: str, field: str, text: str) -> None:
    """Say in Chinese what it means when that constraint of the database finds a value twice; `field` is the input."""
    _taken[constraint] = (field, text)


def taken(constraint: str) -> Refused | None:
    """The refusal for a value that stands already, None for a constraint that no room has put into words."""
    if constraint not in _taken:
        return None
    field, text = _taken[constraint]
    return Twice(Because.BAD_INPUT, text, field=field)
