"""The parts of the intake page: tally, notice preview, clock preview, acts, and who waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from yichuang.domains.cases import reuse, rules
from yichuang.domains.cases.desk.counter import RIGHTS, place_of
from yichuang.domains.cases.desk.intake_form import Draft
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.paper_facts import supplement_lines
from yichuang.domains.cases.permissions import why_not_authorised
from yichuang.domains.cases.shown import Moment, clock_facts, head_clock
from yichuang.domains.cases.states import BEFORE_ACCEPTANCE, State
from yichuang.domains.catalogue.content import ItemFacts, Material
from yichuang.domains.organisation.queries import WindowFacts
from yichuang.domains.residents.queries import Kind
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks import moves
from yichuang.kernel.clocks.queries import all_for
from yichuang.kernel.clocks.rules import Limit
from yichuang.kernel.offices.queries import OfficeFacts
from yichuang.kernel.privacy import mask_name
from yichuang.ui import formats

WAITING = 20
PAST = 5  # of the applicant's other cases are listed


@dataclass(frozen=True, slots=True)
class ActButton:
    """An act of the page: what it is called, its key, why it can't be used now."""

    value: str
    label: str
    key: str
    primary: bool
    danger: bool
    why_not: str | None


def tally(draft: Draft) -> dict[str, int]:
    """How many materials are right, owed, wanting and not yet looked at."""
    found = Counter(one["verdict"] for one in draft.checked())
    return {
        "ok": found["ok"] + found["reused"],
        "owed": found["follows"],
        "bad": found["missing"] + found["wrong"],
        "left": found["unchecked"],
    }


def notice(draft: Draft, case: Case | None, signed: str, now: datetime) -> dict[str, Any]:
    """The one-time notification as it will read: the same lines that the paper is built from."""
    name = draft.typed.get("name") or (draft.found.name if draft.found else "")
    to = case.applicant_mask if case else (name if draft.kind is Kind.ENTERPRISE else mask_name(name))
    owed = [one for one in draft.checked() if one["verdict"] == "follows"]
    known = {one.code: one for one in draft.item.materials}
    after = [
        f"{one['name']}可以先办后补，请在受理后 {_follow_limit(known[one['code']], draft.item).words}内补交。"
        for one in owed
    ]
    return {
        "to": to or "申请人",
        "missing": [
            {"name": line.name, "what": "，".join(filter(None, [line.problem, line.remedy]))}
            for line in supplement_lines(draft.checked())
        ],
        "after": after,
        "sender": signed,
        "on": formats.day_plain(now),
    }


def _follow_limit(material: Material, item: ItemFacts) -> Limit:
    return rules.follow_limit(material.follow_days, item.promised_limit)


def clock_preview(item: ItemFacts, moment: Moment) -> dict[str, Any]:
    """If it were accepted now: due, statutory due, warning, stages."""
    row = _started(item.promised_limit, item, moment)
    legal = _started(item.statutory_limit, item, moment) if item.statutory_limit else None
    return {
        "clock": {**clock_facts(row, moment), "state": "normal", "used": 0},
        "limit": item.promised_limit,
        "due": row.due_at,
        "statutory": legal.due_at if legal else None,
        "warn": row.warn_at,
        "provisional": row.provisional,
        "stages": "，".join(f"{stage.name} {item.inside(stage.days).words}" for stage in item.stages),
    }


def _started(limit: Limit, item: ItemFacts, moment: Moment) -> moves.ClockRow:
    calendar, hours = moment.times.of(item.department_id)
    return moves.start(calendar, hours, "preview", 1, "decision", item.department_id, limit, moment.now)


def acts(draft: Draft, case: Case | None, actor: Actor, *, live: bool) -> list[ActButton]:
    """The choices at the foot. Reasons stand beside them only while a script keeps them up to date (`live`)."""
    count = tally(draft)
    numbers = [
        str(n) for n, one in enumerate(draft.checked(), start=1) if one["verdict"] in ("missing", "wrong")
    ]
    waits = f"第 {'、'.join(numbers)} 项还不合格，补齐后可受理。" if numbers else None
    if waits is None and count["left"]:
        waits = f"还有 {count['left']} 项没有核对。"
    no_bad = None if count["bad"] else "没有缺少或不符的材料。"
    instant = (
        draft.item.case_kind == "instant"
    )  # done at once where that is authorised; else accepted, then decided
    place = case.place_id if case else place_of(actor).id
    beyond = why_not_authorised(draft.item, place) if instant else None
    no_owed = None if count["owed"] else "没有标为容缺的材料。"
    at_once = instant and not (case and (beyond or not actor.may(RIGHTS["finish"])))
    if instant and count["owed"]:
        waits = "当场办结不能容缺。"
    found = [ActButton("notify", "出一次性告知书", "F8", not no_bad, False, no_bad)]
    if at_once:
        found.append(ActButton("finish", "当场办结", "F9", not (beyond or waits), False, beyond or waits))
    else:
        follows = None if waits is None else waits
        plain = waits or ("有容缺的材料，请用容缺受理。" if count["owed"] else None)
        found.append(ActButton("accept", "受理并打印回执", "F9", plain is None, False, plain))
        found.append(
            ActButton("accept", "容缺受理", "Alt R", not (follows or no_owed), False, no_owed or follows)
        )
    keep = "收件，交部门办" if beyond and not case else "存着等补"
    found.append(ActButton("save", keep, "Ctrl S", bool(beyond and not case and not waits), False, None))
    found.append(ActButton("decline", "不予受理", "Alt X", False, True, None))
    shown = [one for one in found if _may(one.value, actor, case)]
    if live:
        return shown
    told = {"finish": beyond}  # stands whatever is ticked, so it is said without a script, too
    return [
        ActButton(one.value, one.label, one.key, one.primary, one.danger, told.get(one.value))
        for one in shown
    ]


def _may(act: str, actor: Actor, case: Case | None) -> bool:
    right = "case.check_materials" if act == "save" and case else RIGHTS[act]
    return actor.may(right)


def waiting(place: OfficeFacts, window: WindowFacts | None, moment: Moment) -> list[dict[str, Any]]:
    """What waits at this place, of the departments that the window takes in for: first what waits for our answer.

    Behind it stand the applications whose applicants still have to bring something; both the oldest first.
    """
    states = [*BEFORE_ACCEPTANCE, State.SUPPLEMENT_REQUESTED]
    found = Case.objects.filter(place_path__startswith=place.path, state__in=states)
    if window and window.departments:
        found = found.filter(department__in=window.departments)
    theirs = ExpressionWrapper(Q(state=State.SUPPLEMENT_REQUESTED), output_field=BooleanField())
    return _lines(list(found.order_by(theirs, "received_at")[:WAITING]), moment)


def earlier(draft: Draft, case: Case | None, actor: Actor) -> list[Case]:
    """The applicant's other cases, newest first, as far as this clerk may know of them."""
    if case:
        return reuse.earlier(case, actor)
    return reuse.cases_of(draft.found.kind.value, draft.found.id, actor) if draft.found else []


def history(cases: list[Case], moment: Moment) -> list[dict[str, Any]]:
    """The latest of the applicant's other cases."""
    return _lines(cases[:PAST], moment)


def _lines(cases: list[Case], moment: Moment) -> list[dict[str, Any]]:
    clocks = all_for(case.ref for case in cases)
    lines = []
    for case in cases:
        clock = head_clock(clocks.get(case.ref, ()))
        lines.append(
            {"case": case, "item": case.facts.name, "clock": clock_facts(clock, moment) if clock else None}
        )
    return lines
