"""The verbs of links of walls: an office's screen is let out by an address, and shut in again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.oversight.supervision import permissions
from yichuang.oversight.supervision.models import WallLink, WallLinkState


@verb(
    WallLink,
    "wall_link.open",
    label="做大屏网址",
    creates=True,
    then=WallLinkState.OPEN,
    allow=permissions.may_hang,
    effect="得到一个网址，只显示一次；有它的人不用登录就能看这个单位的大屏，看不到别的",
)
def open_link(
    _link: WallLink,
    act: Act,
    *,
    office: Annotated[int, Field(title="哪个单位的大屏", ge=1)],
    name: Annotated[str, Field(title="挂在哪里", min_length=2, max_length=60)],
    prefix: Annotated[str, Field(title="网址开头", min_length=4, max_length=12)],
    digest: Annotated[str, Field(title="网址的散列值", pattern=r"^[0-9a-f]{64}$")],
) -> None:
    """Let a wall show the screen of an office; whoever makes the address keeps it out of here and gives its hash."""
    try:
        place = act.office(office)
    except KeyError:
        place = None
    mine = place is not None and (act.by.kind is ActorKind.SYSTEM or act.by.covers(place.path))
    if place is None or not mine or place.kind not in permissions.WITH_A_SCREEN:
        raise Refused(
            Because.BAD_INPUT, "没有这个单位，或者不归您管理", field="office", remedy="请从列出的单位中选"
        )
    act.set(
        office_id=office,
        office_path=place.path,
        name=name,
        prefix=prefix,
        digest=bytes.fromhex(digest),
        made_at=act.at,
    )
    act.note(office=office, name=name, prefix=prefix)


@verb(
    WallLink,
    "wall_link.withdraw",
    label="收回",
    danger=True,
    when=[WallLinkState.OPEN],
    then=WallLinkState.WITHDRAWN,
    allow=permissions.of_link,
    effect="用它的大屏半分钟内不再更新，网址不能再打开",
)
def withdraw_link(_link: WallLink, _act: Act) -> None:
    """Shut it again: no page opens by it, and the pages that stand open are told so within half a minute."""
