"""From blocks to a composition: which sentences are so, what their tokens print, what a table holds.

The wording follows the values: rose, fell, unchanged or nothing to compare with; nothing is said that rows don't show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yichuang.kernel.documents.paper import chinese_number
from yichuang.kernel.figures import Value
from yichuang.oversight.reports import rules
from yichuang.oversight.reports.asking import EARLIER, Numbers
from yichuang.oversight.reports.blocks import (
    BlockData,
    ChartBlock,
    HeadingBlock,
    PlansBlock,
    ProblemBlock,
    Sentence,
    TableBlock,
    WordsBlock,
)
from yichuang.oversight.reports.composition import (
    Block,
    ByHand,
    Chart,
    Grid,
    Growth,
    Heading,
    Piece,
    Proposal,
    Prose,
    enumerated,
    numbered,
    plain,
)
from yichuang.oversight.reports.rules import Direction, change
from yichuang.oversight.reports.tokens import Token, parsed, tokens_of
from yichuang.ui import formats

LISTED = 3
DASH = f"注：“{formats.NO_VALUE}”表示分母为零，没有这个数。"
UNITS = {"item": "事项", "department": "部门", "place": "地点"}
Pieces = tuple[Piece, ...]


def worded(blocks: Sequence[BlockData], numbers: Numbers, organ: str, *, offered: bool) -> tuple[Block, ...]:
    """The composition's blocks. `offered`: problems that nobody has decided on are shown as proposals, not printed."""
    return _Wording(numbers, organ, offered).blocks(blocks)


def text_of(block: BlockData | None, given: Sequence[BlockData], numbers: Numbers) -> str:
    """The words that stand in a block of `given` now, with their tokens; none in a table, a picture or no block."""
    if isinstance(block, HeadingBlock):
        return block.text
    if isinstance(block, PlansBlock) and block.own is None:
        return planned(given, numbers)
    return settled(block, numbers) if block else ""


def settled(block: BlockData, numbers: Numbers) -> str:
    """The text that a paragraph has now, with its tokens: those of its sentences that are so."""
    if isinstance(block, WordsBlock | ProblemBlock):
        if block.own is not None:
            return block.own
        return "".join(_sentence(one, numbers) for one in block.say if _so(one, numbers))
    return (block.own or "") if isinstance(block, PlansBlock) else ""


def token_text(token: Token, numbers: Numbers, organ: str) -> str:
    """What a token prints now."""
    return "".join(plain(piece) for piece in _Wording(numbers, organ, False).token(token))


def planned(blocks: Sequence[BlockData], numbers: Numbers) -> str:
    """What is meant to be done about the problems that were taken."""
    taken = [
        one for one in blocks if isinstance(one, ProblemBlock) and one.chosen == "taken" and _so(one, numbers)
    ]
    return _planned([one.plan for one in taken if one.plan])


class _Wording:
    def __init__(self, numbers: Numbers, organ: str, offered: bool) -> None:
        self.numbers = numbers
        self.organ = organ
        self.offered = offered

    def blocks(self, given: Sequence[BlockData]) -> tuple[Block, ...]:
        live = [block for block in given if _so(block, self.numbers)]
        taken = [one for one in live if isinstance(one, ProblemBlock) and self._is_taken(one)]
        said = dict(zip([one.id for one in taken], enumerated(map(self._problem, taken)), strict=True))
        plans = [one.plan for one in taken if one.plan]
        drawn: list[tuple[BlockData, Block]] = []
        for block in live:
            drawn += [(block, made) for made in self._block(block, said, plans)]
        return numbered(_with_content(drawn))

    def _block(self, block: BlockData, said: dict[str, Pieces], plans: list[str]) -> Iterator[Block]:
        match block:
            case HeadingBlock():
                yield Heading(block.id, block.text, block.level)
            case WordsBlock():
                if text := settled(block, self.numbers):
                    yield Prose(self.pieces(text, own=block.own is not None), block.id, block.own is not None)
            case ProblemBlock() if block.id in said:
                yield Prose(said[block.id], block.id, block.own is not None)
            case ProblemBlock():
                if self.offered:
                    yield Proposal(self._problem(block), block.plan, block.id, block.chosen == "left")
            case PlansBlock():
                if text := block.own if block.own is not None else _planned(plans):
                    yield Prose(self.pieces(text, own=block.own is not None), block.id, block.own is not None)
            case TableBlock():
                if grid := self._table(block):
                    yield grid
            case ChartBlock():
                if chart := self._chart(block):
                    yield chart

    def _is_taken(self, block: ProblemBlock) -> bool:
        return block.chosen == "taken" or (block.chosen == "" and not self.offered)

    def _problem(self, block: ProblemBlock) -> Pieces:
        own = block.own is not None
        return self.pieces(settled(block, self.numbers).removesuffix("。"), own=own)

    def pieces(self, text: str, *, own: bool) -> Pieces:
        """Words and numbers of a text; in one that somebody wrote, numbers typed by hand are marked."""
        found: list[Piece] = []
        for one in parsed(text):
            if isinstance(one, Token):
                found += self.token(one)
            elif own:
                found += [ByHand(words) if typed else words for words, typed in rules.typed_numbers(one)]
            else:
                found.append(one)
        return tuple(found)

    def token(self, token: Token) -> list[Piece]:
        """What stands for a token: words, values, or nothing."""
        if token.name == "organ":
            return [self.organ]
        if token.name == "days":
            period = self.numbers.period
            return [f"{formats.day_plain(period.first)}至{formats.day_plain(period.last)}"]
        now = self.numbers.value(token.name, only=token.only)
        if now is None:
            return [formats.NO_VALUE]
        if token.view == "compared":
            return self._compared(token, now)
        if token.view.startswith("grown"):
            return self._grown(token, now)
        if token.view.startswith("top:"):
            return self._most(token.name, token.view.partition(":")[2])
        if token.view in EARLIER:
            then = self.numbers.value(token.name, token.view, token.only)
            return [then if then is not None else formats.NO_VALUE]
        return [now]

    def _compared(self, token: Token, now: Value) -> list[Piece]:
        """A half-sentence on the period before; nothing where either has no number, or the earlier one is zero."""
        then = self.numbers.value(token.name, self.numbers.base, token.only)
        if then is None:
            return []
        found = _change(now, then)
        if found.direction is Direction.UNKNOWN or then.number == 0:
            return []
        unit = f" {then.unit}" if then.unit else ""
        named = "去年同期" if self.numbers.base == "a_year_ago" else "上期"
        if found.direction is Direction.UNCHANGED:
            return [f"，{token.subject}和{named}的 ", then, unit, Growth(now, then, "持平")]
        return [f"，{token.subject}比{named}的 ", then, unit, Growth(now, then, found.words)]

    def _grown(self, token: Token, now: Value) -> list[Piece]:
        kind = "a_year_ago" if token.view == "grown_year" else "before"
        named = "去年同期" if kind == "a_year_ago" else "上期"
        then = self.numbers.value(token.name, kind, token.only)
        if then is None or now.number is None or then.number is None:
            return [f"没有可比的{named}数"]
        found = _change(now, then)
        if found.direction is Direction.UNCHANGED:
            return [f"和{named}", Growth(now, then, "持平")]
        return [f"比{named}", Growth(now, then, found.words)]

    def _most(self, code: str, by: str) -> list[Piece]:
        """In which items, departments or places it happened most: at most three, each with its own value.

        Where more of them have as many, none of those is named before the others; of a tie of all nothing is said.
        """
        parts = self.numbers.parts(by)
        found = {key: part[code] for key, part in parts.items() if code in part and part[code].number}
        if not found:
            return []
        names = self.numbers.names(by, found)
        order = sorted(found, key=lambda key: (-(found[key].number or 0), names.get(key, "")))
        left = found[order[LISTED]].number if len(order) > LISTED else None
        most = [key for key in order[:LISTED] if found[key].number != left]
        if not most:
            return []
        pieces: list[Piece] = ["，较多的是" if len(found) > len(most) else "，是"]
        for n, key in enumerate(most):
            unit = f" {found[key].unit}" if found[key].unit else ""
            name = names.get(key, UNITS[by])
            apart = "" if name.endswith("）") else " "  # a closing bracket brings its own
            pieces += ["、" if n else "", name + apart, found[key], unit]
        return [piece for piece in pieces if piece != ""]

    def _table(self, block: TableBlock) -> Grid | None:
        found: Iterator[Pieces] = self._figures(block) if block.by == "figure" else self._parts(block)
        lines = list(found)
        if not lines:
            return None
        kept = lines[: block.most]
        if block.by == "figure":
            total = [self.numbers.value(block.total_of)] if block.total_of else []
        else:
            total = [self.numbers.value(code) for code in block.figures]
        cells: list[Piece] = [one for one in total if one is not None]
        rest = len(lines) > len(kept) and block.by != "figure"
        called = (
            f"全部{UNITS[self.numbers.way(block.by)]}合计" if rest else block.total
        )  # more than the lines above
        rows = [*kept, (called, *cells)] if cells and len(lines) > 1 else kept
        dashes = any(plain(cell) == formats.NO_VALUE for row in rows for cell in row[1:])
        return Grid(block.caption, block.head, tuple(rows), block.widths, block.id, DASH if dashes else "")

    def _chart(self, block: ChartBlock) -> Chart | None:
        named = [found for code in block.figures if (found := self.numbers.value(code))]
        caption = re.sub(r"（前 \d+ 位）$", "", block.caption)  # which an earlier outline said of any
        if block.shape == "shares":
            rows: list[Pieces] = [(one.figure.name, one) for one in named if one.number]
            head: tuple[str, ...] = ("", block.unit)
        elif block.shape == "months":
            months = self.numbers.by_month(block.figures)
            rows = [(name, *(got[code] for code in block.figures)) for name, got in months]
            head = ("月份", *(one.figure.name for one in named))
        else:
            every = [*self._parts(block)]
            rows = every[: block.most]
            caption += f"（前 {block.most} 位）" if len(every) > len(rows) else ""
            head = (UNITS[self.numbers.way(block.by)], *(one.figure.name for one in named))
        seen = any(getattr(cell, "number", None) for row in rows for cell in row[1:])
        return Chart(block.shape, caption, head, tuple(rows), block.id) if len(rows) > 1 and seen else None

    def _figures(self, block: TableBlock) -> Iterator[Pieces]:
        for code in block.figures:
            found = self.numbers.value(code)
            if found is not None and found.number:
                yield found.figure.name.removesuffix(block.name_of), found

    def _parts(self, block: TableBlock | ChartBlock) -> Iterator[Pieces]:
        by = self.numbers.way(block.by)
        parts = self.numbers.parts(by)
        busy = {key: part for key, part in parts.items() if any(part[code].number for code in block.figures)}
        names = self.numbers.names(by, busy)
        first = block.figures[0]
        for key in sorted(busy, key=lambda key: (-(busy[key][first].number or 0), names.get(key, ""))):
            yield names.get(key, UNITS[by]), *(busy[key][code] for code in block.figures)


def _so(one: BlockData | Sentence, numbers: Numbers) -> bool:
    return all(map(numbers.holds, one.when)) and not any(map(numbers.holds, one.unless))


def _sentence(one: Sentence, numbers: Numbers) -> str:
    parts = [part for part in one.parts if (found := _first(part, numbers)) and found.number]
    return one.say + (one.lead + "、".join(parts) if parts else "") + one.end


def _first(part: str, numbers: Numbers) -> Value | None:
    tokens = tokens_of(part)
    return numbers.value(tokens[0].name) if tokens else None


def _planned(plans: Iterable[str]) -> str:
    said = [f"{chinese_number(n)}是{plan}" for n, plan in enumerate(plans, start=1)]
    return "；".join(said) + "。" if said else ""


def _change(now: Value, then: Value) -> rules.Change:
    return change(now.number, then.number, now.figure.places, rate=now.figure.unit == "%")


def _with_content(drawn: list[tuple[BlockData, Block]]) -> list[Block]:
    """Without drafted headings of the second level under which nothing stands."""
    ready = []
    for n, (block, made) in enumerate(drawn):
        follows = drawn[n + 1][1] if n + 1 < len(drawn) else None
        drafted = isinstance(block, HeadingBlock) and block.level > 1 and block.drafted
        if not (drafted and (follows is None or isinstance(follows, Heading))):
            ready.append(made)
    return ready
