"""The figures of joint handling, over the cases that bear the joint mark (RULEBOOK 9).

A joint matter is no row of its own: its cases are counted, each inside its own kind.
"""

from __future__ import annotations

from django.db.models import F, Q

from yichuang.domains.cases.figures import CASES, overdue_stock, owing
from yichuang.kernel.figures.asking import Period
from yichuang.kernel.figures.declare import Count, Figure, Ratio, Shape, declare, during, total_during

JOINT = Q(joint=True)
OPEN_LATE = overdue_stock("decision", Q(timing="late"), JOINT)


def _due(period: Period) -> Q:
    return JOINT & Q(concluded_on__range=period.days) | OPEN_LATE.where(period)


declare(
    "joint",
    "联办",
    Figure(
        "joint.concluded", "联办件办结", "件", Shape.FLOW,
        "期间办结的办件里，属于联合办理的。它已经算在办结件数里，不另加。", "n（办结日在期间内，有联办标记）",
        during(CASES, "concluded_on", joint=True),
    ),
    Figure(
        "joint.days", "联办件用时合计", "个工作日", Shape.FLOW, "期间办结的联办件用去的工作日之和，停表的不算。",
        "Σ 用时", total_during(CASES, "concluded_on", F("used_days"), joint=True), part=True,
    ),
    Figure(
        "joint.average_days", "联办件平均办理时长", "个工作日", Shape.FLOW,
        "期间办结的联办件，平均每件用几个工作日。", "联办件用时合计 ÷ 联办件办结",
        Ratio("joint.days", "joint.concluded", percent=False), places=2,
    ),
    Figure(
        "joint.on_time", "联办件按时办结", "件", Shape.FLOW, "期间办结、没有晚于承诺到期时间的联办件。",
        "n（办结日在期间内，有联办标记，办结时间 ≤ 承诺到期）",
        during(CASES, "concluded_on", joint=True, timing__in=("early", "on_time")), part=True,
    ),
    Figure(
        "joint.overdue_open", "到期未办结的联办件", "件", Shape.STOCK,
        "到期末已经超过承诺时限、还没办结的联办件。", "n（在办，有联办标记，承诺到期 ＜ 期末）", OPEN_LATE, part=True,
    ),
    Figure(
        "joint.due", "应办结的联办件", "件", Shape.FLOW,
        "期间办结的联办件，加上到期末已经超过承诺时限、还没办结的。", "联办件办结 ＋ 到期未办结的联办件",
        Count(
            CASES, _due, owing, order="concluded_on", parts=("joint.concluded", "joint.overdue_open"),
        ),
        part=True,
    ),
    Figure(
        "joint.on_time_rate", "联办件按时办结率", "%", Shape.FLOW,
        "应办结的联办件里，没有晚于承诺到期时间办结的占比。到期没办结的也在分母里。",
        "联办件按时办结 ÷（联办件办结 ＋ 到期未办结的联办件）× 100%", Ratio("joint.on_time", "joint.due"), places=2,
    ),
)  # fmt: skip
