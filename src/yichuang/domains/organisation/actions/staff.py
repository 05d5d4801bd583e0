"""The verbs of accounts and posts: who works here, and as what."""

from __future__ import annotations

from typing import Annotated

from django.contrib.auth.hashers import check_password, make_password
from pydantic import Field

from yichuang.domains.organisation import permissions, rules
from yichuang.domains.organisation.models import AccountFile, OfficeKind, PostFile
from yichuang.kernel.access.models import Post
from yichuang.kernel.access.second_factor import TOTP_CONTEXT
from yichuang.kernel.access.sign_in import forgive
from yichuang.kernel.offices.queries import OfficeFacts
from yichuang.kernel.privacy import seal
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.refusals import unique

unique("account_username_key", "username", "这个用户名已有人用，请换一个")
unique("post_once", "role", "这个人在这里已有同样的岗位")

ROLE_WORDS = {role.code: role.name for role in permissions.STAFF_ROLES}
Person = Annotated[str, Field(title="姓名", min_length=2, max_length=30)]
Username = Annotated[str, Field(title="用户名", min_length=1, max_length=60)]
PostRole = Annotated[str, Field(title="岗位", json_schema_extra={"choices": ROLE_WORDS})]
OfficeId = Annotated[int, Field(title="机构", ge=1)]
SeatId = Annotated[int | None, Field(title="窗口", ge=1)]
Title = Annotated[str, Field(title="职务", max_length=30)]
OneTime = Annotated[str, Field(title="一次性密码", min_length=8, max_length=64)]
Why = Annotated[str, Field(title="原因", min_length=4, max_length=200)]


@verb(
    AccountFile,
    "account.open",
    label="新开账号",
    creates=True,
    allow=permissions.may_make,
    effect="给出一次性密码，本人第一次登录时要改",
)
def open_account(
    account: AccountFile,
    act: Act,
    *,
    name: Person,
    username: Username,
    role: PostRole,
    office: OfficeId,
    seat: SeatId = None,
    title: Title = "",
    password: OneTime,
) -> None:
    """Open an account with its first post; the password holds until the owner changes it at the first sign-in."""
    username = rules.clean_username(username)
    if fault := rules.username_fault(username):
        raise Refused(Because.BAD_INPUT, fault, field="username")
    post = _post(act, account.pk, role, office, seat, title)
    act.set(
        name=name,
        username=username,
        password=make_password(password),
        must_change_password=True,
        is_active=True,
        created_at=act.at,
    )
    act.add(post)
    act.note(username=username, role=role, office=office, seat=seat)


@verb(AccountFile, "account.appoint", label="任命岗位", when=["active"], allow=permissions.may_manage)
def appoint(
    account: AccountFile,
    act: Act,
    *,
    role: PostRole,
    office: OfficeId,
    seat: SeatId = None,
    title: Title = "",
) -> None:
    """Give somebody one more post."""
    act.add(_post(act, account.pk, role, office, seat, title))
    act.note(role=role, office=office, seat=seat)


@verb(
    AccountFile,
    "account.close",
    label="停用账号",
    when=["active"],
    allow=permissions.may_manage_other,
    effect="停用后马上不能登录，办过的事都在",
    danger=True,
)
def close_account(_account: AccountFile, act: Act, *, reason: Why) -> None:
    """Nobody can sign in with it any more; sessions end with the next request."""
    act.set(is_active=False)
    act.note(reason=reason)


@verb(AccountFile, "account.reopen", label="重新启用", when=["closed"], allow=permissions.may_manage_other)
def reopen_account(_account: AccountFile, act: Act) -> None:
    """Let somebody sign in again with the posts that they still hold."""
    act.set(is_active=True)


@verb(
    AccountFile,
    "account.reset_password",
    label="重置密码",
    when=["active"],
    allow=permissions.may_manage,
    effect="给出一次性密码，原来的密码和登录马上失效",
    danger=True,
)
def reset_password(
    account: AccountFile,
    act: Act,
    *,
    password: OneTime,
    second_factor: Annotated[bool, Field(title="同时取消动态验证码")] = False,
) -> None:
    """A one-time password for somebody who forgot theirs; failed attempts are forgiven."""
    act.set(password=make_password(password), must_change_password=True)
    if second_factor:
        act.set(totp_secret=None)
    act.also(lambda: forgive(account.username))
    act.note(second_factor=second_factor)


@verb(
    AccountFile,
    "account.change_password",
    label="改密码",
    when=["active"],
    allow=permissions.is_own,
    offered=False,
)
def change_password(
    account: AccountFile,
    act: Act,
    *,
    old: Annotated[str, Field(title="现在的密码", min_length=1, max_length=200)],
    new: Annotated[str, Field(title="新密码", min_length=1, max_length=200)],
    again: Annotated[str, Field(title="再写一次新密码", max_length=200)],
) -> None:
    """The owner's new password; other sessions of the account end."""
    errors = {}
    if not check_password(old, account.password):
        errors["old"] = "现在的密码不对，请再写一次"
    if fault := rules.password_fault(new, [account.username]):
        errors["new"] = fault
    elif new == old:
        errors["new"] = "新密码和现在的一样，请换一个"
    if new != again:
        errors["again"] = "两次写的新密码不一样"
    if errors:
        raise Refused(Because.BAD_INPUT, next(iter(errors.values())), field=next(iter(errors)), errors=errors)
    act.set(password=make_password(new), must_change_password=False)


@verb(
    AccountFile,
    "account.set_second_factor",
    label="启用动态验证码",
    when=["active"],
    allow=permissions.is_own,
    offered=False,
)
def set_second_factor(
    account: AccountFile,
    act: Act,
    *,
    secret: Annotated[str, Field(title="密钥", min_length=16, max_length=64)],
) -> None:
    """From now on signing in asks for a code of the owner's phone as well (RFC 6238)."""
    act.set(totp_secret=seal(secret, TOTP_CONTEXT.format(account.pk)), totp_used=0)


@verb(
    AccountFile,
    "account.remove_second_factor",
    label="取消动态验证码",
    when=["active"],
    allow=permissions.is_own,
    offered=False,
)
def remove_second_factor(_account: AccountFile, act: Act) -> None:
    """Name and password are enough again."""
    act.set(totp_secret=None, totp_used=0)


@verb(
    PostFile,
    "post.end",
    label="免去岗位",
    when=["held"],
    allow=permissions.may_end,
    effect="免去后马上不能再用这个岗位办理",
    danger=True,
)
def end_post(post: PostFile, act: Act, *, reason: Why) -> None:
    """End a post on the day of the act; what was done in it stays under it."""
    act.set(active=False, until=act.day)
    act.note(account=post.account_id, role=post.role, office=post.office_id, reason=reason)


def _post(act: Act, account: int, role: str, office: int, seat: int | None, title: str) -> Post:
    """A new post, when the office is the actor's to fill and has such posts."""
    place = _mine(act, office, "office")
    if fault := rules.place_fault(role, place.kind):
        raise Refused(Because.BAD_INPUT, fault, field="office" if role in rules.PLACES else "role")
    if role == permissions.ADMINISTRATOR and act.by.kind != "system" and act.by.role != role:
        raise Refused(Because.NO_RIGHT, "系统管理员只能由系统管理员任命", field="role")
    if seat is not None:
        counter = _mine(act, seat, "seat")
        if (
            role != permissions.WINDOW_CLERK
            or counter.kind != OfficeKind.WINDOW
            or not place.holds(counter.path)
        ):
            raise Refused(Because.BAD_INPUT, "窗口要在所选的中心里，并且只给窗口人员", field="seat")
    return Post(
        account_id=account,
        office_id=office,
        seat_id=seat,
        role=role,
        title=title,
        active=True,
        since=act.day,
    )


def _mine(act: Act, office_id: int, field: str) -> OfficeFacts:
    try:
        office = act.office(office_id)
    except KeyError:
        office = None
    if office is None or not office.active or not (act.by.kind == "system" or act.by.covers(office.path)):
        raise Refused(Because.BAD_INPUT, "请从列出的机构中选", field=field)
    return office
