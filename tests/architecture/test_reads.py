"""Reads start from what a reader may see, `visible_to(reader)`; rules are told the time."""

import ast
from functools import cache
from pathlib import Path

from tests.architecture import source

CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "localtime", "gmtime"}
FOR_RULES = {"django.utils.translation"}
CLOCK_OWNERS = {"datetime", "date", "timezone", "time"}


@cache
def scopes() -> frozenset[str]:
    """Return the ways to begin a read: what querysets offer that takes a `reader`."""
    return frozenset(
        found.name
        for path in source.code()
        if path.stem in {"reach", "models"} or source.is_named(path, "tables")
        for found in source.functions(path)
        if found.name[0] != "_" and "reader" in {argument.arg for argument in found.args.args}
    )


def unscoped(node: ast.Attribute) -> bool:
    """Return whether `X.objects.y` begins anywhere but at what a reader may see."""
    before = source.chain(node.value)
    begins = bool(before) and before[-1] in {"objects", "_default_manager"}
    return begins and node.attr not in scopes()


def test_no_view_reads_past_its_reader() -> None:
    faults = [
        f"{source.place(path, node.lineno)}: {ast.unparse(node)[:80]}"
        for path in source.code()
        if source.is_named(path, "views") or source.is_named(path, "templatetags")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and unscoped(node)
    ]
    assert faults == []


def test_this_test_knows_a_read_when_it_sees_one() -> None:
    seen = {
        "Dossier.objects.visible_to": False,
        "Dossier.objects.filter": True,
        "Dossier.objects.all": True,
        "request.user": False,
    }
    for text, is_unscoped in seen.items():
        body = ast.parse(text, mode="eval").body
        assert (isinstance(body, ast.Attribute) and unscoped(body)) is is_unscoped, text


def looks_at_the_clock(call: ast.Call) -> bool:
    upon = source.chain(call.func)[:-1]
    name = source.called(call)
    return name in CLOCKS and (
        bool(CLOCK_OWNERS.intersection(upon)) or (not upon and name in {"now", "utcnow", "today"})
    )


def test_no_rule_and_no_action_looks_at_the_clock() -> None:
    told = [
        path
        for path in source.code()
        if source.package(path) in source.PURE
        or any(source.is_named(path, word) for word in ("rules", "actions", "models"))
    ]
    faults = [
        f"{source.place(path, call.lineno)}: {ast.unparse(call)}"
        for path in told
        for call in source.calls(source.tree(path))
        if looks_at_the_clock(call)
    ]
    assert faults == []


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports when it runs, not only for its types."""
    return {
        name.name if isinstance(node, ast.Import) else str(node.module)
        for node in source.tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }


def test_rules_know_no_database_no_request_and_no_settings() -> None:
    faults = [
        f"{source.place(path)}: {module}"
        for path in source.code()
        if source.is_named(path, "rules")
        for module in sorted(imported(path))
        if module.startswith(("django.", "psycopg", "sqlite3")) and module not in FOR_RULES
    ]
    assert faults == []


def test_no_column_fills_itself_from_the_clock() -> None:
    faults = [
        source.place(path, call.lineno)
        for path in source.code()
        for call in source.calls(source.tree(path))
        for word in call.keywords
        if word.arg in {"auto_now", "auto_now_add"}
    ]
    assert faults == []


def test_this_test_knows_a_clock_when_it_sees_one() -> None:
    seen = {
        "datetime.now(UTC)": True,
        "timezone.now()": True,
        "now()": True,
        "date.today()": True,
        "time.time()": True,
        "standing.today": False,
        "part.time()": False,
    }
    for text, is_clock in seen.items():
        body = ast.parse(text, mode="eval").body
        assert (isinstance(body, ast.Call) and looks_at_the_clock(body)) is is_clock, text
