"""The states of a subject, drawn from its verbs (Mermaid), and the acts that leave a state as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yichuang.kernel.verbs.declare import Verb, verbs_on
from yichuang.kernel.verbs.subjects import Subject

BEGIN = "[*]"


def state_diagram(model: type[Subject], labels: dict[str, str]) -> str:
    """A Mermaid state diagram of the acts that move a subject: an arrow from state to state, named by its verbs.

    `labels` are the Chinese names of the states; those that no verb reaches or leaves aren't drawn.
    """
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for verb in verbs_on(model):
        for start, end in moves(verb):
            if start != end:
                arrows[start, end].append(verb.label)
    drawn = {state for arrow in arrows for state in arrow}
    lines = ["stateDiagram-v2"]
    lines += [f"    {state}: {label}" for state, label in labels.items() if state in drawn]
    order = [BEGIN, *labels]
    for (start, end), words in sorted(
        arrows.items(), key=lambda arrow: (order.index(arrow[0][0]), order.index(arrow[0][1]))
    ):
        lines.append(f"    {start} --> {end}: {' / '.join(dict.fromkeys(words))}")
    return "\n".join(lines) + "\n"


def moves(verb: Verb) -> Iterator[tuple[str, str]]:
    """From where to where a verb may take its subject; the same state twice where it stays."""
    for start in [BEGIN] if verb.creates else sorted(verb.when):
        for end in [verb.then] if verb.then else sorted(verb.ends) or [start]:
            yield start, end
