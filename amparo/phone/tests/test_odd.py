"""Whatever a phone has sealed, the officer's page opens, and says what is odd."""

from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import patch

import pytest

from amparo.dossiers.models import Dossier
from amparo.phone.tests.wrongs import ANSWERS
from amparo.sealing.parts import seal_part
from tests.phone import letters
from tests.phone.handset import Handset
from tests.phone.letters import raise_concern
from tests.world import World

Enrolled = Callable[..., Handset]
ODD: Mapping[str, tuple[bytes, str]] = {
    "no answers": (b"[1, 2]", "does not open"),
    "no JSON": (b"\xff\xfe", "does not open"),
    "deep": (b"[" * 400, "does not open"),
    "no choice": (b'{"signs":["nothing known"]}', "do not fit their form"),
    "wrong kinds": (b'{"words_seen":{"a":[null]},"signs":5,"each_child":"x"}', "do not fit"),
    "rows in a question": (b'{"words_seen":[{"child_age":"0_5"}]}', "do not fit"),
    "not asked": (b'{"zzz":"MARK-ODD"}', "MARK-ODD"),
    "too long": (b'{"words_seen":"' + b"x" * 5000 + b'"}', "do not fit their form"),
    "another matter": (b'{"signs":["sexual"],"last_time":"d3"}', "another kind of matter"),
}


@pytest.mark.parametrize("which", ODD)
def test_the_page_opens_and_says_what_is_odd(world: World, enrolled: Enrolled, which: str) -> None:
    plaintext, says = ODD[which]
    phone, real = enrolled(), seal_part

    def odd(said: bytes, key: bytes, context: Any) -> bytes:  # noqa: ANN401  # as seal_part
        return real(plaintext if context.part_class == "sealed" else said, key, context)

    with patch.object(letters, "seal_part", odd):
        raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    phone.sync()
    assert phone.results == ["accepted"]
    case = Dossier.objects.get(protocol="case")
    answer = world.signed_in("ana").get(f"/dossiers/{case.pk}/file/")
    assert answer.status_code == 200
    assert says in answer.content.decode()


def test_a_part_that_is_not_what_its_entry_says_is_told_as_broken(
    world: World, enrolled: Enrolled
) -> None:
    phone, real = enrolled(), seal_part
    with patch.object(letters, "seal_part", lambda *said: real(*said)[:-1] + b"\x00"):
        raise_concern(phone, world.pack, ANSWERS, world.clock.at)
    phone.sync()
    assert phone.results == ["accepted"]
    case = Dossier.objects.get(protocol="case")
    page = world.signed_in("ana").get(f"/dossiers/{case.pk}/file/").content.decode()
    assert "does not open" in page
