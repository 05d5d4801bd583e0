"""One thing asked on a page of the portal, and what becomes of what was typed: pure, no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from yichuang.domains.residents.rules import NumberRejected, citizen_number, credit_code, mobile_number

Options = tuple[tuple[str, str], ...]
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_FIXED_LINE = re.compile(r"0\d{2,3}-?\d{7,8}")
FEW = 6  # options that are shown as a list of radio buttons; more become a drop-down


@dataclass(frozen=True, slots=True)
class Ask:
    """A field: `kind` is one of text, name, long_text, number, date, choice, identity, credit, mobile, phone, tick."""

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    hint: str = ""
    options: Options = ()
    max_length: int = 200
    autocomplete: str = "off"
    source: str = ""
    unticked: str = ""  # what is said when a required tick is missing

    @property
    def shape(self) -> str:
        """Which control shows it."""
        if self.kind == "choice":
            return "radio" if len(self.options) <= FEW else "select"
        return self.kind

    def shown(self, value: str) -> str:
        """A kept value as a person reads it."""
        return dict(self.options).get(value, value)


class Wrong(ValueError):
    """What was typed can't be taken; `text` says what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def clean(ask: Ask, typed: str, today: date) -> str:
    """The value to keep. Raises Wrong with a sentence for the field."""
    text = typed.replace("\r\n", "\n").strip()
    if not text:
        if ask.required:
            raise Wrong(
                ask.unticked or f"{'请选择' if ask.kind == 'choice' else '请填写'}{_plain(ask.label)}"
            )
        return ""
    if len(text) > ask.max_length and ask.kind in ("text", "name", "long_text", "number"):
        raise Wrong(f"{_plain(ask.label)}最多 {ask.max_length} 个字，现在 {len(text)} 个")
    try:
        return _READ.get(ask.kind, _text)(ask, text, today)
    except NumberRejected as wrong:
        raise Wrong(wrong.text) from None


def clean_all(
    asks: tuple[Ask, ...], typed: dict[str, str], today: date
) -> tuple[dict[str, str], dict[str, str]]:
    """Values to keep and sentences for what is wrong, both by field."""
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    for ask in asks:
        try:
            kept[ask.name] = clean(ask, typed.get(ask.name, ""), today)
        except Wrong as wrong:
            errors[ask.name] = wrong.text
    return kept, errors


def _plain(label: str) -> str:
    """A label within a sentence: without the unit behind it and without a question mark."""
    return re.sub(r"（[^）]*）$", "", label).rstrip("？?")


def _name(ask: Ask, text: str, today: date) -> str:
    """A person's or an enterprise's name: letters of any script, figures and the usual marks, no pictures."""
    name = _text(ask, text, today)
    if wrong := next(
        (sign for sign in name if unicodedata.category(sign) in ("So", "Sk", "Cn", "Co", "Cf")), ""
    ):
        raise Wrong(f"{_plain(ask.label)}里的“{wrong}”不是文字，请删掉")
    return name


def _text(_ask: Ask, text: str, _today: date) -> str:
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))


def _number(ask: Ask, text: str, _today: date) -> str:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise Wrong(f"{_plain(ask.label)}要填数字，比如 36") from None
    if not value.is_finite() or value < 0:
        raise Wrong(f"{_plain(ask.label)}要填 0 或更大的数字")
    return f"{value:f}"


def _date(ask: Ask, text: str, _today: date) -> str:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    shape = f"{_plain(ask.label)}请写成 2026-11-24 这样的日期"
    if not found:
        raise Wrong(shape)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Wrong(shape) from None
    if not 1900 <= day.year <= 2100:
        raise Wrong(f"{_plain(ask.label)}的年份不对，请核对")
    return day.isoformat()


def _choice(ask: Ask, text: str, _today: date) -> str:
    if text not in dict(ask.options):
        raise Wrong(f"{_plain(ask.label)}请从列出的选项中选")
    return text


def _identity(_ask: Ask, text: str, today: date) -> str:
    return citizen_number(text, today=today).number


def _phone(_ask: Ask, text: str, _today: date) -> str:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    return plain if _FIXED_LINE.fullmatch(plain) else mobile_number(plain)


def _tick(ask: Ask, text: str, _today: date) -> str:
    if text != "1":
        raise Wrong(ask.unticked or f"请确认：{ask.label}")
    return text


_READ: dict[str, Callable[[Ask, str, date], str]] = {
    "name": _name,
    "number": _number,
    "date": _date,
    "choice": _choice,
    "identity": _identity,
    "credit": lambda _ask, text, _today: credit_code(text),
    "mobile": lambda _ask, text, _today: mobile_number(text),
    "phone": _phone,
    "tick": _tick,
}
