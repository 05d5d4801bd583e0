"""Numbers as Chinese reports write them, each with its value, its precision and what it may stand for. Pure.

1,234  1.2万  三万二千  百分之九十九点四  三分之二  九成  翻一番  99.4%  0.3‰  300余万  近百  约1.6万余  3至5  －5.2%
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from enum import StrEnum

from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide, multiply, printed
from yichuang.oversight.reportcheck.engine.units import PERCENT, PERMILLE, POINTS


class Bound(StrEnum):
    """How close the number is to what it tells of."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右
    OVER = "over"  # 余, 多, 以上, 超过
    UNDER = "under"  # 近, 不足, 以下
    RANGE = "range"  # 3至5


def digits_in_steps(value: Decimal, step: Decimal) -> str:
    """The digits of a value in whole steps."""
    if step == 1 and value == (whole := int(value)):
        return str(whole)
    return f"{divide(value, step).quantize(Decimal(1), context=_LONG):f}"


_LONG = Context(prec=120)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [at, to) of a view, with scale and per cent sign but without its measure word.

    `value` has the scale multiplied out; a percentage has the value before its sign. `step` is what the last written
    digit is worth when the number may have been rounded, 0 for a plain whole number. `spoken`: in Chinese characters.
    `vague`: no value can be given ("三四个", "上百"); `value` is 0 then. `added` is what it may stand for as a part of
    a sum: rounded, half a step more or less. `digits`: those printed, without leading zeros, point and scale: 12.9 %
    is 129. Both are asked so often that they are worked out but once.
    """

    at: int
    to: int
    value: Decimal
    step: Decimal
    interval: Interval
    bound: Bound
    sign: str = ""
    scale: Decimal = Decimal(1)
    spoken: bool = False
    vague: bool = False
    added: Interval = field(init=False, repr=False, compare=False)
    digits: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        half = self.step / 2
        is_exact = self.bound is Bound.EXACT
        object.__setattr__(
            self, "added", Interval(self.value - half, self.value + half) if is_exact else self.interval
        )
        object.__setattr__(self, "digits", digits_in_steps(abs(self.value), self.step or Decimal(1)))


SCALES = {"千": 10**3, "百": 100, "十": 10, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
          "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}  # fmt: skip
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_MULTIPLES = {"十": 10, "百": 100, "千": 1000}
_HAN = "零一二三四五六七八九十百千万亿两"

_ARABIC = re.compile(
    r"(?<!\d)(?P<minus>(?<![\dA-Za-z）\-~%零一二三四五六七八九十])[-+])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<more>[余多几来](?=[十百千万亿]))?"
    r"(?P<scale>(?:万亿|[十百千]?亿|[十百千]?万|千(?![米克瓦卡伏帕公])|百(?!分))(?!能|家灯|象|里|众|一))?"
    r"(?P<sign>%|‰|个?百分点)?"
)
_PARTS = re.compile(
    rf"(?P<base>百|千|万|[{_HAN}]+)分之(?P<number>[{_HAN}]+(?:点[零一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
)
_TENTHS = re.compile(
    r"(?P<tenths>[一二两三四五六七八九])成(?P<rest>[一二三四五六七八九半])?(?![立员为功效果都本品长就人熟绩群套型])"
)
_DOUBLED = re.compile(r"翻(?:了)?(?P<times>[一两二三]?)番")
_SPOKEN = re.compile(
    rf"[{_HAN}]+(?:点[零一二三四五六七八九]+)?(?P<more>[余多](?=[{_HAN}]))?(?P<scale>[十百千]?[万亿])?(?P<sign>个百分点)?"
)

_BEFORE_ABOUT = re.compile(
    r"(?:大约|大概|约计|(?<![签预违履公条合特邀制集节简契])约|大致|估计)(?:为|有|达|占)?$"
)
_NEARLY = "(?<![附最邻靠相临远就亲])近"
# 超 that ends a name: 商超13家, 彩超168万元, B超.
BEYOND = "(?<![商彩农村苏赣川湘黔中英西意腹心胃阴BＢ])超"
_BEFORE_UNDER = re.compile(
    rf"(?:接近|将近|{_NEARLY}|不足|不到|未满|(?<!不)低于|(?<!不)少于|(?<!不)小于|不超过|不高于|不多于|至多|最多|控制在)$"
)
_BEFORE_CLOSE = re.compile(rf"(?:接近|将近|{_NEARLY}|不足|不到|未满)$")
_BEFORE_OVER = re.compile(
    rf"(?:超过|超出|{BEYOND}|逾|突破|(?<!不)高于|(?<!不)多于|(?<!不)大于|至少|不低于|不少于|不小于|最少|大于等于)$"
)
_AFTER_MORE = re.compile(r"[余多来](?![少边媒元次])|几(?=[个件项人名户])")
_AFTER_OVER = re.compile(r"(?:[^\d，。；、：（）]{0,3}?)(?:以上|及以上|有余|开外|出头|挂零)")
_AFTER_UNDER = re.compile(r"(?:[^\d，。；、：（）]{0,3}?)(?:以下|及以下|以内|之内)")
_AFTER_ABOUT = re.compile(r"(?:[^\d，。；、：（）]{0,3}?)(?:左右|上下|[略稍][强弱多少])")

_ABOUT_SHARE = Decimal("0.1")


def numerals(text: str) -> Iterator[Numeral]:
    """All numbers of a view in order, those that count nothing too; each character belongs to one at most."""
    at = 0
    while at < len(text):
        found = _next(text, at)
        if found is None:
            return
        yield found
        at = found.to


def _next(text: str, at: int) -> Numeral | None:
    """The first number from this place on."""
    while start := _START.search(text, at):
        at = start.start()
        for read in (_read_parts, _read_tenths, _read_doubled, _read_arabic, _read_spoken):
            found = read(text, at)
            if found is not None:
                return found
        at = start.end()
    return None


_START = re.compile(rf"(?:(?<!-)[-+])?\d+|翻|[{_HAN}]+")


def _read_arabic(text: str, at: int) -> Numeral | None:
    found = _ARABIC.match(text, at)
    if found is None:
        return None
    digits = found["digits"].replace(",", "")
    if len(digits) > 30:
        return _plain(found.start(), found.end(), Decimal(0))
    value = Decimal(digits)
    places = len(digits.partition(".")[2])
    if found["minus"] == "-":
        value = -value
    return _finished(text, found, value, places, spoken=False)


def _read_spoken(text: str, at: int) -> Numeral | None:
    found = _SPOKEN.match(text, at)
    if found is None:
        return None
    words = found.group()
    for tail in (found["sign"], found["scale"], found["more"]):
        words = words.removesuffix(tail) if tail else words
    value = spoken_value(words)
    if value is None:
        return _plain(found.start(), found.end(), Decimal(0), spoken=True)
    return _finished(text, found, value, len(words.partition("点")[2]), spoken=True)


def _finished(text: str, found: re.Match[str], value: Decimal, places: int, *, spoken: bool) -> Numeral:
    return _made(
        text,
        found.start(),
        found.end(),
        value,
        places,
        found["scale"],
        found["more"],
        found["sign"],
        spoken=spoken,
    )


def _made(
    text: str,
    at: int,
    to: int,
    value: Decimal,
    places: int,
    scale_word: str | None,
    more: str | None,
    sign_word: str | None,
    *,
    spoken: bool,
) -> Numeral:
    """A number with its scale, its sign and the words that make it approximate."""
    scale = Decimal(SCALES[scale_word]) if scale_word else Decimal(1)
    sign = POINTS if sign_word and "百分点" in sign_word else sign_word or ""
    rounded = places > 0 or (not spoken and bool(scale_word or sign))
    step = scale.scaleb(-places) if rounded else Decimal(0)
    whole = multiply(value, scale)
    to, bound, interval = _range_of(text, at, to, whole, step, scale, more=bool(more))
    return Numeral(at, to, whole, step, interval, bound, sign, scale, spoken)


def _range_of(
    text: str, at: int, to: int, value: Decimal, step: Decimal, scale: Decimal, *, more: bool
) -> tuple[int, Bound, Interval]:
    """What the number may stand for, by the words before and after it; the end after a "余" that follows it."""
    before = text[max(0, at - 5) : at]
    follows = _AFTER_MORE.match(text, to)
    coarse = _last_digit(value, scale)
    own = printed(value, step)
    if more or follows:
        to = follows.end() if follows else to
        low = value * (1 - _ABOUT_SHARE) if _BEFORE_ABOUT.search(before) else value
        return to, Bound.OVER, Interval(low, value + coarse, high_open=True)
    if _BEFORE_ABOUT.search(before) or _AFTER_ABOUT.match(text, to):
        return to, Bound.ABOUT, _roughly(value, own, coarse if step in (0, scale) else step)
    if _BEFORE_UNDER.search(before) or _AFTER_UNDER.match(text, to):
        low = value - coarse if _BEFORE_CLOSE.search(before) else Decimal(0)
        return to, Bound.UNDER, Interval(min(low, value), own.high)
    if _AFTER_OVER.match(text, to) or _BEFORE_OVER.search(before):
        return to, Bound.OVER, Interval(own.low, ENDLESS)
    return to, Bound.EXACT, own


def _roughly(value: Decimal, own: Interval, last: Decimal) -> Interval:
    """What 约 allows: one of the last digit that was told (约3,240元: 10元), a tenth of the number at most.

    Of three hundred such results in right texts that are of what is beside them none is farther off.
    """
    room = min(last, abs(value) * _ABOUT_SHARE)
    return Interval(min(own.low, value - room), max(own.high, value + room))


def _last_digit(value: Decimal, scale: Decimal) -> Decimal:
    """What the last digit other than 0 is worth: 10 for 30, 1000 for 16000 written 1.6万."""
    if value == 0:
        return scale
    _, _, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def _read_parts(text: str, at: int) -> Numeral | None:
    """百分之九十九点四 is 99.4 %; 三分之二 is 66.67 % as a range of its own."""
    found = _PARTS.match(text, at)
    if found is None:
        return None
    number = _value_of(found["number"])
    base = spoken_value(found["base"]) if found["base"] not in SCALES else Decimal(SCALES[found["base"]])
    if number is None or not base:
        return None
    places = len(re.split(r"[点.]", found["number"])[1]) if re.search(r"[点.]", found["number"]) else 0
    if base == 100:
        return _made(text, *found.span(), number, places, None, None, PERCENT, spoken=False)
    if base == 1000:
        return _made(text, *found.span(), number, places, None, None, PERMILLE, spoken=False)
    share = (number * 100 / base).quantize(Decimal("0.0001"))
    made = _made(text, *found.span(), share, 0, None, None, PERCENT, spoken=False)
    return _told_roughly(made, Decimal(2)) if made.bound in (Bound.UNDER, Bound.ABOUT) else made


def _told_roughly(number: Numeral, by: Decimal) -> Numeral:
    """近三分之一 is a third or a little less."""
    low, high = number.value - by, number.value + (Decimal(0) if number.bound is Bound.UNDER else by)
    return replace(number, interval=Interval(low, high))


def _read_tenths(text: str, at: int) -> Numeral | None:
    """九成 is 90 %, told to the nearest tenth."""
    found = _TENTHS.match(text, at)
    if found is None:
        return None
    rest = {"半": 5}.get(found["rest"], _DIGITS.get(found["rest"], 0)) if found["rest"] else 0
    value = Decimal(_DIGITS[found["tenths"]] * 10 + rest)
    made = _made(text, *found.span(), value, 0, None, None, PERCENT, spoken=False)
    step = Decimal(1) if found["rest"] else Decimal(10)
    if made.bound is Bound.EXACT:
        return Numeral(at, found.end(), value, step, printed(value, step), Bound.ABOUT, PERCENT)
    return made


def _read_doubled(text: str, at: int) -> Numeral | None:
    """翻一番 is a growth of 100 %, 翻两番 of 300 %."""
    found = _DOUBLED.match(text, at)
    if found is None:
        return None
    times = _DIGITS.get(found["times"], 1) if found["times"] else 1
    value = Decimal(2**times * 100 - 100)
    return Numeral(at, found.end(), value, Decimal(20), printed(value, Decimal(20)), Bound.ABOUT, PERCENT)


def _value_of(words: str) -> Decimal | None:
    return Decimal(words) if words[0].isdigit() and words.isascii() else spoken_value(words)


def spoken_value(words: str) -> Decimal | None:
    """The value of a number in Chinese characters (三万二千, 十四, 九十九点四); None if it isn't one.

    "三四" (three or four) and "二零一五" (a year) aren't. A lone digit counts in the next multiple: 三万二 is 32,000.
    """
    whole, point, decimals = words.partition("点")
    value = _whole(whole)
    if value is None or (point and not decimals) or any(sign not in _DIGITS for sign in decimals):
        return None
    if not decimals:
        return Decimal(value)
    digits = "".join(str(_DIGITS[sign]) for sign in decimals)
    return Decimal(f"{value}.{digits}")


def _whole(words: str) -> int | None:
    if not words or len(words) > 20:
        return None
    for sign, multiple in (("亿", 10**8), ("万", 10**4)):
        before, found, after = words.rpartition(sign)
        if found:
            high = _whole(before) if before else None
            low = _below_ten_thousand(after, multiple) if after else 0
            return None if high is None or low is None else high * multiple + low
    return _below_ten_thousand(words, 1)


def _below_ten_thousand(words: str, before: int) -> int | None:
    """Up to 千; `before` is the multiple in front, of which a lone digit gives the tenths."""
    if before > 1 and len(words) == 1 and words in _DIGITS:
        return _DIGITS[words] * before // 10
    if before == 10**8 and "万" in words:
        return _whole(words)
    total, digit, last = 0, None, 10**4
    for sign in words:
        if sign in _MULTIPLES:
            multiple = _MULTIPLES[sign]
            if multiple >= last or (digit is None and (sign != "十" or (total and last <= 100))):
                return None
            total, last = total + (1 if digit is None else digit) * multiple, multiple
            digit = None
        elif sign == "零":
            if digit is not None:
                return None
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[sign]
    lone = digit is not None and last in (100, 1000)  # 一百五 is 150
    if lone and digit is not None and words[-2:-1] in ("百", "千"):
        return total + digit * last // 10
    return total + (digit or 0)


def _plain(at: int, to: int, value: Decimal, *, spoken: bool = False) -> Numeral:
    return Numeral(
        at, to, value, Decimal(0), printed(value, Decimal(0)), Bound.EXACT, spoken=spoken, vague=True
    )
