"""What the environment says: the data folder, the port, the database, the secrets kept in files."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """Where this centre keeps its database, files and keys: YICHUANG_DATA, or `var` in the checkout."""
    return Path(os.environ.get("YICHUANG_DATA") or CHECKOUT / "var").resolve()


def port() -> int:
    """The port of the web server: PORT, or 8000."""
    return int(os.environ.get("PORT") or 8000)


def debug() -> bool:
    """Whether a developer asked for Django's debug mode; never on by itself."""
    return os.environ.get("YICHUANG_DEBUG") == "1"


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


def database() -> Database:
    """The server named by DATABASE_URL (and DATABASE_OWNER_URL for migrations), else the embedded one."""
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
        )
    app = urlsplit(url)
    owner = urlsplit(os.environ.get("DATABASE_OWNER_URL") or url)
    return Database(
        name=unquote(app.path.lstrip("/")),
        host=unquote(app.hostname or ""),
        port=str(app.port or 5432),
        app=unquote(app.username or ""),
        app_password=unquote(app.password or ""),
        owner=unquote(owner.username or ""),
        owner_password=unquote(owner.password or ""),
        embedded=False,
    )


SOCKET_PATH_LIMIT = 90  # sockaddr_un holds 107 bytes; the server adds its own file name


def socket_folder(folder: Path) -> Path:
    """Folder of the embedded server's socket: inside the data folder, or a short one when the path is too long."""
    inside = folder / "postgres-socket"
    if len(str(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    import hashlib

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
