"""Fits the weights of a family of relations to the corpus: `python -m tools.report_check.fit rates [--write]`.

It prints how well beliefs fit what is meant in texts that the weights weren't fitted to, and with --write writes them
to the family's file of weights. See docs/report-check.md, "Adding a relation".
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.report_check import (
    accusations,
    again,
    averages,
    differences,
    growths,
    learning,
    rates,
    subsets,
    sums,
)
from tools.report_check.learning import Case, Weights
from tools.report_check.texts import Told, texts

from yichuang.oversight.reportcheck.engine import relations

RELATIONS = Path(relations.__file__).parent


@dataclass(frozen=True, slots=True)
class Family:
    """Relations whose readings are weighed by signs of their own: how a text becomes cases, and where weights stand."""

    cases: Callable[[Told], Iterable[Case]]
    file: Path
    hold: float = 0.5
    least: int = 4  # cases that a sign must be in
    slightest: int = 1  # tenths below which a weight is left out


FAMILIES = {
    "accusations": Family(accusations.cases, RELATIONS / "sureness/weights.py", hold=1.0, least=2),
    "again": Family(again.cases, RELATIONS / "again/weights.py", hold=1.0),
    "averages": Family(averages.cases, RELATIONS / "averages/weights.py", 3.0, 8, 2),
    "differences": Family(differences.cases, RELATIONS / "steps/difference_weights.py", 1.5, 6, 2),
    "growths": Family(growths.cases, RELATIONS / "steps/growth_weights.py", 1.0, 5, 2),
    "rates": Family(rates.cases, RELATIONS / "rates/weights.py"),
    "subsets": Family(subsets.cases, RELATIONS / "bounds/subset_weights.py", 2.0, 8, 2),
    "sums": Family(sums.cases, RELATIONS / "sums/part_weights.py", hold=4.0, slightest=3),
    "errors": Family(sums.errors, RELATIONS / "sums/part_error_weights.py", hold=1.0),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, look at the folds, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=sorted(FAMILIES))
    parser.add_argument("--write", action="store_true", help="write the weights")
    parser.add_argument("--doubtful", type=int, default=0, help="show so many cases that are least likely")
    parser.add_argument("--hold", type=float, default=None, help="how strongly weights are drawn to 0")
    asked = parser.parse_args(arguments)
    family = FAMILIES[asked.family]
    hold = family.hold if asked.hold is None else asked.hold
    cases = [case for told in texts() for case in family.cases(told)]
    print(f"{len(cases)} cases, {sum(len(case.readings) for case in cases)} readings")
    looked_at = [
        (rest, learning.fit(most, hold=hold, least=family.least)) for most, rest in learning.folds(cases)
    ]
    sharper = learning.sharpest(looked_at)
    _print(looked_at, sharper)
    for likely, case in learning.doubtful(looked_at, sharper)[: asked.doubtful]:
        print(f"{likely:.4f} {case.about}")
    if asked.write:
        fitted = learning.fit(cases, hold=hold, least=family.least)
        family.file.write_text(
            written(family.file.read_text(encoding="utf-8"), fitted, sharper, family.slightest),
            encoding="utf-8",
        )
        print(f"wrote {family.file.name}")


def _print(looked_at: Sequence[tuple[list[Case], Weights]], sharper: float) -> None:
    whole = sum(len(cases) for cases, _ in looked_at)
    mean = (
        sum(learning.likelihood(cases, weights, sharper) * len(cases) for cases, weights in looked_at) / whole
    )
    print(f"weights times {sharper:.1f}, mean logarithm of the likelihood {mean:.3f}")
    for head, bins in (
        ("belief           readings  believed  meant", learning.calibration(looked_at, sharper)),
        ("none meant          cases  believed  so", learning.calibration_of_none(looked_at, sharper)),
    ):
        print(head)
        for each in bins:
            print(
                f"{each.low:6.3f} … {each.high:5.3f}  {each.readings:8d}  {each.believed:8.4f}  {each.meant:.4f}"
            )


_TENTHS = 10  # `odds.shares_of_belief` takes tenths of a natural logarithm
_WIDTH = 115
_WIDE = re.compile(r"[\u2e80-\uffef]")  # signs that take the room of two


def written(before: str, weights: Weights, sharper: float, slightest: int = 1) -> str:
    """The text of a file of weights with these: whole tenths, slighter ones left out, everything else as it was."""
    tenths = {sign: round(weight * sharper * _TENTHS) for sign, weight in weights.items()}
    entries = [f'"{sign}": {weight},' for sign, weight in sorted(tenths.items()) if abs(weight) >= slightest]
    wide = [_WIDE.sub("\\g<0>\x02", entry.replace(" ", "\x01")) for entry in entries]
    lines = textwrap.wrap(" ".join(wide), _WIDTH, break_long_words=False, break_on_hyphens=False)
    body = "".join(f"    {line}\n".replace("\x01", " ").replace("\x02", "") for line in lines)
    made = f"WEIGHTS: dict[str, int] = {{\n{body}}}  # fmt: skip\n"
    after, written_over = _TABLE.subn(lambda _: made, before)
    if not written_over:
        raise ValueError("the file of weights has no table of weights to write over")
    return after


_TABLE = re.compile(r"WEIGHTS: dict\[str, int\] = \{\n(?:.*?\n)?\}  # fmt: skip\n", re.S)


if __name__ == "__main__":
    main()
