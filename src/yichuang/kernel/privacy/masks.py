"""Every mask of personal data, in one place. Source: 个人信息保护法 art. 6, 51; RULEBOOK section 12.

A mask never fails: a value of an unknown shape is hidden whole rather than shown.
"""

from __future__ import annotations

import re
import unicodedata

STAR = "*"
HIDDEN = "***"

_COMPOUND = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙慕容长孙宇文司徒司空夏侯"
    "令狐轩辕端木申屠澹台南宫独孤公冶闻人万俟呼延钟离鲜于拓跋"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND[n : n + 2] for n in range(0, len(_COMPOUND), 2))

# What may be shown of an address ends at the township, or at the county or city where none is named.
_COUNTIES = r"(?:[^\d]{1,12}?(?:省|自治区|自治州|自治县|市|地区|盟|县|区|旗)){0,4}"
_TOWNSHIP = re.compile(rf"^{_COUNTIES}[^\d]{{1,8}}?(?:街道办事处|街道|镇|乡|苏木)")
_COUNTY = re.compile(rf"^{_COUNTIES}")

_ID_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])(\d{17}[0-9Xx]|\d{15})(?![0-9A-Za-z])")
_PHONE_IN_TEXT = re.compile(r"(?<!\d)(1[3-9]\d{9})(?!\d)")
_ACCOUNT_IN_TEXT = re.compile(r"(?<!\d)(\d{16,19})(?!\d)")


def _clean(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def _between(text: str, head: int, tail: int) -> str:
    """Keep `head` and `tail` characters; all stars when less than a third would be hidden."""
    hidden = len(text) - head - tail
    if hidden * 3 < len(text):
        return STAR * len(text)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


def mask_name(name: str) -> str:
    """张三丰 → 张*; 欧阳锋 → 欧阳*. One star whatever the length, so the length tells nothing."""
    name = _clean(name)
    if not name:
        return ""
    if len(name) == 1:
        return STAR
    keep = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:keep] + STAR


def mask_id(number: str) -> str:
    """5130**********1234 for a citizen number (15 or 18); other documents keep the first and the last two."""
    number = _clean(number).upper()
    return _between(number, 4, 4) if len(number) >= 15 else _between(number, 1, 2)


def mask_phone(number: str) -> str:
    """138****5678 for a mobile; a fixed line keeps its area code and the last three digits."""
    number = _clean(number)
    mobile = re.fullmatch(r"(?:\+?86-?)?(1\d{10})", number)
    if mobile:
        return _between(mobile[1], 3, 4)
    fixed = re.fullmatch(r"(0\d{2,3})-?(\d{7,8})(-\d+)?", number)
    if fixed:
        return f"{fixed[1]}-{STAR * (len(fixed[2]) - 3)}{fixed[2][-3:]}"
    return STAR * len(number)


def mask_credit_code(code: str) -> str:
    """9151**********1X8G: the first four and the last four of a unified social credit code."""
    return _between(_clean(code).upper(), 4, 4)


def mask_account(number: str) -> str:
    """Only the last four digits of a bank account."""
    number = _clean(number)
    return _between(number, 0, 4)


def mask_email(address: str) -> str:
    """z***@example.com"""
    name, at, host = _clean(address).partition("@")
    return f"{name[:1]}{HIDDEN}@{host}" if at and name else STAR * len(name)


def mask_address(address: str) -> str:
    """Down to the township (or the county), the rest hidden; never a house number."""
    address = _clean(address)
    if not address:
        return ""
    return public_address(address) + HIDDEN


def public_address(address: str) -> str:
    """What a public list may show of an address: province to township, "" when neither can be told."""
    address = _clean(address)
    found = _TOWNSHIP.match(address) or _COUNTY.match(address)
    return found[0] if found else ""


def scrub(text: str) -> str:
    """Mask citizen numbers, bank accounts and mobile numbers standing in free text."""
    text = _ID_IN_TEXT.sub(lambda found: mask_id(found[1]), text)
    text = _ACCOUNT_IN_TEXT.sub(lambda found: mask_account(found[1]), text)
    return _PHONE_IN_TEXT.sub(lambda found: mask_phone(found[1]), text)
