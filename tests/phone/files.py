"""Looks through what a browser writes to the disk."""

from pathlib import Path


def found_in(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Return which words stand in which file, as browsers write text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    forms = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    return [
        f"{word} in {path.relative_to(folder)}"
        for path in files
        for word, written in forms.items()
        if any(form in path.read_bytes() for form in written)
    ]
