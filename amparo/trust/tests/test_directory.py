from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from amparo.audit.models import Record
from amparo.base.problems import BadSignature, NotThere
from amparo.sealing.directory import LONGEST, KeyRecord, OutOfDate
from amparo.sealing.keys import new_key_pair
from amparo.sealing.signing import new_signing_pair, sign
from amparo.trust.actions.directory import (
    RENEWED_BEFORE,
    keep_directory_current,
    renew_directory,
    sign_key,
)
from amparo.trust.directory import checked, current_directory_key, public_key_of
from amparo.trust.key_files import server_folder
from amparo.trust.keyring import account_public, circle_public
from amparo.trust.models import DirectoryEntry, DirectoryKey
from amparo.trust.problems import WrongKeyFile
from amparo.trust.rules import Can
from amparo.trust.tests.people import circle_of, person
from tests.append_only import lifted
from tests.founding import BEGUN_AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployment", "quick_passphrases")]

ENDS = BEGUN_AT + LONGEST


def online_keys() -> list[str]:
    return sorted(path.name for path in server_folder().glob("directory-*.json"))


def test_a_certificate_lasts_ninety_days() -> None:
    assert current_directory_key().valid_to == ENDS


def test_after_its_end_nothing_is_signed_but_sealing_goes_on() -> None:
    account = person("ana.demo")
    circle, _ = circle_of(account)
    said = KeyRecord("account", account.id, 2, new_key_pair().public, ENDS)
    with pytest.raises(OutOfDate):
        sign_key(said, by=None)
    assert not DirectoryEntry.objects.filter(epoch=2).exists()
    assert circle_public(circle.id).public


def test_it_is_renewed_when_it_ends_soon_and_not_before(deployment: Path) -> None:
    soon = ENDS - RENEWED_BEFORE
    assert keep_directory_current(deployment, at=soon - timedelta(seconds=1)) is None
    renewed = keep_directory_current(deployment, at=soon)
    assert renewed is not None
    assert current_directory_key().valid_to == soon + LONGEST
    assert Record.objects.filter(can=Can.RENEW_DIRECTORY).count() == 2


def test_renewed_after_its_end_it_signs_again_what_is_in_use(deployment: Path) -> None:
    account = person("ana.demo")
    circle, _ = circle_of(account)
    late = ENDS + timedelta(days=40)
    renewed = renew_directory(deployment, by=None, at=late)
    for kind, subject in (("account", account.id), ("circle", circle.id)):
        entries = list(DirectoryEntry.objects.filter(kind=kind, subject=subject).order_by("pk"))
        assert [entry.signed_under.pk == renewed.pk for entry in entries] == [False, True]
        assert {checked(entry) for entry in entries} == {checked(entries[0])}
    assert account_public(account)
    assert circle_public(circle.id).number == 1
    signed = sign_key(KeyRecord("account", account.id, 2, b"k" * 32, late), by=None)
    assert signed.signed_under == renewed


@pytest.mark.django_db(transaction=True)
def test_the_old_online_key_is_deleted_once_the_new_one_is_written_down(deployment: Path) -> None:
    before = online_keys()
    with pytest.raises(ZeroDivisionError):
        renew_and_fail(deployment)
    assert set(before) < set(online_keys())
    assert current_directory_key().certificate.covers(BEGUN_AT)
    person("ana.demo")
    renew_directory(deployment, by=None, at=ENDS)
    assert not set(before) & set(online_keys())


@transaction.atomic
def renew_and_fail(folder: Path) -> None:
    renew_directory(folder, by=None, at=BEGUN_AT + timedelta(days=1))
    raise ZeroDivisionError


def test_a_lost_online_key_is_no_reason_not_to_renew(deployment: Path) -> None:
    for name in online_keys():
        (server_folder() / name).unlink()
    renew_directory(deployment, by=None, at=BEGUN_AT + timedelta(days=1))
    assert account_public(person("ana.demo"))


def test_another_deployment_s_root_renews_nothing(deployment: Path, tmp_path: Path) -> None:
    path = deployment / "root.json"
    pair = new_signing_pair()
    text = path.read_text()
    root = path.read_text().split('"public": "')[1][:64]
    path.write_text(text.replace(root, pair.public.hex()))
    with pytest.raises(WrongKeyFile):
        renew_directory(deployment, by=None, at=ENDS)
    with pytest.raises(WrongKeyFile):
        renew_directory(tmp_path / "nowhere", by=None, at=ENDS)
    assert DirectoryKey.objects.count() == 1


def test_an_online_key_that_the_root_did_not_certify_vouches_for_nothing() -> None:
    account = person("ana.demo")
    key = current_directory_key()
    DirectoryKey.objects.filter(pk=key.pk).update(
        signature=sign(new_signing_pair().private, b"not the root")
    )
    with pytest.raises(BadSignature):
        account_public(account)


def test_an_entry_moved_to_another_account_vouches_for_nothing() -> None:
    ana, eva = person("ana.demo"), person("eva.demo")
    entry = DirectoryEntry.objects.get(subject=eva.id)
    with lifted():
        DirectoryEntry.objects.filter(subject=ana.id).update(
            public=entry.public, signature=entry.signature
        )
    with pytest.raises(BadSignature):
        public_key_of("account", ana.id, 1)


def test_a_key_that_nobody_signed_is_not_there() -> None:
    with pytest.raises(NotThere):
        public_key_of("account", person("ana.demo").id, 7)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE trust_directoryentry SET epoch = 9", "DELETE FROM trust_directoryentry"],
)
def test_the_directory_s_log_only_grows(statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(statement)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_signed_key_is_in_the_audit_log() -> None:
    person("ana.demo")
    entries = DirectoryEntry.objects.count()
    assert Record.objects.filter(can=Can.SIGN_KEY).count() == entries == 2
