"""What a supplement changes of the materials: which papers came, which now pass, which are still wanting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yichuang.domains.cases.inputs import MaterialInput
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.states import Verdict
from yichuang.kernel.verbs import Because, Refused

WANTING = (Verdict.MISSING, Verdict.WRONG)


def wanting(case: Case) -> list[dict[str, Any]]:
    """The materials that the one-time notification asks for and that haven't come right yet."""
    return [one for one in case.materials if one["verdict"] in WANTING]


def brought_in(
    case: Case, named: Sequence[MaterialInput], *, trusted: bool
) -> tuple[list[dict[str, Any]], set[str], list[dict[str, Any]]]:
    """The materials after a supplement, the codes of those that came, and what is still wanting of them.

    `trusted`: a clerk says whether a paper passes; what an applicant hands in is always checked later. A paper that has
    just been taken over from an earlier case (`case.reuse_papers`) has come, and passes. Raises Refused.
    """
    asked = {one["code"]: one for one in wanting(case)}
    said = {one.code: one for one in named} or dict.fromkeys(asked)
    held = {one["code"] for one in case.materials if one["verdict"] == Verdict.REUSED and one.get("reused")}
    taken = {code for code, one in said.items() if one and one.verdict is Verdict.REUSED} & held
    for code, one in said.items():
        if code not in taken:
            _may_be_said(asked, code, one)
    kept, brought = [], taken
    for material in case.materials:
        code = material["code"]
        one = said.get(code)
        if code in taken or code not in said or (one is not None and one.verdict is Verdict.MISSING):
            kept.append(material)
            continue
        brought.add(code)
        verdict = one.verdict if one is not None and trusted else Verdict.UNCHECKED
        note = one.note if one is not None and verdict is Verdict.WRONG else ""
        kept.append({**material, "verdict": verdict.value, "note": note})
    return kept, brought, [one for one in kept if one["verdict"] in WANTING]


def _may_be_said(asked: dict[str, Any], code: str, one: MaterialInput | None) -> None:
    if code not in asked:
        name = one.name if one else code
        raise Refused(Because.BAD_INPUT, f"“{name}”不在要补的材料里", field="materials")
    if one is None:
        return
    name = asked[code]["name"]
    if one.verdict is Verdict.WRONG and not one.note:
        raise Refused(Because.BAD_INPUT, f"请写明“{name}”还要怎么改", field="materials")
    if one.verdict is Verdict.REUSED:
        raise Refused(Because.BAD_INPUT, f"没有写明“{name}”沿用自哪一件", field="materials")
    if one.verdict is Verdict.FOLLOWS:
        raise Refused(Because.BAD_INPUT, f"“{name}”能不能容缺，受理时再定", field="materials")
