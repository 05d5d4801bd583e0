"""What is configured and what is missing, one finding a line, for the operator."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import psycopg

from yichuang.config import browser, database, env, postgres
from yichuang.config.postgres import ServerTrouble

FREE_BYTES_NEEDED = 500 * 1024 * 1024
FREE_BYTES_WISHED = 5 * 1024 * 1024 * 1024
OLDEST_SERVER = 18
SILENT_SECONDS = 180  # the watcher looks at least every minute


class Level(StrEnum):
    """How much a finding matters: fine, worth knowing, or Yichuang can't work like this."""

    FINE = "正常"
    NOTE = "注意"
    MISSING = "缺少"


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's answer."""

    level: Level
    subject: str
    text: str


def examine(today: date) -> list[Finding]:
    """All findings. Nothing is started and nothing is changed."""
    findings: list[Finding] = []
    checks: list[Callable[[], Iterator[Finding]]] = [
        check_folder,
        check_database,
        check_keys,
        check_assets,
        check_fonts,
        lambda: check_calendar(today),
        check_messages,
        check_watch,
        check_proxy,
        check_https,
        check_browser,
    ]
    for check in checks:
        findings += check()
    return findings


def check_folder() -> Iterator[Finding]:
    """The data folder can be written and has room."""
    folder = env.data_folder()
    origin = "YICHUANG_DATA" if os.environ.get("YICHUANG_DATA") else "默认"
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(place, os.W_OK):
        yield Finding(
            Level.MISSING, "数据文件夹", f"{folder}（{origin}）不可写，请改权限或用 YICHUANG_DATA 换一个。"
        )
        return
    state = "" if folder.exists() else "，首次启动时建立"
    yield Finding(Level.FINE, "数据文件夹", f"{folder}（{origin}{state}）")
    free = shutil.disk_usage(place).free
    room = f"剩余 {free / 1024**3:.1f} GB"
    if free < FREE_BYTES_NEEDED:
        yield Finding(Level.MISSING, "磁盘空间", f"{room}，至少要 0.5 GB：请清理或换到别的磁盘。")
    elif free < FREE_BYTES_WISHED:
        yield Finding(Level.NOTE, "磁盘空间", f"{room}，一个中心一年约需 5 GB。")
    else:
        yield Finding(Level.FINE, "磁盘空间", room)


def check_database() -> Iterator[Finding]:
    """A PostgreSQL 18 is there, and the application's role can't change what only the owner may."""
    try:
        wanted = env.database()
        if wanted.embedded:
            found = postgres.programs() / "postgres"
            if not found.exists():
                yield Finding(Level.MISSING, "PostgreSQL", f"没有 {found}：请重新执行 make install。")
                return
            server = database.embedded_server()
            if not server.is_running():
                yield Finding(
                    Level.FINE, "PostgreSQL", f"自带 {postgres.VERSION}，现在没有运行，yichuang up 会启动它。"
                )
                return
            yield Finding(
                Level.FINE, "PostgreSQL", f"自带 {postgres.VERSION}，正在运行，套接字 {server.socket}"
            )
        else:
            yield Finding(Level.FINE, "PostgreSQL", f"DATABASE_URL 指定的服务器 {wanted.host}:{wanted.port}")
        with database.connect_as_app() as app, database.connect_as_owner() as owner:
            yield from _check_roles(app, owner)
    except (ServerTrouble, ValueError) as trouble:
        yield Finding(Level.MISSING, "PostgreSQL", str(trouble))


def _check_roles(app: psycopg.Connection, owner: psycopg.Connection) -> Iterator[Finding]:
    if (version := app.info.server_version // 10000) < OLDEST_SERVER:
        yield Finding(Level.MISSING, "PostgreSQL", f"版本 {version}，需要 {OLDEST_SERVER} 或更新。")
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    mighty = app.execute(asked).fetchone()
    if mighty is not None and mighty[0]:
        yield Finding(
            Level.MISSING,
            "数据库角色",
            f"应用角色 {app.info.user} 是超级用户，办件台账就不再防篡改：请换一个。",
        )
    elif app.info.user == owner.info.user:
        yield Finding(
            Level.NOTE,
            "数据库角色",
            "应用与迁移用的是同一角色，应用能改台账：请设 DATABASE_OWNER_URL，让表归另一角色所有。",
        )
    elif _may_change_ledger(app):
        yield Finding(
            Level.MISSING,
            "数据库角色",
            f"应用角色 {app.info.user} 能改办件台账（恢复备份后会这样）：请执行 yichuang migrate，它会收回这项权限。",
        )
    else:
        yield Finding(Level.FINE, "数据库角色", f"应用 {app.info.user}，表的所有者 {owner.info.user}")


def _may_change_ledger(app: psycopg.Connection) -> bool:
    asked = "SELECT has_table_privilege(to_regclass('public.ledger'), 'UPDATE, DELETE, TRUNCATE')"
    found = app.execute(asked).fetchone()
    return bool(found and found[0])


def check_keys() -> Iterator[Finding]:
    """The secret keys are there and nobody else reads them."""
    folder = env.data_folder() / "keys"
    keys = (
        [file for file in sorted(folder.glob("*")) if not file.name.startswith(".")]
        if folder.is_dir()
        else []
    )
    if not keys:
        yield Finding(Level.FINE, "密钥", f"还没有，首次启动时在 {folder} 生成。")
        return
    if open_files := [path for path in (folder, *keys) if path.stat().st_mode & 0o077]:
        names = " ".join(str(path) for path in open_files)
        yield Finding(Level.MISSING, "密钥", f"别的账户也能读，请执行 chmod go-rwx {names}")
    else:
        yield Finding(Level.FINE, "密钥", f"{len(keys)} 个，只有本账户可读；请另行备份 {folder}")


def check_assets() -> Iterator[Finding]:
    """The style sheet, the script and the browser libraries are built."""
    from yichuang.ui import assets

    wanted = [assets.BUILT / "app.css", assets.BUILT / "app.js"]
    wanted += [assets.VENDOR / name for name in assets.LIBRARIES.values()]
    if missing := [file.name for file in wanted if not file.exists()]:
        yield Finding(Level.MISSING, "网页资源", f"没有 {'、'.join(missing)}：请执行 make install。")
    elif assets.is_stale():
        yield Finding(Level.NOTE, "网页资源", "比源文件旧：请执行 make install。")
    else:
        yield Finding(Level.FINE, "网页资源", str(assets.BUILT.parent))


def check_fonts() -> Iterator[Finding]:
    """The Chinese fonts for documents are installed with the program."""
    try:
        import pylopdf_fonts_zh_cn as fonts
    except ImportError:
        yield Finding(Level.MISSING, "字体", "没有中文字体包 pylopdf-fonts-zh-cn：请执行 make install。")
        return
    folder = Path(fonts.__file__).parent
    count = sum(1 for pattern in ("*.otf", "*.ttf", "*.ttc") for _ in folder.rglob(pattern))
    if count == 0:
        yield Finding(Level.MISSING, "字体", f"{folder} 里没有字体文件：请重新安装。")
    else:
        from yichuang.kernel.documents.render.coverage import faces_in

        added = len(faces_in(env.data_folder() / "fonts"))
        own = f"；fonts 文件夹里另有 {added} 个" if added else "；生僻字印成方框时，见文档“Rare characters”"
        yield Finding(Level.FINE, "字体", f"文书用的中文字体 {count} 个，随程序安装{own}。")


def check_calendar(today: date) -> Iterator[Finding]:
    """The State Council's notices for this year and, late in the year, for the next."""
    from yichuang.kernel.calendar.seeds import national_rows

    years = {row.day.year for row in national_rows()}
    origin = "随程序安装"
    if (stored := _stored_years()) is not None:
        years, origin = stored, "本中心"
    known = f"{origin}的放假安排 {min(years)}—{max(years)} 年" if years else f"{origin}没有放假安排"
    if today.year not in years:
        yield Finding(
            Level.MISSING, "日历", f"{known}，没有 {today.year} 年，办理时限无法计算：请在日历里录入。"
        )
    elif today.year + 1 not in years:
        note = "跨年的时限暂按周末推算，通知公布后请录入。"
        yield Finding(Level.NOTE, "日历", f"{known}，还没有 {today.year + 1} 年；{note}")
    else:
        yield Finding(Level.FINE, "日历", known)


def _stored_years() -> set[int] | None:
    """The years in the centre's own calendar; None when there is no database to ask, or no centre in it."""
    try:
        if env.database().embedded and not database.embedded_server().is_running():
            return None
        with database.connect_as_app() as connection:
            asked = "SELECT DISTINCT extract(year FROM day)::int FROM calendar_day WHERE office_path = ''"
            return {row[0] for row in connection.execute(asked)} or None
    except (ServerTrouble, ValueError, psycopg.Error):
        return None


def check_messages() -> Iterator[Finding]:
    """Whether short messages and mail can go out, and how many wait for a channel that isn't configured."""
    channels = {"sms": ("短信", "YICHUANG_SMS"), "email": ("邮件", "YICHUANG_EMAIL_FROM")}
    waiting = _waiting_messages()
    for channel, (label, variable) in channels.items():
        if os.environ.get(variable):
            yield Finding(Level.FINE, label, f"已配置（{variable}）")
            continue
        count = waiting.get(channel, 0)
        told = f"，有 {count} 条在等" if count else ""
        level = Level.NOTE if count or channel == "sms" else Level.FINE
        yield Finding(level, label, f"未配置{told}：要发{label}，请设 {variable}。")


def _waiting_messages() -> dict[str, int]:
    """Messages that haven't gone out, by channel; none when there is no database to ask."""
    try:
        if env.database().embedded and not database.embedded_server().is_running():
            return {}
        with database.connect_as_app() as connection:
            rows = connection.execute(
                "SELECT channel, count(*) FROM message WHERE sent_at IS NULL GROUP BY channel"
            )
            return dict(rows.fetchall())
    except (ServerTrouble, ValueError, psycopg.Error):
        return {}


WATCH = """SELECT extract(epoch FROM now() - looked_at)::float, lag_ms / 1000.0, late_ms / 1000.0,
(late_at AT TIME ZONE 'Asia/Shanghai')::text FROM watch"""


def check_watch() -> Iterator[Finding]:
    """Whether the watcher of clocks looks, and how late it was with its last warnings."""
    try:
        if env.database().embedded and not database.embedded_server().is_running():
            return
        with database.connect_as_app() as connection:
            row = connection.execute(WATCH).fetchone()
    except (ServerTrouble, ValueError, psycopg.Error):
        return  # without a database, or before its tables are made, there is nothing to tell
    if row is None or row[0] is None:
        yield Finding(
            Level.NOTE, "时限看守", "还没有运行过：yichuang up 会启动它，也可以单独运行 yichuang watch。"
        )
        return
    silent, lag, late, late_at = row
    if silent > SILENT_SECONDS:
        text = (
            f"已有 {silent / 60:,.0f} 分钟没有查看时限，到期不会预警：请运行 yichuang up 或 yichuang watch。"
        )
        yield Finding(Level.MISSING, "时限看守", text)
        return
    told = f"{silent:.0f} 秒前查看过，最近一次预警迟 {lag:.1f} 秒"
    if late_at:
        yield Finding(
            Level.NOTE,
            "时限看守",
            f"{told}；{late_at[:16]} 曾迟 {late / 60:,.0f} 分钟，原因请看 watcher.log。",
        )
    else:
        yield Finding(Level.FINE, "时限看守", f"{told}。")


def check_proxy() -> Iterator[Finding]:
    """Behind a proxy somebody has to say which one may tell who asks; else everybody counts as one."""
    try:
        told = env.proxies()
    except env.WrongAddress as wrong:
        yield Finding(Level.MISSING, "代理", str(wrong))
        return
    if told:
        words = "、".join(str(one) for one in told)
        yield Finding(Level.FINE, "代理", f"相信 {words} 报来的访问者地址（YICHUANG_PROXIES）")
    elif env.https():
        yield Finding(
            Level.NOTE,
            "代理",
            "设了 YICHUANG_HTTPS 而没有设 YICHUANG_PROXIES：所有访问者都算同一个地址，查询和登录的次数限制会一起用完。",
        )


def check_https() -> Iterator[Finding]:
    """Who is reached by https has to say so: else forms are refused as from elsewhere, and cookies may go in clear."""
    wish = "请设 YICHUANG_HTTPS=1"
    if env.https():
        yield Finding(Level.FINE, "https", "只经 https 访问（YICHUANG_HTTPS）")
    elif env.public_address().startswith("https://"):
        text = f"YICHUANG_ADDRESS 是 https 地址，而没有设 YICHUANG_HTTPS：表单会被当作别处来的，一律拒绝。{wish}。"
        yield Finding(Level.MISSING, "https", text)
    elif os.environ.get("YICHUANG_PROXIES"):
        text = f"设了代理而没有设 YICHUANG_HTTPS：代理对外用 https 的话，{wish}，不然表单会被拒绝。"
        yield Finding(Level.NOTE, "https", text)
    elif not env.serves_itself():
        text = (
            "别的机器能用明文 http 访问，密码会被看到：请在前面放一个结束 TLS 的代理，并设 YICHUANG_HTTPS=1。"
        )
        yield Finding(Level.NOTE, "https", text)


def check_browser() -> Iterator[Finding]:
    """A browser for the tests; a centre itself needs none."""
    found = browser.find()
    if found is None:
        yield Finding(
            Level.NOTE, "浏览器", "没有找到 Chromium：make test 会跳过浏览器里的测试（运行中心不需要）。"
        )
    else:
        yield Finding(Level.FINE, "浏览器", f"{found}（只用于测试）")
