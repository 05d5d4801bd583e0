"""The tablet at a window: set up with an address of its own, given another one, put out of use."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from yichuang.domains.feedback import permissions
from yichuang.domains.feedback.models import DeviceState, WindowDevice
from yichuang.kernel.access.actors import ActorKind
from yichuang.kernel.verbs import not_found
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb
from yichuang.kernel.verbs.refusals import unique

unique("window_device_window_id_key", "window", "这个窗口已经有评价器了，换地址就行")


@verb(
    WindowDevice,
    "device.open",
    label="设评价器",
    creates=True,
    then=DeviceState.OPEN,
    allow=permissions.of_desk,
    effect="得到一个网址，用窗口的平板打开；刚办完的件会显示在上面",
)
def open_device(
    _device: WindowDevice, act: Act, *, window: Annotated[int, Field(title="窗口", ge=1)]
) -> None:
    """Set up the tablet of a window."""
    try:
        office = act.office(window)
    except KeyError:
        raise not_found("这个窗口") from None
    mine = act.by.kind is ActorKind.SYSTEM or act.by.covers(office.path)
    if office.kind != "window" or not office.active or not mine:
        raise not_found("这个窗口")
    act.set(window_id=window, window_path=office.path, edition=1)
    act.note(window=window)


@verb(
    WindowDevice,
    "device.renew",
    label="换地址",
    when=[DeviceState.OPEN, DeviceState.CLOSED],
    then=DeviceState.OPEN,
    allow=permissions.of_window,
    effect="旧的网址马上失效，平板要重新打开新的网址",
)
def renew(device: WindowDevice, act: Act) -> None:
    """Give it another address; the old one opens nothing any more. A closed one is in use again."""
    act.set(edition=device.edition + 1)


@verb(
    WindowDevice,
    "device.close",
    label="停用",
    danger=True,
    when=[DeviceState.OPEN],
    then=DeviceState.CLOSED,
    allow=permissions.of_window,
    effect="这个窗口的平板不再收评价，扫码和短信照常",
)
def close(_device: WindowDevice, _act: Act) -> None:
    """Put it out of use."""
