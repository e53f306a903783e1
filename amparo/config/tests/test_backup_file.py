"""A sealed file is whole or it is refused, and writing one leaves nothing half."""

import gzip
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from amparo.config.backup.problems import (
    CannotRead,
    CannotWrite,
    InTheWay,
    MadeElsewhere,
    Newer,
    NoRecipient,
    NoRoom,
    NotAnIdentity,
    NotARecipient,
    NotOpened,
    NotWhole,
)
from amparo.config.backup.restoring import Source
from amparo.config.backup.sealed_file import identities, new_identity, recipients, seal
from amparo.config.backup.text import Head, written
from amparo.sealing.signing import new_signing_pair

KEY, OTHER = Identity.generate(), Identity.generate()
DEPLOYMENT, ANOTHER = new_signing_pair(), new_signing_pair()
HEAD = Head(
    made_at="2027-05-10T14:15:00.000000Z",
    engine="sqlite",
    log="amparo.0011",
    size=3,
    root="00" * 32,
    migrations=[["audit", "0001_initial"]],
)


def rows() -> Iterator[list[object]]:
    # Bytes that don't pack: the file is many pieces long.
    yield from ([number, os.urandom(500).hex()] for number in range(300))


def text(head: Head = HEAD, private: bytes = DEPLOYMENT.private) -> Iterator[bytes]:
    return written(head, [("audit.record", ("id", "can"), rows())], private)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    seal(text(), tmp_path / "a.age", [KEY.to_public()])
    return tmp_path / "a.age"


def head_of(file: Path, *keys: Identity) -> Head:
    return Source(file, keys or (KEY,), DEPLOYMENT.public).head()


def test_what_was_sealed_is_read_again(file: Path) -> None:
    assert head_of(file) == HEAD
    assert head_of(file, OTHER, KEY) == HEAD
    assert file.stat().st_mode & 0o777 == 0o600
    opened = gzip.decompress(pyrage.decrypt(file.read_bytes(), [KEY]))
    assert opened.count(b"\n") == 303, "ordinary tools open it too"


def test_another_key_opens_nothing(file: Path) -> None:
    with pytest.raises(NotOpened, match="Nothing was written"):
        head_of(file, OTHER)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.5, 0.9, 0.999])
def test_a_part_of_it_is_refused(file: Path, part: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises((NotWhole, NotOpened)):
        head_of(file)


def test_cut_off_where_a_piece_ends_it_is_refused_too(file: Path) -> None:
    whole = file.read_bytes()
    start = whole.index(b"\n", whole.index(b"\n--- ") + 1) + 1 + 16
    assert len(whole) > start + 65_552
    file.write_bytes(whole[: start + 65_552])
    with pytest.raises(NotWhole):
        head_of(file)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.01, 0.3, 0.5, 0.9, 0.9999])
def test_one_bit_of_it_changed_is_refused(file: Path, part: float) -> None:
    whole = bytearray(file.read_bytes())
    whole[int(len(whole) * part)] ^= 1
    file.write_bytes(whole)
    with pytest.raises((NotWhole, NotOpened)):
        head_of(file)


def test_more_after_its_end_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(NotWhole):
        head_of(file)


def test_whoever_has_only_the_public_key_makes_none_that_is_believed(tmp_path: Path) -> None:
    seal(text(private=ANOTHER.private), tmp_path / "b.age", [KEY.to_public()])
    with pytest.raises(MadeElsewhere, match="another deployment"):
        head_of(tmp_path / "b.age")


def test_a_row_taken_out_is_found_by_the_signature(tmp_path: Path) -> None:
    lines = gzip.decompress(b"".join(text())).splitlines(keepends=True)
    del lines[7]
    seal(iter([gzip.compress(b"".join(lines))]), tmp_path / "b.age", [KEY.to_public()])
    with pytest.raises(NotWhole):
        head_of(tmp_path / "b.age")


@pytest.mark.parametrize(
    "head",
    [
        replace(HEAD, format="amparo/backup/2"),
        replace(HEAD, migrations=[["audit", "0001_initial"], ["audit", "0999_later"]]),
    ],
)
def test_what_a_newer_version_made_is_refused_with_that_reason(tmp_path: Path, head: Head) -> None:
    seal(text(head), tmp_path / "b.age", [KEY.to_public()])
    with pytest.raises(Newer, match="newer Amparo"):
        head_of(tmp_path / "b.age")


@pytest.mark.parametrize("said", [b"", b"[]\n", b'{"format":"other/1"}\n', b"\xff\n"])
def test_another_sealed_file_is_no_backup(tmp_path: Path, said: bytes) -> None:
    for name, inside in (("plain", said), ("packed", gzip.compress(said))):
        seal(iter([inside]), tmp_path / name, [KEY.to_public()])
        with pytest.raises(NotWhole):
            head_of(tmp_path / name)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the machine refuse to make a file larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with files_of_at_most(100_000), pytest.raises(NoRoom, match="no room"):
        seal(text(), tmp_path / "a.age", [KEY.to_public()])
    assert list(tmp_path.iterdir()) == []


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"x" * 200_000
        raise NotAnIdentity(file="as it was")

    with pytest.raises(NotAnIdentity, match="as it was"):
        seal(failing(), tmp_path / "a.age", [KEY.to_public()])
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(InTheWay):
        seal(text(), file, [KEY.to_public()])
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        seal(text(), tmp_path / "none" / "a.age", [KEY.to_public()])
    with pytest.raises(CannotRead):
        head_of(tmp_path / "none.age")


def test_keys_are_read_and_what_is_none_is_said(tmp_path: Path) -> None:
    public = new_identity(tmp_path / "key")
    assert str(identities([tmp_path / "key"])[0].to_public()) == public
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert len(recipients([public], "X")) == 1
    (tmp_path / "no").write_text(f"{public}\n")
    (tmp_path / "empty").write_text("# nothing\n")
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (NotAnIdentity, lambda: identities([tmp_path / "no"])),
        (NotAnIdentity, lambda: identities([tmp_path / "empty"])),
        (CannotRead, lambda: identities([tmp_path / "none"])),
        (InTheWay, lambda: new_identity(tmp_path / "key")),
        (NoRecipient, lambda: recipients([], "X")),
        (NotARecipient, lambda: recipients(["age1x"], "X")),
    ]
    for problem, act in refused:
        with pytest.raises(problem):
            act()


def test_a_large_one_needs_no_memory_of_its_size(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seal((b"x" * 65_536 for _ in range(2_000)), tmp_path / "a.age", [KEY.to_public()])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (tmp_path / "a.age").stat().st_size > 130_000_000
    assert grown < 20_000, f"{grown} kB"
