"""The figures of supervision (RULEBOOK 9): cards by the day on which they were raised, urging by its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from yichuang.kernel.access.queries import names_of
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.declare import (
    NOW_ONLY,
    Column,
    Count,
    Figure,
    Ratio,
    Row,
    Shape,
    Source,
    declare,
    during,
)
from yichuang.kernel.offices.queries import tree
from yichuang.oversight.supervision import queries
from yichuang.oversight.supervision.models import Card, CardState, Urge, UrgeState
from yichuang.ui import formats

UPHELD = Q(state__in=(CardState.UPHELD, CardState.OBJECTED, CardState.CONFIRMED))


def _within(scope: Scope, _period: Period) -> Q:
    if scope.everything:
        return Q()
    return Q(department_path__startswith=scope.path) | Q(place_path__startswith=scope.path)


def _cards(found: Sequence[Card]) -> Iterable[Row]:
    offices, names = tree().by_id, names_of(card.addressee for card in found if card.addressee)
    for card in found:
        yield Row(
            (
                formats.day(card.raised_on),
                card.level_name,
                card.rule_name,
                card.about_name,
                offices[card.department_id].brief,
                names.get(card.addressee or 0, "全科室"),
                card.state_name,
            ),
            page=("supervision:card", str(card.pk)),
        )


def _urges(found: Sequence[Urge]) -> Iterable[Row]:
    offices, names = tree().by_id, names_of(urge.asked_by for urge in found)
    for urge in found:
        yield Row(
            (
                formats.day(urge.asked_on),
                urge.kind_name,
                urge.about_name,
                offices[urge.department_id].brief,
                names.get(urge.asked_by, ""),
                urge.state_name,
            ),
            page=("supervision:urge", str(urge.pk)),
        )


# a card's state is that of now: there is nothing to compare an earlier day's with
CARDS = Source(
    name="cards",
    label="黄牌红牌",
    unit="张",
    rows=Card.objects.all,
    within=_within,
    visible=queries.visible,
    until=lambda period: Q(raised_on__lte=period.last),
    columns=(
        Column("发牌日", brief=True),
        Column("级别", brief=True),
        Column("规则", brief=True),
        Column("办件", "code"),
        Column("部门"),
        Column("承办人"),
        Column("状态", brief=True),
    ),
    present=_cards,
    right="page.supervision",
    groups={"department": "department_id"},
    past=False,
)
URGES = Source(
    name="urges",
    label="催办督办",
    unit="次",
    rows=Urge.objects.all,
    within=_within,
    visible=queries.visible,
    until=lambda period: Q(asked_on__lte=period.last),
    columns=(
        Column("日期", brief=True),
        Column("种类", brief=True),
        Column("办件", "code", brief=True),
        Column("部门"),
        Column("谁催的"),
        Column("状态", brief=True),
    ),
    present=_urges,
    right="page.supervision",
    groups={"department": "department_id"},
    past=False,
)


def _standing(source: Source, **state: str) -> Count:
    return Count(source, lambda _period: Q(**state), lambda _period: Q(**state))


declare(
    "supervision",
    "监察",
    Figure(
        "supervision.to_judge", "待认定的牌", "张", Shape.STOCK,
        "承办人已经说明、等监察员认定或撤销的黄牌和红牌。",
        "n（状态 ＝ 已说明）", _standing(CARDS, state=CardState.EXPLAINED.value), told=NOW_ONLY,
    ),
    Figure(
        "supervision.waiting", "待回复的催办督办", "次", Shape.STOCK, "还没有回复的催办和督办。",
        "n（状态 ＝ 待回复）", _standing(URGES, state=UrgeState.WAITING.value), told=NOW_ONLY,
    ),
    Figure(
        "supervision.yellow", "黄牌", "张", Shape.FLOW, "期间发出的黄牌，不论后来认定还是撤销。",
        "n（发牌日在期间内，级别 ＝ 黄牌）", during(CARDS, "raised_on", level="yellow"),
    ),
    Figure(
        "supervision.red", "红牌", "张", Shape.FLOW, "期间发出的红牌，不论后来认定还是撤销。",
        "n（发牌日在期间内，级别 ＝ 红牌）", during(CARDS, "raised_on", level="red"),
    ),
    Figure(
        "supervision.upheld", "认定的牌", "张", Shape.COHORT, "期间发出的黄牌和红牌里，现在认定的；申诉中的按认定算。",
        "n（发牌日在期间内，状态 ∈ 已认定、申诉中、维持认定）", during(CARDS, "raised_on", and_=UPHELD),
    ),
    Figure(
        "supervision.lifted", "撤销的牌", "张", Shape.COHORT, "期间发出的黄牌和红牌里，现在撤销的，不计分。",
        "n（发牌日在期间内，状态 ＝ 已撤销）", during(CARDS, "raised_on", state=CardState.LIFTED),
    ),
    Figure(
        "supervision.urged", "催办督办", "次", Shape.FLOW, "期间领导催办、监察员督办的次数。",
        "n（日期在期间内）", during(URGES, "asked_on"),
    ),
    Figure(
        "supervision.urged_answered", "已回复的催办督办", "次", Shape.COHORT, "期间的催办督办里，现在已经回复的。",
        "n（日期在期间内，已回复）", during(URGES, "asked_on", state=UrgeState.ANSWERED), part=True,
    ),
    Figure(
        "supervision.urged_answered_rate", "催办回复率", "%", Shape.COHORT, "期间的催办督办里，现在已经回复的占比。",
        "已回复的催办督办 ÷ 催办督办 × 100%", Ratio("supervision.urged_answered", "supervision.urged"), places=2,
    ),
)  # fmt: skip
