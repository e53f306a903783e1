"""The phone's parts of the packs that are stored here, found by the hash of their bytes."""

from collections.abc import Mapping
from functools import lru_cache

from amparo.base.problems import NotThere
from amparo.protocols.phone_part import in_language, part_delta, part_hash, phone_part
from amparo.system.models import StoredPack
from amparo.system.packs import current_pack, pack_by_hash


@lru_cache(maxsize=32)
def part_of(pack: str) -> bytes:
    """Return the phone's part of the pack with this hash."""
    return phone_part(pack_by_hash(pack))


@lru_cache(maxsize=64)
def part_hash_of(pack: str) -> str:
    """Return the hash of the phone's part of a pack."""
    return part_hash(part_of(pack))


def part_with(digest: str) -> bytes:
    """Return the phone's part that has this hash.

    Raises:
        NotThere: no pack that is stored here has such a part.
    """
    stored = StoredPack.objects.order_by("-current", "-installed_at").values_list("pk", flat=True)
    for pack in stored:
        # The name of a public text, and no secret.
        if part_hash_of(pack) == digest:  # nosemgrep: no-secret-compared-by-its-letters
            return part_of(pack)
    raise NotThere


@lru_cache(maxsize=32)
def first_load(digest: str, language: str) -> bytes:
    """Return what is needed first of the part that has this hash, in one language.

    Raises:
        NotThere: no pack that is stored here has such a part.
    """
    return in_language(part_with(digest), language)


@lru_cache(maxsize=8)
def lean_hashes_of(digest: str) -> Mapping[str, str]:
    """Return the hash of each language's first load: a phone takes nothing else for it."""
    return {code: part_hash(first_load(digest, code)) for code in current_pack().languages}


@lru_cache(maxsize=64)
def delta_between(old: str, new: str) -> bytes:
    """Return what makes one part into another, both by their hashes.

    Raises:
        NotThere: one of them is not known here.
    """
    return part_delta(part_with(old), part_with(new))
