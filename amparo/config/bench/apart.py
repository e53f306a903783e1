"""Clients in processes of their own: what they need of a processor is not taken from each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Self

from amparo.config.bench.browser import Answer, Browser
from amparo.config.bench.measuring import Measured, Timed

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Ask:
    """One request; a form is sent where there are `fields`."""

    path: str
    fields: Fields | None = None


@dataclass(frozen=True)
class Client:
    """Somebody's session, and what is asked in it, one after another.

    `is_anew`: each is asked as the first, whatever cookies the one before was given.
    """

    site: str
    cookies: dict[str, str]
    asks: tuple[Ask, ...]
    is_anew: bool = False

    @classmethod
    def of(cls, site: str, browser: Browser, asks: Sequence[Ask]) -> Self:
        return cls(site, dict(browser.cookies), tuple(asks))


def measure_apart(clients: Sequence[Client]) -> Measured:
    """Let each client ask in a process of its own, all beginning together."""
    fork = get_context("fork")
    gate = fork.Barrier(len(clients))
    ends = []
    for client in clients:
        here, there = fork.Pipe(duplex=False)
        process = fork.Process(target=_run, args=(client, gate, there), daemon=True)
        process.start()
        there.close()
        ends.append((process, here))
    said = [end.recv() for _, end in ends]
    for process, _ in ends:
        process.join()
    seconds = max(ended for _, ended, _ in said) - min(begun for begun, _, _ in said)
    return Measured(seconds, tuple(each for _, _, done in said for each in done))


def _run(client: Client, gate: Barrier, to: Connection) -> None:
    browser = Browser(client.site)
    browser.cookies = dict(client.cookies)
    gate.wait()
    begun = perf_counter()
    done = []
    for ask in client.asks:
        if client.is_anew:
            browser.cookies = dict(client.cookies)
        done.append(_timed(browser, ask))
    to.send((begun, perf_counter(), done))


def _timed(browser: Browser, ask: Ask) -> Timed:
    """Ask; of the answer only what is checked is kept."""
    begun = perf_counter()
    try:
        answer: Answer | None = (
            browser.get(ask.path) if ask.fields is None else browser.post(ask.path, ask.fields)
        )
    except (OSError, HTTPException):
        answer = None
    took = perf_counter() - begun
    return Timed(took, replace(answer, text="") if answer else None)
