"""One-time codes: as RFC 6238 says, near their moment only, and readable on paper."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.ids import CHARACTERS
from amparo.base.time import UTC
from amparo.sealing.one_time import (
    HANDED_LENGTH,
    app_address,
    as_written,
    code_at,
    new_seed,
    new_written_code,
    seed_text,
    step_of,
    step_shown,
)
from amparo.sealing.passphrase import is_strong

SEED = b"12345678901234567890"
AT = datetime(2027, 5, 10, 14, 15, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert code_at(SEED, step_of(at)) == code


@pytest.mark.parametrize(
    ("seconds", "fits"), [(0, True), (-30, True), (30, True), (-60, False), (60, False)]
)
def test_a_code_fits_half_a_minute_before_and_after(*, seconds: int, fits: bool) -> None:
    shown = code_at(SEED, step_of(AT + timedelta(seconds=seconds)))
    assert (step_shown(SEED, f" {shown[:3]} {shown[3:]} ", AT) is not None) is fits


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_code_of_now_or_none(typed: str) -> None:
    near = {code_at(SEED, step_of(AT) + aside) for aside in (-1, 0, 1)}
    is_one = "".join(typed.split()) in near
    assert (step_shown(SEED, typed, AT) is not None) is is_one


def test_an_app_reads_the_same_seed_from_the_picture_and_from_the_text() -> None:
    seed = new_seed()
    address = app_address(seed, "ana", "Amparo Ñ")
    assert seed_text(seed).replace(" ", "") in address
    assert address.startswith("otpauth://totp/Amparo%20%C3%91:ana?")


@given(st.sampled_from([10, 20]))
def test_a_written_code_is_read_however_it_is_typed(length: int) -> None:
    code = new_written_code(length)
    assert set(code) <= {*CHARACTERS, "-"}
    assert as_written(code.lower().replace("-", " ")) == as_written(code)
    assert len(as_written(code)) == length


def test_a_handed_over_code_is_as_long_as_a_passphrase_must_be() -> None:
    assert any(is_strong(new_written_code(HANDED_LENGTH)) for _ in range(20))
