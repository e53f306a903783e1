"""Packs in the database: kept by hash, one current, never changed under a hash."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.base.problems import BadSignature, NotThere
from amparo.dossiers.models import Dossier
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.system.actions.packs import install_pack
from amparo.system.models import StoredPack
from amparo.system.packs import current_hash, current_pack, has_pack, local, pack_by_hash
from amparo.system.rules import Can
from amparo.system.tests.conftest import AT, example_pack

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Let each test read from the database, not from what an earlier one kept in the process."""
    pack_by_hash.cache_clear()


def test_an_installed_pack_comes_back_as_it_was(country: Pack) -> None:
    assert current_pack() == country
    assert pack_by_hash(current_hash()) is current_pack()


def test_installing_the_same_pack_again_changes_nothing(country: Pack) -> None:
    install_pack(compile_pack(country), by=None, at=AT)
    assert StoredPack.objects.count() == 1
    assert Record.objects.filter(can=Can.INSTALL_PACK).count() == 1


def test_a_new_pack_becomes_current_and_the_old_one_stays_readable() -> None:
    old = current_hash()
    install_pack(compile_pack(example_pack("2")), by=None, at=AT)
    assert current_pack().version == "2"
    assert pack_by_hash(old).version == "1"


def test_going_back_to_an_earlier_pack_is_recorded(country: Pack) -> None:
    old = current_hash()
    install_pack(compile_pack(example_pack("2")), by=None, at=AT)
    install_pack(compile_pack(country), by=None, at=AT)
    assert current_hash() == old
    assert Record.objects.filter(can=Can.INSTALL_PACK).count() == 3


def test_changed_bytes_are_not_read() -> None:
    StoredPack.objects.update(compiled=compile_pack(example_pack("2")))
    with pytest.raises(BadSignature):
        current_pack()


def test_only_one_pack_is_current() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredPack.objects.create(
            hash="0" * 64, compiled=b"", key="xx", version="2", installed_at=AT, current=True
        )


def test_a_pack_that_a_dossier_follows_is_never_deleted() -> None:
    Dossier.objects.create(
        id=new_id(AT),
        number="K7QM-2X9P-R",
        protocol="concern",
        pack_id=current_hash(),
        opened_at=AT,
        situation=new_id(AT),
        code_word="puma",
    )
    with pytest.raises(ProtectedError):
        StoredPack.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM system_storedpack")
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def test_without_a_pack_a_sentence_says_what_to_do() -> None:
    StoredPack.objects.all().delete()
    assert not has_pack()
    with pytest.raises(NotThere, match="amparo pack install"):
        current_pack()


def test_the_clock_on_the_wall_is_the_packs() -> None:
    assert local(AT).isoformat() == "2027-05-10T09:15:00-05:00"
