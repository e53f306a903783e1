"""The packs in use, read from the database by the hash of their bytes.

A pack's bytes never change under its hash, so what was read once is kept in the process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache

from amparo.base.problems import BadSignature, NotThere
from amparo.protocols.compiled import load_compiled, pack_hash
from amparo.protocols.pack import Pack
from amparo.system.models import StoredPack

_SEEN: ContextVar[dict[str, str | None] | None] = ContextVar("_SEEN", default=None)


@contextmanager
def one_pack() -> Iterator[None]:
    """Let the pack that is asked for first stay the current one until the end.

    A page is made under one pack, whatever is installed meanwhile, and asks for it once.
    """
    before = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(before)


def has_pack() -> bool:
    """Tell whether a pack is installed."""
    return _hash() is not None


def current_hash() -> str:
    """Return the hash of the pack that new dossiers follow.

    Raises:
        NotThere: no pack is installed yet.
    """
    digest = _hash()
    if digest is None:
        raise NotThere("No country's pack is installed yet. Run: amparo pack install.")
    return digest


def _hash() -> str | None:
    seen = _SEEN.get()
    if seen is not None and "current" in seen:
        return seen["current"]
    found = StoredPack.objects.filter(current=True).values_list("hash", flat=True).first()
    if seen is not None:
        seen["current"] = found
    return found


def current_pack() -> Pack:
    """Return the pack that new dossiers follow; NotThere as `current_hash`."""
    return pack_by_hash(current_hash())


@lru_cache(maxsize=64)
def pack_by_hash(hash: str) -> Pack:
    """Return the pack that a dossier follows.

    Raises:
        NotThere: no pack has this hash.
        BadSignature: the stored bytes were changed.
    """
    row = StoredPack.objects.filter(pk=hash).first()
    if row is None:
        raise NotThere("The pack {hash} is not installed here.", hash=hash[:12])
    compiled = bytes(row.compiled)
    if pack_hash(compiled) != hash:
        raise BadSignature
    return load_compiled(compiled)


def local(at: datetime) -> datetime:
    """Return a moment on the clocks of the current pack's country."""
    return at.astimezone(current_pack().tzinfo)
