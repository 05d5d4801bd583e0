"""The states of a case, their Chinese names, and the sets that rules speak of."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """States of a case (RULEBOOK section 2); only verbs move between them."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已收件"
    SUPPLEMENT_REQUESTED = "supplement_requested", "待补正"
    SUPPLEMENTED = "supplemented", "已补正"
    DECLINED = "declined", "不予受理"
    ACCEPTED = "accepted", "已受理"
    IN_REVIEW = "in_review", "审查中"
    SPECIAL_PROCEDURE = "special_procedure", "特别程序"
    AWAITING_UPPER = "awaiting_upper", "已转报"
    DECIDED_GRANTED = "decided_granted", "准予"
    DECIDED_REFUSED = "decided_refused", "不予许可"
    DELIVERED = "delivered", "已送达"
    ARCHIVED = "archived", "已归档"
    LAPSED = "lapsed", "已作废"
    WITHDRAWN = "withdrawn", "已撤回"
    REVOKED = "revoked", "已撤销"


# 不予许可 is said of a 行政许可 alone; the other kinds of items have words of their own (RULEBOOK 2, last row)
SERVICE_STATES = {State.DECIDED_REFUSED: "不予办理"}
SERVICE_ACTS = {"case.refuse": SERVICE_STATES[State.DECIDED_REFUSED]}

BEFORE_ACCEPTANCE = (State.SUBMITTED, State.SUPPLEMENTED)
IN_HAND = (State.ACCEPTED, State.IN_REVIEW)
OPEN = (*IN_HAND, State.SPECIAL_PROCEDURE, State.AWAITING_UPPER)
DECIDED = (State.DECIDED_GRANTED, State.DECIDED_REFUSED)
# what the place that took it in still has to do with: answer, wait for papers, hand over
AT_COUNTER = (*BEFORE_ACCEPTANCE, State.SUPPLEMENT_REQUESTED, *DECIDED)
# the service is over: from here it may be evaluated
ENDED = (
    State.DELIVERED,
    State.ARCHIVED,
    State.DECLINED,
    State.LAPSED,
    State.WITHDRAWN,
    State.REVOKED,
)


class Channel(models.TextChoices):
    """Where an application came in."""

    WINDOW = "window", "窗口"
    ONLINE = "online", "网上"
    STATION = "station", "村站代办"
    IMPORTED = "imported", "台账导入"


class Delivery(models.TextChoices):
    """How a result was handed over."""

    WINDOW = "window", "窗口领取"
    POST = "post", "邮寄"
    HOME = "home", "送证上门"
    ELECTRONIC = "electronic", "电子证照"


class Verdict(models.TextChoices):
    """What the clerk found of a material."""

    OK = "ok", "合格"
    MISSING = "missing", "缺"
    WRONG = "wrong", "不符"
    FOLLOWS = "follows", "容缺"
    REUSED = "reused", "沿用"
    UNCHECKED = "unchecked", "未核对"


PROCEDURE_PAPERS = {"hearing_waiver": "放弃听证声明"}
"""Papers that no item asks for and that a procedure brings: their files are kept with the case, too."""
