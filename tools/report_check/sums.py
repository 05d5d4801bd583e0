"""The lists of the texts as cases: every total that a list may have, and broken lists against right ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from tools.report_check.learning import Case
from tools.report_check.texts import Told
from tools.report_check.texts import told as told_of

from yichuang.oversight.reportcheck import breaking, labelled
from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, sum_of
from yichuang.oversight.reportcheck.engine.relations.sums.meant_sums import (
    Weighed,
    believed,
    doubtful,
    held_lists,
)
from yichuang.oversight.reportcheck.engine.relations.sums.part_numbers import number_signs
from yichuang.oversight.reportcheck.engine.relations.sums.part_offers import Reading, families, readings
from yichuang.oversight.reportcheck.engine.relations.sums.part_signs import signs, told_by
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.scoring import touch

_AMISS = 0.02  # of right texts few lists don't make their total
_SUMS = (Kind.SUM, Kind.DIFFERENCE)


def cases(told: Told) -> Iterator[Case]:
    """A case for each figure that a list may begin with: its lists and their totals."""
    known = told_by(told.judged)
    for passage in told.passages:
        for family in families(passage):
            for first in range(len(family)):
                offered = readings(passage, family, first)
                if not offered:
                    continue
                likelihoods, none = _likelihoods(told, offered)
                of = tuple(tuple(set(signs(passage, each, known))) for each in offered)
                about = (
                    f"{told.piece.name} {passage.text[max(0, family[first].at - 30) : family[first].after]}"
                )
                yield Case(told.piece.name, about, of, likelihoods, none)


def _likelihoods(told: Told, offered: Sequence[Reading]) -> tuple[tuple[float, ...], float]:
    labels = [label for label in (*told.piece.held, *told.piece.errors) if label.kinds[0] in _SUMS]
    meant = [_is_labelled(labels, each) for each in offered]
    if any(meant):
        return tuple(map(float, meant)), 0.0
    found = (
        odds.of_agreement(each.total, sum_of(each.parts)) if adds_up(each.total, each.parts) else _AMISS
        for each in offered
    )
    return tuple(found), 1.0


def _is_labelled(labels: Sequence[labelled.Label], reading: Reading) -> bool:
    """Whether a label is of just these figures; of an error the total is the one that comes nearest."""
    for label in labels:
        places = [numeral.place for numeral in label.numbers[0] if numeral.place]
        alike = len(places) == len(reading.figures) and all(
            any(touch(figure.span, place) for place in places) for figure in reading.figures
        )
        whole = sum(figure.value for figure in reading.figures)
        nearest = min(abs(2 * figure.value - whole) for figure in reading.figures)
        near = abs(reading.total.value - reading.made) <= nearest
        if alike and (adds_up(reading.total, reading.parts) or near):
            return True
    return False


def errors(told: Told) -> Iterator[Case]:
    """A case for each list of a right text that doesn't come out, and for lists that do with a number broken."""
    if not told.piece.errors:
        yield from _doubted(told, None)
    if told.piece.third == "seen" and not told.piece.whole:
        yield from _broken_labels(told)
    elif told.piece.third == labelled.RIGHT and not told.piece.held:
        yield from _broken_list(told)


def _broken_labels(told: Told) -> Iterator[Case]:
    for index, label in enumerate(told.piece.held):
        draw = random.Random(f"{told.piece.name} {index} fitting")  # noqa: S311 - a draw, no secret
        broken = breaking.mutant_of(told.piece.text, label, draw) if label.kinds[0] in _SUMS else None
        if broken:
            text = breaking.broken(told.piece.text, [broken])
            yield from _doubted(told_of(replace(told.piece, text=text)), partial(_is_labelled, [label]))


def _broken_list(told: Told) -> Iterator[Case]:
    """A list that nobody labelled: one that comes out and can hardly do so by chance."""
    draw = random.Random(f"{told.piece.name} fitting")  # noqa: S311 - a draw, no secret
    lists = _sure_lists(told)
    if not lists:
        return
    chosen = draw.choice(lists)
    spans = {figure.span for figure in chosen.figures}
    text = breaking.slipped(told.piece.text, draw.choice(chosen.figures).span, draw)
    if text:
        yield from _doubted(
            told_of(replace(told.piece, text=text)),
            lambda reading: {figure.span for figure in reading.figures} == spans,
        )


def _sure_lists(told: Told) -> list[Reading]:
    known = told_by(told.judged)
    found: list[Reading] = []
    for passage in told.passages:
        for family in families(passage):
            for first in range(len(family)):
                weighed = believed(passage, readings(passage, family, first), known)
                found += [one.reading for one in weighed if one.adds_up and _is_sure(one)]
    return found


def _is_sure(one: Weighed) -> bool:
    """Whether a list that comes out is likelier meant than all else together, by its words and numbers."""
    meant = one.belief * odds.of_agreement(one.reading.total, sum_of(one.reading.parts))
    return meant > _SURE * (one.none + one.explained)


_SURE = 0.9


def _doubted(told: Told, is_wrong: Callable[[Reading], bool] | None) -> Iterator[Case]:
    known, held = told_by(told.judged), held_lists(told.judged)
    for passage in told.passages:
        for one, twin in doubtful(passage, known, held):
            if is_wrong is not None and not is_wrong(one.reading):
                continue
            of = number_signs(passage, one.reading, one.signs, one.belief, one.none, one.explained, twin)
            wrong = float(is_wrong is not None)
            about = f"{told.piece.name} {[figure.written for figure in one.reading.figures]}"
            yield Case(told.piece.name, about, (tuple(set(of)),), (wrong,), 1 - wrong)
