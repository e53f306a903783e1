import pytest
from django.db import connection

from amparo.audit.models import Record
from amparo.base.problems import Malformed, WrongPassphrase
from amparo.sealing.keys import open_with, public_of, seal_to
from amparo.sealing.passphrase import WeakPassphrase
from amparo.trust.actions import accounts
from amparo.trust.actions.accounts import (
    change_passphrase,
    choose_language,
    create_account,
)
from amparo.trust.actions.invitations import renew
from amparo.trust.backends import PassphraseBackend, open_account
from amparo.trust.keyring import account_public
from amparo.trust.models import Account, RecoveryBox
from amparo.trust.problems import UsernameTaken
from amparo.trust.rules import Can
from amparo.trust.tests.people import AT, PASSPHRASE, person, private_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployment", "quick_passphrases")]

ANOTHER = "seven kites above our roofs"


def test_an_account_s_key_opens_with_its_passphrase_and_no_other() -> None:
    account = person("rosa.demo")
    assert public_of(private_of(account)) == account_public(account)
    with pytest.raises(WrongPassphrase):
        private_of(account, ANOTHER)


def test_an_account_has_neither_password_nor_e_mail() -> None:
    columns = {field.name for field in Account._meta.get_fields()}
    assert not columns & {"password", "email", "last_login"}


def test_making_an_account_is_recorded_with_its_key() -> None:
    account = person("rosa.demo")
    done = Record.objects.about([account.id]).order_by("id").values_list("can", flat=True)
    assert sorted(done) == [Can.CREATE_ACCOUNT, Can.SIGN_KEY]


def test_a_user_name_is_one_however_it_is_typed() -> None:
    account = person("Rosa.Demo")
    assert account.username == "rosa.demo"
    assert open_account("  ROSA.demo ", PASSPHRASE).account == account
    assert Account.objects.get_by_natural_key("rosa.DEMO") == account


def test_a_user_name_is_given_once() -> None:
    first = person("rosa.demo")
    with pytest.raises(UsernameTaken):
        person("ROSA.demo")
    assert Account.objects.get() == first
    assert RecoveryBox.objects.count() == 1


@pytest.mark.parametrize("name", ["", " ", "a b", "a\x00b", "<script>", "x" * 61, "\ud800"])
def test_what_can_t_be_a_user_name_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        person(name)


def test_a_weak_passphrase_makes_no_account() -> None:
    with pytest.raises(WeakPassphrase):
        create_account("rosa.demo", "Made-up Rosa", "123456", by=None, at=AT)
    assert not Account.objects.exists()


def test_another_passphrase_opens_the_same_key_and_the_old_one_no_more() -> None:
    account = person("rosa.demo")
    key = private_of(account)
    change_passphrase(account, PASSPHRASE, ANOTHER, by=account.id, at=AT)
    account.refresh_from_db()
    assert private_of(account, ANOTHER) == key
    with pytest.raises(WrongPassphrase):
        private_of(account)
    assert Record.objects.filter(can=Can.CHANGE_PASSPHRASE, by=account.id).exists()


def test_whoever_was_given_another_key_meanwhile_does_not_get_the_old_one_back() -> None:
    account = person("rosa.demo")
    taken_over = Account.objects.get(pk=account.pk)
    renew(account, by=None, at=AT)
    with pytest.raises(WrongPassphrase):
        change_passphrase(taken_over, PASSPHRASE, ANOTHER, by=account.id, at=AT)
    for passphrase in (PASSPHRASE, ANOTHER):
        with pytest.raises(WrongPassphrase):
            open_account("rosa.demo", passphrase)
    assert not Account.objects.get(pk=account.pk).is_active


def test_a_passphrase_is_not_changed_without_the_old_one() -> None:
    account = person("rosa.demo")
    with pytest.raises(WrongPassphrase):
        change_passphrase(account, ANOTHER, ANOTHER, by=account.id, at=AT)
    account.refresh_from_db()
    assert private_of(account)


def test_a_language_is_remembered_with_its_record_and_without_one_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = person("rosa.demo")
    choose_language(account, "en", by=account.id, at=AT)
    assert Account.objects.get().language == "en"
    done = Record.objects.get(can=Can.CHOOSE_LANGUAGE)
    assert (done.subject, done.detail) == (account.id, {"language": "en"})

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(accounts, "record", broken)
    with pytest.raises(OSError):  # noqa: PT011  # whatever the disk says
        choose_language(account, "es", by=account.id, at=AT)
    assert Account.objects.get().language == "en"


def test_no_private_key_lies_open_in_any_table() -> None:
    account = person("rosa.demo")
    key = private_of(account)
    assert open_with(key, seal_to(bytes(account.public_key), b"x")) == b"x"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    assert key not in as_bytes(value), table
                    assert key.hex().encode() not in as_bytes(value), table


def as_bytes(value: object) -> bytes:
    is_binary = isinstance(value, bytes | memoryview)
    return bytes(value) if is_binary else str(value).encode()  # type: ignore[call-overload]


def test_django_s_way_of_asking_gives_the_account_or_nothing() -> None:
    account = person("rosa.demo")
    backend = PassphraseBackend()
    assert backend.authenticate(None, username="rosa.demo", passphrase=PASSPHRASE) == account
    assert backend.authenticate(None, username="rosa.demo", passphrase=ANOTHER) is None
    assert backend.authenticate(None, username="rosa.demo") is None
    assert backend.get_user(account.id) == account
    assert backend.get_user("no id") is None


def test_a_closed_account_does_not_open_and_is_no_user() -> None:
    account = person("rosa.demo")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    with pytest.raises(WrongPassphrase):
        open_account("rosa.demo", PASSPHRASE)
    assert PassphraseBackend().get_user(account.id) is None
