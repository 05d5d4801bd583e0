"""Boxes on pages of rooms below: cards and urging on the case, what wants an answer above the tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.clocks.queries import Clock, Times, light_of, marks_about
from yichuang.kernel.clocks.rulebook import names_of_rules
from yichuang.kernel.panels import Box
from yichuang.kernel.verbs.declare import verb_named
from yichuang.oversight.supervision import queries
from yichuang.oversight.supervision.models import Card, Urge
from yichuang.oversight.supervision.permissions import kind_for
from yichuang.ui import formats

if TYPE_CHECKING:
    from yichuang.kernel.clocks.models import Warning

SHOWN = 5  # on the tasks; the page of what wants an answer has the rest


def on_case(refs: Sequence[str], actor: Actor, now: datetime) -> Mapping[str, Box]:
    """Cards and urging about each case, newest first, with the light of what is still owed."""
    found = queries.about(refs)
    listed = [one for each in found.values() for one in each]
    lights = lights_of(queries.running_for(listed), now)
    marked = marks_about(refs) if actor.may("page.supervision") else []
    names = names_of(
        [*(account for one in listed for account in _accounts(one)), *(one.told or 0 for one in marked)]
    )
    may_urge = actor.may("urge.send")
    boxes = {}
    for ref in refs:
        lines = [line(one, lights, names, now) for one in reversed(found.get(ref, []))]
        own = [mark_line(one, names, now) for one in marked if one.subject == ref]
        if lines or may_urge or own:
            facts = {
                "marks": own[-SHOWN:],
                "lines": lines,
                "may_urge": may_urge,
                "about": ref,
                "word": kind_for(actor).label,
            }
            boxes[ref] = Box("supervision/box_case.html", facts)
    return boxes


def on_tasks(refs: Sequence[str], actor: Actor, now: datetime) -> Mapping[str, Box]:
    """What this actor has to explain or to reply to; nothing where nothing waits."""
    may_answer = actor.may("card.explain") or actor.may("urge.answer")
    cards, urges = queries.to_answer(actor, SHOWN + 1) if may_answer else ([], [])
    waiting = [*urges, *cards]
    if not waiting:
        return {}
    lights = lights_of(queries.running_for(waiting), now)
    names = names_of(account for one in waiting for account in _accounts(one))
    lines = [line(one, lights, names, now) for one in waiting[:SHOWN]]
    box = Box("supervision/box_tasks.html", {"lines": lines, "more": len(waiting) > SHOWN})
    return dict.fromkeys(refs, box)


def lights_of(running: Mapping[str, list[Clock]], now: datetime) -> dict[str, dict[str, object]]:
    """The light of each running clock, for `clock_light`."""
    if not running:
        return {}
    times = Times()
    found: dict[str, dict[str, object]] = {}
    for ref, clocks in running.items():
        light = light_of(clocks[-1], now, times=times)
        found[ref] = {
            "state": light.state.value,
            "used": light.used,
            "over": light.over,
            "words": light.words,
            "sentence": light.sentence,
            "deep": light.deep,
            "due_text": formats.moment(light.due_at, formats.the_day(now)) if light.due_at else None,
            "due": formats.machine(light.due_at) if light.due_at else None,
        }
    return found


def line(
    one: object, lights: dict[str, dict[str, object]], names: dict[int, str], now: datetime
) -> dict[str, object]:
    """A card or an urging as a line: what, about which case, who, the words that were said, what one may do."""
    today = formats.the_day(now)
    if isinstance(one, Card):
        said = [
            ("说明", one.explanation),
            ("认定理由", one.reason),
            ("申诉", one.objection),
            ("决定", one.final_reason),
        ]
        return {
            "card": one,
            "state": {"yellow": "warning", "red": "overdue"}[one.level],
            "what": f"{one.level_name}：{one.rule_name}",
            "at": formats.moment(one.raised_at, today),
            "machine": formats.machine(one.raised_at),
            "who": names.get(one.addressee or 0, "全科室"),
            "said": [(label, words) for label, words in said if words],
            "light": lights.get(one.ref),
            "page": "supervision:card",
        }
    assert isinstance(one, Urge)
    return {
        "card": one,
        "state": "warning",
        "what": f"{names.get(one.asked_by, '')}{one.kind_name}",
        "at": formats.moment(one.asked_at, today),
        "machine": formats.machine(one.asked_at),
        "who": names.get(one.addressee or 0, "全科室"),
        "said": [(label, words) for label, words in (("内容", one.text), ("回复", one.answer)) if words],
        "light": lights.get(one.ref),
        "page": "supervision:urge",
    }


def mark_line(one: Warning, names: dict[int, str], now: datetime) -> dict[str, object]:
    """A marked act as a line: what was done, by whom, when."""
    return {
        "rule": names_of_rules().get(one.rule, one.rule),
        "act": verb_named(one.kind).label,
        "who": names.get(one.told or 0, "系统"),
        "at": formats.moment(one.fell_at, formats.the_day(now)),
        "machine": formats.machine(one.fell_at),
        "about": one.subject,
    }


def _accounts(one: object) -> list[int]:
    if isinstance(one, Urge):
        return [account for account in (one.addressee, one.asked_by) if account]
    return [one.addressee] if isinstance(one, Card) and one.addressee else []
