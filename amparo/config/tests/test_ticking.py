"""The tick beside the embedded server: it runs, and a failing one is no end of it."""

import subprocess
from time import monotonic, sleep

import pytest

from amparo.config import ticking
from amparo.config.ticking import tick, tick_every


def ran(code: int) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.CompletedProcess([], code)


def test_a_tick_is_the_command_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_more: object) -> "subprocess.CompletedProcess[bytes]":
        asked.append(command)
        return ran(0)

    monkeypatch.setattr(subprocess, "run", run)
    assert tick()
    assert asked[0][-1] == "tick"


def test_a_tick_that_fails_or_hangs_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ran(1))
    assert not tick()

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tick", 1)

    monkeypatch.setattr(subprocess, "run", hang)
    assert not tick()


def test_it_ticks_again_and_again_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[float] = []
    monkeypatch.setattr(ticking, "tick", lambda: ticks.append(monotonic()))
    stop = tick_every(0.01)
    until = monotonic() + 5
    while len(ticks) < 3 and monotonic() < until:
        sleep(0.01)
    stop.set()
    assert len(ticks) >= 3
