"""All that one table says of itself: what its lines are computed of, then what its totals are the sum of."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix
from yichuang.oversight.reportcheck.engine.relations.tables.column_parts import column_parts
from yichuang.oversight.reportcheck.engine.relations.tables.columns import computed, scored
from yichuang.oversight.reportcheck.engine.relations.tables.lines import DIFFERENCE
from yichuang.oversight.reportcheck.engine.relations.tables.row_balances import row_balances
from yichuang.oversight.reportcheck.engine.relations.tables.totals import totals


def within(matrix: Matrix) -> Iterator[Judged]:
    """What the rows and columns of a table say.

    A difference in the row of the total that follows the formula of its column is right even where the column doesn't
    add up: one of its parts is wrong then.
    """
    formulas = list(computed(matrix))
    follows = frozenset(each.claim.span for each in formulas if each.holds and each.claim)
    # Of two that accuse one figure the first is told: of a difference its formula, of anything else its parts.
    yield from (each for each in formulas if _is_difference(each))
    yield from totals(matrix, follows)
    yield from (each for each in formulas if not _is_difference(each))
    yield from scored(matrix)
    yield from row_balances(matrix)
    yield from column_parts(matrix)


def _is_difference(judged: Judged) -> bool:
    return judged.claim is not None and bool(DIFFERENCE.search(judged.claim.lead))
