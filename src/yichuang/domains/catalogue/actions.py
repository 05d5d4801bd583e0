"""The verbs of the catalogue: an item is adopted, its text adjusted, it is suspended, resumed or retired."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field

from yichuang.domains.catalogue import permissions, queries, rules
from yichuang.domains.catalogue.inputs import Fault, GivenText, ItemText
from yichuang.domains.catalogue.models import ItemState, ItemVersion, ServiceItem, version_id
from yichuang.domains.catalogue.spelling import keys_of
from yichuang.kernel.ledger.chain import canonical_facts
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

MOST_VERSIONS = 999
Reason = Annotated[str, Field(title="理由", min_length=4, max_length=300)]
BaseCode = Annotated[str, Field(title="国家基本编码", max_length=40)]
ImplementationCode = Annotated[str, Field(title="实施编码", max_length=60)]


@verb(
    ServiceItem,
    "item.adopt",
    label="新增事项",
    creates=True,
    then=ItemState.IN_FORCE,
    allow=permissions.may_keep,
    effect="事项马上公布在网上，可以申请",
)
def adopt(
    item: ServiceItem,
    act: Act,
    *,
    code: Annotated[str, Field(title="事项编码", max_length=40)],
    department: Annotated[int, Field(title="实施部门", ge=1)],
    text: GivenText,
    base_code: BaseCode = "",
    implementation_code: ImplementationCode = "",
) -> None:
    """Take an item into the catalogue with its first version (行政许可法 art. 30: all of it is public)."""
    _check_department(act, department)
    _refuse(rules.code_faults(code, base_code, implementation_code))
    if queries.is_taken(code, act.epoch("catalogue")):
        raise Refused(
            Because.BAD_INPUT, f"事项编码“{code}”已经有了", field="code", remedy="请换一个，或调整原来的事项"
        )
    act.set(code=code, department_id=department, base_code=base_code, implementation_code=implementation_code)
    _write(item, act, 1, text, "首次公布")
    act.note(code=code)


@verb(
    ServiceItem,
    "item.adjust",
    label="调整事项",
    when=(ItemState.IN_FORCE, ItemState.SUSPENDED),
    allow=permissions.may_keep,
    effect="新的一版马上公布，已经收的件按原来的办",
)
def adjust(
    item: ServiceItem,
    act: Act,
    *,
    text: GivenText,
    reason: Reason,
    base_code: Annotated[str | None, Field(title="国家基本编码", max_length=40)] = None,
    implementation_code: Annotated[str | None, Field(title="实施编码", max_length=60)] = None,
) -> None:
    """Give an item a new version; cases keep the version under which they were received."""
    base = item.base_code if base_code is None else base_code
    implementation = item.implementation_code if implementation_code is None else implementation_code
    _refuse(rules.code_faults(item.code, base, implementation))
    act.set(base_code=base, implementation_code=implementation)
    n = (item.version_in_force_id or 0) % (MOST_VERSIONS + 1) + 1
    if n > MOST_VERSIONS:
        raise Refused(Because.GUARDED, f"这个事项已经有 {MOST_VERSIONS} 版", remedy="请另立一个事项")
    _write(item, act, n, text, reason)
    act.note(reason=reason)


@verb(
    ServiceItem,
    "item.suspend",
    label="暂停办理",
    when=(ItemState.IN_FORCE,),
    then=ItemState.SUSPENDED,
    allow=permissions.may_keep,
    effect="不再收新件，已经收的件照常办",
)
def suspend(item: ServiceItem, act: Act, *, reason: Reason) -> None:  # noqa: ARG001
    """Stop taking applications for a while; the guide says why."""
    act.set(why=reason)
    act.note(reason=reason)


@verb(
    ServiceItem,
    "item.resume",
    label="恢复办理",
    when=(ItemState.SUSPENDED,),
    then=ItemState.IN_FORCE,
    allow=permissions.may_keep,
    effect="重新收件",
)
def resume(item: ServiceItem, act: Act, *, reason: Reason) -> None:  # noqa: ARG001
    """Take applications again."""
    act.set(why="")
    act.note(reason=reason)


@verb(
    ServiceItem,
    "item.retire",
    label="取消事项",
    when=(ItemState.IN_FORCE, ItemState.SUSPENDED),
    then=ItemState.RETIRED,
    allow=permissions.may_keep,
    effect="事项不再公布，也不能恢复；已经收的件照常办完",
    danger=True,
)
def retire(item: ServiceItem, act: Act, *, reason: Reason) -> None:  # noqa: ARG001
    """Take an item out of the catalogue for good."""
    act.set(why=reason)
    act.note(reason=reason)


def fingerprint_of(text: ItemText, base_code: str, implementation_code: str) -> bytes:
    """SM3 of a settled text and its codes: the same text imported again is known by it.

    Working days go unsaid, as they did before limits had a unit: what is in force from then is known again.
    """
    plain = {f"{name}_unit" for name in rules.LIMITS if getattr(text, f"{name}_unit") == "working_day"}
    said = text.model_dump(mode="json", exclude=plain)
    facts = {"text": said, "base": base_code, "implementation": implementation_code}
    return hashlib.new("sm3", canonical_facts(facts).encode()).digest()


def _write(item: ServiceItem, act: Act, n: int, given: ItemText, reason: str) -> None:
    text = rules.settled(given)
    _refuse(rules.faults(text))
    keys = keys_of(text.name, text.aliases)
    row = ItemVersion(
        pk=version_id(item.pk, n),
        item_id=item.pk,
        n=n,
        name=text.name,
        kind=text.kind,
        case_kind=text.case_kind,
        audience=list(text.audience),
        themes=list(text.themes),
        level=text.level,
        online=text.online,
        statutory_days=text.statutory_days,
        statutory_unit=text.statutory_unit,
        promised_days=text.promised_days,
        promised_unit=text.promised_unit,
        content=text.model_dump(mode="json", exclude=set(queries.COLUMNS)),
        search_text=keys.text,
        search_pieces=list(keys.pieces),
        sort_key=keys.sort_key,
        in_force_from=act.day,
        fingerprint=fingerprint_of(text, item.base_code, item.implementation_code),
        reason=reason,
    )
    act.add(row)
    act.set(version_in_force_id=row.pk)
    units = {"promised_unit": text.promised_unit, "statutory_unit": text.statutory_unit}
    units = {name: unit for name, unit in units.items() if unit != "working_day"}
    act.note(version=n, promised=text.promised_days, statutory=text.statutory_days, **units)
    act.answer(version=row.pk, n=n)


def _check_department(act: Act, department: int) -> None:
    try:
        found = act.office(department)
    except KeyError:
        found = None
    if found is None or found.kind != "department":
        raise Refused(
            Because.BAD_INPUT,
            "没有找到这个实施部门",
            field="department",
            remedy="请先在“中心”的“部门”页增设，再导入它的事项",
        )


def _refuse(found: list[Fault]) -> None:
    if found:
        errors: dict[str, str] = {}
        for fault in found:
            errors.setdefault(fault.field, fault.text)
        raise Refused(Because.BAD_INPUT, found[0].text, field=found[0].field, errors=errors)
