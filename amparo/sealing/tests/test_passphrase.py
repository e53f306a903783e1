import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest
from argon2.low_level import Type, hash_secret_raw

from amparo.base.problems import CannotOpen, WrongPassphrase
from amparo.sealing.envelope import disclose
from amparo.sealing.hkdf import hkdf
from amparo.sealing.keys import new_key_pair
from amparo.sealing.passphrase import (
    AT_A_TIME,
    LockedKey,
    MadePublic,
    WeakPassphrase,
    is_strong,
    lock,
    lock_under,
    stretch,
    unlock,
    unlock_under,
)

PAIR = new_key_pair()
TYPED = "quinua lluvia puente cordero"
LOCKED = lock(TYPED, PAIR)

MOST_AT_A_TIME = 2
STRETCH = "amparo.sealing.passphrase.hash_secret_raw"


def test_the_right_passphrase_opens_the_key() -> None:
    assert unlock(TYPED, LOCKED) == PAIR.private
    assert LOCKED.public == PAIR.public
    assert len(LOCKED.sealed_private) == 1 + 24 + 32 + 32 + 16


@pytest.mark.parametrize(
    "typed", ["", TYPED.title(), TYPED + "s", TYPED.replace(" ", ""), "\ud800"]
)
def test_another_passphrase_is_wrong(typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(typed, LOCKED)


def test_accents_typed_in_two_ways_are_the_same_passphrase() -> None:
    locked = lock("a\u00f1o pi\u00f1a ca\u00f1a mu\u00f1eca", PAIR)
    assert unlock("an\u0303o  pin\u0303a can\u0303a\nmun\u0303eca ", locked) == PAIR.private


@pytest.mark.parametrize(
    ("typed", "strong"),
    [
        ("quinua lluvia puente calca", False),
        ("quinua lluvia puente CÁLCA cordero", True),
        ("amparo contraseña lluvia puente", False),
        ("Quispe-quinua lluvia puente cordero", True),
        ("DemunaCalcaRosaQuispe2027", False),
        ("DemunaCalca7fK2mXq9Lw4zR8tB1vNj", True),
    ],
)
def test_what_anybody_around_knows_makes_no_passphrase_stronger(
    typed: str, *, strong: bool
) -> None:
    known = ("Rosa Quispe", "DEMUNA de Calca")
    assert is_strong(typed, known) is strong
    if not strong:
        with pytest.raises(WeakPassphrase):
            lock(typed, PAIR, known)


@pytest.mark.parametrize(
    ("typed", "strong"),
    [
        ("1q2w3e4r5t6y7u8i9o0p", False),
        ("dragon monkey qwerty iloveyou", False),
        ("dragon lluvia puente cordero", False),
        ("dragon lluvia puente cordero añil", True),
        ("qwertyuiop-7f-asdfghjkl", False),
        ("x7fK2mX123Lw4zR8tB1vNj", True),
        ("correct horse battery staple", False),
    ],
)
def test_what_became_public_makes_no_passphrase_stronger(typed: str, *, strong: bool) -> None:
    words = frozenset({"dragon", "monkey", "qwerty", "iloveyou", "qwertyuiop", "asdfghjkl", "123"})
    whole = words | {"1q2w3e4r5t6y7u8i9o0p", "correcthorsebatterystaple"}
    public = MadePublic(whole, words)
    assert is_strong(typed, public=public) is strong
    if not strong:
        with pytest.raises(WeakPassphrase):
            lock(typed, PAIR, public=public)


def test_locking_twice_shares_nothing() -> None:
    again = lock(TYPED, PAIR)
    assert again.salt != LOCKED.salt
    assert again.verifier != LOCKED.verifier
    assert again.sealed_private[25:] != LOCKED.sealed_private[25:]


def test_what_is_stretched_once_locks_several_keys_and_each_opens_as_any_other() -> None:
    other, stretched = new_key_pair(), stretch(TYPED, bytes(16))
    locked = [lock_under(stretched, pair) for pair in (PAIR, other)]
    assert [unlock(TYPED, each) for each in locked] == [PAIR.private, other.private]
    assert [unlock_under(stretched, each) for each in locked] == [PAIR.private, other.private]
    with pytest.raises(WrongPassphrase):
        unlock_under(stretch(TYPED + "s", bytes(16)), locked[0])


def test_the_stored_row_shows_neither_key_nor_wrapping_key() -> None:
    assert PAIR.private not in LOCKED.sealed_private
    assert repr(LOCKED.verifier) not in repr(LOCKED)
    with pytest.raises(CannotOpen):
        disclose(LOCKED.sealed_private, LOCKED.verifier, LOCKED.public)


def test_a_key_exchanged_in_the_database_does_not_open() -> None:
    mallory = new_key_pair()
    for changed in (
        replace(LOCKED, public=mallory.public),
        replace(LOCKED, sealed_private=LOCKED.sealed_private[:-1]),
        replace(LOCKED, sealed_private=b""),
    ):
        with pytest.raises(CannotOpen):
            unlock(TYPED, changed)


def work_of(monkeypatch: pytest.MonkeyPatch, locked: LockedKey | None) -> list[object]:
    """Return every costly call that a failed sign-in makes, with its size."""
    work: list[object] = []

    def stretching(secret: bytes, salt: bytes, **cost: object) -> bytes:
        work.append(("argon2id", len(secret), len(salt), sorted(cost.items(), key=str)))
        return hash_secret_raw(secret, salt, **cost)  # type: ignore[arg-type]

    def deriving(secret: bytes, *, info: bytes) -> bytes:
        work.append(("hkdf", len(secret), info))
        return hkdf(secret, info=info)

    with monkeypatch.context() as patched:
        patched.setattr(STRETCH, stretching)
        patched.setattr("amparo.sealing.passphrase.hkdf", deriving)
        with pytest.raises(WrongPassphrase):
            unlock("nobody has this one", locked)
    return work


def test_an_unknown_account_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    known, unknown = work_of(monkeypatch, LOCKED), work_of(monkeypatch, None)
    assert known == unknown
    assert [step[0] for step in known if isinstance(step, tuple)] == ["argon2id", "hkdf", "hkdf"]


def test_one_passphrase_costs_64_mib_and_three_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def stretching(secret: bytes, salt: bytes, **cost: object) -> bytes:
        asked.update(cost)
        return bytes(len(secret + salt))[:32].ljust(32)

    monkeypatch.setattr(STRETCH, stretching)
    with pytest.raises(WrongPassphrase):
        unlock(TYPED, LOCKED)
    assert (asked["memory_cost"], asked["time_cost"], asked["parallelism"]) == (65_536, 3, 1)
    assert asked["type"] is Type.ID


def test_only_a_few_are_stretched_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, counting = 0, 0, threading.Lock()

    def stretching(secret: bytes, salt: bytes, **_: object) -> bytes:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        time.sleep(0.01)
        with counting:
            inside -= 1
        return bytes(32) + secret[:0] + salt[:0]

    def fail() -> None:
        with pytest.raises(WrongPassphrase):
            unlock(TYPED, None)

    monkeypatch.setattr(STRETCH, stretching)
    crowd = [threading.Thread(target=fail) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert most == AT_A_TIME <= MOST_AT_A_TIME


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a server is one process")
def test_all_processes_of_a_server_stretch_a_few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = get_context("fork")
    inside, most = fork.Value("i", 0), fork.Value("i", 0)

    def stretching(*_: bytes, **__: object) -> bytes:
        with inside.get_lock():
            inside.value += 1
            most.value = max(most.value, inside.value)
        time.sleep(0.05)
        with inside.get_lock():
            inside.value -= 1
        return bytes(32)

    def crowd() -> None:
        with ThreadPoolExecutor(4) as people:
            list(people.map(stretch, [TYPED] * 4, [bytes(16)] * 4))

    monkeypatch.setattr(STRETCH, stretching)
    processes = [fork.Process(target=crowd) for _ in range(3)]
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    assert most.value == AT_A_TIME


@pytest.mark.skipif(sys.platform != "linux", reason="only there one thread can give way")
def test_stretching_gives_way_to_whoever_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = os.getpriority(os.PRIO_PROCESS, 0), []

    def stretching(*_: bytes, **__: object) -> bytes:
        there.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return bytes(32)

    monkeypatch.setattr(STRETCH, stretching)
    with pytest.raises(WrongPassphrase):
        unlock(TYPED, None)
    assert there[0] > here == os.getpriority(os.PRIO_PROCESS, 0)


def test_where_it_may_not_give_way_it_stretches_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", refused)
    # As in another process, whose threads begin anew.
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert unlock(TYPED, LOCKED) == PAIR.private


@pytest.mark.parametrize(
    "typed",
    [
        TYPED,
        "tres tristes tigres trigo",
        "ñandú ñusta ñaña ñato",
        "kT9#vR2!xW7$qM4&zP1%",
        "el sol de la mañana brilla sobre Puno",
    ],
)
def test_four_different_words_or_twenty_mixed_characters_are_strong(typed: str) -> None:
    assert is_strong(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "123456",
        "Passw0rd!",
        "quinua lluvia puente",
        "quinua Quinua QUINUA qUINUA",
        "de la el en un lo es mi tu",
        "una dos sol mar",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "kT9#vR2!xW7$qM4&zP1",
        "a b c d e f g h i j k l",
    ],
)
def test_what_is_easy_to_guess_locks_nothing(typed: str) -> None:
    assert not is_strong(typed)
    with pytest.raises(WeakPassphrase):
        lock(typed, PAIR)
