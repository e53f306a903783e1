"""What each picture of the guides shows: who is signed in, and the way to the page.

Everybody and everything in them is the demo's, and made up. A way is a list of addresses; `first`
is the first case on the reader's list whose cover leads to that step.
"""

from dataclasses import dataclass
from pathlib import Path

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
LANGUAGES = {"en": GUIDES, "es": GUIDES / "es"}
PHONE, DESK = 360, 760


@dataclass(frozen=True)
class Picture:
    """One picture: `{first}` in the address is the case that `first` finds."""

    name: str
    who: str
    address: str
    first: str = ""
    width: int = DESK
    height: int = 560


README = Picture("duties", "ana", "/duties/", width=1280, height=900)
README_PATH = GUIDES.parent / "images" / "duties.png"

PICTURES = (
    Picture("member-home", "rosa", "/", width=PHONE, height=960),
    Picture("member-danger", "rosa", "/danger/", width=PHONE, height=760),
    Picture("member-first-page", "rosa", "/concerns/raise/", width=PHONE, height=640),
    Picture("member-answered", "rosa", "/concerns/", width=PHONE, height=900),
    Picture("member-support", "rosa", "/support/", width=PHONE, height=560),
    Picture("officer-duties", "ana", "/duties/", height=640),
    Picture("officer-register", "ana", "/arrivals/register/"),
    Picture("officer-cover", "ana", "/dossiers/{first}/", first="qualify", height=760),
    Picture("officer-qualify", "ana", "/dossiers/{first}/steps/qualify/", first="qualify"),
    Picture("officer-child", "ana", "/dossiers/{first}/steps/tell_child/", first="tell_child"),
    Picture("officer-copy", "ana", "/dossiers/{first}/copy/", first="tell_child"),
    Picture("officer-mediation", "ana", "/protocols/mediation/", height=640),
    Picture("officer-end", "ana", "/dossiers/{first}/steps/close/", first="close"),
    Picture("supervisor-office", "carmen", "/office/", height=640),
    Picture("supervisor-assign", "carmen", "/office/{first}/assign/", first="assign"),
    Picture("supervisor-away", "carmen", "/office/deputies/"),
    Picture("supervisor-session", "carmen", "/office/sessions/{first}/", first="session"),
    Picture("supervisor-emergency", "carmen", "/emergency/", height=420),
    Picture("supervisor-people", "carmen", "/people/", height=620),
    Picture("supervisor-report", "carmen", "/reports/", height=480),
)

OF_THE_APP = {
    "doors": "phone-doors",
    "danger": "phone-danger",
    "question-01": "phone-question",
    "sent": "phone-sent",
    "inside": "phone-inside",
    "face": "phone-photo",
}
"""The name of each screen of the phone's app that is a picture, and of the picture."""


def path_of(name: str, language: str) -> Path:
    """Return where a picture lies."""
    return GUIDES / "images" / language / f"{name}.png"
