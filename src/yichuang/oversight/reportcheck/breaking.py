"""How a right relation is broken as who copies or types breaks it. Pure.

A digit for another, two neighbours swapped, the point moved, a neighbour's number in its place; in a bound a digit too
many too, or its two numbers trade places; a count of names is off by one or two. The draw hangs on nothing but the
names of the pieces.
"""

from __future__ import annotations

import ast
import operator
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from yichuang.oversight.reportcheck.findings import Certainty, Span
from yichuang.oversight.reportcheck.labelled import NUMERAL, Label, Numeral, Piece, numerals_of
from yichuang.oversight.reportcheck.scoring import touch

_PRINTED, _BOUND = re.compile(r"\d[\d,]*(?:\.\d+)?"), re.compile("<=|>=|<|>")
_SCALES = {"万": Fraction(10_000), "亿": Fraction(100_000_000), "%": Fraction(1, 100), "‰": Fraction(1, 1000)}
_NOTICED = Fraction(1, 50)  # a rounded result must be off by more than that
_NEARBY = 60  # signs within which a neighbour's number stands
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Mutant:
    """A relation that held and no longer does: the number at `place` reads `written` now.

    `also` is the number that it traded places with, if it did.
    """

    label: Label
    place: Span
    written: str
    also: tuple[tuple[Span, str], ...] = ()

    @property
    def changes(self) -> tuple[tuple[Span, str], ...]:
        """All places whose digits are others now."""
        return ((self.place, self.written), *self.also)


def broken(text: str, mutants: Iterable[Mutant]) -> str:
    """The text with the numbers of the mutants in it."""
    for (begins, ends), written in reversed(_changes(mutants)):
        text = text[:begins] + written + text[ends:]
    return text


def _changes(mutants: Iterable[Mutant]) -> list[tuple[Span, str]]:
    return sorted(change for mutant in mutants for change in mutant.changes)


def place_before(span: Span, mutants: Iterable[Mutant]) -> Span:
    """Where a range of the broken text stood in the text."""
    begins, ends = span
    for place, written in _changes(mutants):
        more = len(written) - (place[1] - place[0])
        begins -= more if begins >= place[1] + more else 0
        ends -= more if ends >= place[1] + more else 0
    return begins, ends


def mutants_of(piece: Piece) -> list[Mutant]:
    """One mutant for each relation of a piece that holds and can be broken, always the same; bounds come last."""
    made = (
        mutant_of(piece.text, label, random.Random(f"{piece.name} {index}"))  # noqa: S311 - a draw, no secret
        for index, label in enumerate(piece.held)
    )
    return sorted((mutant for mutant in made if mutant), key=lambda mutant: _is_bound(mutant.label))


def _is_bound(label: Label) -> bool:
    return bool(_BOUND.search(label.equations[0]))


def mutant_of(text: str, label: Label, draw: random.Random) -> Mutant | None:
    """A relation with one number broken, oftener its result than another; None if none of a few draws breaks it."""
    equation = label.equations[0]
    if "#names" in equation:
        return _of_names(text, label, draw)
    if not re.search("[=<>]", equation) or "~" in equation:
        return None
    slips = _SLIPS_OF_BOUNDS if _is_bound(label) else _SLIPS
    keys = [numeral for numeral in label.keys if numeral in label.numbers[0]]
    for _ in range(_TRIES):
        pool = keys if keys and draw.random() < _OF_RESULTS else label.numbers[0]
        numeral = draw.choice(pool)
        place = _digits_at(text, numeral)
        if place is None:
            continue
        slip = draw.choices(tuple(slips), tuple(slips.values()))[0]
        changed = _traded(text, label, numeral) if slip is _longer and draw.random() < _OF_TRADES else {}
        if not changed:
            written, old = slip(text, place, draw), text[slice(*place)]
            if written in (None, old) or (slip is not _longer and len(written or "") != len(old)):
                continue
            changed = {numeral: (old, written or "")}
        if is_broken(equation, text, changed):
            sure = replace(label, certainty=Certainty.CONTRADICTION, keys=tuple(label.numbers[0]))
            others = (
                (_digits_at(text, other), new) for other, (_, new) in changed.items() if other != numeral
            )
            also = tuple((where, new) for where, new in others if where)
            return Mutant(sure, place, changed[numeral][1], also)
    return None


_OF_RESULTS, _OF_TRADES = 0.6, 0.5


def slipped(text: str, span: Span, draw: random.Random) -> str | None:
    """The text with a slip in the number of a range that is written in digits, as long as before; None if none is."""
    found = _PRINTED.search(text, *span)
    for _ in range(_TRIES if found else 0):
        assert found is not None
        place, old = found.span(), found[0]
        slip = draw.choices(tuple(_SLIPS), tuple(_SLIPS.values()))[0]
        written = slip(text, place, draw)
        if written not in (None, old) and len(written or "") == len(old):
            return f"{text[: place[0]]}{written}{text[place[1] :]}"
    return None


def _traded(text: str, label: Label, numeral: Numeral) -> dict[Numeral, tuple[str, str]]:
    """The two numbers of a relation, each in the other's place."""
    others = [other for other in label.numbers[0] if other != numeral]
    one, other = _digits_at(text, numeral), _digits_at(text, others[0]) if len(others) == 1 else None
    if one is None or other is None or touch(one, other):
        return {}
    here, there = text[slice(*one)], text[slice(*other)]
    return {numeral: (here, there), others[0]: (there, here)}


# ------------------------------------------------------------------ counts of names

_SPOKEN = "零一二三四五六七八九十"
_MISCOUNTED = {-1: 4, 1: 4, -2: 1, 2: 1}


def _of_names(text: str, label: Label, draw: random.Random) -> Mutant | None:
    """A count of names told by one or two too many or too few; None if other numbers stand beside it."""
    written = [numeral for numeral in label.numerals if numeral.place]
    if len(written) != 1 or len(label.names) != Fraction(written[0].value):
        return None
    for _ in range(_TRIES):
        count = len(label.names) + draw.choices(tuple(_MISCOUNTED), tuple(_MISCOUNTED.values()))[0]
        place = _count_at(text, written[0], len(label.names))
        if place and count > 1:
            told = str(count) if text[place[0]].isdigit() else _SPOKEN[count : count + 1]
            if len(told) == place[1] - place[0]:
                sure = replace(label, certainty=Certainty.CONTRADICTION, keys=tuple(label.numbers[0]))
                return Mutant(sure, place, told)
    return None


def _count_at(text: str, numeral: Numeral, count: int) -> Span | None:
    """Where a count stands in digits or as one Chinese sign; None if nowhere."""
    begins, ends = numeral.place or (0, 0)
    spoken = "[二两]" if count == 2 else _SPOKEN[count : count + 1] or "[]"
    forms = [rf"(?<!\d){count}(?!\d)", *([spoken] if count < len(_SPOKEN) else [])]
    found = next((found for form in forms if (found := re.compile(form).search(text, begins, ends))), None)
    return found.span() if found else None


def _digits_at(text: str, numeral: Numeral) -> Span | None:
    """Where the digits of a number stand, if it is written in digits."""
    if numeral.place is None:
        return None
    begins, ends = numeral.place
    bare = numeral.value.rstrip("万亿%‰.").replace(",", "")
    for found in _PRINTED.finditer(text, begins, ends):
        if found[0].replace(",", "") == bare:
            return found.span()
    return None


# ------------------------------------------------------------------ slips


def _digit(text: str, place: Span, draw: random.Random) -> str | None:
    old = text[slice(*place)]
    at = draw.choice([at for at, sign in enumerate(old) if sign.isdigit()])
    other = draw.choice([sign for sign in "0123456789" if sign != old[at]])
    return _proper(old[:at] + other + old[at + 1 :])


def _swap(text: str, place: Span, draw: random.Random) -> str | None:
    old = text[slice(*place)]
    pairs = [at for at in range(len(old) - 1) if old[at : at + 2].isdigit() and old[at] != old[at + 1]]
    if not pairs:
        return None
    at = draw.choice(pairs)
    return _proper(old[:at] + old[at + 1] + old[at] + old[at + 2 :])


def _point(text: str, place: Span, draw: random.Random) -> str | None:
    old = text[slice(*place)]
    at = old.find(".")
    if at < 0 or "," in old:
        return None
    digits = old.replace(".", "")
    to = at + draw.choice((-1, 1))
    return _proper(f"{digits[:to]}.{digits[to:]}") if 0 < to < len(digits) else None


def _neighbour(text: str, place: Span, draw: random.Random) -> str | None:
    begins, ends = place
    near = [
        found[0]
        for found in _PRINTED.finditer(text, max(0, begins - _NEARBY), ends + _NEARBY)
        if found.span() != place and len(found[0]) == ends - begins
    ]
    near = [one for one in near if ("." in one) == ("." in text[begins:ends])]
    return draw.choice(near) if near else None


def _longer(text: str, place: Span, draw: random.Random) -> str | None:
    """A digit too many, as it is typed: one twice, or one that stands beside it on the keys."""
    old = text[slice(*place)]
    if "," in old:
        return None
    at = draw.choice([at for at, sign in enumerate(old) if sign.isdigit()])
    digit = draw.choice((old[at], draw.choice("0123456789")))
    return _proper(old[:at] + digit + old[at:])


def _proper(written: str) -> str | None:
    """The number, or None if nobody writes it so: with a nought in front."""
    return None if re.match(r"0\d|0$|0,", written) else written


_SLIPS: dict[Callable[[str, Span, random.Random], str | None], int] = {
    _digit: 50,
    _swap: 25,
    _neighbour: 15,
    _point: 10,
}
_SLIPS_OF_BOUNDS = {_digit: 50, _swap: 15, _neighbour: 10, _longer: 25}


# ------------------------------------------------------------------ whether it is broken


def is_broken(equation: str, text: str, changed: dict[Numeral, tuple[str, str]]) -> bool:
    """Whether an equation that held surely doesn't with these digits for those: by more than rounding explains."""
    bound = _BOUND.search(equation)
    left, right = equation.split(bound[0] if bound else "=")
    values: list[Fraction] = []
    multiplied = bool(re.search(r"[*/]", equation))
    steps, parts = Fraction(0), Fraction(0)
    for numeral in numerals_of(equation, text):
        old, new = changed.get(numeral, ("", ""))
        value = numeral.value.replace(",", "")
        if old:
            value = value.replace(old.replace(",", ""), new.replace(",", ""), 1)
        number, step = _value(value)
        values.append(number)
        steps += step
        parts += step / abs(number) if number else Fraction(1)
    turn = iter(values)
    sides = [NUMERAL.sub(lambda _: f"({next(turn)})", side) for side in (left, right)]
    one, other = (_reckon(ast.parse(side.strip(), mode="eval").body) for side in sides)
    if one is None or other is None:
        return False
    if bound:
        over = one - other if bound[0].startswith("<") else other - one
        return over > steps or (over == steps and bound[0] in ("<", ">"))
    gap, size = abs(one - other), max(abs(one), abs(other))
    if multiplied:
        return gap > size * max(_NOTICED, parts * 2)
    return gap > max(size * _NOTICED, steps * 2) if steps else gap > 0


def _value(value: str) -> tuple[Fraction, Fraction]:
    """A number and what its last digit is worth if it may be rounded."""
    scale = Fraction(1)
    while value[-1] in _SCALES:
        scale *= _SCALES[value[-1]]
        value = value[:-1]
    decimals = len(value.partition(".")[2])
    whole = "." not in value and scale == 1
    return Fraction(value) * scale, Fraction(0) if whole else scale / 10**decimals


_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _reckon(node: ast.expr) -> Fraction | None:
    """The value of one side; None if it divides by nothing or isn't arithmetic."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return Fraction(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _reckon(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.BinOp) and (operation := _OPERATIONS.get(type(node.op))):
        left, right = _reckon(node.left), _reckon(node.right)
        if left is None or right is None or (operation is operator.truediv and not right):
            return None
        return operation(left, right)
    return None
