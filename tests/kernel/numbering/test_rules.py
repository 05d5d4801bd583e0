from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.numbering.rules import (
    QUERY_ALPHABET,
    CaseNumber,
    NumberRejected,
    case_number,
    document_number,
    looks_like_case_number,
    parsed_document_number,
    query_code,
    typed_query_code,
)

numbers = st.builds(
    CaseNumber,
    st.integers(0, 999_999).map(lambda n: f"{n:06d}"),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 99_999),
)


def test_case_number_as_people_see_it() -> None:
    assert str(CaseNumber("519921", date(2026, 11, 30), 17)) == "519921-20261130-00017-3"


@given(numbers)
def test_case_number_reads_back_in_any_dress(number: CaseNumber) -> None:
    wide = str(number).translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
    assert case_number(str(number)) == case_number(number.compact) == case_number(f" {wide} ") == number


@given(numbers, st.integers(0, 19), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(number: CaseNumber, place: int, shift: int) -> None:
    digits = number.compact
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert not looks_like_case_number(wrong)


def test_swaps_of_neighbours_are_nearly_all_found() -> None:
    swaps = missed = 0
    for serial in range(1, 2000):
        digits = CaseNumber("519921", date(2026, 11, 30), serial * 47 % 99_999 + 1).compact
        for place in range(19):
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            if swapped != digits:
                swaps += 1
                missed += looks_like_case_number(swapped)
    assert missed / swaps < 0.03


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写办件编号"),
        ("519921-20261130-00017", "办件编号少 1 位，请填满 20 位数字"),
        ("519921-20261130-00017-33", "办件编号多 1 位，请填 20 位数字"),
        ("519921-20261130-0O017-3", "办件编号只有数字和短横线，请核对"),
        ("519921-20261130-00017-4", "办件编号的校验位对不上，请对照凭证再核对"),
        ("51992120261330000171", "办件编号的校验位对不上，请对照凭证再核对"),
    ],
)
def test_each_fault_is_told(typed: str, told: str) -> None:
    with pytest.raises(NumberRejected) as rejected:
        case_number(typed)
    assert rejected.value.text == told


def test_right_check_digit_does_not_excuse_an_impossible_date() -> None:
    candidates = [f"5199212026133000017{check}" for check in range(10)]
    told = set()
    for candidate in candidates:
        with pytest.raises(NumberRejected) as rejected:
            case_number(candidate)
        told.add(rejected.value.text)
    assert "办件编号里的日期或者序号不对，请对照凭证再核对" in told


@pytest.mark.parametrize(("region", "serial"), [("51992", 1), ("519921", 0), ("519921", 100_000)])
def test_case_number_that_does_not_fit_is_not_made(region: str, serial: int) -> None:
    with pytest.raises(ValueError):
        CaseNumber(region, date(2026, 11, 30), serial)


def test_query_codes_avoid_lookalikes_and_are_even() -> None:
    drawn = "".join(query_code() for _ in range(4000))
    assert len(drawn) == 32_000
    assert set(drawn) == set(QUERY_ALPHABET)
    assert not set("0O1IL") & set(QUERY_ALPHABET)
    expected = len(drawn) / len(QUERY_ALPHABET)
    assert all(abs(drawn.count(sign) - expected) < 0.25 * expected for sign in QUERY_ALPHABET)


def test_uneven_bytes_are_thrown_away() -> None:
    batches = iter([bytes([255] * 8), bytes([0, 255, 1, 2, 3, 4, 5, 6]), bytes([7] * 8)])
    assert query_code(lambda n: next(batches)) == "23456789"


@given(st.binary(min_size=8, max_size=8).filter(lambda drawn: max(drawn) < 248))
def test_query_code_reads_back_as_typed(drawn: bytes) -> None:
    code = query_code(lambda n: drawn)
    assert typed_query_code(f" {code[:4].lower()}-{code[4:]} ") == code


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请填写查询码"),
        ("ABC", "查询码是 8 位，现在有 3 位，请对照凭证核对"),
        ("ABCDEFG0", "查询码里没有“0”，请对照凭证核对第 8 位"),
    ],
)
def test_each_fault_of_a_query_code_is_told(typed: str, told: str) -> None:
    with pytest.raises(NumberRejected) as rejected:
        typed_query_code(typed)
    assert rejected.value.text == told


def test_document_number_has_neither_ordinal_nor_leading_zero() -> None:
    assert document_number("云市监许受", 2026, 7) == "云市监许受〔2026〕7号"


@pytest.mark.parametrize(
    ("prefix", "serial"), [("", 1), ("云市监第", 1), ("云〔市〕", 1), ("云市监", 0), ("云1", 2)]
)
def test_document_number_that_breaks_the_standard_is_not_made(prefix: str, serial: int) -> None:
    with pytest.raises(ValueError, match="not a document number"):
        document_number(prefix, 2026, serial)


@pytest.mark.parametrize(
    "typed",
    [
        "云市监许受〔2026〕7号",
        "云市监许受[2026]7号",
        "云市监许受（2026）第007号",
        "云市监许受 【２０２６】 ７ 号",
    ],
)
def test_document_number_is_read_with_any_brackets(typed: str) -> None:
    assert parsed_document_number(typed) == ("云市监许受", 2026, 7)


def test_text_that_is_no_document_number_is_told() -> None:
    with pytest.raises(NumberRejected, match="例如"):
        parsed_document_number("2026年7号文")
