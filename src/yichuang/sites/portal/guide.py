"""The service guide of an item: all that 行政许可法 art. 30 asks to be public, on one page that prints."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from markupsafe import Markup

from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.catalogue.content import ItemFacts, Material
from yichuang.domains.catalogue.inputs import AUDIENCES, CASE_KINDS, KINDS, MATERIAL_KINDS
from yichuang.domains.catalogue.limits import in_working_days
from yichuang.domains.organisation import queries as organisation
from yichuang.domains.organisation.levels import counters_down_to, reaches
from yichuang.kernel.access.doors import anybody
from yichuang.kernel.clocks.rules import Unit
from yichuang.kernel.offices.queries import tree
from yichuang.sites.portal.browse import hours_words, items_address
from yichuang.sites.portal.home import address_of, public_chips
from yichuang.ui import formats

AT_HOME = "居民信息库"  # papers that the centre has already
SOURCES = {"申请人自备": "您自备", "窗口填写": "申请时填写"}
MOST_STEPS = 6


@anybody
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide; answers to the situations come as `?s-premises=rent` and decide the materials."""
    listed = catalogue.directory().by_code.get(code)
    if listed is None:
        raise Http404
    facts = listed.facts
    answers = _answers(request, facts)
    office = tree().by_id[facts.department_id]
    address = f"{settings.PUBLIC_ADDRESS}{request.path}"
    needed, fetched = _materials(facts, answers)
    context = {
        "item": facts,
        "listed": listed,
        "kind": KINDS[facts.kind],
        "case_kind": CASE_KINDS[facts.case_kind],
        "audiences": "、".join(AUDIENCES[one] for one in facts.audience),
        "department": office,
        "department_href": items_address(department=office.code),
        "crumbs": _crumbs(facts),
        "questions": _questions(facts, answers),
        "needed": needed,
        "fetched": fetched,
        "asked_all": len(answers) == len(facts.situations),
        "bars": _bars(facts),
        "counting": _counting(facts),
        "steps": _steps(facts),
        "nearest": counters_down_to(facts.level)[-1],
        "sections": _sections(facts),
        "apply": address_of("portal:apply", code) if facts.online and listed.open else None,
        "where": _where(facts),
        "phone": _phone(facts),
        "qr": Markup(segno.make(address, error="m").svg_inline(scale=4, border=1, dark="#14212a")),  # noqa: S704
        "address": address,
    }
    return render(request, "portal/guide.html", context, status=200 if listed.state != "retired" else 410)


def _answers(request: HttpRequest, facts: ItemFacts) -> dict[str, str]:
    """What was answered; an option that the question hasn't got is no answer."""
    answers = {}
    for situation in facts.situations:
        given = request.GET.get(f"s-{situation.code}", "")
        if any(option.code == given for option in situation.options):
            answers[situation.code] = given
    return answers


def _questions(facts: ItemFacts, answers: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"s-{situation.code}",
            "label": situation.question,
            "options": [(option.code, option.label) for option in situation.options],
            "value": answers.get(situation.code),
        }
        for situation in facts.situations
    ]


def _materials(
    facts: ItemFacts, answers: dict[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What to hand in and what the centre has already; questions not yet answered leave all their papers in."""
    words = {
        f"{situation.code}={option.code}": option.label
        for situation in facts.situations
        for option in situation.options
    }
    needed: list[dict[str, Any]] = []
    fetched: list[dict[str, Any]] = []
    for material in facts.materials:
        situation = material.when.partition("=")[0]
        if material.when and situation in answers and answers[situation] != material.when.partition("=")[2]:
            continue
        answered = situation in answers
        row = {
            "name": material.name,
            "reason": _reason(words.get(material.when, ""), answered=answered),
            "asks": _asks(material, facts),
            "source": SOURCES.get(material.source, material.source),
        }
        (fetched if material.source == AT_HOME else needed).append(row)
    return needed, fetched


def _reason(label: str, *, answered: bool) -> str | None:
    """Why a paper is asked for: the answer that was given, or the one that would ask for it."""
    if not label:
        return None
    return f"因为选了“{label}”" if answered else f"选“{label}”才要"


def _asks(material: Material, facts: ItemFacts) -> str:
    parts = [f"{MATERIAL_KINDS[material.kind]} {material.copies} 份", material.note]
    if not material.required:
        parts.append("有就交，没有不影响办理")
    if material.may_follow:
        parts.append(f"可以先办，{facts.inside(material.follow_days).words}内补交")
    return "；".join(filter(None, parts))


def _bars(facts: ItemFacts) -> dict[str, dict[str, Any]] | None:
    """Both limits for `limit_bars`: in their own words, and on one scale of working days."""
    if not facts.statutory_limit:
        return None
    limits = {"promised": facts.promised_limit, "statutory": facts.statutory_limit}
    return {
        name: {"words": formats.limit(one), "length": in_working_days(one)} for name, one in limits.items()
    }


def _counting(facts: ItemFacts) -> str:
    """Which days the limits count, for the applicant (行政许可法 art. 82; 民法典 art. 203)."""
    every = "天天都算，最后一天放假的，顺延到下一个工作日"
    ours, law = facts.promised_limit.unit, (facts.statutory_limit or facts.promised_limit).unit
    if ours is law:
        return every if ours is Unit.CALENDAR_DAY else "只算工作日"
    plain = f"自然日{every}"
    return (
        f"承诺的工作日只算上班的日子，法定的{plain}"
        if law is Unit.CALENDAR_DAY
        else f"承诺的{plain}，法定的工作日只算上班的日子"
    )


def _steps(facts: ItemFacts) -> list[dict[str, str]]:
    """The way of an application, at most six steps."""
    channels = "网上、窗口" if facts.online else "窗口"
    if facts.level != "county":
        channels += "、乡镇" + ("或村站" if facts.level == "village" else "")
    end = [{"name": "领取结果", "note": facts.result or "办结后告诉您"}]
    if facts.case_kind == "instant":
        return [{"name": "提交", "note": channels}, {"name": "当场办结", "note": "材料齐全，当天办好"}, *end]
    stages = [
        {"name": stage.name, "note": facts.inside(stage.days).words if stage.days else "当天"}
        for stage in facts.stages
    ]
    begin = [{"name": "提交", "note": channels}, {"name": "受理", "note": "材料齐全就受理，给您凭证"}]
    if len(begin) + len(stages) + len(end) > MOST_STEPS:
        begin = [{"name": "提交和受理", "note": channels}]
    return [*begin, *stages, *end]


def _sections(facts: ItemFacts) -> list[tuple[str, str]]:
    found = [("who", "谁可以办"), ("mat", "要带什么"), ("time", "多久办完"), ("steps", "怎么办")]
    if facts.fields:
        found.append(("form", "要填什么"))
    return [*found, ("fee", "收费"), ("where", "去哪里办"), ("law", "依据")]


def _crumbs(facts: ItemFacts) -> list[tuple[str, str]]:
    audience = facts.audience[0]
    crumbs = [("首页", "/"), (f"{AUDIENCES[audience]}办事", items_address(audience=audience))]
    if facts.themes:
        crumbs.append((facts.themes[0], items_address(theme=facts.themes[0])))
    return crumbs


def _where(facts: ItemFacts) -> list[dict[str, Any]]:
    """The county's centre with its hours, then the towns and villages that take the item."""
    rows: list[dict[str, Any]] = []
    here = organisation.site()
    centres = organisation.centres()
    for centre in centres:
        if here and centre.id == here.centre_id:
            rows.append(
                {
                    "name": centre.office.name,
                    "address": centre.address,
                    "window": facts.place,
                    "hours": hours_words(centre.office.hours),
                    "phone": centre.phone,
                    "href": None,
                }
            )
    chips = public_chips(here.centre_id if here else None)
    for level, code in (("town", "network.town_centres"), ("village", "network.stations")):
        chip = chips.get(code)
        if chip and reaches(facts.level, level):
            href = f"{reverse('portal:places')}#{level}"
            rows.append({"name": chip["label"], "chip": chip, "window": "综合窗口", "href": href})
    return rows


def _phone(facts: ItemFacts) -> str:
    found = next((one for one in organisation.departments() if one.id == facts.department_id), None)
    return found.phone if found else ""
