"""The figures of evaluations (RULEBOOK 6, 9). Whoever reads them learns the item and the day, never who it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback import rules
from yichuang.domains.feedback.models import (
    Commendation,
    CommendationKind,
    Evaluation,
    EvaluationState,
    Level,
    SilentDay,
)
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.queries import ran_out
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import (
    Cohort,
    Column,
    Count,
    Figure,
    Ratio,
    Row,
    Shape,
    Source,
    declare,
    during,
    total_during,
)
from yichuang.kernel.offices.queries import tree
from yichuang.ui import formats

TEXT = "国办发〔2019〕51号"
SHOWN = ("item_id", "department_id", "level", "channel", "given_on", "tags", "state", "timing", "answered_on")
CHANNELS = {
    "window": "窗口", "portal": "网上", "qr": "扫码", "sms": "短信", "hotline": "热线", "kiosk": "自助机",
    "imported": "旧台账",
}  # fmt: skip
COUNTED = ~Q(state=EvaluationState.NOT_COUNTED)
BAD = Q(level__lt=rules.WORST_GOOD)
OWED = BAD & COUNTED & ~Q(state=EvaluationState.GIVEN)
"""Bad ones that are owed a rectification: not those that an old ledger tells of, not those found to be mistaken."""

ON_TIME = Q(timing__in=("early", "on_time"))


def _rows() -> QuerySet[Evaluation]:
    return Evaluation.objects.only(*SHOWN)


def _within(scope: Scope, _period: Period) -> Q:
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
                evaluation.state_name if evaluation.level < rules.WORST_GOOD else "",
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
        Column("整改", brief=True),
    ),
    present=_present,
    right="page.evaluations",
    groups={"department": "department_id", "item": "item_id", "place": "place_id"},
    folded=True,
)


def _present_silence(found: Sequence[SilentDay]) -> Iterable[Row]:
    items = names_of_items(one.item_id for one in found)
    offices = tree().by_id
    for one in found:
        cells = (
            formats.day(one.served_on),
            items.get(one.item_id, ""),
            str(one.silent),
            offices[one.department_id].brief,
            offices[one.place_id].brief,
        )
        yield Row(cells, amount=one.silent)


SILENCE = Source(
    name="silence",
    label="没有评价",
    unit="件",
    rows=SilentDay.objects.all,
    within=_within,
    visible=_visible,
    until=lambda period: Q(served_on__lte=period.last),
    columns=(
        Column("送达日", brief=True),
        Column("事项", brief=True),
        Column("没有评价", kind="n", brief=True),
        Column("部门"),
        Column("地点"),
    ),
    present=_present_silence,
    right="page.evaluations",
    groups={"department": "department_id", "item": "item_id", "place": "place_id"},
)


def _owed(period: Period) -> Q:
    return Q(given_on__range=period.days) & OWED


def _answered(period: Period) -> Q:
    """Given in the period, and put right or explained by its end."""
    return _owed(period) & Q(answered_on__lte=period.last)


def _past_due(period: Period) -> Q:
    """Given in the period, not answered by its end, though the limit was over by then."""
    subject = Concat(Value("evaluation:"), Cast(OuterRef("pk"), TextField()))
    waits = Q(answered_on=None) | Q(answered_on__gt=period.last)
    return _owed(period) & waits & Q(ran_out("rectification", subject, period.cut_off))


def _reach(period: Period) -> Q:
    return Q(given_on__range=period.days) & BAD


declare(
    "evaluation",
    "评价",
    Figure(
        "evaluation.count", "评价数", "条", Shape.FLOW,
        "期间收到的评价，一次服务最多评价一次。经另一人认定为误评、恶意的不计入，另行列出。",
        "n（评价日在期间内）− 不计入的差评", during(EVALUATIONS, "given_on", and_=COUNTED), rule=TEXT,
    ),
    Figure(
        "evaluation.evaluation_rate", "评价率", "%", Shape.FLOW,
        "期间收到的评价数，和期间送达、可以评价的办件数之比。没有评价的不算满意。",
        "评价数 ÷ 送达件 × 100%", Ratio("evaluation.count", "cases.delivered"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.not_evaluated", "未评价", "件", Shape.FLOW,
        "期间送达、满 5 天没有评价的办件。算未评价，不算满意。只知道每天每个事项几件，不知道是哪几件。",
        "Σ 没有评价（送达日在期间内，送达已满 5 天）", total_during(SILENCE, "served_on", F("silent")), rule=TEXT,
    ),
    Figure(
        "evaluation.satisfied", "好评", "条", Shape.FLOW, "期间收到的评价里，基本满意、满意和非常满意的。",
        "n（评价日在期间内，3 ≤ 等级 ≤ 5）",
        during(EVALUATIONS, "given_on", and_=COUNTED, level__gte=3), rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.satisfaction_rate", "满意率", "%", Shape.FLOW,
        "期间收到的评价里，好评（基本满意以上）的占比。要和评价率一起看。",
        "好评 ÷ 评价数 × 100%", Ratio("evaluation.satisfied", "evaluation.count"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.very_satisfied", "非常满意", "条", Shape.FLOW, "期间收到的评价里，非常满意的。",
        "n（评价日在期间内，等级 ＝ 5）", during(EVALUATIONS, "given_on", and_=COUNTED, level=5), rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.very_satisfied_rate", "非常满意率", "%", Shape.FLOW, "期间收到的评价里，非常满意的占比。",
        "非常满意 ÷ 评价数 × 100%", Ratio("evaluation.very_satisfied", "evaluation.count"), places=2, rule=TEXT,
    ),
    *(
        Figure(
            f"evaluation.level_{level.value}", level.label, "条", Shape.FLOW, f"期间收到的评价里，{level.label}的。",
            f"n（评价日在期间内，等级 ＝ {level.value}）",
            during(EVALUATIONS, "given_on", and_=COUNTED, level=level.value), rule=TEXT, part=True,
        )
        for level in Level
        if level.value != 5  # 非常满意 stands above
    ),
    Figure(
        "evaluation.bad", "差评", "条", Shape.FLOW,
        "期间收到的评价里，不满意和非常不满意的。差评要核实、整改、回访。认定不计入的不在里面。",
        "n（评价日在期间内，等级 ≤ 2）− 不计入的差评",
        during(EVALUATIONS, "given_on", and_=BAD & COUNTED), rule=TEXT,
    ),
    Figure(
        "evaluation.not_counted", "不计入的差评", "条", Shape.FLOW,
        "期间收到的差评里，核实后由另一人认定为误评或恶意的。不进满意率，照样列出来。",
        "n（评价日在期间内，状态 ＝ 不计入）",
        during(EVALUATIONS, "given_on", and_=~COUNTED), rule=TEXT,
    ),
    Figure(
        "evaluation.owed", "应整改差评", "条", Shape.COHORT,
        "期间收到、要核实整改的差评。旧台账里补录的、认定不计入的不在里面。",
        "n（评价日在期间内，等级 ≤ 2，应整改）", during(EVALUATIONS, "given_on", and_=OWED),
        rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.rectified", "已整改差评", "条", Shape.COHORT,
        "期间收到的应整改差评里，到期末已经整改、或没有依据已经说明的。",
        "n（评价日在期间内，答复日 ≤ 期末）", Cohort(EVALUATIONS, begun="given_on", ended="answered_on", and_=OWED),
        rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.rectified_rate", "差评整改率", "%", Shape.COHORT,
        "期间收到的应整改差评里，到期末已整改或已说明的占比。还没到期的也在分母里。",
        "已整改差评 ÷ 应整改差评 × 100%", Ratio("evaluation.rectified", "evaluation.owed"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.rectified_on_time", "按时整改差评", "条", Shape.COHORT,
        "已整改差评里，没有超过整改时限（5 个工作日，复杂的最多 15 个）的。",
        "n（评价日在期间内，答复日 ≤ 期末，没有超期）",
        Cohort(EVALUATIONS, begun="given_on", ended="answered_on", and_=OWED & ON_TIME),
        rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.rectification_ended", "整改到期差评", "条", Shape.COHORT,
        "已整改差评，加上没整改、到期末时限已经过了的。",
        "已整改差评 ＋ 整改超期未答复差评",
        Count(
            EVALUATIONS, lambda period: _answered(period) | _past_due(period), _reach, order="given_on",
            parts=("evaluation.rectified", "evaluation.rectification_overdue"),
        ),
        rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.rectification_overdue", "整改超期未答复差评", "条", Shape.COHORT,
        "期间收到的应整改差评里，到期末没有答复、整改时限已经过了的。", "n（评价日在期间内，没答复，整改时限已过）",
        Count(EVALUATIONS, _past_due, _reach, order="given_on"), rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.on_time_rectified_rate", "差评按时整改率", "%", Shape.COHORT,
        "期间收到的差评里，整改时限已经见分晓的，按时整改或说明的占比。",
        "按时整改差评 ÷ 整改到期差评 × 100%",
        Ratio("evaluation.rectified_on_time", "evaluation.rectification_ended"), places=2, rule=TEXT,
    ),
    Figure(
        "evaluation.replies", "对整改的评价", "条", Shape.FLOW, "期间办事人对差评处理结果的评价，一条差评一次。",
        "n（对整改评价的日期在期间内）", during(EVALUATIONS, "replied_on"), rule=TEXT, part=True,
    ),
    Figure(
        "evaluation.still_unsatisfied", "整改后仍不满意", "条", Shape.FLOW,
        "期间办事人对差评处理结果给了不满意或非常不满意的。",
        "n（对整改评价的日期在期间内，等级 ≤ 2）",
        during(EVALUATIONS, "replied_on", and_=Q(reply_level__lt=rules.WORST_GOOD)), rule=TEXT,
    ),
)  # fmt: skip


def _present_thanks(found: Sequence[Commendation]) -> Iterable[Row]:
    offices = tree().by_id
    for one in found:
        kind = CommendationKind(one.kind).label
        yield Row((formats.day(one.received_on), kind, offices[one.office_id].brief, one.words))


COMMENDATIONS = Source(
    name="commendations",
    label="锦旗、表扬信",
    unit="件",
    rows=Commendation.objects.all,
    within=lambda scope, _period: Q() if scope.everything else Q(office_path__startswith=scope.path),
    visible=lambda actor: (
        Q() if actor.kind is ActorKind.SYSTEM else Q(office_path__startswith=actor.office_path or "-")
    ),
    until=lambda period: Q(received_on__lte=period.last),
    columns=(
        Column("收到", brief=True),
        Column("种类", brief=True),
        Column("单位", brief=True),
        Column("上面的话"),
    ),
    present=_present_thanks,
    right="page.commendations",
)

declare(
    "feedback",
    "表扬",
    *(
        Figure(
            f"feedback.commendations_{plural}", name, unit, Shape.FLOW, f"期间收到、在工作台登记的{name}。",
            "n（收到的日期在期间内）", during(COMMENDATIONS, "received_on", kind=kind), rule="一窗指标口径",
        )
        for plural, kind, name, unit in (("banner", "banner", "锦旗", "面"), ("letters", "letter", "表扬信", "封"))
    ),
)  # fmt: skip
