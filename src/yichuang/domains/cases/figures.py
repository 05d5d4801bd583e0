"""The figures of cases (RULEBOOK 9): each declared once, counted over the case table and its decision clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from yichuang.domains.cases.models import Case
from yichuang.domains.cases.queries import visible
from yichuang.domains.cases.states import Channel, Delivery, State
from yichuang.domains.catalogue import queries as catalogue
from yichuang.kernel.clocks.hours import instant
from yichuang.kernel.clocks.queries import ran_out, ran_out_day, run_out_between
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import (
    Cohort,
    Column,
    Count,
    Figure,
    Ratio,
    Row,
    Shape,
    Shown,
    Source,
    Stock,
    declare,
    during,
    median_during,
    total_during,
)
from yichuang.kernel.offices.queries import tree
from yichuang.ui import formats

KINDS = catalogue.CASE_KINDS
TIMINGS = {"early": "提前", "on_time": "按时", "late": "超期"}
LAW = "行政许可法"
SHOWN = (
    "number", "state", "item_version_id", "department_id", "applicant_mask", "kind", "received_on", "accepted_on",
    "concluded_on", "timing", "used_days",
)  # fmt: skip


def with_window(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The window as a key: 0 for what came in online or at a village station."""
    return cases.annotate(window_key=Coalesce(F("window_id"), 0, output_field=IntegerField()))


def _rows() -> QuerySet[Case]:
    return with_window(Case.objects.only(*SHOWN))


def _within(scope: Scope, _period: Period) -> Q:
    if scope.everything:
        return Q()
    return Q(department_path__startswith=scope.path) | Q(place_path__startswith=scope.path)


def _present(cases: Sequence[Case]) -> Iterable[Row]:
    items = catalogue.versions(case.item_version_id for case in cases)
    offices = tree().by_id
    for case in cases:
        cells = (
            case.number,
            items[case.item_version_id].name,
            TIMINGS.get(case.timing, "在办" if case.accepted_on and not case.concluded_on else ""),
            offices[case.department_id].brief,
            case.applicant_mask,
            KINDS[case.kind],
            formats.day(case.received_on),
            formats.day(case.accepted_on),
            formats.day(case.concluded_on),
            formats.NO_VALUE if case.used_days is None else str(case.used_days),
        )
        yield Row(cells, page=("cases:case", str(case.pk)), amount=getattr(case, "amount", 1))


CASES = Source(
    name="cases",
    label="办件",
    unit="件",
    rows=_rows,
    within=_within,
    visible=visible,
    until=lambda period: Q(received_on__lte=period.last),
    columns=(
        Column("编号", kind="code", brief=True),
        Column("事项", brief=True),
        Column("时限", kind="light", brief=True),
        Column("部门"),
        Column("申请人"),
        Column("类型"),
        Column("收件"),
        Column("受理"),
        Column("办结"),
        Column("用时（工作日）", kind="n"),
    ),
    present=_present,
    right="page.case",
    groups={
        "department": "department_id",
        "item": "item_id",
        "place": "place_id",
        "window": "window_key",  # by which nothing is folded
    },
    folded=True,
    clocks=("decision", "statutory"),
)


def _open(period: Period) -> Q:
    """Accepted and not concluded at the period's end."""
    still = Q(concluded_on=None) | Q(concluded_on__gt=period.last)
    # said twice, since a comparison with nothing doesn't keep the database from asking the clocks
    return Q(accepted_on__isnull=False, accepted_on__lte=period.last) & still


def _past_due(period: Period, clock: str) -> Q:
    """Open, and that clock ran out before the period's end, or before it was stopped (a report upwards stops it)."""
    return _open(period) & Q(ran_out(clock, _reference(), period.cut_off))


def _reference() -> Concat:
    return Concat(Value("case:"), Cast(OuterRef("pk"), TextField()))


def _opened(period: Period) -> Q:
    return Q(accepted_on__range=period.days)


def _closed(period: Period) -> Q:
    return _concluded(period) & Q(accepted_on__isnull=False)


def overdue_stock(clock: str, late: Q, of: Q | None = None) -> Stock:
    """Open and past due: entered on the due day, where it was open then; left when concluded after it.

    `late` says what every case shows that was concluded after that due day, so that the clocks of few are asked; `of`
    which cases are meant.
    """
    meant = of or Q()
    day = ran_out_day(clock, _reference())
    stood = Q(LessThanOrEqual(F("accepted_on"), day))

    def entered(period: Period) -> Q:
        begin = instant(period.first, 0)
        fell = Q(pk__in=run_out_between(clock, "case", begin, period.cut_off))
        return meant & fell & stood & (Q(concluded_on=None) | Q(GreaterThan(F("concluded_on"), day)))

    def left(period: Period) -> Q:
        return meant & _concluded(period) & late & stood & Q(GreaterThan(F("concluded_on"), day))

    return Stock(
        CASES, lambda period: meant & _past_due(period, clock), _open, entered, left, entered_day=day,
        left_day="concluded_on", order="accepted_on",
    )  # fmt: skip


def _concluded(period: Period) -> Q:
    return Q(concluded_on__range=period.days)


def owing(period: Period) -> Q:
    """Concluded in the period, or open at its end."""
    return _concluded(period) | _open(period)


KNOWN = (Channel.WINDOW.value, Channel.ONLINE.value, Channel.STATION.value)
"""Ways in which a case came in here; of one that an old ledger tells of nobody knows how it came in."""

RECEIVED_HERE = Shown(by="cases.received_here", of="cases.received")
HAS_STATUTE = Q(item_version__statutory_days__isnull=False)
DECIDED = Q(outcome__in=("granted", "refused"))


declare(
    "cases",
    "办件",
    Figure(
        "cases.received", "收件数", "件", Shape.FLOW,
        "期间收到的申请，含后来不予受理、作废和撤回的。按收件那天算。",
        "n（收件日在期间内）", during(CASES, "received_on"), rule=f"{LAW}第29、32条",
    ),
    Figure(
        "cases.received_here", "本系统收件", "件", Shape.FLOW,
        "期间在本系统收到的申请。从旧台账导入的没有记怎么收的、补正过几次，不在里面。",
        "n（收件日在期间内，渠道 ＝ 窗口、网上、村站代办）", during(CASES, "received_on", channel__in=KNOWN), part=True,
    ),
    Figure(
        "cases.accepted", "受理件数", "件", Shape.FLOW,
        "期间受理的申请。按作出受理那天算，不按收件那天。",
        "n（受理日在期间内）＝ 即办件 ＋ 承诺件 ＋ 上报件", during(CASES, "accepted_on"),
        rule=f"{LAW}第32条第一款第五项",
    ),
    *(
        Figure(
            f"cases.accepted_{kind}", KINDS[kind], "件", Shape.FLOW,
            f"期间受理的申请里，事项类型是{KINDS[kind]}的。{about}",
            f"n（受理日在期间内，类型 ＝ {KINDS[kind]}）", during(CASES, "accepted_on", kind=kind),
        )
        for kind, about in (
            ("instant", "申请人等着就能办完的事项。"),
            ("promise", "要审查、在承诺时限内办完的事项。"),
            ("report_up", "我方审查后报上级决定的事项，上级用的时间不算在我方时限里。"),
        )
    ),
    Figure(
        "cases.accepted_joint", "联办件", "件", Shape.FLOW,
        "期间受理的申请里，属于联合办理的。它已经算在即办件、承诺件、上报件里，不另加。",
        "n（受理日在期间内，有联办标记）", during(CASES, "accepted_on", joint=True),
    ),
    Figure(
        "cases.declined", "不予受理件数", "件", Shape.FLOW,
        "期间书面决定不予受理的申请。", "n（不予受理日在期间内）", during(CASES, "declined_on"),
        rule=f"{LAW}第32条第一款第一、二、四项",
    ),
    Figure(
        "cases.concluded", "办结件数", "件", Shape.FLOW,
        "已受理的办件里，期间办完的：准予、不予许可、撤回和终止都算。",
        "n（办结日在期间内）；期初在办 ＋ 受理 − 办结 ＝ 期末在办", during(CASES, "concluded_on"),
    ),
    Figure(
        "cases.open", "在办件数", "件", Shape.STOCK,
        "到期末那天为止已受理、还没办结的办件。", "n（受理日 ≤ 期末，办结日为空或晚于期末）",
        Stock(
            CASES, _open, _open, _opened, _closed, entered_day="accepted_on", left_day="concluded_on",
            order="accepted_on",
        ),
    ),
    Figure(
        "cases.accepted_concluded", "本期受理并办结", "件", Shape.COHORT,
        "期间受理，并且到期末已经办结的办件。", "n（受理日在期间内，办结日 ≤ 期末）",
        Cohort(CASES, begun="accepted_on", ended="concluded_on"), part=True,
    ),
    Figure(
        "cases.conclusion_rate", "办结率", "%", Shape.COHORT,
        "期间受理的办件里，到期末已经办结的占比。", "本期受理并办结 ÷ 受理 × 100%",
        Ratio("cases.accepted_concluded", "cases.accepted"), places=2,
    ),
)  # fmt: skip

declare(
    "cases",
    "办件",
    Figure(
        "cases.due", "应办结件", "件", Shape.FLOW,
        "期间办结的，加上到期末已经超过承诺时限、还没办结的。按时办结率和超期率的分母。",
        "办结 ＋ 到期未办结",
        Count(
            CASES, lambda p: _concluded(p) | _past_due(p, "decision"), owing, order="concluded_on",
            parts=("cases.concluded", "cases.overdue_open"),
        ),
        part=True,
    ),
    Figure(
        "cases.on_time", "按时办结件", "件", Shape.FLOW,
        "期间办结、没有晚于承诺到期时间的办件，含提前办结的。特别程序停表的日子不算。",
        "n（办结日在期间内，办结时间 ≤ 承诺到期）", during(CASES, "concluded_on", timing__in=("early", "on_time")),
        rule=f"{LAW}第42、45条",
    ),
    Figure(
        "cases.on_time_rate", "按时办结率", "%", Shape.FLOW,
        "应办结的办件里，没有晚于承诺到期时间办结的占比。到期没办结的也在分母里。",
        "按时办结 ÷（办结 ＋ 到期未办结）× 100%", Ratio("cases.on_time", "cases.due"), places=2,
    ),
    Figure(
        "cases.early", "提前办结件", "件", Shape.FLOW,
        "期间办结、比承诺到期日至少早一个工作日的办件；即办件当天办完、法定时限有一个工作日以上的，也算提前。",
        "n（办结日在期间内，早于承诺到期 ≥ 1 个工作日）", during(CASES, "concluded_on", timing="early"),
    ),
    Figure(
        "cases.early_rate", "提前办结率", "%", Shape.FLOW, "期间办结的办件里，提前办结的占比。",
        "提前办结 ÷ 办结 × 100%", Ratio("cases.early", "cases.concluded"), places=2,
    ),
    Figure(
        "cases.overdue", "超期件", "件", Shape.FLOW,
        "期间晚于承诺到期时间办结的，加上到期末已经超过承诺时限、还没办结的。",
        "超期办结 ＋ 到期未办结",
        Count(
            CASES, lambda p: _concluded(p) & Q(timing="late") | _past_due(p, "decision"), owing,
            order="accepted_on", parts=("cases.concluded_late", "cases.overdue_open"),
        ),
    ),
    Figure(
        "cases.overdue_rate", "超期率", "%", Shape.FLOW,
        "应办结的办件里，晚于承诺到期时间的占比。印出来的数等于 100 减去按时办结率，两个率相加正好是 100%。",
        "（超期办结 ＋ 到期未办结）÷（办结 ＋ 到期未办结）× 100% ＝ 100% − 按时办结率",
        Ratio("cases.overdue", "cases.due", rest_of="cases.on_time_rate"), places=2,
    ),
    Figure(
        "cases.overdue_open", "到期未办结件", "件", Shape.STOCK,
        "到期末已经超过承诺时限、还没办结的办件。", "n（在办，承诺到期 ＜ 期末）",
        overdue_stock("decision", Q(timing="late")),
    ),
    Figure(
        "cases.statutory_overdue", "超法定时限件", "件", Shape.FLOW,
        "期间晚于法定到期时间办结的，加上到期末已经超过法定时限、还没办结的。没有法定时限的事项不算。",
        "超法定办结 ＋ 超法定未办结",
        Count(
            CASES, lambda p: _concluded(p) & Q(statutory_late=True) | _past_due(p, "statutory"), owing,
            order="accepted_on", parts=("cases.concluded_past_statute", "cases.statutory_open"),
        ), rule=f"{LAW}第42条",
    ),
    Figure(
        "cases.concluded_late", "超期办结件", "件", Shape.FLOW, "期间晚于承诺到期时间办结的办件。",
        "n（办结日在期间内，办结时间 ＞ 承诺到期）", during(CASES, "concluded_on", timing="late"), part=True,
    ),
    Figure(
        "cases.concluded_past_statute", "超法定时限办结件", "件", Shape.FLOW, "期间晚于法定到期时间办结的办件。",
        "n（办结日在期间内，办结时间 ＞ 法定到期）", during(CASES, "concluded_on", statutory_late=True), part=True,
    ),
    Figure(
        "cases.statutory_open", "超法定时限未办结件", "件", Shape.STOCK,
        "到期末已经超过法定时限、还没办结的办件。", "n（在办，法定到期 ＜ 期末）",
        overdue_stock("statutory", Q(statutory_late=True)), part=True,
    ),
    Figure(
        "cases.on_site", "现场办结件", "件", Shape.FLOW,
        "期间办结的办件里，由获得授权的窗口当场决定并送达的。旧台账里，当天受理、办结、送达的即办件算在内。",
        "n（办结日在期间内，窗口当场决定并送达）",
        during(CASES, "concluded_on", on_site=True), part=True,
    ),
    Figure(
        "cases.on_site_rate", "现场办结率", "%", Shape.FLOW, "期间办结的办件里，现场办结的占比。",
        "现场办结 ÷ 办结 × 100%", Ratio("cases.on_site", "cases.concluded"), places=2,
    ),
    Figure(
        "cases.same_day", "当日办结件", "件", Shape.FLOW, "期间办结、用时 0 个工作日的办件。",
        "n（办结日在期间内，用时 ＝ 0）", during(CASES, "concluded_on", used_days=0), part=True,
    ),
    Figure(
        "cases.same_day_rate", "当日办结率", "%", Shape.FLOW, "期间办结的办件里，当日办结的占比。",
        "当日办结 ÷ 办结 × 100%", Ratio("cases.same_day", "cases.concluded"), places=2,
    ),
)  # fmt: skip

declare(
    "cases",
    "办件",
    Figure(
        "cases.promise_concluded", "办结的承诺件", "件", Shape.FLOW, "期间办结的承诺件。",
        "n（办结日在期间内，类型 ＝ 承诺件）", during(CASES, "concluded_on", kind="promise"), part=True,
    ),
    Figure(
        "cases.promise_days", "承诺件用时合计", "个工作日", Shape.FLOW,
        "期间办结的承诺件各自用的工作日之和；承诺自然日的，用时也按工作日数。",
        "Σ 用时（办结日在期间内，类型 ＝ 承诺件）",
        total_during(CASES, "concluded_on", F("used_days"), kind="promise"), part=True,
    ),
    Figure(
        "cases.average_days", "平均办理时长", "个工作日", Shape.FLOW,
        "期间办结的承诺件，从受理到决定平均用了几个工作日。特别程序停表的日子不算。",
        "Σ 用时 ÷ 办结的承诺件", Ratio("cases.promise_days", "cases.promise_concluded", percent=False), places=2,
    ),
    Figure(
        "cases.median_days", "中位办理时长", "个工作日", Shape.FLOW,
        "期间办结的承诺件按用时排队，排在正中间的那件用了几个工作日。",
        "中位数（用时；办结日在期间内，类型 ＝ 承诺件）",
        median_during(CASES, "concluded_on", F("used_days"), kind="promise"), places=1,
    ),
    Figure(
        "cases.statutory_days", "法定时限合计", "个工作日", Shape.FLOW,
        f"期间办结、有法定时限的办件，法定时限之和。{catalogue.UNITS_ADDED}",
        "Σ 法定时限", total_during(CASES, "concluded_on", F("item_version__statutory_working_days"), and_=HAS_STATUTE),
        part=True,
    ),
    Figure(
        "cases.days_saved", "比法定时限少用", "个工作日", Shape.FLOW,
        f"期间办结、有法定时限的办件，法定时限减去用时之和；当天办完的用时是 0。{catalogue.UNITS_ADDED}",
        "Σ（法定时限 − 用时）",
        total_during(
            CASES, "concluded_on", F("item_version__statutory_working_days") - F("used_days"), and_=HAS_STATUTE
        ), part=True,
    ),
    Figure(
        "cases.speed_up_rate", "审批提速率", "%", Shape.FLOW,
        f"期间办结、有法定时限的办件，实际用时比法定时限少用的比例。{catalogue.UNITS_ADDED}",
        "（Σ 法定时限 − Σ 用时）÷ Σ 法定时限 × 100%", Ratio("cases.days_saved", "cases.statutory_days"), places=2,
    ),
    Figure(
        "cases.supplemented", "补正件", "件", Shape.COHORT,
        "期间收到的申请里，要求申请人补正过材料的。旧台账没有记补正，不算。",
        "n（收件日在期间内，补正 ≥ 1 次）", during(CASES, "received_on", supplements__gte=1),
        rule=f"{LAW}第32条第一款第四项", shown=RECEIVED_HERE,
    ),
    Figure(
        "cases.supplement_rate", "补正率", "%", Shape.COHORT, "期间本系统收到的申请里，要求补正过材料的占比。",
        "补正件 ÷ 本系统收件 × 100%", Ratio("cases.supplemented", "cases.received_here"), places=2,
    ),
    Figure(
        "cases.second_supplement", "二次补正件", "件", Shape.COHORT,
        "期间收到的申请里，要求补正两次以上的。要补的应当一次告知。旧台账没有记补正，不算。",
        "n（收件日在期间内，补正 ≥ 2 次）", during(CASES, "received_on", supplements__gte=2),
        rule=f"{LAW}第32条第一款第四项", shown=RECEIVED_HERE,
    ),
    Figure(
        "cases.extended", "延期件", "件", Shape.FLOW, "期间办结的承诺件里，经批准延长过期限的。",
        "n（办结日在期间内，类型 ＝ 承诺件，延过期）",
        during(CASES, "concluded_on", kind="promise", extended=True), rule=f"{LAW}第42条", part=True,
    ),
    Figure(
        "cases.extension_rate", "延期率", "%", Shape.FLOW, "期间办结的承诺件里，延长过期限的占比。",
        "延期件 ÷ 办结的承诺件 × 100%", Ratio("cases.extended", "cases.promise_concluded"), places=2,
    ),
    Figure(
        "cases.pause_days", "特别程序天数", "个工作日", Shape.FLOW,
        "期间办结的办件，因听证、检验、检测、专家评审等八种特别程序停表的工作日之和。",
        "Σ 停表工作日（办结日在期间内）", total_during(CASES, "concluded_on", F("paused_days"), paused_days__gt=0),
        rule=f"{LAW}第45条",
    ),
)  # fmt: skip

declare(
    "cases",
    "办件",
    Figure(
        "cases.decided", "作出决定件", "件", Shape.FLOW, "期间作出准予或不予决定的办件。",
        "n（决定日在期间内）", during(CASES, "decided_on", and_=DECIDED), part=True,
    ),
    Figure(
        "cases.refused", "不予许可件", "件", Shape.FLOW, "期间决定不予许可（或不予办理）的办件。",
        "n（决定日在期间内，结果 ＝ 不予）", during(CASES, "decided_on", outcome="refused"), rule=f"{LAW}第38条",
    ),
    Figure(
        "cases.refused_rate", "不予许可率", "%", Shape.FLOW, "期间作出决定的办件里，不予许可的占比。",
        "不予许可 ÷ 作出决定 × 100%", Ratio("cases.refused", "cases.decided"), places=2,
    ),
    Figure(
        "cases.received_online", "网上收件", "件", Shape.FLOW, "期间从网上提交的申请。旧台账没有记怎么收的，不算。",
        "n（收件日在期间内，渠道 ＝ 网上）", during(CASES, "received_on", channel=Channel.ONLINE.value),
        shown=RECEIVED_HERE,
    ),
    Figure(
        "cases.online_rate", "网办率", "%", Shape.FLOW, "期间本系统收到的申请里，从网上提交的占比。",
        "网上收件 ÷ 本系统收件 × 100%", Ratio("cases.received_online", "cases.received_here"), places=2,
    ),
    Figure(
        "cases.delivered", "送达件", "件", Shape.FLOW, "期间把结果送到申请人手里的办件。从这时起可以评价。",
        "n（送达日在期间内）", during(CASES, "delivered_on"), rule=f"{LAW}第44条",
    ),
    Figure(
        "cases.home_delivered", "送证上门", "件", Shape.FLOW, "期间送达的办件里，工作人员送上门的。",
        "n（送达日在期间内，方式 ＝ 上门）", during(CASES, "delivered_on", delivery=Delivery.HOME.value),
    ),
    Figure(
        "cases.posted", "邮寄送达", "件", Shape.FLOW, "期间送达的办件里，邮寄的。",
        "n（送达日在期间内，方式 ＝ 邮寄）", during(CASES, "delivered_on", delivery=Delivery.POST.value),
    ),
    Figure(
        "cases.withdrawn", "撤回件", "件", Shape.FLOW, "期间办结的办件里，申请人受理后撤回的。",
        "n（办结日在期间内，结果 ＝ 撤回）", during(CASES, "concluded_on", outcome=State.WITHDRAWN.value),
    ),
)  # fmt: skip
