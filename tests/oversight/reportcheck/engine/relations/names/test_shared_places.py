"""Counts of names that are within a name, or of places that several share."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import told

PLACES = "中游11项，{}6项。后三位的分别是：上诉率、审限内结案率、裁判文书上网率、发回重审率、鉴定超期率以及投诉办结率。"
KINDS = "我乡粮食补贴、生态补偿、{}高龄津贴、临时救助五项惠民资金全部发放。"


def test_shared_places() -> None:
    assert told(PLACES.format("后三位")) == []
    assert told(PLACES.format("未评"))


def test_ties() -> None:
    assert told("前两名分别是：甲镇、乙镇、丙镇（乙、丙并列）。") == []
    assert told("前两名分别是：甲镇、乙镇、丙镇。")


def test_a_count_within_a_name() -> None:
    assert told(KINDS.format("残疾人两项补贴、")) == []
    assert told(KINDS.format(""))
