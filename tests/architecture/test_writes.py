"""Only actions write, and they say who and when."""

import ast
import re
from pathlib import Path

from tests.architecture import source

# Django's session engine is a contract of its own: its store writes when a request ends.
MAY_WRITE = {"amparo/trust/sessions.py"}

ALWAYS_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "raw"}
ON_ROWS = {"create", "update", "delete"}
ROWS = {"objects", "filter", "exclude", "all", "select_for_update", "visible_to", "_base_manager"}
SQL_WRITE = re.compile(r"\s*(insert|update|delete|replace|truncate|drop)\b", re.IGNORECASE)


def writes(call: ast.Call) -> bool:
    """Return whether a call changes rows, as far as its names tell."""
    name = source.called(call)
    if not isinstance(call.func, ast.Attribute):
        return name == "add_rows"
    upon = source.chain(call.func.value)
    is_on_rows = bool(ROWS.intersection(upon)) or (bool(upon) and upon[-1].endswith("_set"))
    first = call.args[0] if call.args else None
    sql = first.value if isinstance(first, ast.Constant) else None
    return (
        name in ALWAYS_WRITES
        or (name in ON_ROWS and is_on_rows)
        or (name == "save" and upon != ["super"])
        or (name == "delete" and not call.args and len(upon) == 1)
        or (name.startswith("execute") and isinstance(sql, str) and bool(SQL_WRITE.match(sql)))
    )


def may_write(path: Path) -> bool:
    return source.is_named(path, "actions") or source.place(path) in MAY_WRITE


def test_only_actions_write() -> None:
    faults = [
        f"{source.place(path, call.lineno)}: {ast.unparse(call)[:80]}"
        for path in source.code()
        if not may_write(path) and source.package(path) not in source.PURE
        for call in source.calls(source.tree(path))
        if writes(call)
    ]
    assert faults == []


def test_whoever_is_excused_from_it_is_there() -> None:
    assert [name for name in MAY_WRITE if not (source.PROJECT / name).exists()] == []


def test_this_test_knows_a_write_when_it_sees_one() -> None:
    seen = {
        "Entry.objects.create(a=1)": True,
        "Entry.objects.filter(a=1).update(b=2)": True,
        "dossier.entry_set.create(a=1)": True,
        "row.save()": True,
        "add_rows([row])": True,
        "row.delete()": True,
        "cursor.execute('UPDATE x SET y = 1')": True,
        "cursor.execute('SELECT 1')": False,
        "digest.update(b'')": False,
        "values.update({})": False,
        "super().save()": False,
        "response.delete_cookie('x')": False,
    }
    parsed = {text: ast.parse(text, mode="eval").body for text in seen}
    assert {text: writes(c) for text, c in parsed.items() if isinstance(c, ast.Call)} == seen
