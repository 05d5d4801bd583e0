"""The box that this room adds to the page of windows: what a new centre still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yichuang.domains.catalogue.queries import directory
from yichuang.domains.organisation import queries as organisation
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.panels import Box
from yichuang.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do before the first application can be taken in."""

    label: str
    why: str
    href: str
    done: bool


def on_windows(refs: Sequence[str], actor: Actor, _now: datetime) -> Mapping[str, Box]:
    """The steps from an empty centre to its first application; nothing once they are all taken."""
    if not actor.may("page.imports"):
        return {}
    seats = [window.id for centre in organisation.centres() for window in organisation.windows_of(centre.id)]
    steps = (
        Step(
            "增设部门",
            "机关代字用在文号里，编号用来认它的事项",
            address("organisation:departments"),
            organisation.counts().get("department", 0) > 0,
        ),
        Step(
            "开账号",
            "窗口人员坐到窗口上收件，审批人员在部门里审批",
            address("organisation:staff"),
            bool(organisation.seated(seats)),
        ),
        Step(
            "公布事项",
            "一项一项新增，或者下载模板从 Excel 导入",
            address("catalogue:desk_items"),
            bool(directory().shown),
        ),
    )
    if all(step.done for step in steps):
        return {}
    return {ref: Box("catalogue/box_opening.html", {"steps": steps}) for ref in refs}
