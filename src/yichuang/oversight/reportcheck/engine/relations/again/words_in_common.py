"""What two figures in different places are both called, by the words of their sentences. Pure."""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.signs import longest_run

_SIGNS = re.compile(r"[，。；：、（）“”\d]")
_NEVER_ALIKE = ",;"  # stand for numbers and signs, a different one in each text


def words_in_front(passage: Passage, figures: tuple[Figure, ...], apart: str = " ") -> str:
    """The words of a sentence up to the last of some figures and behind it, without numbers and signs."""
    first, last = min(figures, key=lambda f: f.at), max(figures, key=lambda f: f.at)
    words, (at, _) = "", passage.sentence_range(first.sentence)
    for figure in passage.between(at, last.after):
        words += passage.text[at : figure.at] + apart
        at = figure.after
    return _SIGNS.sub(apart, words + last.tail)


def words_in_common(
    one: Passage, of_one: tuple[Figure, ...], other: Passage, of_other: tuple[Figure, ...]
) -> str:
    """The longest run of signs that both sentences have; empty if it isn't two signs long."""
    texts = (words_in_front(one, of_one, _NEVER_ALIKE[0]), words_in_front(other, of_other, _NEVER_ALIKE[1]))
    return longest_run(*texts)
