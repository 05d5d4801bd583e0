"""What each sign of `again_signs.py` says, in tenths of a natural logarithm of odds. Data.

Fitted to pairs of figures of the seen corpus whose names have words in common: those of the same value, or that a label
says were meant to have it, against all others. A sign that isn't named here says nothing.
"""

WEIGHTS: dict[str, int] = {
    "all treated": 9, "among": 12, "any": -20, "base of a share": 3, "begins among a known noun": 6,
    "begins the sentence": 3, "begins with a known noun": 11, "first among others": 2, "first has a noun": 1,
    "first is a whole": 1, "in common 2": -18, "in common 3": -10, "in common 4": -9, "in common 5": -9,
    "in common 6": 4, "long words in front": -5, "next sentence": -10, "noun of the first in the second": 5,
    "noun of the second in the first": 11, "of which": 11, "other times": -2, "per cent": -2, "same paragraph": -9,
    "same sentence": -19, "same words behind": -9, "same words in front": 1, "second among others": 1,
    "second has a noun": 10, "second has a time": 1, "second is a whole": -2, "that of a known noun": -9,
    "that of a noun": 17, "this": 1, "told 3 times": -6, "told 4 times": -8, "told 5 times": -12,
    "whole name of the first": 2, "whole name of the second": 3, "words in front are the first's": 14,
    "words in front are the second's": 2,
}  # fmt: skip
