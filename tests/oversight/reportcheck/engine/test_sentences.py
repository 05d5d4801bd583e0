"""Sentences in varied wording whose numbers are true give no finding; with one digit wrong they give one."""

from __future__ import annotations

import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading.text import read_text

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text())["sentence"]


def pct(part, base, places):
    """A share in per cent, rounded half up as reports do."""
    share = Decimal(part) * 100 / Decimal(base)
    return str(share.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def avg(whole, among, places):
    """An average, rounded half up."""
    return str((Decimal(whole) / Decimal(among)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def drawn(sentence: dict[str, Any], random: Random) -> dict[str, Any]:
    """Numbers for a sentence, true to each other."""
    values = {name: random.randint(*between) for name, between in sentence.get("draw", {}).items()}
    for name, rule in sentence.get("make", {}).items():
        values[name] = eval(rule, {"pct": pct, "avg": avg}, values)
    return values


def written(sentence: dict[str, Any], values: dict[str, Any], random: Random) -> str:
    """The sentence with its numbers, thousands separated or not."""
    separated = random.random() < 0.5

    def one(found: re.Match[str]) -> str:
        name, _, form = found[1].partition(":")
        value = values[name]
        if form:
            return str(Decimal(value).scaleb(-int(form[1:])))
        return f"{value:,}" if separated and isinstance(value, int) and value >= 10_000 else str(value)

    return re.sub(r"\{(\w+(?::\w+)?)\}", one, sentence["text"])


def broken(value: Any, random: Random) -> Any:
    """The number with a digit changed, or two neighbours swapped; never only in its last place."""
    while True:
        digits = str(value)
        if isinstance(value, int) and len(digits) >= 3 and random.random() < 0.5:
            at = random.randrange(len(digits) - 1)
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        else:
            places = [at for at, sign in enumerate(digits) if sign.isdigit()]
            at = random.choice(places[:-1] or places)
            other = digits[:at] + random.choice("123456789") + digits[at + 1 :]
        if other == digits or other.startswith("0"):
            continue
        if isinstance(value, int):
            return int(other)
        if abs(Decimal(other) - Decimal(digits)) >= Decimal("0.3"):
            return other


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:24])
def test_a_true_sentence_gives_no_finding_and_a_broken_number_is_found(sentence):
    random = Random(sentence["text"])
    for _ in range(3):
        values = drawn(sentence, random)
        said = written(sentence, values, random)
        assert examine(read_text(said)).findings == (), said
        for name in sentence.get("breaks", []):
            wrong = written(sentence, {**values, name: broken(values[name], random)}, random)
            assert examine(read_text(wrong)).findings, wrong


def kind_of(sentence):
    """Sentences that can't stand in one text: a report tells one score, with one total."""
    return "score" if "}分" in sentence["text"] else sentence["text"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8, unique_by=kind_of),
    st.integers(0, 10**6),
    st.sampled_from(["", "\n"]),
)
def test_true_sentences_stay_true_beside_each_other(sentences, seed, between):
    random = Random(seed)
    said = between.join(written(sentence, drawn(sentence, random), random) for sentence in sentences)
    assert examine(read_text(said)).findings == (), said
