from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.privacy import masks


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张三丰", "张*"),
        (" 张 三 ", "张*"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买*"),
        ("李", "*"),
        ("", ""),
    ],
)
def test_name_keeps_the_surname(name: str, shown: str) -> None:
    assert masks.mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("513021199001011234", "5130**********1234"),
        ("51302119900101123x", "5130**********123X"),
        ("513021900101123", "5130*******1123"),
        ("E12345678", "E******78"),
        ("12", "**"),
    ],
)
def test_id_keeps_four_and_four(number: str, shown: str) -> None:
    assert masks.mask_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800005678", "138****5678"),
        ("+86 138 0000 5678", "138****5678"),
        ("0826-6212345", "0826-****345"),
        ("12345", "*****"),
    ],
)
def test_phone_keeps_three_and_four(number: str, shown: str) -> None:
    assert masks.mask_phone(number) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("四川省广安市清溪县沿江镇建设路12号3栋", "四川省广安市清溪县沿江镇***"),
        ("清溪县城关街道办事处人民路8号", "清溪县城关街道办事处***"),
        ("清溪县人民路8号", "清溪县***"),
        ("镇江市京口区正东路街道9号", "镇江市京口区正东路街道***"),
        ("广安市人民路8号", "广安市***"),
        ("8号楼", "***"),
        ("", ""),
    ],
)
def test_address_ends_at_the_township(address: str, shown: str) -> None:
    assert masks.mask_address(address) == shown


def test_credit_code_account_and_email() -> None:
    assert masks.mask_credit_code("91510100MA6XXXXX12") == "9151**********XX12"
    assert masks.mask_account("6222 0200 0000 1234 567") == "***************4567"
    assert masks.mask_email("zhang@example.com") == "z***@example.com"


@given(st.text(), st.text(alphabet="0123456789号栋路", min_size=1))
def test_public_address_never_shows_a_house_number(place: str, rest: str) -> None:
    assert not any(character in "0123456789" for character in masks.public_address(place + rest))


def test_numbers_in_free_text_are_masked() -> None:
    said = "张三（513021199001011234）电话13800005678，卡号6222020000001234567，编号20260001"
    assert masks.scrub(said) == (
        "张三（5130**********1234）电话138****5678，卡号***************4567，编号20260001"
    )


@given(st.text())
def test_no_mask_fails_or_gives_everything_away(text: str) -> None:
    for mask in (
        masks.mask_name,
        masks.mask_id,
        masks.mask_phone,
        masks.mask_credit_code,
        masks.mask_account,
    ):
        shown = mask(text)
        assert not shown or "*" in shown
