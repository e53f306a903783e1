"""Weekly sessions: between two people, late when nobody held one, and never a word beyond them."""

import re

import pytest

from amparo.base.ids import new_id
from amparo.base.problems import NotAllowed
from amparo.desk.sessions import weeks_of
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.readings import read_sessions
from amparo.dossiers.actions.sessions import hold_session
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Letter
from amparo.forms.values import Value
from amparo.trust.actions.circles import end_membership
from tests.filling import fill, text_of
from tests.world import Clock, World

SAID: dict[str, Value] = {
    "worker_is": "well",
    "load_is": "fits",
    "agreed": "MARK-AGREED rest on Friday",
    "next_session": "2027-05-17",
}


def leading(world: World, who: str = "carmen", body: str = "demuna") -> Author:
    return world.author(who, "office", body, "supervisor")


def hold(world: World, worker: str = "ana", **answers: Value) -> Dossier:
    letter = Letter(new_id(world.clock.at), "session", {**SAID, **answers}, said_at=world.clock.at)
    person = world.people[worker].id
    return hold_session(person, letter, by=leading(world), at=world.clock.at).dossier


def page_of(world: World, who: str, address: str) -> str:
    return text_of(world.signed_in(who).get(address))


def opened_by(world: World, sessions: Dossier, who: str) -> str:
    by = world.people[who].id
    return str(read_sessions(sessions, world.keyring(who), by=by, at=world.clock.at))


def test_only_the_two_of_them_can_open_what_was_said(world: World) -> None:
    sessions = hold(world)
    assert "MARK-AGREED" in opened_by(world, sessions, "ana")
    assert "MARK-AGREED" in opened_by(world, sessions, "carmen")
    assert "MARK-AGREED" not in opened_by(world, sessions, "beto")


def test_nobody_else_of_the_office_knows_of_the_sessions(world: World) -> None:
    sessions = hold(world)
    for who in ("beto", "elsa", "fidel", "irma", "julio", "mario"):
        assert not Dossier.objects.visible_to(world.reader(who)).exists(), who
    assert list(Dossier.objects.sessions_of(world.reader("ana"))) == [sessions]
    assert list(Dossier.objects.sessions_led_by(world.reader("carmen"))) == [sessions]
    assert not Dossier.objects.in_full(world.reader("beto")).exists()


def test_a_session_is_noted_on_a_page_and_read_by_the_worker(world: World) -> None:
    ana = world.people["ana"].id
    said = {**{name: str(value) for name, value in SAID.items()}, "each_case-0-case_number": "AB-1"}
    answer = fill(world.signed_in("carmen"), f"/office/sessions/{ana}/session/", said)
    assert answer.status_code == 302, text_of(answer)
    assert "MARK-AGREED" in page_of(world, "carmen", f"/office/sessions/{ana}/")
    mine = page_of(world, "ana", "/duties/sessions/")
    assert "MARK-AGREED" in mine
    assert "of 25 at most" in mine
    assert "MARK-AGREED" not in page_of(world, "beto", "/duties/sessions/")
    assert "MARK" not in page_of(world, "carmen", "/office/")


def test_nobody_leads_their_own_sessions_or_those_of_another_office(world: World) -> None:
    letter = Letter(new_id(world.clock.at), "session", SAID, said_at=world.clock.at)
    for who, worker in (("carmen", "carmen"), ("carmen", "elsa"), ("fidel", "ana")):
        body = "demuna" if who == "carmen" else "upe"
        with pytest.raises(NotAllowed):
            hold_session(
                world.people[worker].id, letter, by=leading(world, who, body), at=world.clock.at
            )
    assert not Dossier.objects.exists()


def test_a_worker_without_a_session_stands_on_the_page_with_their_load(
    world: World, clock: Clock
) -> None:
    hold(world, "ana")
    late = re.search(r'aria-labelledby="worry-session".*?</section>', office(world), re.DOTALL)
    assert late is not None
    assert "Beto" in late[0]
    assert "no session yet" in late[0]
    assert "Ana" not in late[0]
    clock.move(days=8)
    assert "Ana" in office(world).partition('id="worry-session"')[2].partition("</section>")[0]


def office(world: World) -> str:
    return page_of(world, "carmen", "/office/")


def test_who_needs_support_stands_there_until_it_is_noted(world: World) -> None:
    hold(world, "ana", worker_is="needs_support")
    ana, demuna = world.people["ana"].id, world.bodies["demuna"].id
    assert weeks_of(demuna, world.clock.at)[ana].needs_support
    letter = Letter(
        new_id(world.clock.at), "support", {"support_given": ("days_off",)}, said_at=world.clock.at
    )
    hold_session(ana, letter, by=leading(world), at=world.clock.at)
    assert not weeks_of(demuna, world.clock.at)[ana].needs_support


def test_a_missed_session_is_told_to_the_office_and_later_to_oversight(
    world: World, clock: Clock
) -> None:
    sessions = hold(world)
    clock.move(days=8)
    escalate_missed(at=clock.at)
    assert list(sessions.escalations.values_list("level", "body")) == [
        ("supervisor", world.bodies["demuna"].id)
    ]
    clock.move(days=8)
    escalate_missed(at=clock.at)
    assert sessions.escalations.filter(body=world.bodies["ministry"]).exists()


def test_the_sessions_end_with_the_work(world: World, clock: Clock) -> None:
    sessions = hold(world, "beto")
    circle, key = world.bodies["demuna"].circle, world.keyring("ana")
    clock.move(days=8)
    end_membership(
        circle,
        world.people["beto"],
        "officer",
        opened_with=key.current_private_of(circle.id),
        by=None,
        at=clock.at,
    )
    escalate_missed(at=clock.move(minutes=1))
    sessions.refresh_from_db()
    assert sessions.state == "ended"
    assert not sessions.escalations.exists()
    assert not sessions.duties.filter(done_at__isnull=True).exists()
