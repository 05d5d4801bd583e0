"""`yichuang api-key`: letting programs in, and shutting them out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click


@click.group(short_help="发放、收回接口密钥")
def command() -> None:
    """程序凭接口密钥调用 /api/v1：它代表一个岗位，权限和范围与这个岗位登录工作台时一样。"""


@command.command(short_help="给一个岗位发一个密钥，只显示一次")
@click.option("--username", required=True, help="岗位所属账号的用户名。")
@click.option("--post", type=int, help="岗位号；账号只有一个岗位时不用写。")
@click.option("--name", required=True, help="用途，例如“县医院排队系统”。")
@click.option("--days", default=365, show_default=True, help="有效天数。")
def issue(*, username: str, post: int | None, name: str, days: int) -> None:
    """发一个密钥。请马上存好：系统里只留它的散列值，以后再也看不到。"""
    with _centre():
        from django.utils import timezone

        from yichuang.domains.organisation import keys
        from yichuang.domains.organisation.actions import issue_key
        from yichuang.kernel.access.actors import SYSTEM
        from yichuang.kernel.access.queries import held_posts
        from yichuang.kernel.access.roles import role_named
        from yichuang.kernel.offices.queries import tree
        from yichuang.kernel.verbs.perform import perform

        posts = [one for one in held_posts(username=username) if post in (None, one.id)]
        if not posts:
            raise click.ClickException(f"账号“{username}”没有这样的在任岗位。")
        if len(posts) > 1:
            offices = tree().by_id
            lines = [
                f"  --post {one.id}  {offices[one.office].name}　{role_named(one.role).name}" for one in posts
            ]
            raise click.ClickException("\n".join([f"账号“{username}”有几个岗位，请写明用哪一个：", *lines]))
        key = keys.fresh()
        perform(
            issue_key,
            None,
            by=SYSTEM,
            at=timezone.now(),
            post=posts[0].id,
            name=name,
            prefix=key.prefix,
            digest=key.digest,
            days=days,
        )
    click.echo(key.text)
    click.echo(
        f"密钥只显示这一次，有效 {days} 天。调用时带上请求头 Authorization: Bearer {key.prefix}…", err=True
    )


@command.command(short_help="收回一个密钥，马上生效")
@click.argument("prefix")
@click.option("--reason", default="管理员收回", show_default=True, help="理由。")
def revoke(*, prefix: str, reason: str) -> None:
    """收回以 PREFIX 开头的密钥（开头几个字见 `yichuang api-key list`）。"""
    with _centre():
        from django.utils import timezone

        from yichuang.domains.organisation import keys
        from yichuang.domains.organisation.actions import revoke_key
        from yichuang.kernel.access.actors import SYSTEM
        from yichuang.kernel.verbs.perform import perform

        found = [key for key in keys.all_keys() if key.active and key.prefix == prefix[: keys.PREFIX]]
        if len(found) != 1:
            raise click.ClickException(f"没有以“{prefix[: keys.PREFIX]}”开头的有效密钥。")
        perform(revoke_key, found[0].ref, by=SYSTEM, at=timezone.now(), reason=reason)
    click.echo(f"已收回 {found[0].prefix}…（{found[0].name}）")


@command.command("list", short_help="列出密钥")
def list_() -> None:
    """列出所有密钥：开头、用途、岗位、有效到哪天、上次使用。"""
    with _centre():
        from yichuang.config.columns import table
        from yichuang.domains.organisation import keys
        from yichuang.kernel.access.roles import role_named
        from yichuang.ui import formats

        rows = [
            [
                key.prefix,
                key.name,
                f"{key.office} {role_named(key.role).name}",
                key.username,
                key.expires_on.isoformat() if key.active else "已收回",
                formats.moment(key.last_used_at) if key.last_used_at else "没用过",
            ]
            for key in keys.all_keys()
        ]
    click.echo("\n".join(table([["开头", "用途", "岗位", "账号", "有效到", "上次使用"], *rows])))


@contextlib.contextmanager
def _centre() -> Iterator[None]:
    """The centre's database, with refusals as sentences."""
    from yichuang.config.database import running_database, start_django

    with running_database():
        start_django()
        from yichuang.kernel.verbs import Refused

        try:
            yield
        except Refused as refused:
            raise click.ClickException("；".join(filter(None, [refused.text, refused.remedy]))) from None
