"""Editing: each act changes one block, and is refused when somebody else has just changed that block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from yichuang.kernel.figures import Period, Scope
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.oversight.reports import permissions
from yichuang.oversight.reports.actions.drafting import Title
from yichuang.oversight.reports.asking import Numbers
from yichuang.oversight.reports.blocks import (
    LONGEST,
    BlockData,
    HeadingBlock,
    PlansBlock,
    ProblemBlock,
    WordsBlock,
    kept,
    read,
)
from yichuang.oversight.reports.models import EDITABLE, Report, Wording
from yichuang.oversight.reports.outlines import spare_blocks
from yichuang.oversight.reports.tokens import tokens_of
from yichuang.oversight.reports.wording import text_of

MOST_BLOCKS = 400
Which = Annotated[str, Field(title="段落", min_length=1, max_length=12)]
Seen = Annotated[int, Field(title="看到的版本", ge=0)]
Words = Annotated[str, Field(title="文字", max_length=LONGEST, json_schema_extra={"long": True})]
Blocks = list[BlockData]


@verb(Report, "report.write", label="改一段", when=EDITABLE, allow=permissions.of_office, offered=False)
def write(
    report: Report, act: Act, *, block: Which, version: Seen, text: Words = "", restore: bool = False
) -> None:
    """Other words for a paragraph or a heading, with tokens where figures stand; or the drafted ones again."""

    def change(one: BlockData) -> BlockData:
        if isinstance(one, HeadingBlock):
            _some(text, "标题")
            return _valid(one, text=text.strip(), drafted=False)
        if not isinstance(one, WordsBlock | ProblemBlock | PlansBlock):
            raise Refused(Because.BAD_INPUT, "表和图跟着台账走，不能改字；可以移动或删掉", field="text")
        if restore:
            return _valid(one, own=None)
        _some(text, "这一段")
        _sound(text)
        return _valid(one, own=text.strip())

    _edit(report, act, lambda blocks: _replaced(blocks, block, version, change), block=block)


@verb(Report, "report.insert", label="加一段", when=EDITABLE, allow=permissions.of_office, offered=False)
def insert(
    report: Report,
    act: Act,
    *,
    after: Annotated[str, Field(title="加在哪段之后", max_length=12)] = "",
    kind: Annotated[str, Field(title="种类", max_length=60)] = "words",
    text: Words = "",
) -> None:
    """A new paragraph, heading, table or picture after a block; at the beginning where none is named."""
    made: BlockData
    if kind in ("heading1", "heading2"):
        _some(text, "标题")
        made = _valid(HeadingBlock(text="", level=int(kind[-1])), text=text.strip())
    elif kind == "words":
        _some(text, "这一段")
        _sound(text)
        made = WordsBlock(own=text.strip())
    elif kind in spare_blocks():
        made = spare_blocks()[kind]
    else:
        raise Refused(Because.BAD_INPUT, "请选要加的是什么", field="kind")
    fresh = f"n{act.n}"

    def add(blocks: Blocks) -> Blocks:
        if len(blocks) >= MOST_BLOCKS:
            raise Refused(Because.BAD_INPUT, f"一份报告最多 {MOST_BLOCKS} 段，请先删去几段", field="text")
        at = _place(blocks, after) + 1 if after else 0
        return [*blocks[:at], _marked(made.model_copy(update={"id": fresh}), act), *blocks[at:]]

    _edit(report, act, add, block=fresh)
    act.answer(block=fresh)


@verb(Report, "report.move", label="移动一段", when=EDITABLE, allow=permissions.of_office, offered=False)
def move(
    report: Report,
    act: Act,
    *,
    block: Which,
    version: Seen,
    way: Annotated[Literal["up", "down"], Field(title="往哪移")],
) -> None:
    """One place up or down; at the end of the report nothing happens."""

    def moved(blocks: Blocks) -> Blocks:
        at = _seen(blocks, block, version)
        to = max(0, min(len(blocks) - 1, at + (-1 if way == "up" else 1)))
        rest = [*blocks[:at], *blocks[at + 1 :]]
        return [*rest[:to], blocks[at], *rest[to:]]

    _edit(report, act, moved, block=block)


@verb(Report, "report.remove", label="删一段", when=EDITABLE, allow=permissions.of_office, offered=False)
def remove(report: Report, act: Act, *, block: Which, version: Seen) -> None:
    """Take a block out."""

    def removed(blocks: Blocks) -> Blocks:
        at = _seen(blocks, block, version)
        return [*blocks[:at], *blocks[at + 1 :]]

    _edit(report, act, removed, block=block)


@verb(Report, "report.retitle", label="改标题", when=EDITABLE, allow=permissions.of_office, offered=False)
def retitle(report: Report, act: Act, *, title: Title) -> None:
    """Another title."""
    if title != report.title:
        act.add(Wording(report_id=report.pk, n=act.n, was={"title": report.title}))
    act.set(title=title)
    _edit(report, act, lambda blocks: blocks)


@verb(
    Report, "report.choose", label="取舍一条问题", when=EDITABLE, allow=permissions.of_office, offered=False
)
def choose(
    report: Report,
    act: Act,
    *,
    block: Which,
    choice: Annotated[Literal["taken", "left"], Field(title="写不写")],
) -> None:
    """Take a problem that the rows show into the report, or leave it out."""

    def chosen(one: BlockData) -> BlockData:
        if not isinstance(one, ProblemBlock):
            raise Refused(Because.BAD_INPUT, "这一段不是查出的问题", field="block")
        return _valid(one, chosen=choice)

    _edit(report, act, lambda blocks: _replaced(blocks, block, None, chosen), block=block, choice=choice)


def _edit(report: Report, act: Act, change: Callable[[Blocks], Blocks], **noted: str) -> None:
    """Change the blocks; whoever writes becomes one of the writers."""
    before = list(read(report.blocks))
    after = change(before)
    changed = [_marked(one, act) if one not in before and one.changed != act.n else one for one in after]
    _keep_words(report, act, before, changed)
    writers = sorted({*report.writers, *([act.by.account] if act.by.account else [])})
    act.set(blocks=kept(changed), writers=writers, changed_at=act.at)
    act.note(**noted)


def _keep_words(report: Report, act: Act, before: Blocks, now: Blocks) -> None:
    """What the act takes away of the words is kept beside the report, once; the ledger has the act itself."""
    left = {one.id: _words(one) for one in now}
    for at, one in enumerate(before):
        words = _words(one)
        if words is None or left.get(one.id) == words:
            continue
        earlier = before[at - 1].id if at else ""
        row = Wording(report_id=report.pk, n=act.n, block=one.id, after=earlier, was=kept([one])[0])
        if words[0] == "drafted":
            scope, period = Scope.of(report.office_id), Period.until(report.first, report.last, act.at)
            act.also(partial(_keep_drafted, row, one, before, scope, period))
        else:
            act.add(row)


def _keep_drafted(row: Wording, block: BlockData, given: Blocks, scope: Scope, period: Period) -> None:
    """What the outline made of a paragraph up to this act; figures were asked for it, so no row of effects says it."""
    row.drafted = text_of(block, given, Numbers(given, scope, period))
    row.save(force_insert=True)


def _words(block: BlockData) -> tuple[str, str] | None:
    """What somebody may have written in a block; None for tables and pictures. Nothing written is words, too."""
    if isinstance(block, HeadingBlock):
        return "heading", block.text
    if isinstance(block, WordsBlock | ProblemBlock | PlansBlock):
        return ("own", block.own) if block.own is not None else ("drafted", "")
    return None


def _marked(block: BlockData, act: Act) -> BlockData:
    return block.model_copy(update={"changed": act.n, "writer": act.by.name})


def _replaced(
    blocks: Blocks, which: str, version: int | None, change: Callable[[BlockData], BlockData]
) -> Blocks:
    at = _seen(blocks, which, version)
    return [*blocks[:at], change(blocks[at]), *blocks[at + 1 :]]


def _place(blocks: Sequence[BlockData], which: str) -> int:
    for n, block in enumerate(blocks):
        if block.id == which:
            return n
    raise Refused(Because.LOST_RACE, "这一段刚被同事删掉了", remedy="您写的还在下面，可以另加一段放进去")


def _seen(blocks: Sequence[BlockData], which: str, version: int | None) -> int:
    """The place of a block, as it was when it was read."""
    at = _place(blocks, which)
    if version is not None and blocks[at].changed != version:
        who = blocks[at].writer or "同事"
        raise Refused(
            Because.LOST_RACE,
            f"{who}刚改过这一段，您这次没有存上",
            remedy="您写的还在。请看现在的文字，改好再存",
        )
    return at


def _valid(block: BlockData, **changes: object) -> BlockData:
    try:
        return type(block).model_validate({**block.model_dump(), **changes})
    except ValidationError:
        raise Refused(
            Because.BAD_INPUT, "文字太长，标题最多 120 字，一段最多 4000 字", field="text"
        ) from None


def _some(text: str, what: str) -> None:
    if not text.strip():
        raise Refused(Because.BAD_INPUT, f"{what}是空的，请写几个字，或删掉它", field="text")


def _sound(text: str) -> None:
    try:
        tokens_of(text)
    except ValueError as wrong:
        raise Refused(Because.BAD_INPUT, f"没有“{wrong}”这个指标", field="text") from None
