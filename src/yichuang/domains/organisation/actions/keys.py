"""The verbs of API keys: a program is let in as a post of an office, until a day, and can be shut out at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from yichuang.domains.organisation import permissions
from yichuang.domains.organisation.models import ApiKey
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.access.queries import held_posts
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

LONGEST_DAYS = 1096


@verb(
    ApiKey,
    "api_key.issue",
    label="发放接口密钥",
    creates=True,
    then="active",
    allow=permissions.may_make,
    effect="密钥只显示一次，凭它可以做这个岗位能做的一切",
)
def issue_key(
    _key: ApiKey,
    act: Act,
    *,
    post: Annotated[int, Field(title="岗位", ge=1)],
    name: Annotated[str, Field(title="用途", min_length=2, max_length=60)],
    prefix: Annotated[str, Field(title="密钥开头", min_length=6, max_length=12)],
    digest: Annotated[str, Field(title="密钥的散列值", pattern=r"^[0-9a-f]{64}$")],
    days: Annotated[int, Field(title="有效天数", ge=1, le=LONGEST_DAYS)] = 365,
) -> None:
    """Let a program in as this post; whoever makes the key keeps its text out of here and gives its hash."""
    held = next(iter(held_posts(post=post)), None)
    if held is None or not (act.by.kind is ActorKind.SYSTEM or act.by.covers(held.office_path)):
        raise Refused(
            Because.BAD_INPUT, "没有这个岗位，或者不归您管理", field="post", remedy="请从列出的岗位中选"
        )
    if held.role == permissions.ADMINISTRATOR:
        raise Refused(
            Because.BAD_INPUT,
            "系统管理员的岗位不能发接口密钥",
            field="post",
            remedy="请给程序单独任命一个够用的岗位",
        )
    act.set(
        post_id=held.id,
        office_id=held.office,
        name=name,
        prefix=prefix,
        digest=bytes.fromhex(digest),
        created_at=act.at,
        expires_on=act.day + timedelta(days=days),
    )
    act.note(post=held.id, office=held.office, name=name, prefix=prefix, days=days)


@verb(
    ApiKey,
    "api_key.revoke",
    label="收回接口密钥",
    when=["active"],
    then="revoked",
    allow=permissions.may_make,
    effect="用它的程序马上不能再调用接口",
    danger=True,
)
def revoke_key(
    _key: ApiKey,
    act: Act,
    *,
    reason: Annotated[str, Field(title="理由", min_length=2, max_length=200)],
) -> None:
    """Shut the program out from the next call on."""
    act.note(reason=reason)
