"""What each sign of `again_signs.py` says, in tenths of a natural logarithm of odds. Data.

Fitted to pairs of figures of the seen corpus whose names have words in common: those of the same value, or that a label
says were meant to have it, against all others. A sign that isn't named here says nothing.
"""

WEIGHTS: dict[str, int] = {
    "all treated": 9, "among": 8, "any": -18, "base of a share": 3, "begins among a known noun": 12,
    "begins the sentence": 3, "begins with a known noun": 6, "first among others": 2, "first has a noun": 2,
    "first is a whole": 1, "half of the name": 4, "in common 2": -18, "in common 3": -7, "in common 4": -6,
    "in common 5": -8, "in common 6": 2, "next sentence": -6, "noun of the first in the second": 5,
    "noun of the second in the first": 8, "of which": 10, "other times": -5, "per cent": 1,
    "same paragraph": -19, "same sentence": -13, "same words behind": -3, "same words in front": -5,
    "second among others": 2, "second has a noun": 10, "second has a time": -4, "second is a whole": 1,
    "that of a known noun": -10, "that of a noun": 5, "this": 7, "told 3 times": -4, "told 4 times": -10,
    "told 5 times": -10, "whole name of the first": 3, "whole name of the second": 3,
    "words in front are the first's": 9, "words in front are the second's": 5,
}  # fmt: skip
