"""The `amparo` command: a deployment's own commands by their names, and no others.

`amparo pack check` is the management command `pack_check`. Django's many other commands stay out
of sight; whoever needs one has `python -m django`.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import django
from django.core.management import (
    CommandError,
    execute_from_command_line,
    get_commands,
    load_command_class,
)

from amparo.base.problems import Problem
from amparo.config.environment import Environment, keep_secret

PROJECT = Path(__file__).resolve().parents[2]
FROM_DJANGO = ("migrate",)


def main() -> None:
    """Run what the command line asks for."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; a problem is one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
    keep_secret(Environment.read(os.environ, PROJECT).secret_file)
    django.setup()
    offered = commands()
    name, rest = chosen(arguments, offered)
    if name is None:
        print(usage(offered))
        return 0 if arguments in ([], ["--help"], ["-h"], ["help"]) else 2
    try:
        execute_from_command_line(["amparo", name, *rest])
    except (Problem, CommandError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except EOFError:
        # Each command asks before it begins.
        print("Nobody answered, and nothing was done. Run it at a terminal.", file=sys.stderr)
        return 1
    return 0


def commands() -> Mapping[str, str]:
    """Return the commands offered here and the app that each comes from."""
    return {
        name: app
        for name, app in get_commands().items()
        if name in FROM_DJANGO or str(app).startswith("amparo.")
    }


def chosen(
    arguments: Sequence[str], offered: Mapping[str, str]
) -> tuple[str | None, Sequence[str]]:
    """Return the command meant, by its first two words or its first, and what follows it."""
    for words in (2, 1):
        name = "_".join(arguments[:words])
        if name in offered:
            return name, arguments[words:]
    return None, ()


def usage(offered: Mapping[str, str]) -> str:
    """Return the list of commands with what each is for."""
    lines = ["Usage: amparo COMMAND [options]", ""]
    for name in sorted(offered):
        says = load_command_class(offered[name], name).help
        lines.append(f"  {name.replace('_', ' '):<17} {says}")
    return "\n".join([*lines, "", "amparo COMMAND --help tells a command's options."])
