"""The commands that check and install packs and load areas."""

import shutil
import tomllib
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from amparo.base.problems import Faults
from amparo.protocols.pack import BodyKind, Pack
from amparo.system import pack_folders
from amparo.system.models import Area, StoredPack
from amparo.system.pack_folders import base_of, read_whole, whole_packs
from amparo.system.packs import current_pack
from amparo.system.permissions import known_permissions
from amparo.system.tests.conftest import AREAS, example_pack

SHEET = "\n".join(
    [
        "code,name,level,parent,valid_from,valid_to,children",
        *(f"{row.code},{row.name},{row.level},{row.parent or ''},,," for row in AREAS),
    ]
)


def run(command: str, *arguments: object) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up pack's folder; what its files say is the example pack, already read."""
    monkeypatch.setattr(pack_folders, "read_pack", lambda *_, **__: allowed(example_pack()))
    made = tmp_path / "xx"
    made.mkdir()
    (made / "areas.csv").write_text(SHEET, encoding="utf-8")
    return made


def allowed(pack: Pack, *words: str) -> Pack:
    """Return the pack with one kind only, whose officer may do what these words say."""
    kind = BodyKind("office", reach="district", roles=("officer",), can={"officer": words})
    return replace(pack, body_kinds={"office": kind})


def test_our_own_packs_are_whole() -> None:
    assert "no faults" in run("pack_check")


def test_faults_of_all_files_are_told_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = allowed(example_pack(), "fly", "see_gaps")
    monkeypatch.setattr(pack_folders, "read_pack", lambda *_, **__: pack)
    (folder / "areas.csv").write_text(SHEET.replace(",3,XX0101,", ",4,XX0101,"), encoding="utf-8")
    with pytest.raises(Faults) as refused:
        read_whole(folder)
    assert [(fault.file, fault.where) for fault in refused.value.faults] == [
        ("xx/areas.csv", "line 7"),
        ("xx/areas.csv", "line 8"),
        ("xx/bodies.toml", "office"),
    ]


def test_a_folder_that_is_no_pack_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"pack\.toml"):
        run("pack_check", tmp_path)


def test_faults_in_many_files_of_peru_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(settings.AMPARO.packs, tmp_path / "packs")
    peru = tmp_path / "packs" / "pe"
    (peru / "hotlines.toml").write_text("[[hotline]\n", encoding="utf-8")
    (peru / "routes.toml").write_text("this is = = no TOML", encoding="utf-8")
    (peru / "areas.csv").unlink()
    with pytest.raises(CommandError) as refused:
        run("pack_check", peru)
    for file in ("pe/hotlines.toml", "pe/routes.toml", "pe/areas.csv"):
        assert file in str(refused.value)


def test_only_packs_that_stand_for_a_country_are_checked() -> None:
    packs = settings.AMPARO.packs
    assert base_of(packs / "pe") == packs / "base"
    assert packs / "pe" in whole_packs(packs)
    assert packs / "base" not in whole_packs(packs)


@pytest.mark.django_db
def test_installing_a_pack_loads_its_areas_and_makes_it_current(folder: Path) -> None:
    said = run("pack_install", folder)
    assert "8 added" in said
    assert Area.objects.count() == len(AREAS)
    assert Area.objects.get(pk="XX").source == "packs/xx/areas.csv; see packs/xx/SOURCES.md"
    assert current_pack().key == "xx"
    assert "8 as they were" in run("pack_install", folder)
    assert StoredPack.objects.count() == 1


@pytest.mark.django_db
def test_a_pack_with_a_fault_is_not_installed(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    with pytest.raises(Faults):
        run("pack_install", folder)
    assert not StoredPack.objects.exists()


def test_the_words_of_all_packages_are_known() -> None:
    assert {"see_gaps", "add_member", "read_dossier"} <= known_permissions()


def test_checking_a_pack_tells_its_stories(tmp_path: Path) -> None:
    shutil.copytree(settings.AMPARO.packs, tmp_path, dirs_exist_ok=True)
    story = tmp_path / "pe" / "stories" / "order.toml"
    broken = story.read_text(encoding="utf-8").replace('state = "arrived"', 'state = "released"', 1)
    story.write_text(broken, encoding="utf-8")
    with pytest.raises(CommandError, match="The state is"):
        run("pack_check", str(tmp_path / "pe"))


def test_what_a_pack_says_is_printed_as_a_file_of_words(folder: Path) -> None:
    assert tomllib.loads(run("pack_words", folder)) is not None
    assert run("pack_words", folder).startswith("# Translate")
