"""The API itself: who is let in, and how every refusal and failure is told (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast, get_args

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationErrorContext
from ninja.security import HttpBearer
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from yichuang.domains.organisation.keys import caller
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.doors import ActingRequest
from yichuang.kernel.verbs import Because, Refused, not_found
from yichuang.kernel.verbs.parameters import label, sentence
from yichuang.sites.api import rates
from yichuang.sites.middleware import problem, problem_of

LARGEST_ID = 2**63 - 1


class KeyOfPost(HttpBearer):
    """`Authorization: Bearer yc_…`: the program acts as the key's post."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the key, also kept as `request.actor`; None when the key opens nothing."""
        found = caller(token.strip(), timezone.now())
        if found is None:
            return None
        cast("ActingRequest", request).actor = found.actor
        rates.WITH_KEY.take(found.key)
        return found.actor


class FieldAtFault(Schema):
    """One field that is wrong: its name, a JSON pointer to it, and a sentence in Chinese."""

    field: str
    pointer: str
    detail: str


class Problem(Schema):
    """Why something was refused, or failed; `reference` stands in the server's log."""

    type: str
    title: str
    status: int
    detail: str
    reference: str
    errors: list[FieldAtFault] = []


@dataclass(frozen=True, slots=True)
class _Fault:
    place: tuple[str | int, ...]
    sentence: str


class Service(NinjaAPI):
    """NinjaAPI whose validation errors are refusals of the house, in Chinese."""

    def validation_error_from_error_contexts(  # type: ignore[override]
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> Refused:
        """One refusal that names every field at fault."""
        faults = [fault for context in error_contexts for fault in _faults(context)]
        errors: dict[str, str] = {}
        for fault in faults:
            errors.setdefault("/".join(str(part) for part in fault.place), fault.sentence)
        first = next(iter(errors))
        return Refused(Because.BAD_INPUT, errors[first], field=first, errors=errors)


def _faults(context: ValidationErrorContext[Any]) -> Iterator[_Fault]:
    whole: type[BaseModel] = type(context.model) if isinstance(context.model, BaseModel) else context.model
    in_body = whole.__ninja_param_source__ == "body"  # type: ignore[attr-defined]
    for detail in context.pydantic_validation_error.errors(include_url=False):
        place = detail["loc"]
        name = _name_of(whole, place)
        yield _Fault((place[1:] or ("",)) if in_body else place, _sentence(detail, name, place, in_body))


def _sentence(detail: ErrorDetails, name: str, place: tuple[str | int, ...], in_body: bool) -> str:
    if in_body and len(place) <= 1:
        return (
            "请求正文要是一个 JSON 对象" if detail["type"] != "missing" else "请在请求正文里写一个 JSON 对象"
        )
    return sentence(detail, name)


def _name_of(model: type[BaseModel], place: tuple[str | int, ...]) -> str:
    """The Chinese name of the innermost field on the way to a fault, or the name that the program wrote."""
    name, here = "", cast("type[BaseModel] | None", model)
    for part in place:
        if not isinstance(part, str) or here is None:
            continue
        field = here.model_fields.get(part) or next(
            (one for one in here.model_fields.values() if one.alias == part), None
        )
        name = label(field, part)
        here = _model_in(field.annotation) if field else None
    return name


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


api = Service(
    title="一窗 Yichuang",
    version="1",
    description=(
        "政务服务中心的接口。每个操作就是工作台上的一个动作，权限和范围与密钥所属岗位登录时一样。"
        "出错时返回 application/problem+json（RFC 9457）。"
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=KeyOfPost(),
)
PUBLIC_PROBLEMS = {400: Problem, 404: Problem, 422: Problem, 429: Problem}
PROBLEMS = {401: Problem, 403: Problem, **PUBLIC_PROBLEMS}
ACT_PROBLEMS = {**PROBLEMS, 409: Problem, 413: Problem}


def answer(data: BaseModel, status: int = 200, **headers: str) -> HttpResponse:
    """Data as JSON."""
    return JsonResponse(
        data.model_dump(mode="json"),
        status=status,
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )


def check_may(actor: Actor, right: str) -> None:
    """Refuse when the post doesn't open this page on the desk either."""
    if not actor.may(right):
        raise Refused(
            Because.NO_RIGHT, "这个密钥的岗位不能查这一项", remedy="请换一个岗位的密钥，或请管理员开通"
        )


def check_rate(request: HttpRequest) -> None:
    """Refuse whoever asks public things too often without a key."""
    rates.WITHOUT_KEY.take(request.META.get("REMOTE_ADDR", ""))


def reference(kind: str, identity: int, what: str) -> str:
    """The reference of a row; an id that no row can have is refused like one that no row has."""
    if not 1 <= identity <= LARGEST_ID:
        raise not_found(what)
    return f"{kind}:{identity}"


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A refusal as a problem."""
    response = problem_of(request, error)
    if isinstance(error, rates.TooOften):
        response.headers["Retry-After"] = str(error.wait)
    return response


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: no key, or a body that isn't JSON."""
    if isinstance(error, AuthenticationError):
        response = problem(
            request, 401, "没有有效的接口密钥", "请在请求头 Authorization 里写 Bearer 加密钥", "no_key"
        )
        response.headers["WWW-Authenticate"] = 'Bearer realm="yichuang"'
        return response
    return problem(
        request, error.status_code, "请求正文不是 JSON", "请检查括号、引号和编码（UTF-8）", "bad_json"
    )


@api.exception_handler(Http404)
def no_such(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Nothing there."""
    return problem(request, 404, "没有这个地址", "请对照 /api/v1/openapi.json 检查", "not_found")


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """A failure goes where every failure goes: into the log, and out as a problem with its number."""
    raise error
