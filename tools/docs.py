"""The parts of docs/ that are made from the code: state diagrams, the table of roles and rights, the floors.

    python -m tools.docs            write them again (after a verb, a state, a role or a right has changed)
    python -m tools.docs --check    say which pages are out of date, and end with 1 if there are any

A page keeps its own words; what stands between `<!-- made: NAME -->` and `<!-- end -->` is written here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import floors

from yichuang.kernel.access.roles import CITIZEN_ROLE, all_roles, rights_of

DOCS = Path(__file__).resolve().parents[1] / "docs"
PART = re.compile(r"(<!-- made: (?P<name>[\w.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
SHOWN = "●"


def case_states() -> str:
    """The life of a case as a Mermaid diagram."""
    from yichuang.domains.cases.models import Case
    from yichuang.domains.cases.states import State
    from yichuang.kernel.verbs.diagram import state_diagram

    return f"```mermaid\n{state_diagram(Case, dict(State.choices))}```\n"


def item_states() -> str:
    """The life of an item as a Mermaid diagram."""
    from yichuang.domains.catalogue.models import ItemState, ServiceItem
    from yichuang.kernel.verbs.diagram import state_diagram

    return f"```mermaid\n{state_diagram(ServiceItem, dict(ItemState.choices))}```\n"


def evaluation_states() -> str:
    """The life of an evaluation as a Mermaid diagram."""
    from yichuang.domains.feedback.models import Evaluation, EvaluationState
    from yichuang.kernel.verbs.diagram import state_diagram

    return f"```mermaid\n{state_diagram(Evaluation, dict(EvaluationState.choices))}```\n"


def report_states() -> str:
    """The life of a report as a Mermaid diagram."""
    from yichuang.kernel.verbs.diagram import state_diagram
    from yichuang.oversight.reports.models import Report, ReportState

    return f"```mermaid\n{state_diagram(Report, dict(ReportState.choices))}```\n"


def case_verbs() -> str:
    """Every verb of a case: from where, to where, and what it does."""
    from yichuang.domains.cases.models import Case
    from yichuang.domains.cases.states import State
    from yichuang.kernel.verbs.declare import verbs_on

    def names(states: frozenset[str]) -> str:
        return "、".join(label for state, label in State.choices if state in states)

    rows = []
    for verb in verbs_on(Case):
        start = "—" if verb.creates else names(verb.when) or "任何状态"
        end = names(verb.ends or frozenset([verb.then] if verb.then else [])) or "不变"
        rows.append([f"`{verb.name}`", verb.label, start, end, verb.doc])
    return table(["verb", "label", "from", "to", "what it does"], rows)


def rights() -> str:
    """Roles by rights: the verbs of each room, then the pages."""
    from yichuang.kernel.verbs.declare import all_verbs

    labels = {verb.name: verb.label for verb in all_verbs()}
    roles = [role for role in all_roles() if role.code != CITIZEN_ROLE]
    roles += [role for role in all_roles() if role.code == CITIZEN_ROLE]
    granted = {role.code: rights_of(role.code) for role in roles}
    everything = sorted(set(labels).union(*granted.values()), key=_order(list(labels)))
    rows = [
        [
            f"`{right}`",
            labels.get(right, ""),
            *(SHOWN if right in granted[role.code] else "" for role in roles),
        ]
        for right in everything
    ]
    return table(["right", "label", *(role.name for role in roles)], rows)


def _order(verbs: list[str]) -> Callable[[str], tuple[int, str, int, str]]:
    """Verbs by room in the order of their declaration, then rights that are neither verb nor page, then pages."""

    def key(right: str) -> tuple[int, str, int, str]:
        room = right.partition(".")[0]
        if right in verbs:
            return (0, room, verbs.index(right), right)
        return (2 if room == "page" else 1, room, 0, right)

    return key


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


MADE: dict[str, Callable[[], str]] = {
    "case-states": case_states,
    "item-states": item_states,
    "evaluation-states": evaluation_states,
    "report-states": report_states,
    "case-verbs": case_verbs,
    "rights": rights,
}


def renewed(text: str) -> str:
    """A page with its made parts written again. KeyError for a part that nothing makes."""
    return PART.sub(lambda found: f"{found[1]}{MADE[found['name']]()}{found[3]}", text)


def stale() -> Iterator[tuple[Path, str]]:
    """Pages and pictures that differ from the code, with the text that they should have."""
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (fresh := renewed(text)) != text:
            yield page, fresh
    drawn = DOCS / "img" / "floors.svg"
    if not drawn.exists() or drawn.read_text(encoding="utf-8") != floors.picture():
        yield drawn, floors.picture()


def main(arguments: list[str]) -> int:
    """Write or check; the number to end with."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.config.settings")
    django.setup()
    found = list(stale())
    for page, fresh in found:
        print(page.relative_to(DOCS.parent))
        if "--check" not in arguments:
            page.write_text(fresh, encoding="utf-8")
    return int(bool(found) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
