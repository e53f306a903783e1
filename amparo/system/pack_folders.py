"""Packs as folders on a disk: which there are, what they inherit, and all that is wrong."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from amparo.base.problems import Fault, Faults
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack
from amparo.system.areas import read_areas
from amparo.system.permissions import known_permissions

AREAS = "areas.csv"


def whole_packs(packs: Path) -> list[Path]:
    """Return the packs that a country can use: those that no other one inherits from."""
    folders = sorted(path.parent for path in packs.glob("*/pack.toml"))
    bases = {base_of(folder) for folder in folders}
    return [folder for folder in folders if folder not in bases]


def base_of(folder: Path) -> Path | None:
    """Return the folder of the pack that this one inherits from, beside it."""
    try:
        head = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # read_pack says what is wrong with it
    inherits = head.get("inherits")
    return folder.parent / inherits if isinstance(inherits, str) and inherits else None


def read_whole(folder: Path) -> Pack:
    """Read a pack, and see to it that its areas and permissions are what this deployment knows.

    Raises:
        Faults: everything that is wrong, each with its file and key.
    """
    pack, faults = _read(folder)
    faults += _faults_of_areas(folder)
    faults += _unknown_permissions(folder.name, pack) if pack else []
    if faults or pack is None:
        raise Faults(faults)
    return pack


def _read(folder: Path) -> tuple[Pack | None, list[Fault]]:
    """Return the pack as far as it can be read, and what is wrong with it."""
    faults: list[Fault] = []
    for check in (True, False):
        try:
            return read_pack(folder, base_of(folder), check=check), faults
        except Faults as found:
            faults = faults or list(found.faults)
    return None, faults


def _faults_of_areas(folder: Path) -> list[Fault]:
    if not (folder / AREAS).is_file():
        return [Fault(f"{folder.name}/{AREAS}", "as a whole", "The list of areas is missing.")]
    try:
        read_areas(folder / AREAS)
    except Faults as found:
        return list(found.faults)
    return []


def _unknown_permissions(name: str, pack: Pack) -> Iterator[Fault]:
    known = known_permissions()
    for kind in pack.body_kinds.values():
        for role, words in kind.can.items():
            for word in sorted(set(words) - known):
                says = f"The role {role} may “{word}”, but nothing here is called that."
                yield Fault(f"{name}/bodies.toml", kind.key, says)
