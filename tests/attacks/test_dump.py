"""Everything that is stored or said, searched for what people wrote: not one word is found."""

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.attacks.story import MARK, NUMBER, SCRIPT, Story, marks_of
from tests.load.place import Place
from tests.world import PASSPHRASE, peru

SECRETS = (MARK, SCRIPT, NUMBER, PASSPHRASE)
LONG = 12
"""A shorter text leaves too little in base64 that is the same wherever it begins."""


def as_stored(secret: str) -> Iterator[bytes]:
    """Yield how a text may lie somewhere in clear: as it is, as hex, as base64, as UTF-16."""
    plain = secret.encode()
    yield plain
    yield plain.hex().encode()
    yield secret.encode("utf-16-le")
    yield secret.replace(" ", "+").encode()
    yield secret.replace(" ", "%20").encode()
    for before in range(3) if len(plain) >= LONG else ():
        encoded = base64.b64encode(b"\0" * before + plain)
        yield encoded[4 if before else 0 : -4]


NEEDLES = tuple({needle for secret in SECRETS for needle in as_stored(secret)})


def found_in(where: str, texts: Iterable[bytes]) -> list[str]:
    return [
        f"{where}: …{text[max(0, text.index(needle) - 60) : text.index(needle) + 60]!r}…"
        for text in texts
        for needle in NEEDLES
        if needle in text
    ]


BETWEEN_TWO_PEOPLE = ("session", "support_given")
"""A worker's sessions, read by the two who held them: the tests of sessions look for these."""
ONLY_FROM_A_PHONE = ("activity_photo",)
"""No page asks it; the journey of such a photo looks for its words in the database."""


def files(place: Place) -> list[Path]:
    """Return all that lies in the deployment's home (the database, its WAL, keys), and its log."""
    return [path for path in place.home.rglob("*") if path.is_file()] + [
        place.home.with_suffix(".log")
    ]


def test_no_planted_word_lies_anywhere_in_clear(story: Story) -> None:
    place = story.place
    searched = files(place)
    names = {path.name for path in searched}
    assert {"secret", "pepper.json"} <= names
    if "AMPARO_DATABASE_URL" not in place.env:
        assert {"amparo.sqlite3", "amparo.sqlite3-wal"} <= names
    found = [hit for path in searched for hit in found_in(path.name, [path.read_bytes()])]
    cells = [cell.encode() for cell in place.ask("cells")]
    assert len(cells) > 1000
    found += found_in("a cell of a table", cells)
    found += found_in("what PostgreSQL dumps", place.dumped())
    assert found == []


def test_the_story_planted_a_word_in_every_text_answer(story: Story) -> None:
    """Without this, finding nothing would mean nothing."""
    pack = peru()
    elsewhere = BETWEEN_TWO_PEOPLE + ONLY_FROM_A_PHONE
    forms = [form for name, form in pack.forms.items() if name not in elsewhere]
    expected = {name for form in forms for name in marks_of(form)}
    seen = set()
    for who, address in story.shown:
        seen |= set(re.findall(rf"{MARK}(\w+)", story.page(who, address).text))
    assert expected - seen == set(), "planted nowhere, or shown on no page"


def test_what_would_be_there_in_clear_would_be_found() -> None:
    for text in (f"x{MARK}y", f"pass={PASSPHRASE}", PASSPHRASE.encode().hex()):
        assert found_in("here", [text.encode()])
    for shift in range(3):
        hidden = base64.b64encode(b"abc"[:shift] + PASSPHRASE.encode() + b" and more")
        assert found_in("here", [hidden]), shift


def test_neither_planted_words_nor_passphrases_are_said_by_the_server(story: Story) -> None:
    said = story.place.server.said()
    assert "Amparo is at" in said, "this is not what the server said"
    assert found_in("what the server said", [said.encode()]) == []


def test_no_cookie_says_what_was_typed(story: Story) -> None:
    said = [cookie.encode() for one in story.browsers.values() for cookie in one.said]
    assert said
    assert found_in("a cookie", said) == []
