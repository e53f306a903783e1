"""Walls: a file or function that outgrows them holds two words. Never raise a wall; split."""

from pathlib import Path

from tests.architecture import source

FUNCTION, TEST, JOURNEY, STORY = 40, 40, 80, "tests/journeys"
PYTHON, TEMPLATE, PAGE_PART = 300, 120, 150

# Settings are a list, not a thought; fixtures, data and migrations are not read by this test.
EXEMPT = {"amparo/config/settings.py"}

BUILT = source.PROJECT / "amparo/phone/static/phone"


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def longer(paths: list[Path], wall: int) -> list[str]:
    return [
        f"{source.place(path)}: {length(path)} lines"
        for path in paths
        if length(path) > wall and source.place(path) not in EXEMPT
    ]


def wall_of(path: Path) -> int:
    is_journey = path.is_relative_to(source.PROJECT / STORY)
    return JOURNEY if is_journey else TEST if source.is_test(path) else FUNCTION


def test_no_python_file_is_longer_than_its_wall() -> None:
    written = [path for path in source.files(".py") if not source.is_migration(path)]
    assert longer(written, PYTHON) == []


def test_no_template_is_longer_than_its_wall() -> None:
    assert longer(source.files(".html"), TEMPLATE) == []


def test_no_style_or_script_is_longer_than_its_wall() -> None:
    # What is built of the phone's sources is no text that anybody reads.
    written = [path for path in source.files(".css", ".js", ".ts") if path.parent != BUILT]
    assert longer(written, PAGE_PART) == []


def test_no_function_is_longer_than_its_wall() -> None:
    written = [path for path in source.files(".py") if not source.is_migration(path)]
    too_long = [
        f"{source.place(path, found.lineno)} {found.name}: {source.lines(found)} lines"
        for path in written
        for found in source.functions(path)
        if source.lines(found) > wall_of(path)
    ]
    assert too_long == []
