"""The files of a pack with those of its base beneath: which there are, and each one merged.

Reads files; knows of their fields only what inheriting needs.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from amparo.base.problems import Fault
from amparo.protocols.sources import INHERITS, Merged, Source, merge, name_of, read_source

PACK = "pack.toml"

_NO_PACK = "There is no pack.toml that can be read in this folder; it is no pack."
_NO_BASE = "It inherits from “{base}”, but that pack was not given."
_MUST_INHERIT = "The base has this protocol too. Write: inherits = “{base}”."
_NOT_CALLED = "The file is called “{file}” but its key is “{key}”."
_NOT_A_WORD = "“{key}” must be a text."


class Layers:
    """One pack's folder over its base's, remembering what is wrong with the files."""

    def __init__(self, folder: Path, base: Path | None) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self._base = base
        self._base_key = ""
        self.pack = self._pack()

    def file(self, name: str) -> Merged:
        """Return a file merged; without rows and fields if neither pack has it."""
        own, base = self._both(name)
        return merge(own, base, self.faults) or Merged(name_of(self.folder / name), {})

    def protocols(self) -> Iterator[Merged]:
        """Yield every protocol's file."""
        for path in self._names("protocols", ".toml"):
            own, base = self._both(path)
            if own and base and own.data.get(INHERITS) != self._base_key:
                self._wrong(own.name, INHERITS, _MUST_INHERIT.format(base=self._base_key))
            merged = merge(own, base, self.faults)
            if merged:
                self._check_called(merged, Path(path).stem)
                yield merged

    def forms(self) -> dict[str, Path]:
        """Return every form's folder or .xlsx by its name; the pack's own wins."""
        paths = [path for layer in self._layers() for path in _inside(layer / "forms")]
        return {path.stem: path for path in paths if path.is_dir() or path.suffix == ".xlsx"}

    def words(self) -> dict[str, dict[str, str]]:
        """Return every word by language and key; the pack's own wins."""
        words: dict[str, dict[str, str]] = {}
        for path in self._names("words", ".toml"):
            found = words.setdefault(Path(path).stem, {})
            own, base = self._both(path)
            for source in (base, own):
                found.update(self._flat(source) if source else {})
        return words

    def languages(self) -> tuple[str, ...]:
        """Return the languages that the pack's own folder has words in, by their codes."""
        found = _inside(self.folder / "words")
        return tuple(path.stem for path in found if path.suffix == ".toml")

    def _pack(self) -> Merged:
        own = read_source(self.folder / PACK, self.faults)
        if own is None:
            self._wrong(name_of(self.folder / PACK), "as a whole", _NO_PACK)
        wanted = own.data.get(INHERITS, "") if own else ""
        base = read_source(self._base / PACK, self.faults) if self._base and wanted else None
        self._base_key = str(base.data.get("key", "")) if base else ""
        if wanted != self._base_key:
            self._wrong(name_of(self.folder / PACK), INHERITS, _NO_BASE.format(base=wanted))
        if base is None:
            self._base = None
        return merge(own, base, self.faults) or Merged(name_of(self.folder / PACK), {})

    def _layers(self) -> tuple[Path, ...]:
        return (self._base, self.folder) if self._base else (self.folder,)

    def _both(self, name: str) -> tuple[Source | None, Source | None]:
        base = read_source(self._base / name, self.faults) if self._base else None
        return read_source(self.folder / name, self.faults), base

    def _names(self, folder: str, suffix: str) -> list[str]:
        found = [path for layer in self._layers() for path in _inside(layer / folder)]
        return sorted({f"{folder}/{path.name}" for path in found if path.suffix == suffix})

    def _flat(self, source: Source) -> dict[str, str]:
        found = dict(_flattened(source.data))
        for key, word in found.items():
            if not isinstance(word, str):
                self._wrong(source.name, key, _NOT_A_WORD.format(key=key))
        return {key: word for key, word in found.items() if isinstance(word, str)}

    def _check_called(self, merged: Merged, stem: str) -> None:
        if (key := merged.head.get("key")) not in {None, stem}:
            self._wrong(merged.name, "key", _NOT_CALLED.format(file=stem, key=key))

    def _wrong(self, file: str, where: str, says: str) -> None:
        self.faults.append(Fault(file, where, says))


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _flattened(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
