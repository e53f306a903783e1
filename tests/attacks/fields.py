"""Which field of what somebody told may be seen by whom, through which page.

The scene plants a word in each field. A page that shows one to somebody who is not here shows too
much, though they were let in. With sealing off nothing but the code stands between.
"""

import re
from collections.abc import Iterator, Mapping

from tests.attacks.door import Door

PLANTED = re.compile(r"MARK-[A-Z]+|999 111 222|\bNeighbour\b|Rosa \(made up\)")

EVERYWHERE = "*"
WORKERS = "ana elsa"
ABOVE = "julio paz"

_KEPT = {"desk:file": "ana", "desk:print_file": "ana"}
_FILE = {**_KEPT, "desk:copy": "ana"}
_LIST = {"desk:cases": "ana"}

FIELDS: Mapping[str, Mapping[str, str]] = {
    # What was told, and what the child is called: on the officer's screen, and in the letter.
    "MARK-WORDS": {"desk:file": WORKERS},
    "MARK-NAME": {"desk:file": WORKERS, "desk:letter": "elsa"},
    # How to call whoever raised it: for one call. Who that is, nobody sees on any of these pages.
    "MARK-CALL": {"desk:call_back": WORKERS},
    "999 111 222": {"desk:call_back": WORKERS},
    "Neighbour": {},
    # What the officer wrote, and what another service was sent.
    "MARK-INQUIRED": {**_FILE, **_LIST, "desk:step": "ana"},
    "MARK-CHILD": _FILE,
    "MARK-KNOW": _FILE,
    "MARK-ASKED": _FILE,
    # Why a file was opened, or is to be deleted: to who reviews it, and in the file.
    "MARK-WHY": {
        "desk:access_review": f"carmen {ABOVE}",
        "desk:early_answer": ABOVE,
        "desk:file": "ana",
        "desk:print_file": "ana",
    },
    # For whom an identity is asked.
    "MARK-BY": {"desk:identity": "carmen celia", "desk:file": "ana", "desk:print_file": "ana"},
    # What the two who look in need to know: to them and whoever asked.
    "MARK-ASKEDOF": {"desk:look_in": "rosa lucia", **_KEPT, **_LIST},
    "MARK-PLACE": {"desk:look_in": "rosa lucia", **_KEPT},
    # How a member is, and how she is called: to the national desk alone.
    "MARK-THREAT": {"desk:file": "gina"},
    "MARK-NUMBER": {"desk:file": "gina"},
    # One's own: what is half written, what one's phone is called, one's name.
    "MARK-DRAFT": {"desk:raise_check": "rosa", "desk:raise_page": "rosa"},
    "MARK-PHONE": {"desk:access": "lucia", "desk:access_remove": "lucia"},
    "Rosa (made up)": {
        EVERYWHERE: "rosa",
        "desk:file": "gina",
        "desk:file look_in": "ana",
        "desk:support_tell": "lucia tomas",
        "desk:phones": "carmen fidel hugo",
        "desk:phone": "carmen fidel hugo",
    },
}
"""By what was planted: the pages that show it (of one thing alone, if it is named), and to whom."""


def shown_in(text: str, door: Door) -> set[str]:
    """Return what was planted and stands in an answer, but for what the request itself brought."""
    typed = " ".join(str(said) for said in door.said.values())
    return {found for found in PLANTED.findall(text) if found not in typed}


def beyond(name: str, who: str, shown: set[str], thing: str = "") -> Iterator[str]:
    """Yield what is shown to somebody whose it is not to see, through this page of this thing."""
    for planted in sorted(shown):
        pages = FIELDS.get(planted, {})
        places = (name, f"{name} {thing}", EVERYWHERE)
        if not any(who in pages.get(place, "").split() for place in places):
            yield planted


def seen_by(planted: str, name: str) -> frozenset[str]:
    """Return who may see what was planted through a page, of whichever thing."""
    pages = FIELDS.get(planted, {}).items()
    here = (people for place, people in pages if place.split()[0] in {name, EVERYWHERE})
    return frozenset(who for people in here for who in people.split())


def expected() -> set[tuple[str, str]]:
    """Return what each page is known to show: a row that nothing is seen of says nothing."""
    return {(planted, name) for planted, pages in FIELDS.items() for name in pages}
