"""The pages of an online application, in order: one thing a page (UI_GUIDE "Forms"). Pure, given the item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from yichuang.domains.cases.drafts import Content
from yichuang.domains.cases.inputs import DELIVERY_WAYS
from yichuang.domains.catalogue.content import FormField, ItemFacts, Material
from yichuang.sites.portal.asks import Ask, Options, clean_all

KINDS: Final = {
    "text": "text", "long_text": "long_text", "number": "number", "date": "date", "choice": "choice",
    "region": "choice", "id_number": "identity", "credit_code": "credit", "phone": "phone",
}  # fmt: skip
"""Type of an item's own field -> kind of ask."""

SOURCES_OF_OURS: Final = ("居民信息库", "窗口填写")
"""Materials that needn't be uploaded: we have them, or the online form is them (行政许可法 art. 29, 31)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page: its place in the address, its question, what it asks."""

    code: str
    title: str
    asks: tuple[Ask, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the steps need to know besides the answers."""

    item: ItemFacts
    places: Options
    regions: Options
    phone: str = ""  # of the signed-in account


def steps(frame: Frame, answers: dict[str, str]) -> tuple[Step, ...]:
    """The pages that these answers lead through; the last one is the check."""
    found: list[Step] = [
        Step(f"situation-{situation.code}", situation.question, (_situation_ask(situation.code, frame.item),))
        for situation in frame.item.situations
    ]
    if len(frame.item.audience) > 1:
        options = (("person", "个人"), ("enterprise", "企业或其他单位"))
        found.append(Step("kind", "您给谁申请？", (Ask("kind", "申请人类型", "choice", options=options),)))
    found += _people(frame, answers)
    found.append(Step("phone", "怎么联系您？", (_phone_ask(frame),)))
    if frame.item.fields:
        asks = tuple(_field_ask(field, frame.regions) for field in frame.item.fields)
        found.append(Step("form", "请填写申请内容", asks))
    if materials(frame, answers):
        found.append(Step("materials", "请交材料"))
    if len(frame.places) > 1:
        ask = Ask("place", "受理地点", "choice", options=frame.places, hint="以后要当面办的，都到这里。")
        found.append(Step("place", "您想在哪里办？", (ask,)))
    found.append(_delivery(frame))
    if answers.get("delivery") in ("post", "home"):
        ask = Ask("address", "详细地址", max_length=200, hint="写到门牌号。", autocomplete="street-address")
        found.append(Step("address", "送到哪里？", (ask,)))
    return (*found, Step("check", "核对您填的内容"))


def applicant_kind(frame: Frame, answers: dict[str, str]) -> str:
    """`person` or `enterprise`."""
    audience = frame.item.audience
    return answers.get("kind", "") if len(audience) > 1 else next(iter(audience), "person")


def materials(frame: Frame, answers: dict[str, str]) -> tuple[Material, ...]:
    """What has to be handed in, by the answers to the situations."""
    return frame.item.materials_for(situation_of(frame, answers))


def situation_of(frame: Frame, answers: dict[str, str]) -> dict[str, str]:
    """The answers to the item's questions, by their codes."""
    codes = [situation.code for situation in frame.item.situations]
    return {code: answers[f"s-{code}"] for code in codes if f"s-{code}" in answers}


def first_open(frame: Frame, content: Content, today: date) -> Step:
    """The first page that still has to be answered; the check when there is none."""
    pages = steps(frame, content.answers)
    for page in pages[:-1]:
        if page.code not in content.done or clean_all(page.asks, content.answers, today)[1]:
            return page
    return pages[-1]


def changed(frame: Frame, before: dict[str, str], content: Content) -> None:
    """Forget pages whose meaning an answer has just changed: what was typed stays, the page is asked again."""
    answers = content.answers
    if situation_of(frame, before) != situation_of(frame, answers):
        content.done = [code for code in content.done if code != "materials"]
    if applicant_kind(frame, before) != applicant_kind(frame, answers):
        content.done = [code for code in content.done if code not in ("person", "enterprise", "agent", "who")]


def _situation_ask(code: str, item: ItemFacts) -> Ask:
    situation = next(one for one in item.situations if one.code == code)
    options = tuple((option.code, option.label) for option in situation.options)
    return Ask(f"s-{code}", situation.question, "choice", options=options, hint="答案决定您要交哪些材料。")


def _people(frame: Frame, answers: dict[str, str]) -> list[Step]:
    kind = applicant_kind(frame, answers)
    if kind == "enterprise":
        asks = (
            Ask(
                "enterprise_name",
                "单位名称",
                "name",
                max_length=80,
                hint="和营业执照上的一样。",
                autocomplete="organization",
            ),
            Ask("enterprise_code", "统一社会信用代码", "credit", hint="18 位，在营业执照上。"),
        )
        agent = _agent_asks("经办人")
        return [Step("enterprise", "申请的是哪个单位？", asks), Step("agent", "谁来办这件事？", agent)]
    asks = (
        Ask("name", "姓名", "name", max_length=40, hint="和身份证上的一样。", autocomplete="name"),
        Ask("identity", "身份证号", "identity", hint="18 位，最后一位可能是 X。"),
    )
    options = (("self", "给我自己办"), ("other", "替别人办"))
    who = Step("who", "您给自己办，还是替别人办？", (Ask("who", "给谁办", "choice", options=options),))
    own = Step("person", "您是谁？" if answers.get("who") != "other" else "申请人是谁？", asks)
    if answers.get("who") == "other":
        note = "替别人办，要带申请人的委托书。"
        return [who, own, Step("agent", "代办人是谁？", _agent_asks("代办人"), note)]
    return [who, own]


def _agent_asks(title: str) -> tuple[Ask, ...]:
    return (
        Ask("agent_name", f"{title}姓名", "name", max_length=40),
        Ask("agent_identity", f"{title}身份证号", "identity", hint="18 位，最后一位可能是 X。"),
    )


def _phone_ask(frame: Frame) -> Ask:
    ask = Ask("phone", "手机号", "mobile", hint="办到哪一步、缺什么，都发短信告诉您。", autocomplete="tel")
    return replace(ask, source="来自您登录的手机号，可以改") if frame.phone else ask


def _field_ask(field: FormField, regions: Options) -> Ask:
    kind = KINDS.get(field.type, "text")
    options = regions if field.type == "region" else tuple((one, one) for one in field.options)
    if kind == "choice" and not options:
        kind = "text"
    return Ask(
        f"field-{field.code}",
        field.label,
        kind,
        field.required,
        field.hint,
        options,
        field.max_length or 200,
    )


def _delivery(frame: Frame) -> Step:
    hints = {"window": "办好后短信告诉您。", "post": "寄到您填的地址。", "home": "行动不便的可以选。"}
    ways = tuple((way, label) for way, label in DELIVERY_WAYS.items() if frame.item.result or way == "window")
    words = " ".join(f"{DELIVERY_WAYS[way]}：{hint}" for way, hint in hints.items() if way in dict(ways))
    return Step(
        "delivery", "结果怎么给您？", (Ask("delivery", "取件方式", "choice", options=ways, hint=words),)
    )
