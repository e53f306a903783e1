import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from amparo.audit.models import Record
from amparo.base.problems import CannotOpen
from amparo.sealing.keys import public_of
from amparo.sealing.recovery import recover
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.directory import recovery_public
from amparo.trust.key_files import HOLDERS, KeyFor, read_key, server_folder, server_key
from amparo.trust.models import Deployment
from amparo.trust.problems import AlreadyBegun, DemoKeys, NoDeployment, WrongKeyFile
from amparo.trust.rules import Can
from amparo.trust.secrets import index_key, letter_key
from amparo.trust.tests.people import AT, person

pytestmark = pytest.mark.django_db


def test_the_ceremony_writes_each_key_for_its_owner_only(deployment: Path) -> None:
    taken_away = sorted(path.name for path in deployment.iterdir())
    assert taken_away == ["holder-a.json", "holder-b.json", "holder-c.json", "root.json"]
    kept = sorted(path.name.split("-")[0] for path in server_folder().iterdir())
    assert kept == ["checkpoint.json", "directory", "pepper.json", "root"]
    for folder in (deployment, server_folder()):
        assert folder.stat().st_mode & 0o777 == 0o700
        for path in folder.iterdir():
            assert path.stat().st_mode & 0o777 == 0o600
            assert json.loads(path.read_text())["demo"] is True


def test_the_root_s_private_key_is_not_among_the_server_s(deployment: Path) -> None:
    root = read_key(deployment / "root.json", KeyFor.ROOT)
    assert server_key(KeyFor.ROOT_PUBLIC).public == root.public
    for path in server_folder().iterdir():
        assert root.private.hex() not in path.read_text()


def test_any_two_holders_bring_the_recovery_key_back_and_no_one_alone(deployment: Path) -> None:
    pairs = [read_key(deployment / f"{name}.json", *HOLDERS).pair for name in HOLDERS]
    shares = Deployment.objects.get().shares
    for first, second in permutations(pairs, 2):
        assert public_of(recover(shares, first, second)) == recovery_public()
    for alone in pairs:
        with pytest.raises(CannotOpen):
            recover(shares, alone, alone)


def test_the_ceremony_is_held_once_and_overwrites_nothing(deployment: Path) -> None:
    before = {path: path.read_bytes() for path in deployment.iterdir()}
    with pytest.raises(AlreadyBegun):
        begin_deployment(deployment, at=AT, demo=True)
    with pytest.raises(AlreadyBegun):
        begin_deployment(deployment / "elsewhere", at=AT, demo=True)
    assert {path: path.read_bytes() for path in before} == before
    assert not (deployment / "elsewhere").exists()
    assert Record.objects.filter(can=Can.BEGIN_DEPLOYMENT).count() == 1


def test_beside_a_key_that_is_there_already_not_one_file_is_written(deployment: Path) -> None:
    Deployment.objects.all().delete()
    with pytest.raises(AlreadyBegun, match=r"root-public\.json"):
        begin_deployment(deployment / "elsewhere", at=AT, demo=True)
    assert not (deployment / "elsewhere").exists()


def test_a_deployment_with_rows_but_other_keys_is_not_begun_again(
    deployment: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.AMPARO = replace(settings.AMPARO, home=tmp_path / "another")
    with pytest.raises(AlreadyBegun):
        begin_deployment(deployment / "elsewhere", at=AT, demo=True)
    assert not server_folder().exists()


@pytest.mark.usefixtures("quick_passphrases")
def test_keys_made_for_demonstration_are_refused_where_people_are_real(
    deployment: Path, settings: Settings
) -> None:
    person("one.demo")
    settings.AMPARO = replace(settings.AMPARO, is_demo=False)
    with pytest.raises(DemoKeys):
        person("two.demo")
    with pytest.raises(DemoKeys):
        read_key(deployment / "root.json", KeyFor.ROOT)
    with pytest.raises(DemoKeys):
        begin_deployment(deployment / "elsewhere", at=AT, demo=True)


@pytest.mark.usefixtures("deployment", "quick_passphrases")
def test_a_demo_mark_that_was_wiped_off_one_file_helps_nobody(settings: Settings) -> None:
    path = server_folder() / "root-public.json"
    path.write_text(path.read_text().replace("true", "false"))
    settings.AMPARO = replace(settings.AMPARO, is_demo=False)
    with pytest.raises(DemoKeys):
        person("one.demo")


def test_a_deployment_of_real_people_marks_no_key_as_demo(
    tmp_path: Path, settings: Settings
) -> None:
    settings.AMPARO = replace(settings.AMPARO, home=tmp_path)
    assert not settings.AMPARO.is_demo
    begin_deployment(tmp_path / "offline", at=AT, demo=False)
    assert not read_key(tmp_path / "offline" / "root.json", KeyFor.ROOT).is_demo


@pytest.mark.usefixtures("deployment")
def test_keys_of_different_uses_and_bodies_differ_and_stay() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert len({letter_key(), index_key(one), index_key(other)}) == 3
    assert index_key(one) == index_key(one)


def test_without_the_ceremony_nothing_is_signed(tmp_path: Path, settings: Settings) -> None:
    settings.AMPARO = replace(settings.AMPARO, home=tmp_path)
    with pytest.raises(NoDeployment):
        letter_key()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"for": "root"}', "\x00"])
def test_what_is_no_key_file_is_refused(deployment: Path, text: str) -> None:
    path = deployment / "root.json"
    path.write_text(text)
    with pytest.raises(WrongKeyFile):
        read_key(path, KeyFor.ROOT)


def test_a_key_file_for_something_else_is_refused(deployment: Path) -> None:
    with pytest.raises(WrongKeyFile):
        read_key(deployment / "holder-a.json", KeyFor.ROOT)
