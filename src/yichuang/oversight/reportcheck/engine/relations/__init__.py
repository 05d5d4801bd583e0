"""The relations that the engine knows, one file each. To add one: docs/report-check.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage

TextRelation = Callable[[Sequence[Passage]], Iterable[Judged]]

# Asked in this order: of two that accuse the same claim the first one is told.
TEXT: tuple[TextRelation, ...] = ()


def judged_text(document: Document, passages: Sequence[Passage]) -> Iterator[Judged]:  # noqa: ARG001
    """What the relations say of running text."""
    for relation in TEXT:
        yield from relation(passages)


def judged_tables(document: Document) -> Iterator[Judged]:  # noqa: ARG001
    """What the relations say of tables."""
    yield from ()
