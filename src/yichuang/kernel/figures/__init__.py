"""Figures: an indicator is declared once, in its room; every number on a page or in a report comes from it.

Rooms declare in their `figures.py` (`declare`), pages and reports ask (`values`, `rows`, `explain`). To show a
computed number anywhere, ask for its value and print it as a link to what it is made of:

    month = Period.until(first, today, now)
    got = values(["cases.accepted", "cases.on_time_rate"], Scope.of(office), month)

    {% from "components/figure_chip/figure_chip.html" import figure_chip %}
    {% set v = got["cases.on_time_rate"] %}
    按时办结率 {{ figure_chip(v.text, v.href, name=v.hint) }}

`v.href` is the figure's page on the desk for the same period and office, `v.text` is the number as it is printed
everywhere. Ask for all figures of a page at once: a table is read once, however many of its figures are asked for.
"""

from yichuang.kernel.figures.asking import Period, Scope, check_may_ask
from yichuang.kernel.figures.declare import Figure, Shape, all_figures, explain
from yichuang.kernel.figures.rows import rows
from yichuang.kernel.figures.values import State, Value, known_since, split, value, values

__all__ = [
    "Figure",
    "Period",
    "Scope",
    "Shape",
    "State",
    "Value",
    "all_figures",
    "check_may_ask",
    "explain",
    "known_since",
    "rows",
    "split",
    "value",
    "values",
]
