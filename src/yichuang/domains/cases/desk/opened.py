"""One case as the right-hand pane of the work list and as a page of its own: the same facts, the same template."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from yichuang.domains.cases import policies, rules, supplements
from yichuang.domains.cases.inputs import DELIVERY_WAYS
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.notices import DeclineGround
from yichuang.domains.cases.notices.handing_in import SERVICE_GROUNDS
from yichuang.domains.cases.queries import form_of, masks_of
from yichuang.domains.cases.rendered import unprintable
from yichuang.domains.cases.shown import (
    APPLICANTS,
    UPPER,
    Moment,
    clock_facts,
    clock_name,
    head_of,
    owed_papers,
)
from yichuang.domains.cases.states import (
    BEFORE_ACCEPTANCE,
    IN_HAND,
    PROCEDURE_PAPERS,
    Channel,
    State,
    Verdict,
)
from yichuang.domains.cases.trail import account_names, files_of, opinions_of, papers_of, steps_of
from yichuang.domains.catalogue.content import ItemFacts
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.clocks.queries import explain
from yichuang.kernel.clocks.rungs import family
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.panels import boxes_of
from yichuang.kernel.verbs.declare import Verb, verb_named
from yichuang.kernel.verbs.forms import can_be_asked, fields_of
from yichuang.kernel.verbs.subjects import split
from yichuang.ui.addresses import address

if TYPE_CHECKING:
    from yichuang.kernel.clocks.models import Clock

KIND_NAMES = {"instant": "即办件", "promise": "承诺件", "report_up": "上报件"}
TABS = {"review": "审查", "materials": "材料", "form": "申请表", "clocks": "时钟", "trail": "一事一档"}
VERDICT_LIGHTS = {
    "ok": "normal",
    "missing": "overdue",
    "wrong": "overdue",
    "follows": "warning",
    "reused": "normal",
    "unchecked": None,
}
CHECKED_AT_INTAKE = ("case.accept", "case.request_supplement", "case.check_materials", "case.finish_at_once")
# acts with a page of their own: address by name
OWN_PAGES = {"case.supplement": "cases:supplement"}
PREVIEWED = {"case.grant": "grant_decision", "case.refuse": "refusal_decision"}
_SHORT_TRAIL = 8
SUBMIT = "Ctrl Enter"


@dataclass(frozen=True, slots=True)
class Button:
    """An act as a button: where it leads, what follows, and why it can't be used now.

    `asks`: in a dialog, on a page of its own, or not at all (what asks nothing and can be undone is done at once).
    """

    slug: str
    label: str
    key: str
    effect: str
    danger: bool
    why_not: str | None
    href: str
    asks: Literal["dialog", "page", "nothing"] = "dialog"


def buttons(case: Case, clocks: list[Clock], actor: Actor, now: datetime, back: str) -> list[Button]:
    """The acts offered on a case: usual ones first, those that can't be undone last."""
    found = []
    then = urlencode({"next": back})
    for offer in policies.offers(case, clocks, actor, now):
        verb = offer.verb
        if verb.name in CHECKED_AT_INTAKE:
            continue
        slug = verb.name.partition(".")[2]
        page = OWN_PAGES.get(verb.name)
        leads = address(page, case.pk) if page else address("cases:act", case.pk, slug)
        href = f"{leads}?{then}"
        found.append(
            Button(
                slug,
                offer.label,
                verb.key,
                verb.effect,
                verb.danger,
                offer.why_not,
                href,
                asks="page" if page else "nothing" if _at_once(verb) else "dialog",
            )
        )
    return sorted(found, key=lambda button: button.danger)


def _at_once(verb: Verb) -> bool:
    """An act that has nothing to fill in and moves no state, such as claiming a case and putting it back."""
    return verb.then is None and not verb.danger and not fields_of(verb)


def told_once(found: list[Button]) -> tuple[list[Button], str]:
    """The buttons without those that one and the same reason holds back, and that reason, to be said once."""
    reasons = Counter(button.why_not for button in found if button.why_not)
    shared = next((reason for reason, times in reasons.items() if times > 1), "")
    return [button for button in found if not shared or button.why_not != shared], shared


def _beside(offered: list[Button], inline: dict[str, Any] | None) -> list[Button]:
    """The buttons beside an open form: without its own, and without its key."""
    if inline is None:
        return offered
    others = [one for one in offered if one.slug != inline["slug"]]
    return [replace(one, key="") if one.key == SUBMIT else one for one in others]


def decline_grounds(item: ItemFacts) -> dict[str, str]:
    """Why an application may be declined, in words that hold for the item's kind."""
    if item.is_licence:
        return dict(rules.DECLINE_GROUNDS)
    return {code: SERVICE_GROUNDS[DeclineGround(code)] for code in rules.DECLINE_GROUNDS}


def choices_for(case: Case) -> dict[str, dict[str, str]]:
    """Choices of parameters that depend on the case."""
    codes = [stage.code for stage in case.facts.stages]
    gone = codes[: codes.index(case.stage)] if case.stage in codes else codes
    return {
        "ground": decline_grounds(case.facts),
        "stage": {stage.code: stage.name for stage in case.facts.stages if stage.code in gone},
        "code": {one["code"]: one["name"] for one in policies.owed(case)},
    }


def opened(
    case: Case, clocks: list[Clock], actor: Actor, moment: Moment, tab: str, here: str
) -> dict[str, Any]:
    """Everything that the template `cases/opened.html` shows of a case; `here` is the page to come back to."""
    papers, files = papers_of(case), files_of(case)
    steps = steps_of(case, papers)
    tab = tab if tab in TABS else "review"
    offered, held_back = told_once(buttons(case, clocks, actor, moment.now, here))
    # the form stands on its own tab; on the others the same act is asked for by a dialog
    inline = inline_form(case, offered) if tab == "review" else None
    owed = owed_papers(case, clocks, moment)
    listed = materials(case, files, owed)
    return {
        "case": case,
        "item": case.facts,
        "head": head_of(case, clocks, moment),
        "summary": summary(case),
        "tab": tab,
        "tabs": _tabs(case, tab, here, len(clocks)),
        "buttons": _beside(offered, inline),
        "held_back": held_back,
        "checking": _checking(case, actor),
        "inline": inline,
        "opinions": opinions_of(case),
        "upper": policies.reported_to(case)[0],
        "materials": listed,
        "owed": owed,
        "wanting": supplements.wanting(case) if case.state == State.SUPPLEMENT_REQUESTED else [],
        "material_options": list(({one["code"]: one["name"] for one in listed} | PROCEDURE_PAPERS).items()),
        "masks": masks_of(case) if tab == "form" else None,
        "papers": papers,
        "unprintable": unprintable(case) if tab == "trail" else "",
        "files": files,
        "steps": steps,
        "latest": _timeline(case, steps),
        "holder": account_names([case.assignee]).get(case.assignee or 0),
        "clocks": [_clock(clock, case, moment) for clock in clocks] if tab == "clocks" else [],
        "answers": answers(case) if tab == "form" else [],
        "boxes": boxes_of("case", case.ref, actor, moment.now),
        "here": here,
        "may_reveal": actor.may("case.reveal"),
        "may_link": case.person_id is not None and actor.may("person.link_at_window"),
        "applicant_fields": fields_of(verb_named("case.reveal")) if tab == "form" else [],
    }


def summary(case: Case) -> str:
    """One line under the name of the item: kind, channel, situation."""
    labels = [
        option.label
        for question in case.facts.situations
        for option in question.options
        if case.situation.get(question.code) == option.code
    ]
    words = [KIND_NAMES.get(case.kind, case.kind), dict(Channel.choices)[case.channel]]
    if case.joint:
        words.append("联办")
    return "　".join([*words, "、".join(labels)]).strip()


def inline_form(case: Case, offered: list[Button]) -> dict[str, Any] | None:
    """The form that stands open on the page: the opinion of the stage, or at the last stage the decision."""
    usable = {one.slug: one for one in offered if one.why_not is None}
    stages = [stage.code for stage in case.facts.stages]
    last = not case.stage or case.stage == stages[-1]
    ends = "report_up" if case.kind == "report_up" else "grant"
    slug = ends if last and case.opinions and ends in usable else "review"
    if slug not in usable:
        return None
    verb = verb_named(f"case.{slug}")
    stage = next((one.name for one in case.facts.stages if one.code == case.stage), "审查")
    return {
        "slug": slug,
        "heading": {"grant": "决定", "report_up": "转报上级"}.get(slug, f"{stage}意见"),
        "label": case.act_name(verb),
        "effect": verb.effect,
        "action": address("cases:act", case.pk, slug),
        "unsent": f"{case.ref} {case.stage} {slug}",
        "preview": address("cases:preview", case.pk, slug) if verb.name in PREVIEWED else None,
        "fields": tuple(fields_of(verb, first_words(case) if slug == "grant" else None)),
    }


def first_words(case: Case) -> dict[str, str]:
    """What a decision begins with: the result that the item promises."""
    return {"content": f"准予办理“{case.facts.name}”。"}


def delivery_words(case: Case) -> dict[str, str]:
    """What a handing over begins with: the way that the applicant chose."""
    return {"way": case.delivery or "window"}


def hints_for(verb: Verb, case: Case) -> dict[str, str]:
    """Sentences beside fields that depend on the case: where a result goes to when nothing is typed."""
    if verb.name != "case.deliver":
        return {}
    left = masks_of(case).address
    kept = f"不填就送到申请时留的地址：{left}" if left else "申请时没有留地址，请填写"
    return {"address": kept}


def materials(case: Case, files: list[Any], owed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The materials with what was found of them, the light of those that are owed, and their files."""
    lights = {one["code"]: one["clock"] for one in owed}
    known = {one.code: one for one in case.facts.materials}
    listed = case.materials or [
        {"code": one.code, "name": one.name, "verdict": "unchecked", "note": ""}
        for one in case.facts.materials_for(case.situation)
    ]
    beside = [code for code in PROCEDURE_PAPERS if any(file.code == code for file in files)]
    listed = [
        *listed,
        *({"code": code, "name": PROCEDURE_PAPERS[code], "verdict": "ok", "note": ""} for code in beside),
    ]
    return [
        {
            **one,
            "word": Verdict(one["verdict"]).label,
            "light": VERDICT_LIGHTS[one["verdict"]],
            "earlier": address("cases:case", split(one["reused"]["case"])[1]) if one.get("reused") else "",
            "source": known[one["code"]].source if one["code"] in known else "",
            "clock": lights.get(one["code"]),
            "files": [file for file in files if file.code == one["code"]],
        }
        for one in listed
    ]


def answers(case: Case) -> list[dict[str, str]]:
    """The item's own form as it was filled in."""
    given = form_of(case)
    labels = {field.code: field.label for field in case.facts.fields}
    rows = [{"label": labels.get(code, code), "value": value} for code, value in given.items()]
    rows.append({"label": "取件方式", "value": DELIVERY_WAYS.get(case.delivery, "—")})
    return rows


def _tabs(case: Case, tab: str, here: str, clocks: int) -> list[dict[str, Any]]:
    counts = {"materials": len(case.materials) or None, "clocks": clocks or None}
    page, _, query = here.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("tab=")]
    return [
        {
            "label": label,
            "href": f"{page}?{'&'.join([*kept, f'tab={name}'])}",
            "current": name == tab,
            "count": counts.get(name),
        }
        for name, label in TABS.items()
    ]


def _checking(case: Case, actor: Actor) -> str | None:
    """Where the materials are checked, while the case waits for its acceptance."""
    waits = case.state in BEFORE_ACCEPTANCE and actor.may("page.check")
    return address("cases:check", case.pk) if waits and case.seen_by(actor) else None


def _timeline(case: Case, steps: list[Any]) -> list[dict[str, Any]]:
    """The short trail beside the case: what comes next, what is now, what was."""
    shown: list[dict[str, Any]] = []
    stages = list(case.facts.stages)
    if case.state in IN_HAND and case.stage:
        at = [stage.code for stage in stages].index(case.stage)
        if at + 1 < len(stages):
            shown.append({"act": stages[at + 1].name, "when": "还没到", "place": "next"})
        shown.append(
            {
                "act": stages[at].name,
                "when": f"承诺 {case.facts.inside(stages[at].days).words}",
                "place": "now",
            }
        )
    elif case.state in (State.DECIDED_GRANTED, State.DECIDED_REFUSED):
        shown.append({"act": "送达", "when": "等申请人领取", "place": "now"})
    for step in steps[:_SHORT_TRAIL]:
        shown.append({"act": step.act, "who": step.who, "when": None, "instant": step.at, "note": step.note})
    return shown


def _clock(clock: Clock, case: Case, moment: Moment) -> dict[str, Any]:
    office = tree().by_id[clock.owed_by_id]
    return {
        **clock_facts(clock, moment),
        "name": clock_name(clock, case),
        "owed_by": _owed_by(clock.kind, case) or office.name,
        "started_at": clock.started_at,
        "stopped_at": clock.stopped_at,
        "provisional": clock.provisional,
        "days": explain(clock, times=moment.times),
    }


def _owed_by(kind: str, case: Case) -> str:
    """Who owes what a clock is about, where it isn't the house."""
    if kind == UPPER:
        return policies.reported_to(case)[0]
    return "申请人" if family(kind) in APPLICANTS else ""


def askable(name: str) -> bool:
    """Whether the generic page can ask for everything that the act needs."""
    return can_be_asked(verb_named(name))
