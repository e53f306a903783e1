"""`amparo pack check` shows every fault at once, and the project's own packs have none."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(settings.AMPARO.packs, tmp_path / "packs")
    return tmp_path / "packs"


def check(*folders: Path) -> str:
    said = StringIO()
    call_command("pack_check", *folders, stdout=said)
    return said.getvalue()


def test_our_own_packs_are_whole() -> None:
    assert "no faults" in check()


def test_faults_in_two_files_are_told_at_once(copied: Path) -> None:
    (copied / "pe" / "routes.toml").write_text("this is = = no TOML", encoding="utf-8")
    (copied / "pe" / "hotlines.toml").write_text("nor [ is this", encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("pack_check", copied / "pe", stdout=said)
    assert "routes.toml" in said.getvalue()
    assert "hotlines.toml" in said.getvalue()


def test_a_folder_without_a_pack_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no pack"):
        check(tmp_path)
