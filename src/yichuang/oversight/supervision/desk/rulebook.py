"""The rules on which clocks warn, and their change with a reason."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yichuang.domains.cases.shown import CLOCK_NAMES
from yichuang.kernel.access.doors import ActingRequest, staff
from yichuang.kernel.clocks.rungs import Level
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.declare import verb_named
from yichuang.oversight.supervision.alerting import TELLS
from yichuang.oversight.supervision.desk.acting import Asked, ask_or_do
from yichuang.oversight.supervision.models import RuleFile

KINDS = {
    **CLOCK_NAMES,
    "urging": "催办督办回复",
    "explanation": "预警说明",
    "objection": "申诉",
    "verification": "差评核实",
    "rectification": "差评整改",
}


@staff("page.rules")
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule: of which clocks, when, how heavy, who is told, on which basis."""
    actor = cast("ActingRequest", request).actor
    rows = [
        {
            "rule": one,
            "kinds": "、".join(KINDS.get(kind, kind) for kind in one.kinds) or "不看时限，看操作",
            "when": _when(one),
            "level": Level(one.level).label,
            "tells": "、".join(TELLS[who] for who in one.tells) or "—",
        }
        for one in RuleFile.objects.order_by("pk")
    ]
    return render(request, "supervision/rules.html", {"rows": rows, "may_change": actor.may("rule.change")})


@staff("rule.change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one rule."""
    rule = RuleFile.objects.filter(pk=pk).first()
    if rule is None:
        raise not_found(RuleFile.label)
    asked = Asked(
        verb=verb_named("rule.change"),
        heading=f"调整规则：{rule.name}",
        sub="法定规则，只能更严，不能放宽" if rule.lawful else "本地规则，调整要写理由",
        back=reverse("supervision:rules"),
        said="规则已调整，马上生效",
        ref=rule.ref,
        version=rule.version,
        initial={"level": rule.level, "plus": rule.plus, "active": "true" if rule.active else "false"},
        effect="马上对所有在走的时限生效，已经发出的预警不变",
    )
    return ask_or_do(request, asked)


def _when(rule: RuleFile) -> str:
    if rule.basis == "act":
        return "有这样的操作时"
    if rule.basis == "warn":
        return "用了九成，或剩 1 个工作日"
    said = "到期时" if rule.times == 1 else f"超过时限 {rule.times} 倍时"
    later = f"{said}再过 {rule.plus} 日" if rule.plus else said
    return f"{later}；一个月内第 {rule.repeat} 次改发黄牌" if rule.repeat else later
