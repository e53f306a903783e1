"""A witness at work on its own machine: what it keeps, and what it does each time it looks.

It knows no database. Its folder holds its own key, whose log it watches, and every checkpoint it
ever signed; what it signed last is what the next has to follow from.
"""

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from amparo.base.problems import Malformed
from amparo.sealing.checkpoint import Checkpoint, read_note
from amparo.sealing.cosignature import check_follows, cosign
from amparo.sealing.signing import new_signing_pair

Ask = Callable[[str, bytes | None], str]
"""Asks the log's site: an address beneath it, what is sent (None: a GET); returns the text."""


@dataclass(frozen=True)
class Watched:
    """What a witness watches: the log's name and key, where it is, and the witness's own."""

    site: str
    token: str
    log_name: str
    log_key: bytes
    name: str
    private: bytes


def begin(folder: Path, name: str) -> str:
    """Make a witness's key in an empty folder; return its public half in hex.

    Raises:
        Malformed: there is a witness in this folder already.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / "key.json").exists():
        raise Malformed("There is a witness in this folder already.")
    pair = new_signing_pair()
    said = {"name": name, "private": pair.private.hex(), "public": pair.public.hex()}
    _write(folder / "key.json", said)
    return pair.public.hex()


def settle(folder: Path, *, site: str, token: str, log_name: str, log_key: str) -> None:
    """Write down which log is watched, as its operators said on another way than this one."""
    said = {"site": site, "token": token, "log_name": log_name, "log_key": log_key}
    _write(folder / "log.json", said)


def watched_in(folder: Path) -> Watched:
    """Return what a folder's witness watches.

    Raises:
        Malformed: it is not settled yet.
    """
    try:
        key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
        log = json.loads((folder / "log.json").read_text(encoding="utf-8"))
        return Watched(
            site=log["site"],
            token=log["token"],
            log_name=log["log_name"],
            log_key=bytes.fromhex(log["log_key"]),
            name=key["name"],
            private=bytes.fromhex(key["private"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise Malformed("This witness is not settled yet. Begin it, then name its log.") from error


def watch(folder: Path, ask: Ask, seconds: int) -> Checkpoint:
    """Fetch the newest checkpoint, see that it follows from the last, sign it and send that back.

    Raises:
        BadSignature: the log's key did not sign it.
        RolledBack: the log is shorter than it was.
        Forked: it does not contain what it said before.
    """
    watched = watched_in(folder)
    note = ask("checkpoint/", None)
    new = read_note(note, watched.log_name, watched.log_key)
    last = last_seen(folder, watched)
    if last is not None:
        proof = _proof(ask, last, new)
        check_follows(last, new, proof)
    body = note.rpartition("\n\n")[0] + "\n"
    signed = note + cosign(body, watched.name, watched.private, seconds)
    if last is None or new.size > last.size:
        _keep(folder, new, signed)
    ask("cosign/", signed.encode())
    return new


def last_seen(folder: Path, watched: Watched) -> Checkpoint | None:
    """Return the largest checkpoint that this witness keeps; its signature is checked again."""
    kept = sorted((folder / "kept").glob("*.txt"), key=lambda path: int(path.stem))
    if not kept:
        return None
    return read_note(kept[-1].read_text(encoding="utf-8"), watched.log_name, watched.log_key)


def _proof(ask: Ask, last: Checkpoint, new: Checkpoint) -> tuple[bytes, ...]:
    if new.size <= last.size:
        return ()
    text = ask(f"consistency/?first={last.size}&second={new.size}", None)
    return tuple(base64.b64decode(line) for line in text.splitlines())


def _keep(folder: Path, checkpoint: Checkpoint, note: str) -> None:
    kept = folder / "kept"
    kept.mkdir(mode=0o700, exist_ok=True)
    (kept / f"{checkpoint.size}.txt").write_text(note, encoding="utf-8")


def _write(path: Path, said: dict[str, str]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        json.dump(said, file, indent=1)
