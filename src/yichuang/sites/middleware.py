"""What every request passes through: its number and bounds, who acts, and a page for every refusal and failure."""

from __future__ import annotations

import logging
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone

from yichuang.domains.residents.queries import citizen_of_session
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.access.clients import client_of
from yichuang.kernel.access.doors import ActingRequest, NoRight, SignedOut
from yichuang.kernel.access.queries import actor_of_session
from yichuang.kernel.access.roles import citizen
from yichuang.kernel.offices.queries import read_once
from yichuang.kernel.verbs import Refused
from yichuang.sites import faults, logs, metrics
from yichuang.sites.live.addresses import origin

log = logging.getLogger("yichuang.request")
Next = Callable[[HttpRequest], HttpResponseBase]

READS = ("GET", "HEAD")
SCREEN = "/screen/"
STAFF_PLACES = ("/desk/", SCREEN)
API = "/api/"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'"
)
HEADERS = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
NUL = "\x00"
FORM_PROOF = "csrfmiddlewaretoken"
PROBLEM = "application/problem+json"


class RequestNumber:
    """Gives each request a short number, kept in the log and shown with every failure; bounds its size."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number the request, refuse what is too large, log it, and add the headers that every answer carries."""
        began = time.monotonic()
        request.number = secrets.token_hex(4).upper()  # type: ignore[attr-defined]
        token = logs.number.set(request.number)  # type: ignore[attr-defined]
        _tell_address(request)
        try:
            response = too_large(request) or self.get_response(request)
            if request.path.startswith(API) and response.status_code >= 400:
                response = as_problem(request, response)
            elif response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
                response = only_sent(request, response)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", f"{POLICY} {origin(request)}".strip())
            response.headers["X-Request-Id"] = request.number  # type: ignore[attr-defined]
            _note(request, response, began)
        finally:
            logs.number.reset(token)
        return response


def _tell_address(request: HttpRequest) -> None:
    """Behind a proxy every request comes from the proxy: bounds count by what a trusted one says of the client."""
    if settings.PROXIES and (said := request.headers.get("X-Forwarded-For", "")):
        peer = str(request.META.get("REMOTE_ADDR", ""))
        request.META["REMOTE_ADDR"] = client_of(peer, said, settings.PROXIES)


def _note(request: HttpRequest, response: HttpResponseBase, began: float) -> None:
    """One line a request: which view, not which address, since an address may hold what somebody typed."""
    match = request.resolver_match
    view = (match.view_name or match.route) if match else ""
    actor = getattr(request, "actor", None)
    seconds = time.monotonic() - began
    metrics.observe(view, response.status_code, seconds)
    log.info(
        "request",
        extra={
            "method": request.method,
            "view": view,
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "actor": actor.reference if actor else "",
        },
    )


def only_sent(request: HttpRequest, answer: HttpResponseBase) -> HttpResponse:
    """Django's own answer is empty: somebody who opened the address of a form's act (a bookmark) would see nothing."""
    page = error_page(
        request,
        HTTPStatus.METHOD_NOT_ALLOWED,
        "这个地址不能直接打开",
        "它只在提交表单的时候用，什么都没有变。请回到原来的页面，点上面的按钮",
    )
    page.headers["Allow"] = answer.headers.get("Allow", "POST")
    return page


def too_large(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body beyond every bound, before a byte of it is read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    api = request.path.startswith(API)
    most = settings.API_MOST_BYTES if api else settings.MOST_BYTES
    if length <= most:
        return None
    remedy = f"一次最多 {most // 2**20} MB，" + (
        "请分几次提交" if api else "请把文件分几次上传，或先压缩照片"
    )
    return error_page(request, 413, "提交的内容太大，没有收下", remedy)


class WhoActs:
    """Puts the actor on the request: staff by their session and post, others as citizens."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the actor; pages of staff know staff alone, the portal knows citizens alone, the API asks for a key."""
        acting = cast("ActingRequest", request)
        if NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            acting.actor = citizen(None, None)
            return bad_request(request, None)
        with read_once() if request.method in READS else nullcontext():
            acting.actor = self._actor(request)
            return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        if request.path.startswith(STAFF_PLACES):
            return actor_of_session(request.session) or citizen(None, None)
        if request.path.startswith(API):
            return citizen(None, None)
        return citizen_of_session(request.session, timezone.now())

    def process_view(
        self,
        request: HttpRequest,
        _view: Any,
        _args: Any,
        _kwargs: Any,
    ) -> HttpResponse | None:
        """No database can keep a NUL, and nobody types one: a form that holds one isn't a person's."""
        if request.method == "POST" and not request.path.startswith(API):
            values = (value for _, found in request.POST.lists() for value in found)
            if any(NUL in value for value in values):
                return bad_request(request, None)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view has shown beside its form becomes a page; a failure becomes one with a number."""
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        if isinstance(exception, NoRight):
            return error_page(request, 403, "这一页看不了", exception.text)
        if isinstance(exception, SignedOut):
            return signed_out(request, exception)
        return None


def signed_out(request: HttpRequest, out: SignedOut) -> HttpResponse:
    """The form of somebody whose session is over: kept on the page, to be sent again after signing in beside it."""
    again = faults.again(request, files_kept=out.files_kept)
    if again is None or not any(value for name, value in again["fields"] if name != FORM_PROOF):
        return redirect_to_login(request.get_full_path(), out.where)
    words = f"您填的内容都在这一页里。请先{out.act}（在新的标签页里），再回到这一页点“再提交一次”"
    return error_page(request, 403, out.title, words, again, {"label": out.act, "href": out.where})


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page of a refusal, with what to do."""
    if request.path.startswith(API):
        return problem_of(request, refused)
    return error_page(request, refused.code.status, refused.text, refused.remedy or "")


def error_page(
    request: HttpRequest,
    status: int,
    title: str,
    remedy: str,
    again: dict[str, Any] | None = None,
    sign_in: dict[str, str] | None = None,
) -> HttpResponse:
    """A page that says what failed, what to do, and the number under which it stands in the log.

    `again`: the form that failed, to be sent once more (`faults.again`); `sign_in`: where to sign in before that.
    """
    if request.path.startswith(API):
        return problem(request, status, title, remedy)
    number = getattr(request, "number", "")
    context = {
        "heading": title,
        "text": remedy,
        "remedy": None,
        "reference": number,
        "again": again,
        "sign_in": sign_in,
    }
    body = None
    if status < 500:
        try:
            body = render_to_string("layouts/error.html", context, request)
        except DatabaseError:
            log.exception("the error page asked a database that doesn't answer")
    if body is None:
        body = render_to_string("layouts/error.html", context | {"chrome": _bare_chrome(request)})
    return HttpResponse(body, status=status)


def _bare_chrome(request: HttpRequest) -> dict[str, Any]:
    """Surroundings that ask nobody anything: what failed may be whoever would answer."""
    desk = request.path.startswith("/desk/")
    return {
        "site": "一窗" if desk else "政务服务",
        "home": "/desk/" if desk else "/",
        "nav": [],
        "who": None,
        "demonstration": False,
        "hotline": not desk,
        "large": request.COOKIES.get("size") == "large",
    }


def problem(
    request: HttpRequest, status: int, title: str, detail: str = "", code: str = "", **more: Any
) -> HttpResponse:
    """A problem as programs read it (RFC 9457); `code` is a word for programs, `title` a sentence for people."""
    body = {
        "type": f"urn:yichuang:problem:{code}" if code else "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "reference": getattr(request, "number", ""),
        **more,
    }
    return JsonResponse(body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})


def problem_of(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A refusal as a problem: its code, and a sentence for each field at fault."""
    errors = [
        {"field": field, "pointer": f"#/{field}", "detail": text} for field, text in refused.errors.items()
    ]
    more = {"errors": errors} if errors else {}
    return problem(
        request, refused.code.status, refused.text, refused.remedy or "", refused.code.value, **more
    )


def as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Whatever answers a program with an error answers with a problem: no page of HTML, no bare text."""
    if response.headers.get("Content-Type", "").startswith(PROBLEM):
        return response
    title, detail = _SAID.get(response.status_code, ("请求没有办成", ""))
    made = problem(request, response.status_code, title, detail)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            made.headers[name] = response.headers[name]
    return made


_SAID = {
    400: ("请求看不懂", "请对照 /api/v1/openapi.json 检查"),
    401: ("没有有效的接口密钥", "请在请求头 Authorization 里写 Bearer 加密钥"),
    403: ("没有这项权限", ""),
    404: ("没有这个地址", "请对照 /api/v1/openapi.json 检查"),
    405: ("这个地址不支持这种方法", "支持哪些见响应头 Allow"),
    413: ("提交的内容太大，没有收下", ""),
    429: ("请求太频繁", "请按响应头 Retry-After 等一等"),
}


def bad_request(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """A request that no page of ours sends: an unknown host, a NUL, too many fields."""
    if isinstance(exception, TooManyFilesSent):
        return error_page(request, 400, "一次传的文件太多，没有收下", "请分几次上传")
    if request.path.startswith(API):
        return problem(request, 400, *_SAID[400])
    return error_page(request, 400, "这个请求看不懂", "请回到首页，从页面上的链接重新进入")


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form without its token: sent from elsewhere, or from a page that stood open for too long."""
    again = faults.again(request)
    if again is None or request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        words = "请回到上一页，刷新后再提交一次；还不行就重新登录"
        return error_page(request, 403, "这个页面放得太久，没有提交", words)
    # our own page sent it, so it may be offered with the token of now; a form of somebody else's never is
    kept = [(name, value) for name, value in again["fields"] if name != FORM_PROOF]
    again["fields"] = [(FORM_PROOF, get_token(request)), *kept]
    words = "您填的内容都在这一页里，请点“再提交一次”"
    return error_page(request, 403, "这个页面放得太久，没有提交", words, again)


def no_entry(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Something that this visitor may not do."""
    return error_page(request, 403, "这一页看不了", "请从页面上的链接重新进入，或登录后再试")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """No such page."""
    return error_page(request, 404, "没有这一页", "请检查网址，或回到首页重新找")


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the log has it under this request's number. A database that is away is said to be away."""
    error = sys.exc_info()[1]
    if isinstance(error, UnreadablePostError):  # the client went away in the middle of its own form
        return error_page(request, 400, "内容没有传完", "请检查网络，再提交一次")
    if faults.is_full(error):
        log.error("no room left on a disk", exc_info=True)
        return _comes_back(
            request, "服务器的磁盘满了，这次没有存下", "以前提交的内容都在。请告诉管理员清理磁盘"
        )
    if faults.is_away(error):
        log.error("the database doesn't answer", exc_info=True)
        return _comes_back(request, "系统正在恢复，请稍候", "数据库暂时连不上，已经提交的内容都在")
    log.error("request failed", exc_info=True)
    return error_page(
        request, 500, "这一页暂时打不开", "已经提交的内容都在。请过一会儿再试，还不行就把编号告诉管理员"
    )


def _comes_back(request: HttpRequest, title: str, text: str) -> HttpResponse:
    """A failure that passes without the visitor's doing: nothing typed is lost, and the same form may be sent again."""
    form = faults.again(request)
    response = error_page(
        request, 503, title, f"{text}。{faults.advice(request, kept=form is not None)}", form
    )
    response.headers["Retry-After"] = "30"
    if request.path.startswith(SCREEN):  # nobody stands before a wall to load it again
        response.headers["Refresh"] = "15"
    return response
