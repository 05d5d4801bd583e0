"""The figures of what is open at this instant, for the board: the same lights as `overview` counts, with their rows."""

from __future__ import annotations

from django.db.models import Q

from yichuang.domains.cases.figures import CASES, SHOWN, with_window
from yichuang.domains.cases.overview import running
from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.declare import NOW_ONLY, Count, Figure, Shape, Source, declare_more

RUNNING = Source(
    name="running",
    label="正在办的件",
    unit="件",
    rows=lambda: with_window(running().only(*SHOWN)),
    within=CASES.within,
    visible=CASES.visible,
    until=lambda _period: Q(),
    columns=CASES.columns,
    present=CASES.present,
    right=CASES.right,
    groups=CASES.groups,
)


def _lit(*lights: str) -> Count:
    def where(_period: Period) -> Q:
        return (
            Q(light__in=lights) if lights else Q(pk__isnull=False)
        )  # an empty condition is lost beside others

    return Count(RUNNING, where, where)


declare_more(
    "cases",
    Figure(
        "cases.running", "正在办", "件", Shape.STOCK,
        "已经收件、受理或办理的时限还在走的办件，停表的也算。办结、等送达的不算。",
        "n（受理或承诺时限没有停止）", _lit(), told=NOW_ONLY,
    ),
    Figure(
        "cases.running_near", "临期", "件", Shape.STOCK,
        "正在办、到了预警时间还没有超期的办件。", "n（正在办，预警时间 ≤ 此刻 ≤ 到期）", _lit("warning"), told=NOW_ONLY,
    ),
    Figure(
        "cases.running_normal", "正常在办", "件", Shape.STOCK,
        "正在办、还没到预警时间的办件。", "n（正在办，此刻 ＜ 预警时间）", _lit("normal"), told=NOW_ONLY,
    ),
    Figure(
        "cases.running_paused", "停表在办", "件", Shape.STOCK,
        "正在办、因听证、检验、检测、专家评审等特别程序停着表的办件。", "n（正在办，时限停着）",
        _lit("paused"), told=NOW_ONLY, rule="行政许可法第45条",
    ),
    Figure(
        "cases.running_late", "超承诺未办结", "件", Shape.STOCK,
        "正在办、已经超过受理或承诺时限，还没有超过法定时限的办件。", "n（正在办，到期 ＜ 此刻 ≤ 法定到期）",
        _lit("overdue"), told=NOW_ONLY,
    ),
    Figure(
        "cases.running_unlawful", "超法定未办结", "件", Shape.STOCK,
        "正在办、已经超过法定时限的办件。", "n（正在办，法定到期 ＜ 此刻）", _lit("deep"), told=NOW_ONLY,
        rule="行政许可法第42条",
    ),
    Figure(
        "cases.running_overdue", "超期未办结", "件", Shape.STOCK,
        "正在办、已经超过承诺或法定时限的办件。", "超承诺未办结 ＋ 超法定未办结",
        _lit("overdue", "deep"), told=NOW_ONLY,
    ),
)  # fmt: skip
