"""What is served to phones, and to the site's pages, is what the sources give."""

from pathlib import Path

from tests.phone.node import APP, node

BUILT = APP.parent / "static" / "phone"
FOR_PAGES = APP.parents[1] / "pages" / "static" / "pages" / "expressions.js"


def scripts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.js"))}


def test_the_committed_scripts_are_what_the_sources_give(tmp_path: Path) -> None:
    node("build.mjs", str(tmp_path))
    committed = scripts(BUILT) | {FOR_PAGES.name: FOR_PAGES.read_bytes()}
    assert committed == scripts(tmp_path), "run `make phone` and commit what it wrote"


def test_every_dependency_says_what_for() -> None:
    readme = (APP / "README.md").read_text(encoding="utf-8")
    lock = (APP / "package-lock.json").read_text(encoding="utf-8")
    wished = (APP / "package.json").read_text(encoding="utf-8").split("ependencies")[1:]
    names = [line.split('"')[1] for part in wished for line in part.splitlines() if '": "' in line]
    assert len(names) > 5
    assert [name for name in names if f"`{name}`" not in readme] == []
    assert '"resolved"' not in lock
