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

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yichuang.kernel.figures.answers import State, Value, known_since, split, value, values
    from yichuang.kernel.figures.asking import Period, Scope, check_may_ask
    from yichuang.kernel.figures.declare import Figure, Shape, all_figures, explain
    from yichuang.kernel.figures.listed import rows

_HOME = {
    "answers": ("State", "Value", "known_since", "split", "value", "values"),
    "asking": ("Period", "Scope", "check_may_ask"),
    "declare": ("Figure", "Shape", "all_figures", "explain"),
    "listed": ("rows",),
}


def __getattr__(name: str) -> Any:
    """What is asked for, from its module: loaded late, since Django imports this package before there are tables."""
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)


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
