"""Writing in a report: which paragraph stands open, with what in it, and what a form's buttons do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from yichuang.domains.catalogue.queries import all_in_force
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Period, Scope, all_figures, values
from yichuang.kernel.figures.answers import can_be_compared, groups_of
from yichuang.kernel.figures.declare import ROOMS, Figure
from yichuang.kernel.offices.queries import OfficeFacts, current_epoch, tree
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.declare import Verb
from yichuang.kernel.verbs.perform import perform
from yichuang.oversight.reports import actions, blocks
from yichuang.oversight.reports.asking import Numbers
from yichuang.oversight.reports.blocks import HeadingBlock, PlansBlock, ProblemBlock, WordsBlock
from yichuang.oversight.reports.compose import organ_of
from yichuang.oversight.reports.composition import plain
from yichuang.oversight.reports.finding import spelling
from yichuang.oversight.reports.models import Report
from yichuang.oversight.reports.outlines import spare_blocks
from yichuang.oversight.reports.tokens import (
    GROUPS,
    VIEWS,
    Names,
    Token,
    readable,
    said,
    stored,
    tokens_of,
    typed,
)
from yichuang.oversight.reports.wording import text_of, token_text

EDITS: dict[str, Verb] = {
    "write": actions.write,
    "insert": actions.insert,
    "move": actions.move,
    "remove": actions.remove,
    "retitle": actions.retitle,
    "choose": actions.choose,
}
OPENS = ("write", "insert", "retitle")
KEPT = 200_000  # signs of what was typed that come back: far more than a paragraph takes, to be cut there
WRITTEN = (HeadingBlock, WordsBlock, ProblemBlock, PlansBlock)
EARLIER_VIEWS = frozenset(name for view, name in VIEWS.items() if not view.startswith("top:"))
KINDS = (("words", "一段文字"), ("heading1", "一级标题"), ("heading2", "二级标题"))


@dataclass(frozen=True, slots=True)
class Open:
    """What stands open: a block to be written in, a place after which something is added, or the title.

    `text`, `kind` and `version` are what was posted, where it was refused.
    """

    what: str = ""
    block: str = ""
    text: str | None = None
    kind: str = "words"
    version: int | None = None

    @classmethod
    def of(cls, given: QueryDict) -> Open:
        """As the address says."""
        for what in OPENS:
            if what in given:
                return cls(what, given.get(what, "")[:12])
        return cls()

    @classmethod
    def again(cls, act: str, posted: QueryDict, refused: Refused) -> Open:
        """The same form with what was typed; what lost a race is shown beside what is there now."""
        text = posted.get("title" if act == "retitle" else "text", "")[:KEPT]
        what = act if act in OPENS else ""
        block = posted.get("after" if act == "insert" else "block", "")[:12]
        version = None if refused.code is Because.LOST_RACE else number(posted.get("version", ""))
        return cls(what, block, text, posted.get("kind", "words")[:60], version)


def done(one: Report, act: str, posted: QueryDict, by: Actor, at: datetime) -> str:
    """Do what a form asks for; the id of the block to go on at. Raises Refused."""
    if act not in EDITS:
        raise not_found("这个操作")
    given: dict[str, Any] = {}
    block = posted.get("block", "")[:12]
    if act == "insert":
        given = {"after": posted.get("after", "")[:12], "kind": posted.get("kind", "words")[:60]}
        text = posted.get("text", "")
        given["text"] = stored(_unbroken(text), all_names()) if given["kind"] == "words" else text
    elif act == "retitle":
        given = {"title": posted.get("title", "").strip()}
    elif act == "choose":
        given = {"block": block, "choice": posted.get("choice", "")}
    else:
        given = {"block": block, "version": number(posted.get("version", "")) or 0}
    if act == "move":
        given["way"] = posted.get("way", "")
    if act == "write" and posted.get("restore"):
        given["restore"] = True
    elif act == "write":
        given["text"] = stored(_unbroken(posted.get("text", "")), all_names())
        if _unchanged(one, given, at):
            return block
    receipt = perform(EDITS[act], one.ref, by=by, at=at, key=posted.get("key", "")[:80] or None, **given)
    return str(receipt.answer.get("block", block if act != "remove" else ""))


def form(one: Report, open_: Open, refused: Refused | None, now: datetime) -> dict[str, Any]:
    """What the open form needs: the text with its tokens, what each prints now, and the figures to choose from."""
    given = blocks.read(one.blocks)
    found: dict[str, Any] = {
        "what": open_.what,
        "block": open_.block,
        "kind": open_.kind,
        "kinds": [*KINDS, *((name, name) for name in spare_blocks())],
        "error": refused.text if refused else "",
        "remedy": refused.remedy if refused else "",
        "own": {block.id for block in given if getattr(block, "own", None) is not None},
        "takes_text": {block.id for block in given if isinstance(block, WRITTEN)},
    }
    if not open_.what:
        return found
    target = next((block for block in given if block.id == open_.block), None)
    gone = target is None and (open_.what == "write" or (open_.what == "insert" and bool(open_.block)))
    if gone and open_.what == "insert":  # what it was to follow was taken out: it is added at the end
        found["block"] = given[-1].id if given else ""
    scope, period = Scope.of(one.office_id), Period.until(one.first, one.last, now)
    tried = readable(open_.text, all_names()) if open_.text else []
    numbers = Numbers([*given, *(WordsBlock(own=token.stored) for token in tried)], scope, period)
    names = numbers.called()
    kept = (
        one.title
        if open_.what == "retitle"
        else text_of(target, given, numbers)
        if open_.what == "write"
        else ""
    )
    text = typed(kept, names) if open_.what == "write" and not isinstance(target, HeadingBlock) else kept
    shown = {said(t, names): token_text(t, numbers, organ_of(scope)) for t in [*tokens_of(kept), *tried]}
    lost = open_.text is not None and open_.version is None and open_.what == "write"
    heading = isinstance(target, HeadingBlock) if open_.what == "write" else open_.what == "retitle"
    return {
        **found,
        "text": open_.text if open_.text is not None else text,
        "now": text if lost else "",
        "version": target.changed if target and open_.version is None else open_.version or 0,
        "gone": gone,
        "heading": heading,
        "shown": shown,
        "picker": [] if heading else _picker(scope, period),
        "views": [("", "数值"), *((name, name) for name in VIEWS.values())],
        "only": [] if heading else _only(scope),
        "drafted": open_.block in found["own"]
        and (isinstance(target, PlansBlock) or bool(getattr(target, "say", ()))),
    }


def narrowed(one: Report, only: str, view: str, now: datetime) -> dict[str, str]:
    """What each figure of the picker would print, by its token, narrowed and put as its choices say (部门：…, 比上期).

    Those that can't be asked so are left out. Refused for a choice that there isn't.
    """
    names = all_names()
    said_so = "".join(f"·{part}" for part in (only, view) if part)
    found = {
        figure.code: tokens_of(stored(f"〔{figure.name}{said_so}〕", names, "only"))[0]
        for figure in all_figures()
        if _fits(figure, only, view)
    }
    scope, period = Scope.of(one.office_id), Period.until(one.first, one.last, now)
    numbers = Numbers([WordsBlock(own=token.stored) for token in found.values()], scope, period)
    organ = organ_of(scope)
    return {said(Token(code), names): token_text(token, numbers, organ) for code, token in found.items()}


def _fits(figure: Figure, only: str, view: str) -> bool:
    """Whether a figure's tables know what it would be narrowed to, and earlier values where they are asked for."""
    most = view.removeprefix("最多的")
    if view in EARLIER_VIEWS and not can_be_compared(figure):
        return False
    groups = {GROUPS[one] for one in groups_of(figure) if one in GROUPS}
    return all(group in groups for group in (only.partition("：")[0], most if most != view else "") if group)


def number(text: str) -> int | None:
    """A whole number of a form; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def all_names() -> Names:
    """Everything that a token may be narrowed to, by name: items in force and offices."""
    found = {("item", one.item_id): one.name for one in all_in_force(current_epoch("catalogue"))}
    for office in tree().all:
        found["department" if office.kind == "department" else "place", office.id] = office.name
    return Names(found)


def _unchanged(one: Report, written: Mapping[str, Any], now: datetime) -> bool:
    """Whether nothing but the draft's own words came back: then the paragraph goes on following the figures."""
    given = blocks.read(one.blocks)
    target = next((block for block in given if block.id == written["block"]), None)
    if target is None or target.changed != written["version"] or isinstance(target, HeadingBlock):
        return False
    numbers = Numbers(given, Scope.of(one.office_id), Period.until(one.first, one.last, now))
    return text_of(target, given, numbers).strip() == written["text"].strip()


def _unbroken(text: str) -> str:
    """One paragraph: line breaks that a form adds are no words."""
    return "".join(text.replace("\r", "\n").split("\n")).strip()


def _only(scope: Scope) -> list[tuple[str, list[str]]]:
    """What a number may be narrowed to in this scope, as it is typed: 部门：云溪县公安局."""
    names, offices = all_names(), tree().by_id
    found: dict[str, list[str]] = {}
    for (group, identity), called in names.of.items():
        inside = group == "item" or (offices[identity].active and _reaches(scope, offices[identity]))
        if inside and names.known(group, called) == identity:
            found.setdefault(GROUPS[group], []).append(f"{GROUPS[group]}：{called}")
    return [(group, found[group]) for group in ("部门", "地点", "事项") if group in found]


def _reaches(scope: Scope, office: OfficeFacts) -> bool:
    """Whether rows of a scope may be an office's: one below it, or a department of the county whose centre it is."""
    if office.path.startswith(scope.path):
        return True
    if office.kind != "department" or scope.office.kind == "department":
        return False
    above = tree().by_id[office.parent_id].path if office.parent_id else ""
    return scope.path.startswith(above)


def _picker(scope: Scope, period: Period) -> list[tuple[str, list[dict[str, Any]]]]:
    """The catalogue by room: name, token and value now, what it may be narrowed to, whether it has earlier values."""
    listed = all_figures()
    got = values([figure.code for figure in listed], scope, period)
    rooms: dict[str, list[dict[str, Any]]] = {}
    for figure in listed:
        value = got[figure.code]
        rooms.setdefault(ROOMS[figure.room], []).append(
            {
                "name": figure.name,
                "token": said(Token(figure.code), Names()),
                "shown": plain(value),
                "unit": value.unit,
                "about": figure.meaning,
                "spelt": spelling(figure.name),
                "groups": " ".join(GROUPS[one] for one in groups_of(figure) if one in GROUPS),
                "past": can_be_compared(figure),
            }
        )
    return list(rooms.items())
