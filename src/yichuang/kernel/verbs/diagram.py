"""The state diagram of a subject, drawn from its verbs (Mermaid)."""

from __future__ import annotations

from yichuang.kernel.verbs.declare import verbs_on
from yichuang.kernel.verbs.subjects import Subject


def state_diagram(model: type[Subject], labels: dict[str, str]) -> str:
    """A Mermaid state diagram: one arrow a verb and state; `labels` are the Chinese names of the states."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state}: {label}" for state, label in labels.items()]
    for verb in verbs_on(model):
        for start in ["[*]"] if verb.creates else sorted(verb.when):
            end = verb.then or start
            lines.append(f"    {start} --> {end}: {verb.label}")
    return "\n".join(lines) + "\n"
