"""The blocks of a report as data: what an outline file says and what a report in progress keeps is the same thing.

A condition is a figure and what must be so: `cases.overdue > 0`, `evaluation.bad = 0`, `cases.average_days known`,
`unknown`; several with ` or `. A block or sentence is printed when all of its `when` hold and none of its `unless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from yichuang.oversight.reports.tokens import Token, tokens_of

LONGEST = 4000
_ATOM = re.compile(r"^([a-z_]+\.[a-z_0-9]+) (known|unknown|[>=] \d{1,9})$")


def _a_condition(text: str) -> str:
    for atom in text.split(" or "):
        if not _ATOM.match(atom):
            raise ValueError(f"“{atom}”不是条件，要写成 cases.overdue > 0 这样")
    return text


def _a_text(text: str) -> str:
    try:
        tokens_of(text)
    except ValueError as wrong:
        raise ValueError(f"没有“{wrong}”这个指标或写法") from None
    return text


Condition = Annotated[str, AfterValidator(_a_condition)]
Text = Annotated[str, AfterValidator(_a_text), Field(max_length=LONGEST)]
Conditions = tuple[Condition, ...]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(_Data):
    """Words with tokens; then those `parts` whose first figure isn't zero, after `lead`, joined by 、; then `end`."""

    say: Text = ""
    when: Conditions = ()
    unless: Conditions = ()
    parts: tuple[Text, ...] = ()
    lead: str = ""
    end: str = ""


class _Block(_Data):
    """What every block has: its name within a report, which act last touched it, and whose that was."""

    id: str = ""
    when: Conditions = ()
    unless: Conditions = ()
    changed: int = 0
    writer: str = ""


class HeadingBlock(_Block):
    """A heading; its number follows from its place. A `drafted` one of the second level is left out over nothing."""

    kind: Literal["heading"] = "heading"
    text: str = Field(max_length=120)
    level: int = Field(1, ge=1, le=2)
    drafted: bool = False


class WordsBlock(_Block):
    """A paragraph. Drafted, its sentences follow the figures; once somebody has edited it, it is one `own` text."""

    kind: Literal["words"] = "words"
    say: tuple[Sentence, ...] = ()
    own: Text | None = None


class ProblemBlock(_Block):
    """A problem that the rows may show, and what is meant to be done about it. The assessor takes it or leaves it."""

    kind: Literal["problem"] = "problem"
    say: tuple[Sentence, ...] = ()
    own: Text | None = None
    plan: str = Field("", max_length=300)
    chosen: Literal["", "taken", "left"] = ""


class PlansBlock(_Block):
    """What is meant to be done about the problems that were taken, in one paragraph; `own` once it was edited."""

    kind: Literal["plans"] = "plans"
    own: Text | None = None


class TableBlock(_Block):
    """A live table: a line for each department, item or place (`by`), or for each of the figures (`by` = figure).

    `name_of` is what the names of figures lose at their end. `most`: no more lines than that.
    """

    kind: Literal["table"] = "table"
    by: Literal["part", "department", "item", "place", "figure"]
    caption: str = Field("", max_length=120)
    head: tuple[str, ...]
    figures: tuple[str, ...]
    name_of: str = ""
    total: str = "合计"
    total_of: str = ""
    most: int = Field(60, ge=1, le=200)
    widths: tuple[float, ...] = ()


class ChartBlock(_Block):
    """A live picture: columns by month, bars of departments, items or places, or one bar parted into shares."""

    kind: Literal["chart"] = "chart"
    shape: Literal["months", "bars", "shares"]
    caption: str = Field("", max_length=120)
    figures: tuple[str, ...] = Field(min_length=1, max_length=8)
    unit: str = ""
    by: Literal["part", "department", "item", "place"] = "part"
    most: int = Field(12, ge=1, le=40)


BlockData = Annotated[
    HeadingBlock | WordsBlock | ProblemBlock | PlansBlock | TableBlock | ChartBlock,
    Field(discriminator="kind"),
]
Blocks = tuple[BlockData, ...]
_BLOCKS: TypeAdapter[Blocks] = TypeAdapter(Blocks)


def read(kept: Iterable[Any]) -> Blocks:
    """Blocks from what a report keeps or an outline says. pydantic.ValidationError for what makes no sense."""
    return _BLOCKS.validate_python(tuple(kept))


def kept(blocks: Iterable[BlockData]) -> list[dict[str, Any]]:
    """Blocks as a report keeps them; what is as usual is left out."""
    return [
        {"kind": block.kind, **block.model_dump(mode="json", exclude_defaults=True, exclude={"kind"})}
        for block in blocks
    ]


def texts_of(block: BlockData) -> Iterator[str]:
    """Every stored text of a block in which tokens may stand."""
    if isinstance(block, WordsBlock | ProblemBlock | PlansBlock) and block.own is not None:
        yield block.own
    elif isinstance(block, WordsBlock | ProblemBlock):
        for sentence in block.say:
            yield from (sentence.say, *sentence.parts)


def conditions_of(block: BlockData) -> Iterator[str]:
    """Every condition of a block and of its sentences."""
    yield from (*block.when, *block.unless)
    if isinstance(block, WordsBlock | ProblemBlock):
        for sentence in block.say:
            yield from (*sentence.when, *sentence.unless)


def atoms(condition: str) -> list[tuple[str, str]]:
    """The figures of a condition and what must be so of each; one of them is enough."""
    found = [_ATOM.match(atom) for atom in condition.split(" or ")]
    return [(one[1], one[2]) for one in found if one]


def tokens_in(blocks: Iterable[BlockData]) -> list[Token]:
    """Every token of some blocks."""
    return [token for block in blocks for text in texts_of(block) for token in tokens_of(text)]
