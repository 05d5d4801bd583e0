"""The doctor says what is missing, and only then ends with a failure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yichuang.config import browser, doctor, env
from yichuang.config.doctor import Finding, Level

DAY = date(2026, 11, 24)


def levels(findings: list[Finding], subject: str) -> set[Level]:
    return {finding.level for finding in findings if finding.subject == subject}


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("DATABASE_OWNER_URL")
    monkeypatch.setenv("YICHUANG_DATA", str(tmp_path))
    return tmp_path


def test_nothing_is_made_by_looking(folder: Path) -> None:
    doctor.examine(DAY)
    assert list(folder.iterdir()) == []


def test_the_server_in_the_wheel_is_enough(folder: Path) -> None:
    assert levels(list(doctor.check_database()), "PostgreSQL") == {Level.FINE}


def test_a_server_that_doesnt_answer_is_missing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://app@/yc?host={folder}")
    assert Level.MISSING in levels(list(doctor.check_database()), "PostgreSQL")


@pytest.mark.django_db
def test_two_roles_are_as_it_should_be() -> None:
    assert levels(list(doctor.check_database()), "数据库角色") == {Level.FINE}


@pytest.mark.django_db
def test_one_role_for_all_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert levels(list(doctor.check_database()), "数据库角色") == {Level.NOTE}


def test_a_key_that_others_can_read_is_wrong(folder: Path) -> None:
    env.secret("django")
    assert levels(list(doctor.check_keys()), "密钥") == {Level.FINE}
    (folder / "keys" / "django").chmod(0o644)
    assert levels(list(doctor.check_keys()), "密钥") == {Level.MISSING}


@pytest.mark.parametrize(
    ("day", "level"),
    [(date(2025, 3, 1), Level.FINE), (DAY, Level.NOTE), (date(2032, 1, 1), Level.MISSING)],
)
def test_a_year_without_a_notice_stops_the_clocks(folder: Path, day: date, level: Level) -> None:
    assert levels(list(doctor.check_calendar(day)), "日历") == {level}


def test_a_browser_is_only_wished_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICHUANG_BROWSER", str(folder / "nowhere"))
    assert browser.find() is None
    assert levels(list(doctor.check_browser()), "浏览器") == {Level.NOTE}


def test_a_full_disk_is_missing_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FREE_BYTES_NEEDED", 1 << 62)
    assert levels(list(doctor.check_folder()), "磁盘空间") == {Level.MISSING}


def test_an_unconfigured_channel_of_messages_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YICHUANG_SMS", raising=False)
    monkeypatch.setenv("YICHUANG_EMAIL_FROM", "centre@example.cn")
    monkeypatch.setattr(doctor, "_waiting_messages", lambda: {"sms": 3})
    sms, email = doctor.check_messages()
    assert (sms.level, "3 条" in sms.text) == (doctor.Level.NOTE, True)
    assert email.level is doctor.Level.FINE


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ({}, None),
        ({"YICHUANG_HTTPS": "1", "YICHUANG_ADDRESS": "https://centre.example"}, Level.FINE),
        ({"YICHUANG_ADDRESS": "https://centre.example"}, Level.MISSING),
        ({"YICHUANG_PROXIES": "127.0.0.1"}, Level.NOTE),
        ({"YICHUANG_HOST": "0.0.0.0"}, Level.NOTE),
        ({"YICHUANG_ADDRESS": "http://10.1.2.3:8000"}, Level.NOTE),
    ],
)
def test_a_centre_reached_by_others_is_told_what_https_needs(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], level: Level | None
) -> None:
    for name in ("YICHUANG_HTTPS", "YICHUANG_ADDRESS", "YICHUANG_PROXIES", "YICHUANG_HOST"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert [found.level for found in doctor.check_https()] == ([level] if level else [])
    assert all("YICHUANG_HTTPS" in found.text for found in doctor.check_https())
