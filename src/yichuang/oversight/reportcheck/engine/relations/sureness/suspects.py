"""Which of the numbers of a relation that fails is likelier the wrong one: none that another relation bears out. Pure.

"受理1,204件，按渠道分：网上812件、窗口392件；按类型分：许可604件、服务580件、其他30件": the channels make 1,204, so
rather one of the kinds is wrong than the total. Each change that would make it right is told, the likelier ones first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.judging import Change, Judged
from yichuang.oversight.reportcheck.engine.relations.sureness.signs import Borne, borne_out, is_borne_out


def suspects_first(judged: Sequence[Judged]) -> Iterator[Judged]:
    """What was judged; of what fails first the changes of numbers that nothing else bears out."""
    borne: Borne | None = None
    for each in judged:
        if each.holds or len(each.would_hold) < _SEVERAL:
            yield each
            continue
        borne = borne_out(judged) if borne is None else borne
        yield replace(each, would_hold=_in_order(each, borne))


_SEVERAL = 2


def _in_order(failed: Judged, borne: Borne) -> tuple[str, ...]:
    def is_cleared(change: str) -> bool:
        return isinstance(change, Change) and is_borne_out(failed, change.figure.span, borne)

    return tuple(sorted(failed.would_hold, key=is_cleared))
