"""Shapes of the numbers that people see: case numbers, query codes, document numbers. No database here.

A case number is `region(6)-date(8)-serial(5)-check(1)`, for example 519921-20261130-00017-3. The check digit
is ISO 7064 MOD 11,10 over the nineteen digits before it: it finds every single wrong digit and nearly every
swap of two neighbours, which is what happens when a number is read out over the telephone.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.iso7064 import mod_11_10

QUERY_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capital letters without 0 and O, 1, I and L, which people mistake for each other."""

QUERY_LENGTH: Final = 8
LARGEST_SERIAL: Final = 99_999

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_HYPHENS = re.compile("[-‐‑‒–—−_]")
_DOCUMENT = re.compile(r"(?P<prefix>[^\[\]〔〕()（）\d]{1,20})〔(?P<year>\d{4})〕(?P<serial>[1-9]\d*)号")


class NumberRejected(ValueError):
    """The number can't be one of ours; `text` tells a person what to do about it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class CaseNumber:
    """The parts of a case number. `str()` gives the form that people see."""

    region: str
    day: date
    serial: int

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9]{6}", self.region):
            raise ValueError("a region code has 6 digits")
        if not 1 <= self.serial <= LARGEST_SERIAL:
            raise ValueError(f"a serial runs from 1 to {LARGEST_SERIAL}")
        if self.day.year < 1000:
            raise ValueError("a year has 4 digits")

    @property
    def compact(self) -> str:
        """Twenty digits without hyphens."""
        body = f"{self.region}{self.day:%Y%m%d}{self.serial:05d}"
        return body + mod_11_10.calc_check_digit(body)

    def __str__(self) -> str:
        digits = self.compact
        return f"{digits[:6]}-{digits[6:14]}-{digits[14:19]}-{digits[19]}"


def _cleaned(text: str) -> str:
    return _HYPHENS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", text))).upper()


def case_number(text: str) -> CaseNumber:
    """Read a case number, with or without hyphens, full-width or not. Raises NumberRejected."""
    digits = _cleaned(text)
    if not digits:
        raise NumberRejected("请填写办件编号")
    if not re.fullmatch("[0-9]+", digits):
        raise NumberRejected("办件编号只有数字和短横线，请核对")
    if len(digits) < 20:
        raise NumberRejected(f"办件编号少 {20 - len(digits)} 位，请填满 20 位数字")
    if len(digits) > 20:
        raise NumberRejected(f"办件编号多 {len(digits) - 20} 位，请填 20 位数字")
    if not mod_11_10.is_valid(digits):
        raise NumberRejected("办件编号的校验位对不上，请对照凭证再核对")
    try:
        day = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
        return CaseNumber(digits[:6], day, int(digits[14:19]))
    except ValueError:
        raise NumberRejected("办件编号里的日期或者序号不对，请对照凭证再核对") from None


def looks_like_case_number(text: str) -> bool:
    """Whether a search box was given a case number rather than a name."""
    try:
        case_number(text)
    except NumberRejected:
        return False
    return True


def query_code(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A fresh query code: 8 of 31 signs, each equally likely (about 8.5 x 10^11 codes).

    `random_bytes(n)` gives n random bytes. A byte past the last whole multiple of 31 is thrown away, since
    keeping it would make some signs likelier.
    """
    fair = 256 - 256 % len(QUERY_ALPHABET)
    signs: list[str] = []
    while len(signs) < QUERY_LENGTH:
        drawn = random_bytes(QUERY_LENGTH)
        signs += [QUERY_ALPHABET[byte % len(QUERY_ALPHABET)] for byte in drawn if byte < fair]
    return "".join(signs[:QUERY_LENGTH])


def typed_query_code(text: str) -> str:
    """Read a query code as typed: spaces, hyphens, width and case don't matter. Raises NumberRejected."""
    code = _cleaned(text)
    if not code:
        raise NumberRejected("请填写查询码")
    if len(code) != QUERY_LENGTH:
        raise NumberRejected(f"查询码是 {QUERY_LENGTH} 位，现在有 {len(code)} 位，请对照凭证核对")
    for place, sign in enumerate(code, start=1):
        if sign not in QUERY_ALPHABET:
            raise NumberRejected(f"查询码里没有“{sign}”，请对照凭证核对第 {place} 位")
    return code


def document_number(prefix: str, year: int, serial: int) -> str:
    """机关代字〔year〕serial号, no 第 and no leading zero (GB/T 9704-2012, 7.2.5). Raises ValueError."""
    number = f"{prefix}〔{year:04d}〕{serial}号"
    if not _DOCUMENT.fullmatch(number) or "第" in prefix:
        raise ValueError(f"not a document number: {number}")
    return number


def parsed_document_number(text: str) -> tuple[str, int, int]:
    """Prefix, year, serial of a typed document number; brackets are put right. Raises NumberRejected."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"[\[(【〔]", "〔", re.sub(r"[\])】〕]", "〕", plain))
    plain = re.sub(r"〕(?:第)?0*(?=\d)", "〕", plain)
    found = _DOCUMENT.fullmatch(plain)
    if not found:
        raise NumberRejected("文号写成“机关代字〔年份〕序号号”，例如：清审〔2026〕12号")
    return found["prefix"], int(found["year"]), int(found["serial"])
