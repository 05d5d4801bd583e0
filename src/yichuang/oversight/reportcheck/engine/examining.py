"""The examination of a document: take it apart, ask each relation, keep what is sure, count what was covered. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from yichuang.oversight.reportcheck.document import Document, Paragraph, Part
from yichuang.oversight.reportcheck.engine.joining import joined
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, check_of, finding_of
from yichuang.oversight.reportcheck.engine.matrix import Matrix, matrices_of
from yichuang.oversight.reportcheck.engine.noise import LONELY
from yichuang.oversight.reportcheck.engine.passages import Passage, passage_of
from yichuang.oversight.reportcheck.engine.plausible import is_plausible
from yichuang.oversight.reportcheck.engine.questions import surest_first, without_idle_questions
from yichuang.oversight.reportcheck.engine.relations import (
    judged_beside,
    judged_both,
    judged_tables,
    judged_text,
)
from yichuang.oversight.reportcheck.engine.relations.sums.plain_lists import plain_lists
from yichuang.oversight.reportcheck.findings import Examination, Kind, Span


def examine(document: Document, whole: Document | None = None) -> Examination:
    """All that can be said of a document from its own text, and from the tables of files beside it.

    `whole` is the document with those files behind it (`beside.together`); their own numbers are examined apart.
    Of the numbers that the text holds (`figures`) each either stands in a relation (`checkable`) or is skipped with a
    reason.
    """
    blocks = joined(document, running(document))
    passages = [passage_of(document, block, index) for index, block in enumerate(blocks)]
    matrices = matrices_of(document)
    texts, tables = judged_text(document, passages), judged_tables(document, matrices)
    found = [*texts, *tables, *judged_both(document, passages, matrices)]
    if whole is not None:
        found += judged_beside(passages, matrices, matrices_of(_behind(document, whole)))
    told = whole or document
    found = [each for each in found if each.holds or is_plausible(each)]
    judged = _once(surest_first([*found, *plain_lists(passages, found)]))
    judged = without_idle_questions(judged, len(document.text))
    held = [each for each in judged if each.holds]
    failed = [each for each in judged if not each.holds]
    numbers, skipped = _coverage(passages, matrices, judged)
    checkable = {span for each in judged for span in each.spans if span[1] <= len(document.text)}
    return Examination(
        figures=len(numbers | checkable) + sum(skipped.values()),
        checkable=len(checkable),
        held=tuple(check_of(told, each) for each in held),
        findings=tuple(finding_of(told, each) for each in failed),
        skipped=skipped,
    )


def _behind(document: Document, whole: Document) -> Document:
    """The whole with the blocks of the other files alone."""
    return replace(whole, blocks=whole.blocks[len(document.blocks) :])


_SENTENCES = re.compile(
    r"[，。；]|\d[^\d（(]{0,8}[（(][^（）()]*\d[^（）()]*[、；;,][^（）()]*\d"  # 120件（网上80件、窗口50件）
)
_WORDY = 15  # signs from which on the text of a cell may hold sentences


def running(document: Document) -> Iterator[Paragraph]:
    """The running text: paragraphs, and what is written in sentences within the cells of tables."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for cell in block.cells:
            said = document.said(cell.start, cell.end)
            if len(said) >= _WORDY and _SENTENCES.search(said):
                yield Paragraph(cell.start, cell.end, Part.BODY, block.where)


_MOVES = frozenset((Kind.DIFFERENCE, Kind.SUM))
_CHAIN = 5  # figures of a ledger, of which two may make its end by chance
_BOOK = 4  # of one that is made of nothing else: opening, what came, what went, what is left


def _once(judged: list[Judged]) -> list[Judged]:
    """Each relation once, in reading order.

    A claim that held isn't accused with the same figures in another way, nor what is of a ledger that held, and none is
    accused twice.
    """
    held = {
        (each.kind, each.claim.span, span)
        for each in judged
        if each.holds and each.claim
        for span in each.spans
    }
    held_moves = [each for each in judged if each.holds and each.kind is Kind.DIFFERENCE]
    ledgers = [frozenset(each.spans) for each in held_moves if len(each.figures) >= _CHAIN]
    books = {frozenset(each.spans) for each in held_moves if len(each.figures) == _BOOK}
    told: dict[tuple[object, ...], Judged] = {}
    for each in judged:
        if each.kind in _MOVES and not each.holds and _is_of_ledger(each, ledgers, books):
            continue
        claim = (each.kind, each.claim.span) if each.claim else None
        others = [span for span in each.spans if each.claim is None or span != each.claim.span]
        proven = each.frame is Frame.PROVEN
        chain = each.kind is Kind.DIFFERENCE and (len(each.figures) >= _CHAIN or proven)
        if claim and not each.holds and not chain and any((*claim, span) in held for span in others):
            continue
        if each.kind is Kind.UNIT and not each.holds and claim and _is_told(told.values(), claim[1]):
            continue
        accused = each.claim is not None and not each.holds
        key = (each.claim.span,) if each.claim and accused else (each.kind, each.spans)
        told.setdefault(key, each)
    return sorted(told.values(), key=lambda each: (each.spans[:1], each.kind.value, each.spans))


def _is_of_ledger(
    accused: Judged, ledgers: Iterable[frozenset[Span]], books: Collection[frozenset[Span]]
) -> bool:
    """Whether it is all or some of a ledger that held, or it with what some of its moves come to: 自然增加74人."""
    spans = frozenset(accused.spans)
    return spans in books or any(ledger > spans or ledger < spans for ledger in ledgers)


def _is_told(told: Iterable[Judged], span: Span) -> bool:
    """Whether a figure stands in a finding about units already: its 万 is missing in one way only."""
    return any(each.kind is Kind.UNIT and not each.holds and span in each.spans for each in told)


def _coverage(
    passages: list[Passage], matrices: list[Matrix], judged: list[Judged]
) -> tuple[set[Span], Counter[str]]:
    """The spans that stand in a relation, and how many numbers were skipped for each reason."""
    checked = {span for each in judged for span in each.spans}
    skipped: Counter[str] = Counter()
    for passage in passages:
        skipped.update(noise.reason for noise in passage.noise if noise.span not in checked)
        skipped[LONELY] += sum(figure.span not in checked for figure in passage.figures)
    for matrix in matrices:
        skipped[LONELY] += sum(figure.span not in checked for figure in matrix.figures())
    skipped = +skipped  # without the reasons of none
    return checked, skipped
