"""Declaring verbs: one declaration a change of state, from which everything else is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.verbs.parameters import Parameters, model_of
from yichuang.kernel.verbs.subjects import Subject

# Why not, in Chinese, or None when the actor may. Asked with no subject it answers for "at all".
Permission = Callable[[Actor, Any], str | None]
Body = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """A declared verb; see `verb` for the meaning of each field."""

    name: str
    on: type[Subject]
    label: str
    when: frozenset[str]
    then: str | None
    ends: frozenset[str]
    allow: Permission
    body: Body
    parameters: type[Parameters]
    creates: bool
    effect: str
    danger: bool
    key: str
    offered: bool

    @property
    def doc(self) -> str:
        """First line of the body's docstring."""
        return (self.body.__doc__ or "").strip().split("\n")[0]


@dataclass(slots=True)
class _Registry:
    by_name: dict[str, Verb] = field(default_factory=dict)


_registry = _Registry()


def verb(
    on: type[Subject],
    name: str,
    *,
    label: str,
    allow: Permission,
    when: Iterable[str] | None = None,
    then: str | None = None,
    ends: Iterable[str] = (),
    creates: bool = False,
    effect: str = "",
    danger: bool = False,
    key: str = "",
    offered: bool = True,
) -> Callable[[Body], Verb]:
    """Declare a verb.

    `when`: the states from which it may start (none: any state); `then`: the state that it ends in (None: the state
    stays); `ends`: the states between which the body decides with `act.move`; `creates`: it makes the subject;
    `effect`: one Chinese sentence on what follows, shown beside the button; `danger`: it can't be undone; `key`: its
    key on the desk; `offered`: whether it has a button (acts of the law and of the portal have none).
    """

    def declare(body: Body) -> Verb:
        declared = Verb(
            name=name,
            on=on,
            label=label,
            when=frozenset(str(state) for state in when or ()),
            then=str(then) if then else None,
            ends=frozenset(str(state) for state in ends),
            allow=allow,
            body=body,
            parameters=model_of(body, name),
            creates=creates,
            effect=effect,
            danger=danger,
            key=key,
            offered=offered and not creates,
        )
        if name in _registry.by_name:
            raise ValueError(f"verb {name} is declared twice")
        _registry.by_name[name] = declared
        return declared

    return declare


def verbs_on(model: type[Subject]) -> list[Verb]:
    """The verbs of a subject, in the order of declaration."""
    return [declared for declared in _registry.by_name.values() if declared.on is model]


def verb_named(name: str) -> Verb:
    """The verb of that name; KeyError when there is none."""
    return _registry.by_name[name]


def all_verbs() -> list[Verb]:
    """Every verb, in the order of declaration."""
    return list(_registry.by_name.values())
