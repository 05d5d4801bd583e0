"""Which words of the demonstration fit an item: chosen by what it is about, so that no reason belongs to another one.

Every set that takes another one's place has its length: the year from one seed stays the same year, whatever it says.
"""

from __future__ import annotations

from yichuang.domains.cases.demo import words
from yichuang.domains.catalogue.content import FILLED_IN, ItemFacts

PROJECT = frozenset({"投资审批", "工程建设"})
BUSINESS = frozenset({"准营准办", "设立变更", "注销退出", "市场监管", "税务财务", "人力资源"}) | PROJECT
PROCEDURES = {"bidding": "expert_review", "auction": "expert_review", "quarantine": "testing"}
"""What an ordinary item takes instead of a procedure that only few have."""
_CERTIFICATES = ("证", "照", "簿", "单", "卡")


def project(item: ItemFacts) -> bool:
    """Whether it is about building or investing."""
    return bool(PROJECT & set(item.themes))


def premises(item: ItemFacts) -> bool:
    """Whether somebody opens a place for it."""
    return "准营准办" in item.themes and any("场所" in one or "房屋" in one for one in item.conditions)


def support(item: ItemFacts) -> bool:
    """Whether it turns on what a household earns."""
    return any("收入" in one for one in item.conditions)


def condition(item: ItemFacts, n: int) -> str:
    """One of its conditions, as it is quoted within a sentence."""
    found = item.conditions[n % len(item.conditions)] if item.conditions else words.CONDITION
    return found.rstrip("。")


def more(item: ItemFacts) -> tuple[str, ...]:
    """What may be asked for after acceptance."""
    if project(item):
        return words.PROJECT_MORE
    if premises(item):
        return words.PREMISES_MORE
    return words.SUPPORT_MORE if support(item) else words.MORE


def extensions(item: ItemFacts) -> tuple[str, ...]:
    """Why the limit has to be extended."""
    on_site = any(stage.code == "site_check" for stage in item.stages)
    return words.SITE_EXTENSIONS if on_site else words.EXTENSIONS


def withdrawals(item: ItemFacts) -> tuple[str, ...]:
    """Why an applicant gives up."""
    return words.BUSINESS_WITHDRAWALS if BUSINESS & set(item.themes) else words.WITHDRAWALS


def granted(item: ItemFacts) -> tuple[str, ...]:
    """What a grant says."""
    return words.GRANTED.get(item.kind, words.GRANTED[""])


def wrong(item: ItemFacts, code: str) -> tuple[str, ...]:
    """What may be wrong with one of its materials."""
    material = next((one for one in item.materials if one.code == code), None)
    if material is None:
        return words.WRONG_PAPER
    if material.source == FILLED_IN or "申请" in material.name or "表" in material.name:
        return words.WRONG_FORM
    return words.WRONG_CERTIFICATE if material.name.endswith(_CERTIFICATES) else words.WRONG_PAPER


def procedure(item: ItemFacts, drawn: str) -> str:
    """The special procedure that was drawn, or the one that such an item would have."""
    if drawn == "quarantine" and "农林牧渔" in item.themes and "动物" in item.name:
        return drawn
    if drawn in ("bidding", "auction") and project(item):
        return drawn
    return PROCEDURES.get(drawn, drawn)
