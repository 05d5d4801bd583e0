"""What each sign of `signs.py` says, in tenths of a natural logarithm of odds. Data.

Fitted to pairs of figures of the seen corpus whose names have words in common: those of the same value, or that a label
says were meant to have it, against all others. A sign that isn't named here says nothing.
"""

WEIGHTS: dict[str, int] = {
    "2 of the unit": 3, "3 of the unit": 1, "all treated": 9, "among": 11, "any": -17, "base of a share": 4,
    "begins among a known noun": 6, "begins the sentence": 4, "begins with a known noun": 11,
    "each has its own word": -6, "first among others": 3, "first has a noun": 1, "first is a whole": 2, "growth": -6,
    "half of the name": 2, "in common 2": -16, "in common 3": -12, "in common 4": -9, "in common 5": -10,
    "in common 6": -5, "in the heading above": 7, "long words in front": -8, "looks back": 7, "next sentence": -9,
    "noun of the first in the second": 6, "noun of the second in the first": 11, "of which": 6, "other acts": 5,
    "other kinds": -9, "other sizes": -9, "other times": -2, "per cent": 1, "same act": -1, "same paragraph": -9,
    "same sentence": -21, "same words behind": -8, "same words in front": 5, "second among others": 2,
    "second has a noun": 10, "second has a time": 1, "that of a known noun": -9, "that of a noun": 19, "this": -1,
    "told 3 times": -6, "told 4 times": -10, "told 5 times": -11, "told so twice": -5, "whole name of the first": 1,
    "words in front are the first's": 13,
}  # fmt: skip
