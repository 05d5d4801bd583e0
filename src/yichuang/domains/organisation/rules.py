"""What may stand where: which posts an office has, how windows take departments, what a password must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

PLACES: dict[str, frozenset[str]] = {
    "window_clerk": frozenset({"centre"}),
    "station_agent": frozenset({"station"}),
    "reviewer": frozenset({"department"}),
    "chief_representative": frozenset({"department"}),
    "centre_manager": frozenset({"county", "town", "centre"}),
    "supervisor": frozenset({"county", "town"}),
    "leader": frozenset({"county", "town"}),
    "assessor": frozenset({"county", "town"}),
    "administrator": frozenset({"county"}),
}
KIND_WORDS = {
    "county": "县",
    "town": "乡镇",
    "department": "部门",
    "centre": "中心",
    "station": "便民服务站",
}
SHIFT = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")
MOST_SHIFTS = 3
LEAST_PASSWORD = 8
MOST_PASSWORD = 64
USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,59}$")


def place_fault(role: str, office_kind: str) -> str | None:
    """Why such an office has no such post, None when it may."""
    allowed = PLACES.get(role)
    if allowed is None:
        return "没有这种岗位，请从列出的选"
    if office_kind in allowed:
        return None
    words = "、".join(KIND_WORDS[kind] for kind in KIND_WORDS if kind in allowed)
    return f"这种岗位只设在{words}，请换一个机构"


def window_fault(kind: str, departments: list[int]) -> str | None:
    """Why a window of that kind can't take those departments, None when it can."""
    if kind == "own" and len(departments) != 1:
        return f"独立窗口只办一个部门的事，现在选了 {len(departments)} 个"
    return None


def shifts_of(text: str) -> tuple[tuple[str, str], ...] | None:
    """Hours of service as typed, as shifts; None for nothing typed. ValueError with a Chinese sentence.

    Full-width signs, 至 and single-figure hours are understood: `9：00至12:00、13:30-17:30`.
    """
    plain = unicodedata.normalize("NFKC", text).replace("至", "-").replace("到", "-")
    plain = re.sub(r"[—–~－]+", "-", plain)
    found = []
    for part in re.split(r"[，,、;；\s]+", re.sub(r"\s*-\s*", "-", plain.strip())):
        if not part:
            continue
        times = SHIFT.fullmatch(part)
        if not times:
            raise ValueError(f"“{part}”不是一段时间，请写成 09:00-12:00")
        found.append((f"{int(times[1]):02d}:{times[2]}", f"{int(times[3]):02d}:{times[4]}"))
    if len(found) > MOST_SHIFTS:
        raise ValueError(f"服务时间最多 {MOST_SHIFTS} 段")
    return tuple(found) or None


def hours_words(shifts: Iterable[Iterable[str]]) -> str:
    """Shifts as they are typed: `09:00-12:00，13:30-17:30`."""
    return "，".join("-".join(one) for one in shifts)


def clean_username(text: str) -> str:
    """Half width, lower case, no spaces: as it is stored and compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def username_fault(name: str) -> str | None:
    """Why that can't be a name to sign in with, None when it can."""
    if USERNAME.match(name):
        return None
    return "用户名用小写字母和数字，2 到 60 位，可以带点、横线"


def password_fault(password: str, names: Iterable[str] = ()) -> str | None:
    """Why a password is too easy, None when it will do: 8 to 64 long, two kinds of characters, not the name."""
    if len(password) < LEAST_PASSWORD:
        return f"新密码至少 {LEAST_PASSWORD} 位，现在 {len(password)} 位"
    if len(password) > MOST_PASSWORD:
        return f"新密码最多 {MOST_PASSWORD} 位，现在 {len(password)} 位"
    kinds = {"figure" if one.isdigit() else "letter" if one.isalpha() else "mark" for one in password}
    if len(kinds) < 2:
        return "新密码要有字母、数字、符号中的两种"
    if len(set(password)) < 5:
        return "新密码里重复的字符太多，请换一个"
    if any(len(name) > 3 and name.lower() in password.lower() for name in names):
        return "新密码不能带用户名，请换一个"
    return None
