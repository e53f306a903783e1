"""A small demo, loaded by the real actions: whole, once, and thrown away only if it is a demo."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from amparo.audit.models import Record
from amparo.config.demo import emptying
from amparo.config.demo.state import Loaded
from amparo.config.demo.telling import welcome_again
from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.models import Access, Dossier, Duty, Escalation, IdentityRequest
from amparo.dossiers.verify import altered_entries
from amparo.system.models import Gap
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.keyring import circles_with_one_holder
from amparo.trust.models import Deployment, Device, Membership

pytestmark = pytest.mark.django_db(transaction=True)

DISTRICT = "PE080401"
BESIDE = {
    ("mediation", "invited"),
    ("mediation", "stopped"),
    ("referral", "passed_on"),
    ("supervision", "held"),
    ("debrief", "spoken"),
    ("debrief", "owed"),
    ("threat", "told"),
    ("dialogue", "settled"),
    ("activity", "noted"),
}
"""What stands beside concerns and cases, and how far each has come."""


@pytest.fixture
def home(tmp_path: Path, settings: Settings, quick_passphrases: None) -> Path:  # noqa: ARG001
    """A home that says it is a demo's."""
    settings.AMPARO = replace(configured.AMPARO, home=tmp_path, is_demo=True)
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def demo(**options: object) -> str:
    """Run the command and return what it said."""
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def test_a_small_demo_lives_and_is_loaded_once(home: Path) -> None:
    told = demo(area=DISTRICT)
    assert "siete llamas cruzan el puente" in told
    loaded = Loaded.read(home)
    assert loaded is not None
    at = loaded.at
    assert {duty.done_at is None for duty in Duty.objects.overdue(at)} == {True}
    assert Duty.objects.open().filter(due__gt=at, clock="PE.danger.answer").exists()
    assert {"supervisor", "oversight"} <= set(Escalation.objects.values_list("level", flat=True))
    states = set(Dossier.objects.filter(protocol="concern").values_list("state", flat=True))
    assert states == {"sent", "read", "in_hand", "released"}
    assert set(Dossier.objects.values_list("protocol", "state")) >= BESIDE
    assert Access.objects.unreviewed().exists()
    assert IdentityRequest.objects.filter(state="asked").exists()
    owed = set(Duty.objects.open().values_list("clock", flat=True))
    assert {"PE.approval", "PE.member.debrief", "PE.staff.session"} <= owed
    assert Dossier.objects.filter(protocol="case", parties__for_body__isnull=False).exists()
    assert Gap.objects.exists()
    assert {phone.revoked_at is None for phone in Device.objects.all()} == {True, False}
    assert list(altered_entries()) == []
    assert not any(rebuild(each, by=None, at=at) for each in Dossier.objects.all())
    alone = Membership.objects.filter(circle__in=circles_with_one_holder())
    assert not alone.filter(role="officer").exists()
    records, again = Record.objects.count(), demo(area=DISTRICT)
    assert "Nothing was changed." in again
    assert Record.objects.count() == records


def test_serving_a_demo_says_again_who_can_sign_in(home: Path) -> None:
    assert list(welcome_again(configured.AMPARO)) == []
    Loaded(timezone.now(), DISTRICT).write(home)
    said = "\n".join(welcome_again(configured.AMPARO))
    assert "rosa" in said
    assert "dora" not in said
    assert list(welcome_again(replace(configured.AMPARO, is_demo=False))) == []


def test_a_real_deployment_takes_no_demo(home: Path, settings: Settings) -> None:
    settings.AMPARO = replace(configured.AMPARO, is_demo=False)
    with pytest.raises(CommandError, match="AMPARO_DEMO=1"):
        demo()
    begin_deployment(home / "offline", at=timezone.now(), demo=False)
    settings.AMPARO = replace(configured.AMPARO, is_demo=True)
    for fresh in (False, True):
        with pytest.raises(CommandError, match="not a demo"):
            demo(fresh=fresh, yes=True)
    (home / "keys").rename(home / "away")
    with pytest.raises(CommandError, match="not a demo"):
        demo(fresh=True, yes=True)
    assert Deployment.objects.exists()


def test_keys_that_are_no_demos_are_not_thrown_away(home: Path) -> None:
    keys = home / "keys"
    keys.mkdir()
    (keys / "root-public.json").write_text("not even a key file")
    with pytest.raises(CommandError, match="not a demo"):
        demo(fresh=True, yes=True)
    assert (keys / "root-public.json").exists()


def test_what_was_interrupted_is_said_and_never_taken_for_a_demo(home: Path) -> None:
    begin_deployment(home / "demo-keys", at=timezone.now(), demo=True)
    with pytest.raises(CommandError, match="interrupted"):
        demo()


def test_beginning_anew_asks_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_deployment(home / "demo-keys", at=timezone.now(), demo=True)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError, match="Nothing was changed"):
        demo(fresh=True)
    assert (home / "demo-keys" / "root.json").exists()


def test_throwing_away_leaves_nothing_of_the_demo(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied = []
    monkeypatch.setattr(emptying, "_empty_database", lambda: emptied.append(True))
    begin_deployment(home / "demo-keys", at=timezone.now(), demo=True)
    Loaded(timezone.now(), "").write(home)
    (home / "secret").write_text("kept")
    emptying.throw_away(home)
    assert emptied == [True]
    assert sorted(path.name for path in home.iterdir()) == ["secret"]
