"""Lists in front of a total: figures of one unit that stand side by side right before it, as the text sets them. Pure.

"支出56.25亿元，上解0.86亿元、债务还本1.05亿元，支出方合计58.16亿元": two readings, the last two or all three.
"小学68所、25,412人，幼儿园57所、11,207人，在校学生共36,619人": between the parts stands each time a second count.
"城管局（6,870件）、住建局（5,936件），两家合计12,806件": each part alone in brackets behind its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import LONGEST_LIST, counts, rank_between
from yichuang.oversight.reportcheck.engine.units import compatible

_SUMS_UP = re.compile(r"^(?:以上|上述)?[^，。；]{0,4}?(?:共计|合计|总计|累计|总|共)")
_COUNTER = 40  # a number that may tell how many parts there are: 四大基地, 三块资金


def runs_before(passage: Passage, index: int) -> Iterator[tuple[tuple[Figure, ...], int]]:
    """The lists that end right before a figure, with their strongest inner sign, the tightest list first."""
    seen: set[int] = set()
    for loosest in (0, 2, 3):
        run, rank = _run(passage, index, loosest)
        if len(run) > 1 and len(run) not in seen and not _is_own_total(run):
            seen.add(len(run))
            yield run, max(1, rank)


def _is_own_total(run: Sequence[Figure]) -> bool:
    """Whether one of the list is what the others make: a total with its own parts."""
    values = sorted(figure.value for figure in run)
    return values[-1] == sum(values[:-1])


def _run(passage: Passage, index: int, loosest: int) -> tuple[tuple[Figure, ...], int]:
    """The list, read backwards; `loosest` is the strongest sign within it, 0 for that between its last two."""
    total = passage.figures[index]
    run: list[Figure] = []
    gaps: list[tuple[str, ...]] = []
    rank, foreign = 0, []
    for figure in reversed(passage.figures[max(0, index - 2 * LONGEST_LIST) : index]):
        if figure.is_percent or _is_counter(figure, total, run):
            continue
        if not _is_alike(passage, figure, total):
            if figure.bracket <= total.bracket:
                foreign.append(figure.unit)
            continue
        sign = rank_between(passage, figure, run[-1] if run else total)
        if not run:
            joined = sign < 4 or bool(_SUMS_UP.match(total.lead))
        else:
            gaps.append(tuple(foreign))
            joined = sign <= (loosest or rank or 3) and gaps[-1] == gaps[0]
        if not joined or total.sentence - figure.sentence > 1 or len(run) == LONGEST_LIST:
            break
        rank = max(rank, sign) if run else 0
        run.append(figure)
        foreign = []
    return tuple(reversed(run)), rank


def _is_counter(figure: Figure, total: Figure, run: Sequence[Figure]) -> bool:
    """Whether a small number right before the total only says how many parts there are."""
    return not run and (figure.clause == total.clause or (figure.unit == "大" and figure.value <= _COUNTER))


def _is_alike(passage: Passage, figure: Figure, total: Figure) -> bool:
    """Whether a figure counts what the total counts, beside it or alone in a bracket."""
    if not compatible(figure.unit, total.unit) or not counts(figure):
        return False
    if figure.bracket == total.bracket:
        return True
    opens, closes = passage.brackets[figure.bracket]
    alone = all(f is figure or f.unit != figure.unit for f in passage.between(opens, closes))
    return not total.bracket and alone and passage.text[opens + 1 : figure.at] == ""
