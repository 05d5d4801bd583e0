"""Figures in the words of a report: the token that stands where a number will, and how a person reads and types it.

A paragraph is stored as words with tokens: `办结 {cases.concluded} 件，{cases.concluded|grown}`. A person reads and
types the same as `办结 〔办结件数〕 件，〔办结件数·比上期〕`. No number is ever stored: what it prints is asked of
its figure each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches

from yichuang.kernel.figures import all_figures
from yichuang.kernel.verbs import Because, Refused

FIELDS = {"organ": "单位", "days": "统计期间"}
"""Words that follow from whose report it is and for when."""

VIEWS = {
    "before": "上期",
    "a_year_ago": "去年同期",
    "compared": "相比",
    "grown": "比上期",
    "grown_year": "比去年同期",
    "top:item": "最多的事项",
    "top:department": "最多的部门",
    "top:place": "最多的地点",
}
"""What of a figure is printed, beside its value: an earlier value, a comparison in words, where it is most."""

GROUPS = {"item": "事项", "department": "部门", "place": "地点"}
_STORED = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)?)((?:\|[^{}|]+)*)\}")
_TYPED = re.compile(r"〔([^〔〕{}]{1,120})〕|" + _STORED.pattern)
_YEAR = re.compile(r"\d{4}")  # 国办发〔2020〕42号 names a document, no figure


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a figure's code or a field, which view of it, and what it is narrowed to (`item`, 12)."""

    name: str
    view: str = ""
    only: tuple[str, int] | None = None
    subject: str = ""

    @property
    def stored(self) -> str:
        """As it is kept."""
        parts = [self.name]
        if self.only:
            parts.append(f"{self.only[0]}:{self.only[1]}")
        if self.view:
            parts.append(self.view + (f":{self.subject}" if self.subject else ""))
        return "{" + "|".join(parts) + "}"


@dataclass(frozen=True)
class Names:
    """How figures, items and offices are called; `known` are the ids that a name stands for."""

    of: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def known(self, group: str, name: str) -> int | None:
        """The id of what is called so; None for nothing, and for a name that several bear."""
        found = [
            identity for (where, identity), called in self.of.items() if (where, called) == (group, name)
        ]
        return found[0] if len(found) == 1 else None


def parsed(text: str) -> Iterator[str | Token]:
    """Words and tokens of a stored text, in order. ValueError for a token that means nothing."""
    at = 0
    for found in _STORED.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield _token(found[1], found[2])
        at = found.end()
    if at < len(text):
        yield text[at:]


def tokens_of(text: str) -> list[Token]:
    """The tokens of a stored text."""
    return [one for one in parsed(text) if isinstance(one, Token)]


def without_tokens(text: str) -> str:
    """What is left of a stored text when its tokens are taken out."""
    return _STORED.sub("", text)


def typed(text: str, names: Names) -> str:
    """A stored text as a person reads and types it."""
    return "".join(one if isinstance(one, str) else said(one, names) for one in parsed(text))


def said(token: Token, names: Names) -> str:
    """A token as a person reads and types it: 〔超期件·事项：企业开办·去年同期〕."""
    parts = [FIELDS.get(token.name) or _figure_names().get(token.name, token.name)]
    if token.only:
        group, identity = token.only
        called = names.of.get(token.only, "")
        once = called and names.known(group, called) == identity
        parts.append(f"{GROUPS[group]}：{called if once else f'#{identity}'}")
    if token.view:
        parts.append(VIEWS[token.view] + (f"：{token.subject}" if token.subject else ""))
    return f"〔{'·'.join(parts)}〕"


def stored(text: str, names: Names, field: str = "text") -> str:
    """What a person typed, as it is kept. Refused for a token that names no figure, saying what it may have meant."""
    pieces: list[str] = []
    at = 0
    for found in _TYPED.finditer(text):
        pieces.append(text[at : found.start()])
        at = found.end()
        if found[1] and _YEAR.fullmatch(found[1]):
            pieces.append(found[0])
            continue
        try:
            token = _read(found[1], names) if found[1] else _token(found[2], found[3])
        except ValueError:
            raise unknown(found[0], field) from None
        pieces.append(token.stored)
    return "".join([*pieces, text[at:]])


def readable(text: str, names: Names) -> list[Token]:
    """The tokens that a person typed and that name something; those that don't are left out."""
    found: list[Token] = []
    for one in _TYPED.finditer(text):
        with suppress(Refused):
            found += tokens_of(stored(one[0], names))
    return found


def unknown(written: str, field: str) -> Refused:
    """There is no such figure: the sentence, with what it may have meant."""
    inside = written.strip("〔〕{}").split("·")[0]
    near = get_close_matches(inside, [*_codes_by_name(), *_figure_names()], n=3, cutoff=0.5)
    meant = "您是不是要写" + "、".join(f"〔{one}〕" for one in near) + "？" if near else "请从“插入数字”里选"
    return Refused(Because.BAD_INPUT, f"没有叫“{written}”的指标。{meant}", field=field)


def needed(texts: Iterable[str]) -> list[Token]:
    """All tokens of many stored texts."""
    return [token for text in texts for token in tokens_of(text)]


def _token(name: str, modifiers: str) -> Token:
    if name not in FIELDS and name not in _figure_names():
        raise ValueError(name)
    view, only, subject = "", None, ""
    for modifier in filter(None, modifiers.split("|")):
        head, _, rest = modifier.partition(":")
        if head in GROUPS and rest.isascii() and rest.isdigit():
            only = (head, int(rest))
        elif modifier in VIEWS:
            view = modifier
        elif head == "compared" and rest:
            view, subject = head, rest
        else:
            raise ValueError(modifier)
    return Token(name, view, only, subject)


def _read(inside: str, names: Names) -> Token:
    """What stands between the brackets that a person types. ValueError when it means nothing."""
    head, *rest = [part.strip() for part in inside.split("·")]
    fields = {called: name for name, called in FIELDS.items()}
    name = fields.get(head) or _codes_by_name().get(head) or (head if head in _figure_names() else "")
    if not name or (rest and name in FIELDS):
        raise ValueError(head)
    modifiers = ""
    for part in rest:
        modifiers += "|" + _modifier(part, names)
    return _token(name, modifiers)


def _modifier(part: str, names: Names) -> str:
    views = {called: view for view, called in VIEWS.items()}
    if part in views:
        return views[part]
    called, _, rest = part.replace(":", "：").partition("：")
    if views.get(called) == "compared" and rest:
        return f"compared:{rest}"
    group = next((one for one, word in GROUPS.items() if word == called), "")
    identity = rest[1:] if rest.startswith("#") else names.known(group, rest)
    if not group or identity is None:
        raise ValueError(part)
    return f"{group}:{identity}"


def _figure_names() -> dict[str, str]:
    return {figure.code: figure.name for figure in all_figures()}


def _codes_by_name() -> dict[str, str]:
    return {figure.name: figure.code for figure in all_figures()}
