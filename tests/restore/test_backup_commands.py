"""The commands of backup: what they write, say, keep and refuse."""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from pytest_django.fixtures import Settings

from amparo.config.backup.problems import KeysInTheWay, NoRecipient, NotWhole, SameRecipient
from amparo.config.backup.sealed_file import new_identity
from amparo.trust.key_files import HOLDERS, KeyFor, server_folder
from amparo.trust.marks import BACKUP, KEYS, last
from amparo.trust.problems import NoDeployment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(tmp_path: Path) -> str:
    """The public key that backups are sealed to; the private one is in the file `data`."""
    return new_identity(tmp_path / "data")


@pytest.fixture
def others(tmp_path: Path) -> str:
    """The public key that the keys' copy is sealed to; the private one is in `others`."""
    return new_identity(tmp_path / "others")


@pytest.fixture
def copies(tmp_path: Path, deployment: Path) -> Iterator[Path]:
    """A folder for copies, of a deployment that has keys."""
    assert deployment.is_dir()
    (tmp_path / "copies").mkdir()
    yield tmp_path / "copies"
    assert not list((tmp_path / "copies").glob("*.part"))


def said(name: str, file: Path, **options: Any) -> str:  # noqa: ANN401  # each command has others
    out = StringIO()
    call_command(name, str(file), stdout=out, **options)
    return out.getvalue()


def test_a_backup_says_its_size_its_time_and_the_root(copies: Path, data: str) -> None:
    assert last(BACKUP) is None
    told = said("backup", copies, to=[data])
    (file,) = copies.iterdir()
    assert file.name.startswith("amparo-backup-")
    assert f"{file.stat().st_size} bytes in" in told
    assert "root" in told
    assert last(BACKUP) is not None


def test_the_settings_say_to_whom_and_nobody_is_refused(
    copies: Path, data: str, settings: Settings
) -> None:
    with pytest.raises(NoRecipient, match="AMPARO_BACKUP_TO"):
        said("backup", copies)
    settings.AMPARO = replace(settings.AMPARO, backup_to=(data,))
    said("backup", copies / "mine.age")
    assert (copies / "mine.age").is_file()


def test_the_newest_are_kept_and_nothing_else_is_touched(copies: Path, data: str) -> None:
    for name in ("amparo-backup-20270101T000000Z.age", "amparo-keys-20270101T000000Z.age"):
        (copies / name).write_bytes(b"old")
    (copies / "amparo-backup-20270102T000000Z.age").write_bytes(b"newer")
    (copies / "notes.txt").write_bytes(b"mine")
    told = said("backup", copies, to=[data], keep=2)
    assert "amparo-backup-20270101T000000Z.age was removed" in told
    left = sorted(path.name for path in copies.iterdir())
    assert "amparo-backup-20270102T000000Z.age" in left
    assert len(left) == 4, "the new one stays, though the clock says that it is older"
    assert left[2:] == ["amparo-keys-20270101T000000Z.age", "notes.txt"]


def test_keys_come_back_as_they_were_and_over_nothing(
    copies: Path, others: str, tmp_path: Path
) -> None:
    (server_folder() / "deletions.jsonl").write_text("")
    before = {file.name: file.read_bytes() for file in server_folder().iterdir()}
    told = said("backup_keys", copies / "k.age", to=[others])
    assert "apart from the backups" in told
    assert last(KEYS) is not None
    with pytest.raises(KeysInTheWay):
        said("restore_keys", copies / "k.age", key=[tmp_path / "others"])
    server_folder().rename(tmp_path / "away")
    broken = server_folder().with_name(f"{server_folder().name}.restoring")
    broken.mkdir(mode=0o755)
    (broken / "log.json.of-another").write_text("left by a try that broke off")
    said("restore_keys", copies / "k.age", key=[tmp_path / "others"])
    assert {file.name: file.read_bytes() for file in server_folder().iterdir()} == before
    assert {file.stat().st_mode & 0o777 for file in server_folder().iterdir()} == {0o600}
    assert server_folder().stat().st_mode & 0o777 == 0o700


def test_what_was_taken_away_after_the_ceremony_is_in_no_copy(copies: Path, others: str) -> None:
    for name in (KeyFor.ROOT, *HOLDERS):
        (server_folder() / f"{name}.json").write_text("left lying here")
    told = said("backup_keys", copies / "k.age", to=[others])
    assert "pepper.json" in told
    assert "holder" not in told
    assert "root.json" not in told


def test_one_key_never_opens_both(copies: Path, data: str, settings: Settings) -> None:
    settings.AMPARO = replace(settings.AMPARO, backup_to=(data,))
    with pytest.raises(SameRecipient):
        said("backup_keys", copies / "k.age", to=[data])


def test_half_a_copy_of_keys_writes_nothing(copies: Path, others: str, tmp_path: Path) -> None:
    said("backup_keys", copies / "k.age", to=[others])
    whole = (copies / "k.age").read_bytes()
    (copies / "k.age").write_bytes(whole[:-9])
    server_folder().rename(tmp_path / "away")
    with pytest.raises(NotWhole):
        said("restore_keys", copies / "k.age", key=[tmp_path / "others"])
    assert not server_folder().exists()


def test_without_keys_there_is_no_backup(tmp_path: Path, data: str, settings: Settings) -> None:
    settings.AMPARO = replace(configured.AMPARO, home=tmp_path / "none")
    with pytest.raises(NoDeployment):
        said("backup", tmp_path / "a.age", to=[data])
    with pytest.raises(NoDeployment):
        said("backup_keys", tmp_path / "k.age", to=[data])
    assert not list(tmp_path.glob("*.age*"))


def test_a_key_pair_is_made_where_no_other_program_is(tmp_path: Path) -> None:
    told = said("recipient", tmp_path / "mine")
    assert told.strip().splitlines()[-1].startswith("age1")
    assert "AGE-SECRET-KEY-1" in (tmp_path / "mine").read_text()
    assert "AGE-SECRET-KEY" not in told
