"""Verbs: a change of state is declared once; the kernel checks it, runs it and writes it.

What rooms use of it is imported from here.
"""

from yichuang.kernel.verbs.refusals import Because, Refused, Twice, not_found

__all__ = ["Because", "Refused", "Twice", "not_found"]
