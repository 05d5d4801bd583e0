"""One operation a verb: what the desk has as a button, a program calls by POST."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Header, Path, Query, Router, Schema
from ninja.constants import NOT_SET
from pydantic import BaseModel, Field, create_model

from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.roles import CITIZEN_ROLE, all_roles, rights_of
from yichuang.kernel.verbs.declare import Verb, all_verbs
from yichuang.kernel.verbs.parameters import Parameters
from yichuang.kernel.verbs.perform import perform
from yichuang.sites.api.service import ACT_PROBLEMS, answer, reference

# A key stands for a post, not for a person: it doesn't change who that person is, and it makes no further keys.
PERSONS_OWN = frozenset(
    {
        "account.change_password",
        "account.set_second_factor",
        "account.remove_second_factor",
        "api_key.issue",
        "api_key.revoke",
        "wall_link.open",
        "wall_link.withdraw",
    }
)
ATTACHING = frozenset({"case.attach"})
# The centre works these out from its own rows (values, digests, problems not yet decided on, papers that it holds): a
# program that called them could make them up, or leave them out.
COMPUTED_HERE = frozenset(
    {
        "report.submit",
        "report.sign",
        "report.publish",
        "publication.keep",
        "case.reuse_papers",
        "person.use_again",
        "enterprise.use_again",
    }
)
# Files are inspected when they are uploaded, on the desk or the portal; a program can't name one that it never sent.
NOT_TAKEN = frozenset({"files"})

Key = Annotated[
    str | None,
    Header(
        None,
        alias="Idempotency-Key",
        title="幂等键",
        pattern=r"^[!-~]{1,100}$",
        description="同一个键 30 天内再发一次，得到第一次的回执，不会办两遍。",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        None,
        alias="If-Match",
        title="If-Match",
        pattern=r'^"?[0-9]{1,9}"?$',
        description="读到的版本号（响应头 ETag）。期间有人办过，就拒绝（409）。",
    ),
]
Seen = Annotated[int | None, Query(None, title="版本号", ge=0, le=999_999_999, description="同 If-Match。")]
Identity = Annotated[int, Path(title="编号", ge=1)]


class ReceiptOut(Schema):
    """What an act came to: the subject, the number of the act on it, the state now, and what it answered."""

    ref: Annotated[str, Field(title="对象")]
    n: Annotated[int, Field(title="第几步（也是版本号）")]
    verb: Annotated[str, Field(title="动作")]
    state: Annotated[str, Field(title="现在的状态")]
    at: Annotated[str, Field(title="办理时刻")]
    answer: Annotated[dict[str, Any], Field(title="答复")]


def callable_verbs() -> list[Verb]:
    """The verbs that some post brings the right for, but for those that are a person's own."""
    given = set().union(*(rights_of(role.code) for role in all_roles() if role.code != CITIZEN_ROLE))
    return [verb for verb in all_verbs() if verb.name in given - PERSONS_OWN - ATTACHING - COMPUTED_HERE]


def address(verb: Verb) -> str:
    """Where the verb is called: `cases/{id}/accept`, `cases/receive`."""
    kind, _, act = verb.name.partition(".")
    return f"/{plural(kind)}/{act}" if verb.creates else f"/{plural(kind)}/{{int:id}}/{act}"


def plural(kind: str) -> str:
    """The word for many of a kind: cases, persons, offices."""
    return f"{kind}s"


def body_of(verb: Verb) -> type[BaseModel]:
    """The verb's parameters without those that a program can't give."""
    if not NOT_TAKEN & verb.parameters.model_fields.keys():
        return verb.parameters
    fields: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in verb.parameters.model_fields.items()
        if name not in NOT_TAKEN
    }
    return create_model(verb.parameters.__name__, __base__=Parameters, **fields)


def operation(verb: Verb) -> Callable[..., HttpResponse]:
    """The view of a verb, with a signature from which ninja reads body, headers and schema."""
    body = body_of(verb)
    required = any(field.is_required() for field in body.model_fields.values())

    def act(
        request: HttpRequest,
        payload: BaseModel | None = None,
        id: int | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        seen: int | None = None,
    ) -> HttpResponse:
        by: Actor = request.auth  # type: ignore[attr-defined]
        ref = None if id is None else reference(verb.on.subject_kind, id, verb.on.label)
        version = int(if_match.strip('"')) if if_match else seen
        given = {name: getattr(payload, name) for name in payload.model_fields_set} if payload else {}
        receipt = perform(verb, ref, by=by, at=timezone.now(), key=idempotency_key, seen=version, **given)
        out = ReceiptOut(**{name: getattr(receipt, name) for name in ReceiptOut.model_fields})
        return answer(out, 201 if verb.creates else 200, ETag=f'"{receipt.n}"')

    default = Body(...) if required else Body(None)
    parameters = [
        _parameter("request", HttpRequest),
        *([] if verb.creates else [_parameter("id", Identity)]),
        _parameter("payload", body if required else body | None, default),
        _parameter("idempotency_key", Key, None),
        *([] if verb.creates else [_parameter("if_match", IfMatch, None), _parameter("seen", Seen, None)]),
    ]
    act.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    act.__name__ = verb.name.replace(".", "_")
    act.__doc__ = verb.effect or verb.doc
    return act


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def router() -> Router:
    """Every verb's operation. What they answer with is made once: ninja would make it anew for each status of each."""
    made, answers = Router(), dict[int, Any]()
    for verb in callable_verbs():
        where = address(verb)
        made.add_api_operation(
            where,
            ["POST"],
            operation(verb),
            response=NOT_SET if answers else {200: ReceiptOut, **ACT_PROBLEMS},
            operation_id=verb.name,
            summary=f"{verb.label}",
            description=_description(verb),
            tags=[verb.on.subject_kind],
        )
        (added,) = made.path_operations[where].operations
        answers = answers or added.response_models
        problems = {status: answers[status] for status in ACT_PROBLEMS}
        added.response_models = {201 if verb.creates else 200: answers[200], **problems}
    return made


def _description(verb: Verb) -> str:
    states = "、".join(sorted(verb.when))
    told = [verb.effect, f"权限：{verb.name}", f"只在这些状态下能办：{states}" if states else ""]
    return "\n\n".join(line for line in told if line)
