"""People who send what they have written, again and again until it is acknowledged."""

from dataclasses import dataclass
from uuid import UUID

from amparo.config.bench.browser import Answer, Browser
from amparo.config.bench.sending import check_page
from tests.load.place import Place

MEMBERS = ("rosa", "lucia", "tomas", "evaristo")


@dataclass(frozen=True)
class Letter:
    """A concern that lacks nothing but being sent, and the token of its page."""

    raising: str
    token: str


class Sender:
    """Somebody's browser with the page of sending open."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._csrf = browser.get("/concerns/").fields["csrfmiddlewaretoken"]

    def send(self, letter: Letter) -> Answer:
        fields = {"csrfmiddlewaretoken": self._csrf, "token": letter.token}
        return self.browser.post(check_page(UUID(letter.raising)), fields)


def senders(place: Place, count: int) -> list[tuple[str, Sender]]:
    """Return as many browsers, each with the name of its owner."""
    owners = [MEMBERS[number % len(MEMBERS)] for number in range(count)]
    return [(who, Sender(place.browser(who))) for who in owners]


def letters(place: Place, who: str, count: int) -> list[Letter]:
    """Let somebody write concerns."""
    return [Letter(*each) for each in place.ask("written", who=who, count=count)]
