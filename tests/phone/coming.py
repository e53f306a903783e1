"""Phones of the made-up world, talking to the site as they would over the air."""

from collections.abc import Callable, Mapping

from django.test import Client

from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment
from tests.phone.handset import Handset
from tests.world import World


def over(client: Client) -> Callable[..., tuple[int, bytes]]:
    """Return how a phone asks through this client."""

    def ask(method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        answer = client.generic(
            method, path, body, content_type="application/octet-stream", headers=dict(headers)
        )
        return answer.status_code, answer.content

    return ask


def come_with_phone(world: World, who: str = "rosa", **known: object) -> Handset:
    """Let a member come with a phone, as a supervisor and she would; it has asked once."""
    phone = Handset(over(Client()), **known)  # type: ignore[arg-type]
    by, at = world.people["carmen"].id, world.clock.at
    shown = begin_enrolment(world.people[who], by=by, at=at)
    status, answer = phone.enrol(shown.code)
    assert (status, answer["state"]) == (200, "waits")
    confirm_enrolment(shown.enrolment, by=by, at=at)
    assert phone.enrol(shown.code)[1]["state"] == "ready"
    assert phone.sync() == 200
    return phone
