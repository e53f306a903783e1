"""Phones of a small made-up world, talking to the site as they would over the air."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from amparo.dossiers.tests.conftest import MONDAY, World, world
from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment
from amparo.trust.models import Enrolment
from tests.phone.handset import Handset

__all__ = ["world"]

CLOCKED = ("amparo.phone.views.syncing", "amparo.phone.views.enrolling")


@dataclass
class Air:
    """The way between phones and the site, at one moment that tests move on."""

    at: datetime = MONDAY

    def pass_by(self, **length: float) -> datetime:
        self.at += timedelta(**length)
        return self.at


def over(client: Client) -> Callable[..., tuple[int, bytes]]:
    def ask(method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        answer = client.generic(
            method, path, body, content_type="application/octet-stream", headers=dict(headers)
        )
        return answer.status_code, answer.content

    return ask


@pytest.fixture
def air() -> Iterator[Air]:
    there = Air()
    with patch(f"{CLOCKED[0]}.now", lambda: there.at), patch(f"{CLOCKED[1]}.now", lambda: there.at):
        yield there


@pytest.fixture
def enrolled(world: World, air: Air, client: Client) -> Callable[..., Handset]:
    """Let a member come with a phone, as a supervisor and she would."""

    def come(who: str = "member", **known: object) -> Handset:
        phone = Handset(over(client), **known)  # type: ignore[arg-type]
        supervisor = world.people["supervisor"].id
        shown = begin_enrolment(world.people[who], by=supervisor, at=air.at)
        status, answer = phone.enrol(shown.code)
        assert (status, answer["state"]) == (200, "waits")
        enrolment = Enrolment.objects.get(pk=shown.enrolment.pk)
        confirm_enrolment(enrolment, by=supervisor, at=air.at)
        assert phone.enrol(shown.code)[1]["state"] == "ready"
        return phone

    return come
