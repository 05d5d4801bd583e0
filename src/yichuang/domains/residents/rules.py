"""Numbers that people and enterprises are known by: cleaned up, checked, and refused in a precise sentence.

Sources: GB 11643 (citizen number), GB 32100 (unified social credit code), GB/T 2260 (province codes).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from stdnum.cn import ric, uscc

PROVINCES: Final = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
    "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
    "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
    "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾居民",
}  # fmt: skip
"""First two digits of a citizen number; 81 to 83 also open residence permits of Hong Kong, Macao, Taiwan."""

PERMANENT_RESIDENT: Final = "9"
"""First digit of a foreigner's permanent residence card: 9, province, three digits of nationality."""

OLDEST_YEAR: Final = 1800
CENTENARIANS: Final = ("996", "997", "998", "999")
"""Serials of 15-digit numbers kept for people born before 1900 (GB 11643)."""

AUTHORITIES: Final = "123456789ANY"
"""Registering authorities of a unified social credit code (GB 32100): N is agriculture, Y the others."""

_NAMES = {"citizen": "身份证号", "credit": "统一社会信用代码", "mobile": "手机号"}
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_HYPHENS = re.compile("[-‐‑‒–—−_]")
_LOOKALIKES = {"O": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2"}


class Sex(StrEnum):
    """Sex as the seventeenth digit of a citizen number tells it."""

    MALE = "male"
    FEMALE = "female"


class NumberRejected(ValueError):
    """The number can't be right; `text` tells a person what to do about it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class CitizenNumber:
    """A checked citizen number (18 characters) and what it says."""

    number: str
    birth_date: date
    sex: Sex
    province: str

    def age_on(self, day: date) -> int:
        """Full years on `day` (民法典 art. 17: of age at eighteen)."""
        passed = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (0 if passed else 1)


def cleaned(text: str) -> str:
    """Full-width to half-width, spaces and hyphens of every kind dropped, upper case."""
    return _HYPHENS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", text))).upper()


def _check_length(text: str, length: int, name: str) -> None:
    if not text:
        raise NumberRejected(f"请填写{name}")
    if len(text) < length:
        raise NumberRejected(f"{name}少 {length - len(text)} 位，请填满 {length} 位")
    if len(text) > length:
        raise NumberRejected(f"{name}多 {len(text) - length} 位，请填 {length} 位")


def _check_digits(text: str, name: str) -> None:
    """Every character a digit; a letter that looks like one is named with its place."""
    for place, character in enumerate(text, start=1):
        if character in "0123456789":
            continue
        meant = _LOOKALIKES.get(character)
        if meant:
            raise NumberRejected(f"{name}第 {place} 位是字母 {character}，请改成数字，可能是 {meant}")
        raise NumberRejected(f"{name}第 {place} 位是“{character}”，请改成数字")


def _birth_date(digits: str, today: date) -> date:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        born = date(year, month, day)
    except ValueError:
        raise NumberRejected(f"身份证号里的出生日期 {digits} 不存在，请核对第 7 到 14 位") from None
    if born > today:
        raise NumberRejected(f"身份证号里的出生日期 {digits} 还没有到，请核对第 7 到 14 位")
    if year < OLDEST_YEAR:
        raise NumberRejected(f"身份证号里的出生年份 {digits[:4]} 太早，请核对第 7 到 10 位")
    return born


def _province(number: str) -> str:
    code = number[1:3] if number[0] == PERMANENT_RESIDENT else number[:2]
    province = PROVINCES.get(code)
    if province is None:
        place = "第 2、3 位" if number[0] == PERMANENT_RESIDENT else "前 2 位"
        raise NumberRejected(f"身份证号{place}“{code}”不是省份代码，请核对")
    return province


def lengthened(old: str) -> str:
    """The 18 characters of a 15-digit number: century put in, check character added (GB 11643)."""
    century = "18" if old[12:] in CENTENARIANS else "19"
    body = old[:6] + century + old[6:]
    return body + ric.calc_check_digit(body + "0")


def _old_number(number: str, today: date) -> str:
    """The 18 characters of an old number; one without a real date is a new number cut short."""
    _check_digits(number, _NAMES["citizen"])
    longer = lengthened(number)
    try:
        _birth_date(longer[6:14], today)
    except NumberRejected:
        return number
    return longer


def citizen_number(text: str, *, today: date) -> CitizenNumber:
    """Check a citizen number of 18 or 15 characters and read it. Raises NumberRejected.

    Province, date and check character must be real (GB 11643); the county isn't looked up, since
    counties come and go and numbers stay.
    """
    name = _NAMES["citizen"]
    number = cleaned(text)
    if len(number) == 15:
        number = _old_number(number, today)
    _check_length(number, 18, name)
    _check_digits(number[:17], name)
    if number[17] not in "0123456789X":
        raise NumberRejected(f"身份证号最后一位是“{number[17]}”，请改成数字或者字母 X")
    province = _province(number)
    born = _birth_date(number[6:14], today)
    if ric.calc_check_digit(number) != number[17]:
        raise NumberRejected("身份证号最后一位对不上，请再核对每一位")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return CitizenNumber(number, born, sex, province)


def credit_code(text: str) -> str:
    """Check a unified social credit code and give its 18 characters. Raises NumberRejected (GB 32100).

    The check character comes from the package; the layout is checked here, because the package knows
    no lettered authorities and would refuse the N codes of village economic cooperatives.
    """
    name = _NAMES["credit"]
    code = cleaned(text)
    _check_length(code, 18, name)
    for place, character in enumerate(code, start=1):
        if character in "IOSVZ":
            meant = _LOOKALIKES.get(character)
            hint = f"，可能是数字 {meant}" if meant else ""
            raise NumberRejected(f"{name}不用字母 {character}，请核对第 {place} 位{hint}")
        if not re.match("[0-9A-Z]", character):
            raise NumberRejected(f"{name}第 {place} 位是“{character}”，请改成数字或者大写字母")
    if code[0] not in AUTHORITIES:
        raise NumberRejected(f"{name}第 1 位“{code[0]}”不是登记管理部门代码，请核对")
    region = re.search("[^0-9]", code[2:8])
    if region:
        raise NumberRejected(f"{name}第 {region.start() + 3} 位应当是数字，请核对")
    if uscc.calc_check_digit(code) != code[17]:
        raise NumberRejected(f"{name}最后一位对不上，请再核对每一位")
    return code


def mobile_number(text: str) -> str:
    """Check a mobile number of the mainland and give its 11 digits; +86 comes off. Raises NumberRejected."""
    name = _NAMES["mobile"]
    number = cleaned(text)
    number = re.sub(r"^(?:\+86|0086|86(?=1\d{10}$))", "", number)
    if number.startswith("0") and len(number) in (11, 12):
        raise NumberRejected("这是固定电话，请填手机号，好收短信")
    _check_length(number, 11, name)
    _check_digits(number, name)
    if number[0] != "1":
        raise NumberRejected("手机号以 1 开头，请核对第 1 位")
    if number[1] not in "3456789":
        raise NumberRejected(f"手机号没有 {number[:2]} 开头的，请核对第 2 位")
    return number
