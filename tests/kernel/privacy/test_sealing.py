from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.privacy import (
    CannotUnseal,
    keyed_hash,
    new_key,
    seal,
    sealed_with_current_key,
    unseal,
    unseal_text,
)


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    assert unseal_text(seal(text, "person:1"), "person:1") == text


def test_sealed_value_shows_nothing_and_differs_each_time() -> None:
    first, second = seal("张三丰", "person:1"), seal("张三丰", "person:1")
    assert "张三丰".encode() not in first
    assert first != second


def test_value_copied_into_another_row_does_not_open() -> None:
    with pytest.raises(CannotUnseal):
        unseal(seal("张三丰", "person:1"), "person:2")


@pytest.mark.parametrize("place", [0, 1, 5, 13, -1])
def test_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(seal("张三丰", "person:1"))
    sealed[place] ^= 1
    with pytest.raises(CannotUnseal):
        unseal(bytes(sealed), "person:1")


@pytest.mark.parametrize("stump", [b"", b"\x01", b"\x01" + bytes(12)])
def test_stump_is_refused(stump: bytes) -> None:
    with pytest.raises(CannotUnseal):
        unseal(stump, "person:1")


def test_after_rotation_old_values_open_and_new_ones_use_the_new_key(settings: Any) -> None:
    old = seal("张三丰", "person:1")
    before = keyed_hash("513021199001011234", "number")
    settings.PERSONAL_NEWER_KEYS = {2: os.urandom(32)}
    new = seal("张三丰", "person:1")
    assert (old[0], new[0]) == (1, 2)
    assert unseal_text(old, "person:1") == unseal_text(new, "person:1") == "张三丰"
    assert not sealed_with_current_key(old)
    assert sealed_with_current_key(new)
    assert keyed_hash("513021199001011234", "number") == before


def test_value_under_a_persons_own_key_is_gone_with_that_key() -> None:
    key = new_key()
    sealed = seal("张三丰", "ledger:9", key=key)
    assert unseal_text(sealed, "ledger:9", key=key) == "张三丰"
    with pytest.raises(CannotUnseal):
        unseal(sealed, "ledger:9")
    with pytest.raises(CannotUnseal):
        unseal(sealed, "ledger:9", key=new_key())


def test_short_key_is_never_used(settings: Any) -> None:
    settings.PERSONAL_KEY = b""
    with pytest.raises(ValueError, match="32 bytes"):
        seal("张三丰", "person:1")


@pytest.mark.parametrize(
    "typed",
    ["11010118900307283x", "１１０１０１１８９００３０７２８３Ｘ", " 110101 18900307\u3000283X\u200b"],
)
def test_hash_finds_the_number_however_it_was_typed(typed: str) -> None:
    assert keyed_hash(typed, "number") == keyed_hash("11010118900307283X", "number")


def test_hash_finds_a_minority_name_with_any_dot() -> None:
    assert len({keyed_hash(f"买买提{dot}艾力", "name") for dot in "·•‧・"}) == 1


def test_hash_depends_on_field_and_key(settings: Any) -> None:
    first = keyed_hash("张三", "name")
    assert first != keyed_hash("张三", "agent")
    assert len(first) == 32
    settings.PERSONAL_KEY = os.urandom(32)
    assert keyed_hash("张三", "name") != first


def test_list_of_thirty_thousand_names_opens_while_somebody_waits() -> None:
    sealed = [seal(f"张三{n}", "person") for n in range(30_000)]
    begin = time.perf_counter()
    names = [unseal_text(value, "person") for value in sealed]
    print(f"30,000 unsealed in {time.perf_counter() - begin:.2f} s")
    assert names[29_999] == "张三29999"


def test_key_file_is_made_once_private_and_whole_when_many_start_at_once(tmp_path: Path) -> None:
    program = "from yichuang.config import env; print(env.secret('personal').hex())"
    surroundings = {**os.environ, "YICHUANG_DATA": str(tmp_path), "PYTHONPATH": "src"}
    running = [
        subprocess.Popen([sys.executable, "-c", program], env=surroundings, stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    keys = {process.communicate()[0].strip() for process in running}
    assert len(keys) == 1
    assert len(bytes.fromhex(keys.pop().decode())) == 32
    assert (tmp_path / "keys/personal").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["personal"]
