"""What each sign of `again_signs.py` says, in tenths of a natural logarithm of odds. Data.

Fitted to pairs of figures of the seen corpus whose names have words in common: those of the same value, or that a label
says were meant to have it, against all others. A sign that isn't named here says nothing.
"""

WEIGHTS: dict[str, int] = {
    "all treated": 9, "among": 9, "any": -18, "base of a share": 3, "begins among a known noun": 10,
    "begins the sentence": 3, "begins with a known noun": 8, "first among others": 1, "first has a noun": 3,
    "first is a whole": 2, "half of the name": 2, "in common 2": -17, "in common 3": -7, "in common 4": -6,
    "in common 5": -9, "in common 6": -1, "long words in front": -1, "next sentence": -6,
    "noun of the first in the second": 6, "noun of the second in the first": 9, "of which": 11,
    "other times": -7, "per cent": 3, "same paragraph": -19, "same sentence": -15, "same words behind": -3,
    "same words in front": -4, "second among others": 3, "second has a noun": 10, "second has a time": -1,
    "second is a whole": 2, "that of a known noun": -11, "that of a noun": 6, "this": 8, "told 3 times": -5,
    "told 4 times": -11, "told 5 times": -11, "whole name of the first": 3, "whole name of the second": 4,
    "words in front are the first's": 9, "words in front are the second's": 6,
}  # fmt: skip
