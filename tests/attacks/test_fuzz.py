"""Bytes and texts that nobody meant, given to whatever reads what came from outside."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.ids import read_number
from amparo.base.problems import Problem
from amparo.desk.comma_separated import STARTS_A_FORMULA, harmless
from amparo.desk.tokens import FormToken, read_token
from amparo.sealing.checkpoint import read_note
from amparo.sealing.cosignature import read_cosignature
from amparo.sealing.envelope import disclose, enclose
from amparo.sealing.keys import new_key_pair, open_with, seal_to
from amparo.sealing.one_time import as_written, step_shown
from amparo.sealing.parts import PartContext, open_part
from amparo.sealing.unlocked import pick_up
from amparo.trust.passkeys import registered
from amparo.trust.problems import WrongPasskey
from amparo.trust.rules import normal_username

if TYPE_CHECKING:
    from collections.abc import Callable

KEY, PLACE = bytes(range(32)), b"place"
PART = PartContext(UUID(int=1), UUID(int=2), "step", UUID(int=3), "sealed")
PAIR = new_key_pair()
PAGE_OWNER = UUID(int=7)
NOW = datetime(2027, 5, 10, tzinfo=UTC)
calmly = settings(deadline=None, max_examples=60)
TEXTS = st.text(max_size=300)
BYTES = st.binary(max_size=400)


@calmly
@given(BYTES)
def test_noise_opens_nothing_and_is_always_told_as_a_problem(noise: bytes) -> None:
    openings: tuple[Callable[[], bytes], ...] = (
        lambda: disclose(noise, KEY, PLACE),
        lambda: open_part(noise, KEY, PART),
        lambda: open_with(PAIR.private, noise),
        lambda: pick_up(noise.hex(), noise),
    )
    for open_it in openings:
        with pytest.raises(Problem):
            open_it()


@calmly
@given(st.data())
def test_whatever_is_changed_in_an_envelope_or_a_box_it_stays_shut(data: st.DataObject) -> None:
    sealed: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
        (enclose(b"words", KEY, PLACE), lambda text: disclose(text, KEY, PLACE)),
        (seal_to(PAIR.public, b"words"), lambda text: open_with(PAIR.private, text)),
    )
    for whole, open_it in sealed:
        at = data.draw(st.integers(0, len(whole) - 1))
        turned = data.draw(st.integers(1, 255))
        changed = whole[:at] + bytes([whole[at] ^ turned]) + whole[at + 1 :]
        with pytest.raises(Problem):
            open_it(changed)


@calmly
@given(TEXTS)
def test_a_note_that_nobody_signed_is_refused_in_words(text: str) -> None:
    with pytest.raises(Problem):
        read_note(text, "log", KEY)
    with pytest.raises(Problem):
        read_cosignature(text, "witness", KEY)


@calmly
@given(TEXTS)
def test_what_no_authenticator_sent_is_no_passkey(text: str) -> None:
    for answer in (text, f'{{"response": {text!r}}}', f'["{text.encode().hex()}"]', "null", "1"):
        with pytest.raises(WrongPasskey):
            registered(answer, {})


@calmly
@given(TEXTS, TEXTS)
def test_a_token_that_we_did_not_sign_is_none(text: str, page: str) -> None:
    assert read_token(text, page) is None
    signed = FormToken(PAGE_OWNER, "/here/", PAGE_OWNER).signed
    assert read_token(signed + text, "/here/") is None or not text
    assert page == "/here/" or read_token(signed, page) is None


@calmly
@given(TEXTS)
def test_codes_names_and_numbers_are_read_or_refused_and_never_break(text: str) -> None:
    assert as_written(as_written(text)) == as_written(text)
    assert normal_username(f" {text} ") == normal_username(text)
    assert step_shown(KEY, text, NOW) is None or text.strip().isascii()
    with suppress(Problem):
        assert read_number(read_number(text)) == read_number(text)
    cell = harmless(text)
    assert not cell.startswith(STARTS_A_FORMULA)
