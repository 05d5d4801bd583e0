"""What each sign of `difference_signs.py` says, in tenths of a natural logarithm of odds. Data.

Fitted to the differences of the seen corpus that come out, against all other readings near them and against none.
A sign that isn't named here says nothing.
"""

WEIGHTS: dict[str, int] = {
}  # fmt: skip
