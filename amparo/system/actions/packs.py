"""Install a country's pack."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.protocols.compiled import load_compiled, pack_hash
from amparo.system.models import StoredPack
from amparo.system.rules import Can


@transaction.atomic
def install_pack(compiled: bytes, *, by: UUID | None, at: datetime) -> StoredPack:
    """Keep a compiled pack under its hash and make it the one that new dossiers follow.

    Earlier packs stay: the dossiers that follow them go on doing so. Installing the current one
    again changes nothing.

    Raises:
        Malformed: the bytes are no compiled pack.
    """
    pack, digest = load_compiled(compiled), pack_hash(compiled)
    stored, _ = StoredPack.objects.get_or_create(
        hash=digest,
        defaults={
            "compiled": compiled,
            "key": pack.key,
            "version": pack.version,
            "installed_at": at,
            "installed_by_id": by,
        },
    )
    if stored.current:
        return stored
    StoredPack.objects.filter(current=True).update(current=False)
    stored.current = True
    stored.save(update_fields=["current"])
    record(Can.INSTALL_PACK, None, by=by, at=at, detail={"pack": pack.key, "hash": digest})
    return stored
