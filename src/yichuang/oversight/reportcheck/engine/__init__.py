"""The engine of the report check: a document in, an examination out. Pure; its door is `examine`.

Paragraphs are taken apart into figures that stand in clauses (`passages`); each file of `relations` finds figures that
belong together and recomputes them; `judging` tells what held and what doesn't.
"""

from __future__ import annotations

from yichuang.oversight.reportcheck.engine.examining import examine
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import figures_of

__all__ = ["Figure", "Judged", "Role", "examine", "figures_of"]
