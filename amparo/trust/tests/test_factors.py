"""Second factors: sealed under two keys, taken once each, gone when they are removed."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from amparo.audit.models import Record
from amparo.base.problems import CannotOpen
from amparo.sealing.one_time import code_at, new_seed, step_of
from amparo.trust.actions.accounts import end_sessions
from amparo.trust.actions.factors import (
    add_app,
    add_passkey,
    forget_factors,
    make_recovery_codes,
    note_wrong_factor,
    remove_factor,
    use_code,
    use_passkey,
)
from amparo.trust.factors import factors_of, has_factor, open_seed, seal_seed, unused_codes
from amparo.trust.key_files import KeyFor, server_path
from amparo.trust.models import Account, Factor, RecoveryCode, Session
from amparo.trust.passkeys import registered, signed
from amparo.trust.problems import WrongCode, WrongPasskey
from amparo.trust.tests.people import AT, person, private_of
from amparo.trust.tests.site import sign_in

SEED = new_seed()
CREDENTIAL = (
    bytes(16)
    + (4).to_bytes(2, "big")
    + b"key1"
    + bytes.fromhex("a5010203262001215820" + "11" * 32 + "225820" + "22" * 32)
)
LATER = AT + timedelta(minutes=5)


def code() -> str:
    return code_at(SEED, step_of(LATER))


def app_of(account: Account) -> Factor:
    typed = code_at(SEED, step_of(AT))
    return add_app(account, SEED, typed, "phone", private=private_of(account), by=account.id, at=AT)


def use(account: Account, typed: str) -> None:
    use_code(account, typed, private=private_of(account), by=account.id, at=LATER)


def told(can: str) -> list[UUID | None]:
    return list(Record.objects.filter(can=can).values_list("subject", flat=True))


def test_an_app_s_seed_opens_only_with_the_account_s_key_and_the_server_s(ana: Account) -> None:
    sealed = bytes(app_of(ana).sealed or b"")
    assert SEED not in sealed
    private = private_of(ana)
    assert open_seed(sealed, private, ana.id) == SEED
    with pytest.raises(CannotOpen):
        open_seed(sealed, bytes(32), ana.id)
    other = person("other")
    with pytest.raises(CannotOpen):
        open_seed(sealed, private, other.id)
    pepper = server_path(KeyFor.PEPPER)
    text = pepper.read_text(encoding="ascii")
    changed = text.replace(text[text.index('"private": "') + 12 :][:8], "0" * 8)
    pepper.chmod(0o600)
    pepper.write_text(changed, encoding="ascii")
    with pytest.raises(CannotOpen):
        open_seed(sealed, private, ana.id)


def test_the_code_that_added_an_app_is_used_up_and_each_later_one_is_taken_once(
    ana: Account,
) -> None:
    app_of(ana)
    with pytest.raises(WrongCode):
        use(ana, code_at(SEED, step_of(AT)))
    use(ana, code())
    for typed in (code(), code_at(SEED, step_of(LATER) - 1), "", "12345", "١٢٣٤٥٦"):
        with pytest.raises(WrongCode):
            use(ana, typed)
    assert told("use_factor") == [ana.id]


def test_an_app_is_not_added_without_a_code_of_its_own(ana: Account) -> None:
    with pytest.raises(WrongCode):
        add_app(ana, SEED, "000000", "x", private=private_of(ana), by=ana.id, at=AT)
    assert not has_factor(ana)
    assert told("add_factor") == []


def test_recovery_codes_are_kept_as_digests_and_new_ones_end_the_old(ana: Account) -> None:
    old = make_recovery_codes(ana, by=ana.id, at=AT)
    new = make_recovery_codes(ana, by=ana.id, at=AT)
    stored = str(list(RecoveryCode.objects.values_list()))
    assert not any(each in stored or each.replace("-", "") in stored for each in old + new)
    with pytest.raises(WrongCode):
        use(ana, old[0])
    use(ana, new[0].lower().replace("-", " "))
    assert unused_codes(ana) == 9
    other = person("other")
    with pytest.raises(WrongCode):
        use(other, new[1])


def test_the_last_factor_takes_the_codes_with_it(ana: Account) -> None:
    factor = app_of(ana)
    make_recovery_codes(ana, by=ana.id, at=AT)
    remove_factor(factor, by=ana.id, at=AT)
    assert unused_codes(ana) == 0
    assert told("remove_factor") == [ana.id]


def test_a_passkey_that_counts_backwards_is_a_copy(ana: Account) -> None:
    key = add_passkey(ana, CREDENTIAL, 5, "key", by=ana.id, at=AT)
    use_passkey(key, 6, by=ana.id, at=AT)
    for count in (6, 3, 0):
        with pytest.raises(WrongPasskey):
            use_passkey(key, count, by=ana.id, at=AT)
    phone = add_passkey(ana, CREDENTIAL, 0, "phone", by=ana.id, at=AT)
    use_passkey(phone, 0, by=ana.id, at=AT)
    use_passkey(phone, 0, by=ana.id, at=LATER)


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id": 1}', "\x00", '{"response": {}}']
)
def test_what_is_no_answer_of_a_passkey_is_none(ana: Account, answer: str) -> None:
    add_passkey(ana, CREDENTIAL, 0, "key", by=ana.id, at=AT)
    with pytest.raises(WrongPasskey):
        signed(ana, answer, {"challenge": "AAAA", "user_verification": "preferred"})
    with pytest.raises(WrongPasskey):
        registered(answer, {})


@pytest.mark.urls("amparo.trust.tests.site")
@pytest.mark.usefixtures("small_site")
def test_whoever_lost_everything_begins_anew_and_is_signed_out(
    client: Client, ana: Account
) -> None:
    sign_in(client)
    app_of(ana)
    make_recovery_codes(ana, by=ana.id, at=AT)
    forget_factors(ana, by=None, at=AT)
    assert not has_factor(ana)
    assert unused_codes(ana) == 0
    assert not Session.objects.filter(account=ana).exists()
    assert told("forget_factors") == [ana.id]


@pytest.mark.urls("amparo.trust.tests.site")
@pytest.mark.usefixtures("small_site")
def test_ending_sessions_elsewhere_keeps_the_one_named(client: Client, ana: Account) -> None:
    sign_in(client)
    sign_in(Client())
    kept = Session.objects.filter(account=ana).first()
    assert kept
    assert end_sessions(ana, but=kept.pk, by=ana.id, at=AT) == 1
    assert end_sessions(ana, but=kept.pk, by=ana.id, at=AT) == 0
    assert told("end_sessions") == [ana.id]


def test_a_wrong_factor_is_written_down(ana: Account) -> None:
    note_wrong_factor(ana, by=None, at=AT)
    assert told("fail_factor") == [ana.id]


def test_neither_the_factor_nor_its_record_stays_if_one_fails(
    ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("amparo.trust.actions.factors.record", fails)
    with pytest.raises(OSError, match="no room"):
        app_of(ana)
    assert factors_of(ana) == []


def test_a_seed_travels_in_a_page_for_its_account_only(ana: Account) -> None:
    sealed = seal_seed(SEED, private_of(ana), ana.id)
    assert open_seed(sealed, private_of(ana), ana.id) == SEED
