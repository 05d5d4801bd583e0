"""Changing a rule: its level, its instant, who is told. What statute demands can't be loosened (RULEBOOK 5)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.kernel.clocks.rungs import Level
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.oversight.supervision import permissions, rules
from yichuang.oversight.supervision.models import RuleFile

LEVELS = {one.value: one.label for one in Level}
ANSWERS = {"true": "启用", "false": "停用"}


@verb(
    RuleFile,
    "rule.change",
    label="调整规则",
    allow=permissions.may_change,
    effect="马上对所有在走的时限生效，已经发出的预警不变",
)
def change(
    rule: RuleFile,
    act: Act,
    *,
    level: Annotated[Level, Field(title="级别", json_schema_extra={"choices": LEVELS})],
    plus: Annotated[
        int,
        Field(
            title="到期后再过几日才预警",
            ge=0,
            le=30,
            json_schema_extra={"hint": "0 是一到期就预警；临近时限的规则不用填", "unit": "日"},
        ),
    ] = 0,
    active: Annotated[bool, Field(title="启用", json_schema_extra={"choices": ANSWERS})] = True,
    reason: Annotated[str, Field(title="调整理由", min_length=rules.SHORTEST_WORDS, max_length=300)],
) -> None:
    """Change a rule with a reason; the watcher arms the open clocks anew."""  # fmt: skip
    before = (Level(rule.level), rule.times, rule.plus, rule.active)
    after = (level, rule.times, plus, active)
    if before == after:
        raise Refused(Because.BAD_INPUT, "和现在的规则一样，没有调整", field="level")
    if rule.lawful and rules.loosens(before=before, after=after):
        raise Refused(
            Because.BAD_INPUT,
            f"这条规则的依据是{rule.source}，只能更严，不能放宽或停用",
            field="level",
            remedy="要放宽本地的规则，请选没有标“法定”的",
        )
    if plus and rule.basis != "due":
        what = "看操作本身" if rule.basis == "act" else "按已用时间算"
        raise Refused(Because.BAD_INPUT, f"这条规则{what}，不能另加天数", field="plus")
    if level is Level.MARK and rule.basis != "act":
        raise Refused(Because.BAD_INPUT, "看时限的规则至少要提醒，不能只作标记", field="level")
    act.set(level=level.value, plus=plus, active=active)
    act.note(
        code=rule.code, reason=reason, level=level.value, plus=plus, active=active,
        before={"level": before[0].value, "plus": before[2], "active": before[3]},
    )  # fmt: skip
