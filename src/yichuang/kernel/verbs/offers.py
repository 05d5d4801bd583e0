"""What an actor may do with a subject now, and why not: the buttons of a page."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.verbs.declare import Verb, verbs_on
from yichuang.kernel.verbs.reactions import guards_of
from yichuang.kernel.verbs.subjects import Subject


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb that may be offered; `label` is the word on the button, `why_not` a sentence when it can't be used now."""

    verb: Verb
    why_not: str | None
    label: str

    @property
    def name(self) -> str:
        """The verb's name."""
        return self.verb.name


def available(subject: Subject, by: Actor) -> list[Offer]:
    """Verbs that fit the state, in the order of declaration; with the reason for those that this actor can't do."""
    offers = []
    for verb in verbs_on(type(subject)):
        if not verb.offered or (verb.when and subject.state not in verb.when):
            continue
        if not by.may(verb.name):
            continue
        why_not = verb.allow(by, subject)
        if why_not is None:
            why_not = next((reason for guard in guards_of(verb.name) if (reason := guard(subject, by))), None)
        offers.append(Offer(verb, why_not, subject.act_name(verb)))
    return offers
