from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from yichuang.domains.residents.rules import (
    PROVINCES,
    NumberRejected,
    Sex,
    citizen_number,
    cleaned,
    credit_code,
    lengthened,
    mobile_number,
)

TODAY = date(2026, 11, 30)


def whole(first_seventeen: str) -> str:
    return first_seventeen + ric.calc_check_digit(first_seventeen + "0")


def credit(first_seventeen: str) -> str:
    return first_seventeen + uscc.calc_check_digit(first_seventeen)


born_long_ago = st.dates(date(1800, 1, 1), date(1899, 12, 31))
good_numbers = st.builds(
    lambda province, county, born, serial: whole(f"{province}{county:04d}{born:%Y%m%d}{serial:03d}"),
    st.sampled_from(sorted(PROVINCES)),
    st.integers(0, 9999),
    born_long_ago,
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    "typed",
    [
        "11010118900307002",
        "１１０１０１１８９００３０７００２",
        "110101 1890 0307 002",
        "110101-18900307-002\u200b",
    ],
)
def test_number_is_taken_however_it_is_typed(typed: str) -> None:
    check = ric.calc_check_digit("110101189003070020")
    found = citizen_number(typed + check.lower(), today=TODAY)
    assert found.number == "11010118900307002" + check
    assert (found.birth_date, found.sex, found.province) == (date(1890, 3, 7), Sex.FEMALE, "北京市")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写身份证号"),
        ("  ", "请填写身份证号"),
        (whole("11010118900307002")[:17], "身份证号少 1 位，请填满 18 位"),
        ("110101189003", "身份证号少 6 位，请填满 18 位"),
        ("110101189003070", "身份证号少 3 位，请填满 18 位"),
        (whole("11010118900307002") + "1", "身份证号多 1 位，请填 18 位"),
        ("11O101189003070021", "身份证号第 3 位是字母 O，请改成数字，可能是 0"),
        ("11张101189003070021"[:18], "身份证号第 3 位是“张”，请改成数字"),
        ("11010118900307002A", "身份证号最后一位是“A”，请改成数字或者字母 X"),
        (whole("16010118900307002"), "身份证号前 2 位“16”不是省份代码，请核对"),
        (whole("11010118900230002"), "身份证号里的出生日期 18900230 不存在，请核对第 7 到 14 位"),
        (whole("11010120261201002"), "身份证号里的出生日期 20261201 还没有到，请核对第 7 到 14 位"),
        (whole("11010117001201002"), "身份证号里的出生年份 1700 太早，请核对第 7 到 10 位"),
    ],
)
def test_each_fault_is_told_precisely(typed: str, told: str) -> None:
    with pytest.raises(NumberRejected) as rejected:
        citizen_number(typed, today=TODAY)
    assert rejected.value.text == told


@given(good_numbers, st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(number: str, place: int, shift: int) -> None:
    assert citizen_number(number, today=TODAY).number == number
    if number[place] == "X":
        return
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(NumberRejected):
        citizen_number(wrong, today=TODAY)


@given(good_numbers, st.integers(0, 16))
def test_any_swap_of_neighbours_is_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped == number:
        return
    with pytest.raises(NumberRejected):
        citizen_number(swapped, today=TODAY)


@given(st.text())
def test_any_text_is_taken_or_told(text: str) -> None:
    for check in (lambda typed: citizen_number(typed, today=TODAY), credit_code, mobile_number):
        try:
            check(text)
        except NumberRejected as rejected:
            assert rejected.text  # noqa: PT017 - either outcome is right


def test_old_number_gets_century_and_check_character() -> None:
    assert lengthened("110105491231002") == "11010519491231002X"
    assert citizen_number("110105491231002", today=TODAY).birth_date == date(1949, 12, 31)


def test_old_number_of_a_centenarian_is_of_the_century_before() -> None:
    assert lengthened("110105991231997")[6:14] == "18991231"


def test_foreigners_permanent_residence_card_is_a_citizen_number_too() -> None:
    found = citizen_number(whole("94484018900614002"), today=TODAY)
    assert found.province == "广东省"
    with pytest.raises(NumberRejected, match="第 2、3 位“16”"):
        citizen_number(whole("91684018900614002"), today=TODAY)


def test_age_turns_on_the_birthday() -> None:
    found = citizen_number(whole("11010120081130002"), today=TODAY)
    assert (found.age_on(date(2026, 11, 29)), found.age_on(date(2026, 11, 30))) == (17, 18)


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        " 9111 0000 6000 3734 1l ",
        "９１１１００００６０００３７３４１Ｌ",
        credit("N2510922MF1234567"),
    ],
)
def test_credit_code_is_taken(code: str) -> None:
    assert credit_code(code) == cleaned(code)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写统一社会信用代码"),
        ("9111000060003734", "统一社会信用代码少 2 位，请填满 18 位"),
        ("91110000600037341LL", "统一社会信用代码多 1 位，请填 18 位"),
        ("9111O000600037341L", "统一社会信用代码不用字母 O，请核对第 5 位，可能是数字 0"),
        ("91110000V00037341L", "统一社会信用代码不用字母 V，请核对第 9 位"),
        ("9111000060003734·L", "统一社会信用代码第 17 位是“·”，请改成数字或者大写字母"),
        ("X1110000600037341L", "统一社会信用代码第 1 位“X”不是登记管理部门代码，请核对"),
        ("911100A0600037341L", "统一社会信用代码第 7 位应当是数字，请核对"),
        ("91110000600037341M", "统一社会信用代码最后一位对不上，请再核对每一位"),
    ],
)
def test_each_fault_of_a_credit_code_is_told(typed: str, told: str) -> None:
    with pytest.raises(NumberRejected) as rejected:
        credit_code(typed)
    assert rejected.value.text == told


@pytest.mark.parametrize(
    "typed", ["13800005678", "+86 138 0000 5678", "0086-138-0000-5678", "８６１３８００００５６７８"]
)
def test_mobile_number_is_taken(typed: str) -> None:
    assert mobile_number(typed) == "13800005678"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写手机号"),
        ("1380000567", "手机号少 1 位，请填满 11 位"),
        ("138000056789", "手机号多 1 位，请填 11 位"),
        ("0826-6212345", "这是固定电话，请填手机号，好收短信"),
        ("1380000S678", "手机号第 8 位是字母 S，请改成数字，可能是 5"),
        ("23800005678", "手机号以 1 开头，请核对第 1 位"),
        ("12800005678", "手机号没有 12 开头的，请核对第 2 位"),
    ],
)
def test_each_fault_of_a_mobile_number_is_told(typed: str, told: str) -> None:
    with pytest.raises(NumberRejected) as rejected:
        mobile_number(typed)
    assert rejected.value.text == told
