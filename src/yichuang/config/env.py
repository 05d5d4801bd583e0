"""What the environment says: the data folder, the port, the database, the secrets kept in files."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from yichuang.kernel.access.clients import Network, networks

CHECKOUT = Path(__file__).resolve().parents[3]
RUNNING = "up.lock"  # who runs on a data folder, and under which address
_SERVED = re.compile(r":(\d+)\s*$")
DEMONSTRATION = "demo-accounts.json"  # the accounts of a demonstration, in its data folder


def data_folder() -> Path:
    """Where this centre keeps its database, files and keys: YICHUANG_DATA, or `var` in the checkout."""
    return Path(os.environ.get("YICHUANG_DATA") or CHECKOUT / "var").resolve()


def port() -> int:
    """The port of the web server: PORT, or 8000."""
    return int(os.environ.get("PORT") or 8000)


def local_address() -> str:
    """Where this machine itself reaches the centre: at PORT, else at the port that `up` serves on here, or served last.

    A command in another terminal isn't told the port; the codes on its papers lead where the desk's do.
    """
    served = None
    if not os.environ.get("PORT"):
        with contextlib.suppress(OSError):
            served = _SERVED.search((data_folder() / RUNNING).read_text("utf-8"))
    return f"http://127.0.0.1:{served[1] if served else port()}"


def live_port() -> int:
    """The port of the streams: YICHUANG_LIVE_PORT, or the one after the web server's; 0 runs none."""
    named = os.environ.get("YICHUANG_LIVE_PORT")
    return int(named) if named else port() + 1


def live_behind_proxy() -> bool:
    """Whether browsers reach the streams at `/live/` of the centre's own address: a proxy is told of."""
    return https() or bool(os.environ.get("YICHUANG_PROXIES"))


def public_address() -> str:
    """Where people outside reach the portal, without a slash at the end: YICHUANG_ADDRESS, or "" when not told."""
    return (os.environ.get("YICHUANG_ADDRESS") or "").rstrip("/")


def debug() -> bool:
    """Whether a developer asked for Django's debug mode; never on by itself."""
    return os.environ.get("YICHUANG_DEBUG") == "1"


def serves_itself() -> bool:
    """Whether only this machine can reach the centre: it listens on the loopback, and no proxy is told of."""
    listens = os.environ.get("YICHUANG_HOST") or "127.0.0.1"
    told = public_address() or https() or os.environ.get("YICHUANG_PROXIES")
    return listens in ("127.0.0.1", "::1", "localhost") and not told


class WrongAddress(ValueError):
    """DATABASE_URL, DATABASE_OWNER_URL or YICHUANG_PROXIES can't be read; the text is a sentence for the operator."""


def https() -> bool:
    """Whether browsers reach this centre by https alone: YICHUANG_HTTPS=1."""
    return os.environ.get("YICHUANG_HTTPS") == "1"


def proxies() -> tuple[Network, ...]:
    """The proxies that say who asks: YICHUANG_PROXIES, addresses and networks with commas between; none when not told.

    Raises WrongAddress for a word that is no address.
    """
    try:
        return networks(os.environ.get("YICHUANG_PROXIES") or "")
    except ValueError as wrong:
        raise WrongAddress(
            f"YICHUANG_PROXIES 里的“{wrong}”不是地址，应形如 127.0.0.1 或 10.1.0.0/16，用逗号隔开"
        ) from None


def hosts() -> list[str]:
    """The names under which this centre may be asked: YICHUANG_HOSTS, or the machine itself.

    A demonstration shows invented people and answers under any name, so that it can be looked at from a phone.
    """
    named = os.environ.get("YICHUANG_HOSTS")
    if named:
        return [host.strip() for host in named.split(",") if host.strip()]
    if (data_folder() / DEMONSTRATION).exists():
        return ["*"]
    return ["localhost", "127.0.0.1", "[::1]"]


@dataclass(frozen=True)
class Database:
    """Where PostgreSQL is and the two roles that use it: `app` works, `owner` migrates and owns the tables."""

    name: str
    host: str
    port: str
    app: str
    app_password: str
    owner: str
    owner_password: str
    embedded: bool
    options: dict[str, str]  # what else the address says: sslmode and the like


def database() -> Database:
    """The server named by DATABASE_URL (and DATABASE_OWNER_URL for migrations), else the embedded one.

    Raises WrongAddress when an address can't be read. The error doesn't repeat the address: it may hold a password.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return Database(
            name=os.environ.get("YICHUANG_DATABASE") or "yichuang",
            host=str(socket_folder(data_folder())),
            port="5432",
            app="yichuang_app",
            app_password="",
            owner="yichuang_owner",
            owner_password="",
            embedded=True,
            options={},
        )
    app = _address("DATABASE_URL", url)
    owner = _address("DATABASE_OWNER_URL", os.environ.get("DATABASE_OWNER_URL") or url)
    known = {"dbname", "host", "port", "user", "password"}
    return Database(
        name=app.get("dbname", "yichuang"),
        host=app.get("host", ""),
        port=app.get("port", "5432"),
        app=app.get("user", ""),
        app_password=app.get("password", ""),
        owner=owner.get("user", ""),
        owner_password=owner.get("password", ""),
        embedded=False,
        options={key: value for key, value in app.items() if key not in known},
    )


def _address(variable: str, url: str) -> dict[str, str]:
    """The parts of a PostgreSQL address, read as PostgreSQL's own client reads it."""
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        raise WrongAddress(
            f"{variable} 不是有效的 PostgreSQL 地址，应形如 postgresql://用户:密码@主机:5432/数据库"
        ) from None


SOCKET_PATH_LIMIT = 90  # sockaddr_un holds 107 bytes; the server adds its own file name


def socket_folder(folder: Path) -> Path:
    """Folder of the embedded server's socket: inside the data folder, or a short one when the path is too long."""
    inside = folder / "postgres-socket"
    if len(str(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    return Path("/tmp") / f"yichuang-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"  # noqa: S108 - mode 0700


def secret(name: str) -> bytes:
    """32 random bytes kept in `keys/<name>` of the data folder (mode 0600), made at first use.

    The file appears whole or not at all: processes that start at once read the same key, never half of one.
    """
    file = data_folder() / "keys" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_name(f".{name}.{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(secrets.token_hex(32).encode())
                out.flush()
                os.fsync(out.fileno())
            with contextlib.suppress(FileExistsError):  # another process was first: its key is the key
                os.link(fresh, file)
        finally:
            fresh.unlink()
    return bytes.fromhex(file.read_text())


def newer_secrets(name: str) -> dict[int, bytes]:
    """Keys added by rotation: `keys/<name>.2`, `keys/<name>.3` … of the data folder, by their number."""
    found = (data_folder() / "keys").glob(f"{name}.*")
    numbered = ((file.suffix[1:], file) for file in found)
    return {int(number): bytes.fromhex(file.read_text()) for number, file in numbered if number.isdecimal()}
