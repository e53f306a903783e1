"""The packs in use, read from the database by the hash of their bytes.

A pack's bytes never change under its hash, so what was read once is kept in the process.
"""

from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from amparo.base.problems import BadSignature, NotThere
from amparo.protocols.compiled import load_compiled, pack_hash
from amparo.protocols.pack import Pack
from amparo.rows.asked import asked
from amparo.system.models import StoredPack
from amparo.system.once import once_a_page


def has_pack() -> bool:
    """Tell whether a pack is installed."""
    return _current() is not None


def current_hash() -> str:
    """Return the hash of the pack that new dossiers follow.

    Raises:
        NotThere: no pack is installed yet.
    """
    digest = _current()
    if digest is None:
        raise NotThere("No country's pack is installed yet. Run: amparo pack install.")
    return digest


def current_pack() -> Pack:
    """Return the pack that new dossiers follow; NotThere as `current_hash`."""
    return pack_by_hash(current_hash())


@once_a_page
def _current() -> str | None:
    return _in_use.first()


@asked
def _in_use() -> QuerySet[StoredPack, str]:
    return StoredPack.objects.filter(current=True).values_list("hash", flat=True)


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
