"""The counter: where a clerk takes applications in, and which rights the buttons of the intake ask for."""

from __future__ import annotations

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.offices.queries import OfficeFacts, tree
from yichuang.kernel.verbs import Because, Refused

RIGHTS = {
    "save": "case.receive",
    "notify": "case.request_supplement",
    "accept": "case.accept",
    "finish": "case.finish_at_once",
    "decline": "case.decline",
}


def place_of(actor: Actor) -> OfficeFacts:
    """The centre or station where this clerk takes applications in. Raises Refused when there is none."""
    offices = tree()
    here = offices.above(actor.office or 0, "centre") or offices.above(actor.office or 0, "station")
    if here is None:
        below = [one for one in offices.below(actor.office_path or "-") if one.kind in ("centre", "station")]
        here = below[0] if below else None
    if here is None:
        raise Refused(Because.NO_RIGHT, "您的岗位不在中心或站点，不能收件", remedy="请换到窗口的岗位")
    return here
