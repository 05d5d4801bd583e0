"""Who answers for a bad evaluation: its department as a whole, since nobody is to guess whom it was about."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.domains.feedback.models import IN_HAND, Evaluation
from yichuang.kernel.verbs.subjects import split
from yichuang.kernel.watch.duties import Duty


def duties_of(refs: list[str]) -> Mapping[str, Duty]:
    """The duty of each bad evaluation, two queries however many."""
    found = list(Evaluation.objects.filter(pk__in=[split(ref)[1] for ref in refs]))
    names = names_of_items(one.item_id for one in found)
    return {one.ref: duty_of(one, names.get(one.item_id, "")) for one in found}


def duty_of(one: Evaluation, item: str) -> Duty:
    """The duty of an evaluation that has been read, with the name of its item."""
    return Duty(
        about=one.ref,
        name=one.known_as,
        title=item,
        href=reverse("feedback:review", args=[one.pk]),
        department=one.department_id,
        department_path=one.department_path,
        place_path=one.place_path,
        handler=None,
        open=one.state in IN_HAND,
    )
