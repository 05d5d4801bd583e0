"""The figures of evaluations (RULEBOOK 6, 9). Whoever reads them learns the item and the day, never who it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback.models import Evaluation, Level
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.figures.asking import Scope
from yichuang.kernel.figures.declare import Column, Figure, Ratio, Row, Shape, Source, declare, during
from yichuang.kernel.offices.queries import tree
from yichuang.ui import formats

TEXT = "国办发〔2019〕51号"
CHANNELS = {
    "window": "窗口", "portal": "网上", "qr": "扫码", "sms": "短信", "hotline": "热线", "kiosk": "自助机",
}  # fmt: skip


def _rows() -> QuerySet[Evaluation]:
    return Evaluation.objects.only("item_id", "department_id", "level", "channel", "given_on", "tags")


def _within(scope: Scope) -> Q:
    if scope.everything:
        return Q()
    return Q(department_path__startswith=scope.path) | Q(place_path__startswith=scope.path)


def _visible(actor: Actor) -> Q:
    if actor.kind is ActorKind.SYSTEM:
        return Q()
    if actor.kind is not ActorKind.STAFF or not actor.office_path:
        return Q(pk__in=[])
    return Q(department_path__startswith=actor.office_path) | Q(place_path__startswith=actor.office_path)


def _present(found: Sequence[Evaluation]) -> Iterable[Row]:
    items = names_of_items(evaluation.item_id for evaluation in found)
    offices = tree().by_id
    for evaluation in found:
        department = offices[evaluation.department_id]
        yield Row(
            (
                formats.day(evaluation.given_on),
                items.get(evaluation.item_id, ""),
                Level(evaluation.level).label,
                department.brief,
                CHANNELS.get(evaluation.channel, evaluation.channel),
                "、".join(evaluation.tags),
            )
        )


EVALUATIONS = Source(
    name="evaluations",
    label="评价",
    unit="条",
    rows=_rows,
    within=_within,
    visible=_visible,
    until=lambda period: Q(given_on__lte=period.last),
    columns=(
        Column("评价日", brief=True),
        Column("事项", brief=True),
        Column("满意程度", brief=True),
        Column("部门"),
        Column("渠道"),
        Column("标签"),
    ),
    present=_present,
    right="page.evaluations",
    groups={"department": "department_id", "item": "item_id", "place": "place_id"},
)

declare(
    "evaluation",
    "评价",
    Figure(
        "evaluation.count", "评价数", "条", Shape.FLOW, "期间收到的评价，一次服务最多评价一次。",
        "n（评价日在期间内）", during(EVALUATIONS, "given_on"), rule=TEXT,
    ),
    Figure(
        "evaluation.evaluation_rate", "评价率", "%", Shape.FLOW,
        "期间收到的评价数，和期间送达、可以评价的办件数之比。没有评价的不算满意。",
        "评价数 ÷ 送达件 × 100%", Ratio("evaluation.count", "cases.delivered"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.satisfied", "好评", "条", Shape.FLOW, "期间收到的评价里，基本满意、满意和非常满意的。",
        "n（评价日在期间内，3 ≤ 等级 ≤ 5）", during(EVALUATIONS, "given_on", level__gte=3), rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.satisfaction_rate", "满意率", "%", Shape.FLOW,
        "期间收到的评价里，好评（基本满意以上）的占比。要和评价率一起看。",
        "好评 ÷ 评价数 × 100%", Ratio("evaluation.satisfied", "evaluation.count"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.very_satisfied", "非常满意", "条", Shape.FLOW, "期间收到的评价里，非常满意的。",
        "n（评价日在期间内，等级 ＝ 5）", during(EVALUATIONS, "given_on", level=5), rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.very_satisfied_rate", "非常满意率", "%", Shape.FLOW, "期间收到的评价里，非常满意的占比。",
        "非常满意 ÷ 评价数 × 100%", Ratio("evaluation.very_satisfied", "evaluation.count"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.bad", "差评", "条", Shape.FLOW,
        "期间收到的评价里，不满意和非常不满意的。差评要核实、整改、回访。",
        "n（评价日在期间内，等级 ≤ 2）", during(EVALUATIONS, "given_on", level__lte=2), rule=TEXT,
    ),
)  # fmt: skip
