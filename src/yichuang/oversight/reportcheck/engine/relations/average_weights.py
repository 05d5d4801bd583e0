"""What each sign of `average_signs.py` says, in tenths of a natural logarithm of odds. Data.

Fitted to the averages of the seen corpus that come out, against all other readings near them and against none. A sign
that isn't named here says nothing.
"""

WEIGHTS: dict[str, int] = {
    "": 2, "among apart 0": 13, "among apart 1": -9, "among apart 2": 5, "among apart 3": -10,
    "among apart 4": -7, "among base": -8, "among behind": -10, "among beside": -3,
    "among beside, together 1": -9, "among beside, together 2": -11, "among in bracket": 5,
    "among next but one": -4, "among of other sentence": -7, "among past average": 3, "among target": -5,
    "among time": -15, "among told later": 6, "any": -6, "by name": 7, "by name, among front": 6,
    "by name, whole behind": 5, "by name, whole front": 2, "by unit": 3, "by unit, among front": 3,
    "by unit, whole behind": 8, "by unit, whole front": -5, "each": -6, "mean": -5, "money": 2, "no average": 7,
    "no name": -13, "no name, among behind": -10, "no name, among front": -3, "no name, whole behind": -4,
    "no name, whole front": -9, "not by name": -6, "not by name, among front": -6, "not by name, whole behind": 6,
    "not by name, whole front": -11, "of a part": 25, "other unit": -8, "same units": -22,
    "time behind whole": -13, "time farther": -5, "time nearest": 3, "time untold": -18, "timed": -6,
    "timed by figure": 14, "timed by figure, among front": -8, "timed by figure, whole behind": 9,
    "timed by figure, whole front": 5, "timed, among behind": -9, "timed, whole behind": -6, "together 0": 6,
    "together 2": -4, "together 3": 3, "together apart": -3, "whole apart 0": 8, "whole apart 1": -11,
    "whole apart 2": 10, "whole apart 3": -6, "whole apart 4": -6, "whole base": -7, "whole behind": -16,
    "whole beside": 4, "whole beside, among beside, together 0": 10, "whole beside, among beside, together 1": 11,
    "whole beside, among beside, together 2": 7, "whole beside, among beside, together 3": -3,
    "whole beside, among beside, together apart": -6, "whole beside, together 1": -4,
    "whole beside, together 2": -4, "whole beside, together 3": -4, "whole beside, together apart": -3,
    "whole farther": -5, "whole front": 11, "whole in bracket": -4, "whole next but one": -5,
    "whole of other sentence": -6, "whole past average": -8, "whole sums up": 25, "whole target": -4,
}  # fmt: skip
