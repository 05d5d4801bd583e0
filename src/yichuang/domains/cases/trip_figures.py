"""The figures of how far people had to come, and of what is done for them in their village (RULEBOOK 9)."""

from __future__ import annotations

from django.db.models import Q

from yichuang.domains.cases.figures import CASES, KNOWN, RECEIVED_HERE
from yichuang.domains.cases.states import Channel, Delivery
from yichuang.kernel.figures.declare import Figure, Ratio, Shape, Shown, declare, declare_more, during

CONCLUDED_HERE = Shown(by="cases.concluded_here", of="cases.concluded")
SENT = Q(delivery__in=(Delivery.POST.value, Delivery.HOME.value, Delivery.ELECTRONIC.value))
ZERO_TRIP = Q(channel=Channel.ONLINE.value) & SENT
AT_A_COUNTER = Q(channel__in=(Channel.WINDOW.value, Channel.STATION.value), supplements=0)
ONE_TRIP = (
    ZERO_TRIP
    | Q(channel=Channel.ONLINE.value, delivery=Delivery.WINDOW.value)
    | AT_A_COUNTER & (SENT | Q(on_site=True))
)
"""How often somebody came, as the channel, the supplements and the way of delivery tell it (RULEBOOK 9)."""

declare_more(
    "cases",
    Figure(
        "cases.concluded_here", "知道怎么来的办结件", "件", Shape.FLOW,
        "期间办结的办件里，在本系统收件的。从旧台账导入的没有记收件和送达的方式，不知道跑了几次，不算。",
        "n（办结日在期间内，渠道 ＝ 窗口、网上、村站代办）",
        during(CASES, "concluded_on", channel__in=KNOWN), part=True,
    ),
    Figure(
        "cases.zero_trip", "零跑动件", "件", Shape.FLOW,
        "期间办结的办件里，一次也不用到场的：网上提交，结果邮寄、送上门或发电子证照。",
        "n（办结日在期间内，渠道 ＝ 网上，送达方式 ＝ 邮寄、上门、电子）",
        during(CASES, "concluded_on", and_=ZERO_TRIP), part=True, shown=CONCLUDED_HERE,
    ),
    Figure(
        "cases.zero_trip_rate", "零跑动率", "%", Shape.FLOW,
        "期间办结的办件里，一次也不用到场的占比。导入的旧台账不算。",
        "零跑动件 ÷ 知道怎么来的办结件 × 100%", Ratio("cases.zero_trip", "cases.concluded_here"), places=2,
    ),
    Figure(
        "cases.one_trip", "最多跑一次件", "件", Shape.FLOW,
        "期间办结的办件里，最多到场一次的：零跑动的；网上提交、到窗口领结果的；到窗口或村站一次提交齐，结果邮寄、送上门、发电子证照，"
        "或者当场办完的。结果还没送达的不算。",
        "n（办结日在期间内，按收件渠道、补正次数和送达方式推算到场 ≤ 1 次）",
        during(CASES, "concluded_on", and_=ONE_TRIP), part=True, shown=CONCLUDED_HERE,
    ),
    Figure(
        "cases.one_trip_rate", "最多跑一次率", "%", Shape.FLOW,
        "期间办结的办件里，最多到场一次的占比。导入的旧台账不算。",
        "最多跑一次件 ÷ 知道怎么来的办结件 × 100%", Ratio("cases.one_trip", "cases.concluded_here"), places=2,
    ),
    Figure(
        "cases.per_window_day", "窗口日均办件", "件", Shape.FLOW,
        "有人值守的窗口平均每个工作日办结几件。", "办结 ÷（有人值守的窗口 × 工作日）",
        Ratio("cases.concluded", "catalogue.window_days", percent=False), places=2,
    ),
)  # fmt: skip
declare(
    "agency",
    "代办",
    Figure(
        "agency.cases", "村站代办件", "件", Shape.FLOW,
        "期间由村（社区）便民服务站代办员代为提交的申请。旧台账没有记怎么收的，不算。",
        "n（收件日在期间内，渠道 ＝ 村站代办）",
        during(CASES, "received_on", channel=Channel.STATION.value), shown=RECEIVED_HERE,
    ),
)  # fmt: skip
