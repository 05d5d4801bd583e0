"""Subjects: rows whose state only verbs change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from django.apps import apps
from django.db import models

from yichuang.kernel.access.actors import Actor

if TYPE_CHECKING:
    from yichuang.kernel.verbs.declare import Verb


class Subject(models.Model):
    """A row with a life: its state, and the head of its chain in the ledger.

    `subject_kind` is the first part of its reference: `case` in `case:17`. `version` is the number of its last
    ledger entry, so that a reader can say which version it saw.
    """

    subject_kind: ClassVar[str] = ""
    label: ClassVar[str] = "这件"

    id = models.BigAutoField(primary_key=True)
    state = models.CharField(max_length=30)
    version = models.IntegerField(default=0)
    head = models.BinaryField(default=b"")

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        """The text reference that clocks, ledger entries, files and messages carry."""
        return f"{self.subject_kind}:{self.pk}"

    @property
    def known_as(self) -> str:
        """What people call it; a subject with a number of its own says that."""
        return f"{self.label} {self.pk}"

    def seen_by(self, actor: Actor) -> bool:
        """Whether this actor may know that the row exists; every subject says it for itself."""
        raise NotImplementedError(f"{type(self).__name__} doesn't say who may see it")

    def concerns(self) -> tuple[str, ...]:
        """Whose open pages an act on it concerns: paths of offices, receivers (`staff:7`); by default nobody's."""
        return ()

    def act_name(self, verb: Verb) -> str:
        """What an act on it is called: on its button, in its trail, in a refusal."""
        return verb.label

    def changed_since(self, version: int) -> bool:
        """Whether somebody has acted on it after the version that a reader saw."""
        return self.version != version


@cache
def kinds() -> dict[str, type[Subject]]:
    """Every subject model by its kind."""
    found: dict[str, type[Subject]] = {}
    for model in apps.get_models():
        if issubclass(model, Subject) and model.subject_kind:
            found[model.subject_kind] = model
    return found


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """What the subjects of these references are called, one query a kind; a reference without a row keeps itself."""
    wanted = set(refs)
    found = {ref: ref for ref in wanted}
    for kind, model in kinds().items():
        ids = [identity for name, identity in map(split, wanted) if name == kind]
        for subject in model._default_manager.filter(pk__in=ids) if ids else ():
            found[subject.ref] = subject.known_as
    return found


def split(ref: str) -> tuple[str, int]:
    """Kind and id of a reference; ValueError for anything else."""
    kind, _, identity = ref.partition(":")
    return kind, int(identity)
