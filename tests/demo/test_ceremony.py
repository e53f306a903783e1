"""The founding ceremony of a real deployment: its files, and what is said about each."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from amparo.trust.models import Deployment
from amparo.trust.problems import AlreadyBegun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """The home of a real deployment."""
    settings.AMPARO = replace(configured.AMPARO, home=tmp_path / "home", is_demo=False)
    return tmp_path


def ceremony(folder: Path | None, *, yes: bool = True) -> str:
    out = StringIO()
    call_command("ceremony", *([folder] if folder else []), yes=yes, stdout=out)
    return out.getvalue()


def test_it_writes_four_files_and_says_what_to_do_with_each(home: Path) -> None:
    told = ceremony(home / "stick")
    written = sorted(path.name for path in (home / "stick").iterdir())
    assert written == ["holder-a.json", "holder-b.json", "holder-c.json", "root.json"]
    assert [name for name in written if name not in told] == []
    assert not Deployment.objects.get().is_demo


def test_it_asks_where_and_whether(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter([str(home / "stick"), "no"])
    monkeypatch.setattr("builtins.input", lambda _question: next(said))
    with pytest.raises(CommandError, match="Nothing was made"):
        ceremony(None, yes=False)
    assert not Deployment.objects.exists()


def test_keys_that_leave_are_not_written_beside_the_servers_data(home: Path) -> None:
    with pytest.raises(CommandError, match="taken away"):
        ceremony(home / "home" / "keys-to-take")
    (home / "stick").mkdir()
    (home / "stick" / "holiday.jpg").write_text("")
    with pytest.raises(CommandError, match="not empty"):
        ceremony(home / "stick")
    assert not Deployment.objects.exists()


def test_a_demo_has_a_ceremony_of_its_own(home: Path, settings: Settings) -> None:
    settings.AMPARO = replace(configured.AMPARO, is_demo=True)
    with pytest.raises(CommandError, match="amparo demo"):
        ceremony(home / "stick")


def test_a_second_ceremony_ends_with_a_sentence_and_the_first_stands(home: Path) -> None:
    ceremony(home / "stick")
    begun = Deployment.objects.get().begun_at
    with pytest.raises(AlreadyBegun, match="Keys are made once"):
        ceremony(home / "another")
    assert Deployment.objects.get().begun_at == begun
