"""What the law and the promise ask of an item's text. Pure: no database, no machine's clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yichuang.domains.catalogue.inputs import Fault, ItemText, MaterialText, where
from yichuang.domains.catalogue.limits import in_working_days, why_later
from yichuang.domains.organisation.levels import LEVELS
from yichuang.kernel.clocks.rules import Limit, limit_of

LICENCE_DAYS = 20  # working days, where no law or regulation says otherwise: 行政许可法 art. 42
LICENCE_BASIS = "《中华人民共和国行政许可法》第四十二条"
LICENCE_NOTE = "没有查到单独的法定时限，按行政许可法的一般时限 20 个工作日公示。"

BASE_CODE = re.compile(r"[0-9A-Z]{12}")
# organ's credit code 18, type 1, base code 12, and 2 more for a handling item (GB/T 39554.1)
IMPLEMENTATION_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}[0-9A-Z]{13}(?:[0-9A-Z]{2})?")
ITEM_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,39}")


def settled(text: ItemText) -> ItemText:
    """The text with what the law adds: a licence without a limit of its own has 20 days (行政许可法 art. 42, 82).

    No days at all have no unit: it is left as for working days, so that the same text is always written the same way.
    """
    idle = [name for name in ("statutory", "promised") if not getattr(text, f"{name}_days")]
    text = text.model_copy(update={f"{name}_unit": "working_day" for name in idle})
    if text.kind != "administrative_licence" or text.statutory_days is not None:
        return text
    return text.model_copy(
        update={
            "statutory_days": LICENCE_DAYS,
            "limit_basis": text.limit_basis or LICENCE_BASIS,
            "limit_certain": False,
            "limit_note": text.limit_note or LICENCE_NOTE,
        }
    )


def faults(text: ItemText) -> list[Fault]:
    """Every rule that a text breaks, each as a sentence that names field and row."""
    return [*_limits(text), *_stages(text), *_situations(text), *_materials(text), *_fields(text)]


def code_faults(code: str, base_code: str, implementation_code: str) -> list[Fault]:
    """Length and characters of an item's codes (GB/T 39554.1); the national ones may be empty."""
    found = []
    if not ITEM_CODE.fullmatch(code):
        found.append(Fault(("code",), "事项编码用 2 到 40 个字母、数字、点或横线"))
    if base_code and not BASE_CODE.fullmatch(base_code):
        found.append(
            Fault(("base_code",), f"基本编码是 12 位数字或大写字母，现在 {len(base_code)} 位，请核对")
        )
    if implementation_code and not IMPLEMENTATION_CODE.fullmatch(implementation_code):
        now = len(implementation_code)
        found.append(
            Fault(
                ("implementation_code",),
                f"实施编码是 31 位（办理项 33 位）数字或大写字母，前 18 位是统一社会信用代码，现在 {now} 位，请核对",
            )
        )
    return found


def _limits(text: ItemText) -> Iterator[Fault]:
    """The promise is never longer than the law, and what is decided at once has no days (RULEBOOK 2)."""
    promised = text.promised_days
    if text.statutory and (later := why_later("承诺时限", text.promised, text.statutory)):
        yield Fault(("promised_days",), later)
    if text.case_kind == "instant" and promised != 0:
        yield Fault(("promised_days",), f"即办件当场办结，承诺时限填 0，现在是 {promised}")
    if text.case_kind != "instant" and promised == 0:
        yield Fault(("promised_days",), "承诺时限是 0 的，办件类型请选即办件；不是即办件，请填天数")
    if not text.limit_certain and not text.limit_note:
        yield Fault(("limit_note",), "时限依据没有核实，请在时限说明里写一句")


def _stages(text: ItemText) -> Iterator[Fault]:
    """Stages lie inside the promise, share its unit, and may not exceed it in sum (RULEBOOK 2)."""
    total = sum(stage.days for stage in text.stages)
    if total > text.promised_days:
        whole = Limit(total, text.promised.unit).words
        yield Fault(("stages",), f"各环节时限加起来 {whole}，超过承诺时限 {text.promised.words}")
    yield from _doubles("stages", [stage.code for stage in text.stages], "code")


def _situations(text: ItemText) -> Iterator[Fault]:
    yield from _doubles("situations", [situation.code for situation in text.situations], "code")
    for i, situation in enumerate(text.situations):
        codes = [option.code for option in situation.options]
        for j, code in enumerate(codes):
            if code in codes[:j]:
                path = ("situations", i, "options", j, "code")
                yield Fault(path, f"情形第 {i + 1} 条的答案代码“{code}”重复了，请换一个")


def _materials(text: ItemText) -> Iterator[Fault]:
    yield from _doubles("materials", [material.code for material in text.materials], "code")
    known = {f"{s.code}={option.code}" for s in text.situations for option in s.options}
    for i, material in enumerate(text.materials):
        if material.when and material.when not in known:
            yield Fault(
                ("materials", i, "when"),
                f"材料第 {i + 1} 条“{material.name}”的情形“{material.when}”不在情形里，写成 情形代码=答案代码",
            )
        yield from _conditional(text, i, material)


def _conditional(text: ItemText, i: int, material: MaterialText) -> Iterator[Fault]:
    """What may follow later has a day, inside the statutory limit (容缺受理, RULEBOOK 2)."""
    at = ("materials", i, "follow_days")
    name = f"材料第 {i + 1} 条“{material.name}”"
    if material.may_follow and material.follow_days == 0:
        yield Fault(at, f"{name}可以容缺，请写几{text.promised.unit.label}内补交")
    if not material.may_follow and material.follow_days:
        yield Fault(at, f"{name}不能容缺，补交时限请填 0")
    if material.may_follow and text.statutory:
        limit = limit_of(material.follow_days, text.promised_unit)
        if later := why_later(f"{name}的补交时限", limit, text.statutory):
            yield Fault(at, later)


def _fields(text: ItemText) -> Iterator[Fault]:
    yield from _doubles("fields", [field.code for field in text.fields], "code")
    for i, field in enumerate(text.fields):
        if field.type == "choice" and len(field.options) < 2:
            yield Fault(("fields", i, "options"), f"表单第 {i + 1} 条“{field.label}”是选项，至少写两个选项")
        if field.type != "choice" and field.options:
            yield Fault(("fields", i, "options"), f"表单第 {i + 1} 条“{field.label}”不是选项，选项请留空")


def _doubles(part: str, codes: Sequence[str], field: str) -> Iterator[Fault]:
    for i, code in enumerate(codes):
        if code in codes[:i]:
            path = (part, i, field)
            yield Fault(path, f"{where(path)}“{code}”重复了，请换一个")


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions, in words; the sums measure simplification (working days, papers)."""

    changes: tuple[str, ...]
    promised_cut: int
    stages_removed: tuple[str, ...]
    stages_added: tuple[str, ...]
    materials_removed: tuple[str, ...]
    materials_added: tuple[str, ...]


def difference(before: ItemText, after: ItemText) -> Difference:
    """How one version differs from the one before it."""
    stages = _gone_and_new([s.name for s in before.stages], [s.name for s in after.stages])
    papers = _gone_and_new([m.name for m in before.materials], [m.name for m in after.materials])
    changes = [*_simple_changes(before, after)]
    named = (("环节", stages), ("材料", papers), *(_named(part, before, after) for part in NAMED))
    for words, (gone, new) in named:
        changes += [f"取消{words}“{name}”" for name in gone]
        changes += [f"增加{words}“{name}”" for name in new]
    for part in ("conditions", "legal_basis", "situations", "fees", "fields", "stages", "materials"):
        title = ItemText.model_fields[part].title
        covered = any(f"{title}“" in change for change in changes)
        if getattr(before, part) != getattr(after, part) and not covered:
            changes.append(f"修改{title}")
    return Difference(
        tuple(changes),
        in_working_days(before.promised) - in_working_days(after.promised),
        stages[0],
        stages[1],
        papers[0],
        papers[1],
    )


SIMPLE = (
    "name", "aliases", "kind", "case_kind", "audience", "themes", "level", "online", "at_window",
    "two_reviewers", "statutory", "promised", "limit_basis", "limit_certain", "limit_note",
    "place", "result", "result_validity",
)  # fmt: skip

LIMITS = ("statutory", "promised")


NAMED = {"legal_basis": "name", "situations": "question", "fees": "name", "fields": "label"}
"""Lists in the text that are compared by what their rows are called."""


def _named(
    part: str, before: ItemText, after: ItemText
) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    old, new = ([getattr(row, NAMED[part]) for row in getattr(text, part)] for text in (before, after))
    return ItemText.model_fields[part].title or part, _gone_and_new(old, new)


def _simple_changes(before: ItemText, after: ItemText) -> Iterator[str]:
    for name in SIMPLE:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            title = ItemText.model_fields[f"{name}_days" if name in LIMITS else name].title
            yield f"{title}由“{_words(name, old)}”改为“{_words(name, new)}”"


def _words(name: str, value: object) -> str:
    from yichuang.domains.catalogue import inputs

    tables = {
        "kind": inputs.KINDS,
        "case_kind": inputs.CASE_KINDS,
        "audience": inputs.AUDIENCES,
        "level": LEVELS,
    }
    if value is None or value in ("", ()):
        return "没有"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(tables.get(name, {}).get(one, one) for one in value)
    if isinstance(value, Limit):
        return value.words
    return tables.get(name, {}).get(str(value), str(value))


def _gone_and_new(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gone = tuple(name for name in before if name not in after)
    return gone, tuple(name for name in after if name not in before)
