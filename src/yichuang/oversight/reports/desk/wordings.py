"""What a report said before: each earlier wording with who replaced it, what has become of it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.ledger.queries import LedgerEntry
from yichuang.oversight.reports import blocks, queries, rules
from yichuang.oversight.reports.asking import Numbers, names_for
from yichuang.oversight.reports.blocks import BlockData, HeadingBlock, tokens_in
from yichuang.oversight.reports.desk.writing import Open
from yichuang.oversight.reports.models import Report, Wording
from yichuang.oversight.reports.tokens import Names, tokens_of, typed
from yichuang.oversight.reports.wording import text_of


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier wording: in which act it was replaced, what it was of, how it differs from what came next.

    `drafted`: nobody had written it; it reads `as_it_was`, or for want of its words as today's figures make it.
    `back` is the query of the page on which it stands in the open form, to be saved or not.
    """

    n: int
    of: str
    text: str
    drafted: bool
    as_it_was: bool
    parts: tuple[tuple[str, str], ...]
    gone: bool
    back: str


def listed(one: Report, shown: set[str], now: datetime) -> list[Earlier]:
    """The earlier wordings, the last replaced first. `shown` are the blocks that the page shows."""
    rows = queries.wordings(one)
    given = blocks.read(one.blocks)
    texts = _Texts(one, [*given, *(_block(row) for row in rows if row.block)], now, rows)
    following = {block.id: texts.of(block) for block in given} | {"": one.title}
    order = [block.id for block in given]
    found = []
    for row in rows:
        text = texts.said(row)
        came = following.get(row.block, "")
        following[row.block] = text
        found.append(
            Earlier(
                row.n,
                _called(row),
                text,
                bool(row.block) and row.was["kind"] != "heading" and "own" not in row.was,
                bool(row.drafted),
                tuple(rules.differences(text, came)),
                row.block not in order and bool(row.block),
                _back(row, order, shown),
            )
        )
    return found


def opened(one: Report, open_: Open, n: int, now: datetime) -> Open:
    """The form that stands open, filled with what was replaced in that act; itself where there is no such wording."""
    row = next((row for row in queries.wordings(one) if row.n == n), None)
    if row is None:
        return open_
    if not row.block:
        return replace(open_, text=row.was["title"])
    block = _block(row)
    text = _Texts(one, [*blocks.read(one.blocks), block], now, [row]).said(row)
    kind = f"heading{block.level}" if isinstance(block, HeadingBlock) else "words"
    return replace(open_, text=text, kind=kind)


def acts(entries: Sequence[LedgerEntry], names: Mapping[int, str]) -> dict[int, tuple[str, datetime]]:
    """Who did each act, and when."""
    found = {}
    for entry in entries:
        kind, _, identity = entry.actor.partition(":")
        found[entry.n] = (names.get(int(identity), "") if kind == "staff" else "系统", entry.at)
    return found


class _Texts:
    """Blocks as a person reads and types them."""

    def __init__(
        self, one: Report, given: Sequence[BlockData], now: datetime, rows: Sequence[Wording]
    ) -> None:
        self._given = given
        self._numbers = Numbers(given, Scope.of(one.office_id), Period.until(one.first, one.last, now))
        kept = [token for row in rows for token in tokens_of(row.drafted)]
        self._names: Names = names_for([*tokens_in(given), *kept])

    def of(self, block: BlockData) -> str:
        """Its text now."""
        return typed(text_of(block, self._given, self._numbers), self._names)

    def said(self, row: Wording) -> str:
        """What was replaced, as it read; where its drafted words weren't kept, as its sentences would read today."""
        if not row.block:
            return str(row.was["title"])
        return typed(row.drafted, self._names) if row.drafted else self.of(_block(row))


def _block(row: Wording) -> BlockData:
    return blocks.read([row.was])[0]


def _called(row: Wording) -> str:
    if not row.block:
        return "标题"
    return "小标题" if row.was["kind"] == "heading" else "一段"


def _back(row: Wording, order: list[str], shown: set[str]) -> str:
    """Where the wording is put back: in its paragraph, or behind the nearest one before it that the page shows."""
    if not row.block:
        return f"retitle=1&earlier={row.n}"
    if row.block in order:
        return f"write={row.block}&earlier={row.n}#{row.block}"
    before = order[: order.index(row.after) + 1] if row.after in order else []
    after = next((one for one in reversed(before) if one in shown), "")
    return f"insert={after}&earlier={row.n}#new"
