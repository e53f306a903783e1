import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.checkpoint import Checkpoint, read_note, sign_note, write_checkpoint
from amparo.sealing.signing import new_signing_pair

ORIGIN, NAME = "amparo.example/log", "amparo.example"
LOG, WITNESS = new_signing_pair(), new_signing_pair()
ROOT = bytes(range(32))
BODY = write_checkpoint(ORIGIN, 7, ROOT)
NOTE = sign_note(BODY, NAME, LOG.private)


def with_cosignature(note: str) -> str:
    return note + sign_note(BODY, "witness.example", WITNESS.private).rpartition("\n\n")[2]


@given(st.integers(0, 10**18), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_as_it_was_signed(size: int, root: bytes) -> None:
    note = sign_note(write_checkpoint(ORIGIN, size, root), NAME, LOG.private)
    assert read_note(note, NAME, LOG.public) == Checkpoint(ORIGIN, size, root)


def test_a_witness_signs_beneath_and_both_can_be_read() -> None:
    note = with_cosignature(NOTE)
    expected = Checkpoint(ORIGIN, 7, ROOT)
    assert read_note(note, NAME, LOG.public) == expected
    assert read_note(note, "witness.example", WITNESS.public) == expected


@given(st.integers(0, len(BODY) - 1), st.characters(codec="utf-8"))
def test_a_body_with_one_character_changed_is_refused(place: int, other: str) -> None:
    changed = NOTE[:place] + other + NOTE[place + 1 :]
    if changed != NOTE:
        with pytest.raises(BadSignature):
            read_note(changed, NAME, LOG.public)


@pytest.mark.parametrize(
    "note",
    [
        "",
        BODY,
        NOTE.rstrip("\n"),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("\n\n", "\r\n\r\n"),
        NOTE.replace("\u2014", "-"),
        NOTE.replace("amparo.example ", "other.example "),
        "before\n" + NOTE,
        NOTE.replace("=\n\n", "=\nmore\n\n"),
        NOTE.replace("amparo", "\ud800mparo", 1),
        sign_note(BODY, NAME, WITNESS.private),
        BODY + "\n\u2014 amparo.example not-base64\n",
    ],
)
def test_what_this_key_did_not_sign_is_refused(note: str) -> None:
    with pytest.raises(BadSignature):
        read_note(note, NAME, LOG.public)


def test_further_lines_of_the_body_are_covered_and_passed_over() -> None:
    note = sign_note(BODY + "an extension\n", NAME, LOG.private)
    assert read_note(note, NAME, LOG.public) == Checkpoint(ORIGIN, 7, ROOT)
    with pytest.raises(BadSignature):
        read_note(note.replace("an ext", "no ext"), NAME, LOG.public)


@pytest.mark.parametrize(
    "body",
    [
        "one line\n",
        BODY.replace("\n7\n", "\n07\n"),
        BODY.replace("\n7\n", "\n-7\n"),
        BODY.replace("\n7\n", "\n" + "7" * 5000 + "\n"),
        BODY.replace("\n7\n", "\n\u0667\n"),
        f"{ORIGIN}\n7\nAAAA\n",
        f"{ORIGIN}\n7\n",
        BODY.replace(ORIGIN, ""),
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_malformed(body: str) -> None:
    with pytest.raises(Malformed):
        read_note(sign_note(body, NAME, LOG.private), NAME, LOG.public)


@pytest.mark.parametrize("name", ["", "two words", "a+b", " a", "a\n", "a\u00a0b"])
def test_a_key_name_that_breaks_the_line_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        sign_note(BODY, name, LOG.private)


@pytest.mark.parametrize("body", ["no line break", "a tab\t\n", "a return\r\n", "half \ud800\n"])
def test_only_whole_lines_of_plain_text_are_signed(body: str) -> None:
    with pytest.raises(Malformed):
        sign_note(body, NAME, LOG.private)


@pytest.mark.parametrize(
    ("origin", "size", "root"), [("", 1, ROOT), ("a\nb", 1, ROOT), ("a", -1, ROOT), ("a", 1, b"")]
)
def test_a_checkpoint_that_could_not_be_read_back_is_not_written(
    origin: str, size: int, root: bytes
) -> None:
    with pytest.raises(Malformed):
        write_checkpoint(origin, size, root)
