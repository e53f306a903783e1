"""A backup is put back whole, on either database, or not at all."""

import base64
import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pyrage
import pytest
from django.apps import apps
from django.db import connection, transaction
from pyrage.x25519 import Identity

from amparo.audit.actions import number, record
from amparo.audit.models import Leaf, Record
from amparo.config.backup import taking
from amparo.config.backup.carried import LEFT_OUT, carried
from amparo.config.backup.keys import put_keys_back, take_keys
from amparo.config.backup.problems import KeysMissing, LogDiffers, NotEmpty
from amparo.config.backup.restoring import Restored, restore
from amparo.config.backup.snapshot import one_moment
from amparo.config.backup.taking import Taken, take_backup
from amparo.dossiers.actions.erasing import erase
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier, Entry, SealedPart
from amparo.protocols.pack import ALL
from amparo.trust.backends import open_account
from amparo.trust.key_files import KeyFor, read_key, server_folder
from amparo.trust.keyring import Keyring
from amparo.trust.models import Session
from tests.restore.elsewhere import another_place
from tests.world import MONDAY, PASSPHRASE, World

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(days=1)
KEY = Identity.generate()
with_a_case = pytest.mark.usefixtures("case")


@pytest.fixture
def case(world: World) -> Dossier:
    """A case with sealed parts, in the made-up world."""
    world.clock.at = MONDAY
    case = world.case_of(world.raise_concern())
    world.opened(case)
    return case


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return all that the database says, as Django reads it."""
    return {model._meta.label: sorted(_rows(model), key=repr) for model in carried(apps)}


def _rows(model: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  # any model
    names = [field.attname for field in model._meta.concrete_fields]
    every = model._base_manager  # noqa: SLF001  # no narrower manager may hide a row
    for row in every.values_list(*names):
        yield tuple(bytes(each) if isinstance(each, memoryview) else each for each in row)


def taken(folder: Path, name: str = "one.age") -> Taken:
    return take_backup(folder / name, [KEY.to_public()], at=LATER)


def put_back(backup: Taken) -> Restored:
    return restore(backup.file, [KEY], at=LATER + timedelta(days=1), tell=lambda _line: None)


def test_it_is_the_same_again_in_a_file(case: Dossier, tmp_path: Path) -> None:
    backup, before = taken(tmp_path), rows()
    with another_place(tmp_path, is_file=True):
        done = put_back(backup)
        assert rows() == before
        assert (done.head.root, done.deleted_again) == (backup.root, 0)
        assert not Session.objects.exists()
        append_on(case)


def test_what_lay_in_a_file_moves_to_postgresql_and_its_root_stays(
    case: Dossier, tmp_path: Path
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("no PostgreSQL here")
    first, before = taken(tmp_path), rows()
    with another_place(tmp_path, is_file=True):
        put_back(first)
        second = taken(tmp_path, "two.age")
    with another_place(tmp_path, is_file=False):
        done = put_back(second)
        assert rows() == before
        assert done.head.root == first.root
        append_on(case)


def append_on(case: Dossier) -> None:
    """Go on writing: counters and numbers follow what was put back."""
    number()
    size = Leaf.objects.count()
    with transaction.atomic():
        record("read_dossier", case.pk, by=None, at=LATER)
    entry = Entry.objects.order_by("pk")[0]
    SealedPart.objects.create(entry=entry, part_class="new", ciphertext=b"x")
    assert number() == 1
    assert Leaf.objects.order_by("-seq")[0].seq == size


def test_what_was_deleted_since_is_deleted_again(case: Dossier, tmp_path: Path) -> None:
    backup = taken(tmp_path)
    erase(case, "case.closed", ALL, by=None, at=LATER)
    with another_place(tmp_path, is_file=connection.vendor == "sqlite"):
        done = put_back(backup)
        assert done.deleted_again == 1
        assert not SealedPart.objects.filter(entry__dossier=case).exists()
        assert Entry.objects.filter(dossier=case).exists()
        append_on(case)


def test_what_was_sealed_opens_again_with_keys_that_were_put_back(
    world: World, case: Dossier, tmp_path: Path
) -> None:
    backup, keys = taken(tmp_path), tmp_path / "keys.age"
    take_keys(keys, [KEY.to_public()])
    server_folder().rename(tmp_path / "lost")
    put_keys_back(keys, [KEY])
    with another_place(tmp_path, is_file=connection.vendor == "sqlite"):
        put_back(backup)
        ana = open_account("ana", PASSPHRASE)
        ring = Keyring(ana.account.id, ana.private)
        opened = read_dossier(case, ring, by=world.officer(), at=LATER)
        assert "MARK-WORDS" in str([each.answers for each in opened])


@with_a_case
def test_a_log_that_is_not_what_the_backup_says_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = taking.head_now
    monkeypatch.setattr(taking, "head_now", lambda at: replace(head(at), root="00" * 32))
    backup = taken(tmp_path)
    with another_place(tmp_path, is_file=connection.vendor == "sqlite"):
        with pytest.raises(LogDiffers, match="root"):
            put_back(backup)
        connection.close()
        assert connection.introspection.table_names() == []
    assert not list(tmp_path.glob("*.restoring*"))


@with_a_case
def test_it_is_put_into_an_empty_place_only(tmp_path: Path) -> None:
    backup, before = taken(tmp_path), rows()
    with pytest.raises(NotEmpty, match="empty place"):
        put_back(backup)
    assert rows() == before


@with_a_case
def test_the_keys_must_be_there_first(tmp_path: Path) -> None:
    backup = taken(tmp_path)
    server_folder().rename(tmp_path / "away")
    with pytest.raises(KeysMissing, match="restore keys"):
        put_back(backup)


def test_it_is_of_one_moment_and_holds_nobody_up(case: Dossier) -> None:
    def write() -> None:
        with transaction.atomic():
            record("read_dossier", case.pk, by=None, at=LATER)
        connection.close()

    with one_moment():
        before = Record.objects.count()
        writer = Thread(target=write)
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive(), "whoever writes waits for the backup"
        assert Record.objects.count() == before
    assert Record.objects.count() == before + 1


def test_every_table_is_carried_or_left_out_with_its_reason() -> None:
    every = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert {model._meta.label_lower for model in carried(apps)} | set(LEFT_OUT) == every
    assert not [name for name, why in LEFT_OUT.items() if len(why) < 8]


@with_a_case
def test_no_key_of_the_server_is_in_it(tmp_path: Path) -> None:
    sealed = taken(tmp_path).file.read_bytes()
    said = gzip.decompress(pyrage.decrypt(sealed, [KEY]))
    keys = [read_key(file, *KeyFor) for file in server_folder().glob("*.json")]
    private = [key.private for key in keys if key.private]
    assert len(private) == 3
    written = {each for key in private for each in (key.hex().encode(), base64.b64encode(key), key)}
    assert [each for each in written if each in said] == []
