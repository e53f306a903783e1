"""Runs the scripts of the phone's app, where Node and what it is built with are here."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "amparo" / "phone" / "app"
NODE = shutil.which("node")
IS_REQUIRED = os.environ.get("AMPARO_NODE") == "required"
LONGEST = 300


def node(*script: str) -> str:
    """Run a script of the app and return what it said; fail with that where it failed."""
    if NODE is None or not (APP / "node_modules").is_dir():
        (pytest.fail if IS_REQUIRED else pytest.skip)("no Node here, or not yet `make phone`")
    ran = subprocess.run(  # noqa: S603  # a script of ours
        [str(NODE), *script], cwd=APP, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    said = ran.stdout + ran.stderr
    if ran.returncode:
        pytest.fail(said, pytrace=False)
    return said
