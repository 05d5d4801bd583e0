"""Reading cards and urging: of a case, of whoever has to answer, of whoever looks over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from yichuang.domains.organisation import permissions as posts
from yichuang.kernel.access.actors import Actor, ActorKind
from yichuang.kernel.clocks.hours import local_day
from yichuang.kernel.clocks.queries import Clock, open_for
from yichuang.kernel.statements import among, read, read_each
from yichuang.kernel.verbs.subjects import split
from yichuang.kernel.watch.duties import Duty
from yichuang.oversight.supervision.models import About, Alert, AlertState, Card, CardState, Urge, UrgeState

A = TypeVar("A", bound=About)
WANTING = (CardState.ALERTED, CardState.UPHELD)
OWED = (*WANTING, UrgeState.WAITING)  # as long a clock runs


def visible(actor: Actor) -> Q:
    """The same rule as `About.seen_by`, as a condition of the database."""
    if actor.kind is ActorKind.SYSTEM:
        return Q()
    if actor.kind is not ActorKind.STAFF or not actor.office_path:
        return Q(pk__in=[])
    return Q(department_path__startswith=actor.office_path) | Q(place_path__startswith=actor.office_path)


def cards_for(actor: Actor) -> QuerySet[Card]:
    """The cards that an actor may know of."""
    return Card.objects.filter(visible(actor))


def urges_for(actor: Actor) -> QuerySet[Urge]:
    """The urging that an actor may know of."""
    return Urge.objects.filter(visible(actor))


# What somebody has to answer: addressed to them, to their whole office, or to those whose head they are.
_OWN = "addressee = %s"
_WHOLE = "addressee IS NULL AND (starts_with(department_path, %s) OR starts_with(place_path, %s))"
_HEAD = "starts_with(department_path, %s)"


def to_answer(actor: Actor, most: int) -> tuple[list[Card], list[Urge]]:
    """Alerts that wait for an explanation and urging that waits for a reply, the oldest first; in one statement."""
    if not actor.office_path:
        return [], []
    others, given = _asked(actor)
    cards = (
        f"WHERE state = '{CardState.ALERTED.value}' AND ({_OWN} OR {others}) ORDER BY raised_at, id LIMIT %s"
    )
    urges = (
        f"WHERE state = '{UrgeState.WAITING.value}' AND ({_OWN} OR {others}) ORDER BY asked_at, id LIMIT %s"
    )
    found, asked = read_each(((Card, cards), (Urge, urges)), *given, most, *given, most)
    return sorted(found, key=age), sorted(asked, key=age)


def cards_answered(actor: Actor, most: int) -> list[Card]:
    """Cards that somebody had to answer and that wait no more, the newest first."""
    return _addressed(Card, f"state <> '{CardState.ALERTED.value}'", "raised_at DESC, id DESC", actor, most)


def alerts_before(actor: Actor, most: int) -> list[Alert]:
    """What is put before this actor and not acknowledged, the newest first: theirs, and their whole office's."""
    if actor.account is None or not actor.office_path:
        return []
    which = f"state = '{AlertState.OPEN.value}' AND ({_OWN} OR {_WHOLE})"
    condition = f"WHERE {which} ORDER BY raised_at DESC, id DESC LIMIT %s"
    return read(Alert, condition, actor.account, actor.office_path, actor.office_path, most)


def _addressed(model: type[A], which: str, order: str, actor: Actor, most: int) -> list[A]:
    if not actor.office_path:
        return []
    others, given = _asked(actor)
    condition = f"WHERE {which} AND ({_OWN} OR {others}) ORDER BY {order} LIMIT %s"
    return read(model, condition, *given, most)


def _asked(actor: Actor) -> tuple[str, list[object]]:
    """What else than their own somebody answers, and the values of the condition."""
    others, paths = (_HEAD, 1) if actor.role == posts.CHIEF else (_WHOLE, 2)
    return others, [actor.account, *[actor.office_path] * paths]


def about(refs: Iterable[str]) -> dict[str, list[About]]:
    """The cards and the urging about these cases, oldest first: one statement however many."""
    wanted = list(refs)
    these = f"WHERE about {among('%s', 'text')}"
    cards, urges = read_each(((Card, these), (Urge, these)), wanted, wanted)
    found: dict[str, list[About]] = defaultdict(list)
    for one in sorted((*cards, *urges), key=age):
        found[one.about].append(one)
    return dict(found)


def in_a_word(refs: Iterable[str]) -> dict[str, str]:
    """What stands about these cases: the last urging and whether it was replied to, else the worst card."""
    words: dict[str, str] = {}
    for ref, ones in about(refs).items():
        urges = [one for one in ones if isinstance(one, Urge)]
        cards = [one for one in ones if isinstance(one, Card) and one.state != CardState.LIFTED]
        if urges:
            replied = urges[-1].state == UrgeState.ANSWERED
            words[ref] = f"{urges[-1].kind_name}{'已回' if replied else '未回'}"
        elif cards:
            words[ref] = max(cards, key=lambda card: card.level == "red").level_name
    return words


def carded_since(instant: datetime) -> dict[int, datetime]:
    """Cases about which a card has been given since then and not lifted, with the instant of the newest."""
    since = Card.objects.filter(raised_on__gte=local_day(instant), raised_at__gte=instant)
    found = since.exclude(state=CardState.LIFTED).order_by("raised_at").values_list("about", "raised_at")
    return {split(ref)[1]: at for ref, at in found if split(ref)[0] == "case"}


def running_for(listed: Iterable[object]) -> dict[str, list[Clock]]:
    """The clocks that run for cards and urging: none where nobody owes anything any more, and no statement either."""
    owing = [one.ref for one in listed if isinstance(one, Card | Urge) and one.state in OWED]
    return open_for(owing) if owing else {}


def age(one: About) -> tuple[datetime, int]:
    """What to sort by: the instant at which it began."""
    return one.began_at, one.pk


def duties_of_urges(refs: list[str]) -> Mapping[str, Duty]:
    """Who owes the replies."""
    return {one.ref: duty(one) for one in _of(Urge, refs)}


def duties_of_cards(refs: list[str]) -> Mapping[str, Duty]:
    """Who owes the explanations."""
    return {one.ref: duty(one) for one in _of(Card, refs)}


def _of(model: type[About], refs: list[str]) -> list[About]:
    return list(model._default_manager.filter(pk__in=[split(ref)[1] for ref in refs]))


def duty(one: About) -> Duty:
    """Whose duty an answer to a card or an urging is."""
    return Duty(
        about=one.about,
        name=one.about_name,
        title=one.title,
        href=one.href,
        department=one.department_id,
        department_path=one.department_path,
        place_path=one.place_path,
        handler=one.addressee,
        open=one.state in (UrgeState.WAITING, CardState.ALERTED),
    )


def counted(found: QuerySet[Card]) -> dict[tuple[str, str], int]:
    """How many cards there are by level and state."""
    rows = found.values_list("level", "state").order_by().annotate(n=Count("pk"))
    return {(level, state): n for level, state, n in rows}
