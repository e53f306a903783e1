"""One address of the site, and who may come in there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.attacks.asking import Said

EVERYBODY = (
    "rosa lucia tomas nora ana beto otto carmen celia elsa fidel paz mario irma julio"
    " gina hugo sara"
)


@dataclass(frozen=True)
class Door:
    """Who may come in.

    Attributes:
        may: user names; for an address with an id, by the thing that it names.
        things: what an address with an id is tried with.
        rest: what else stands in the address.
        said: what is sent with a POST.
        any_id: an id that nothing has is a page of its own, for these: a new thing begins there.
        methods: with which it is tried.
        stranger: whether somebody who has not signed in comes in too.
    """

    may: str | Mapping[str, str]
    things: str = ""
    rest: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=dict)
    any_id: str = ""
    methods: tuple[str, ...] = ("GET", "POST")
    stranger: bool = False

    def lets_in(self, who: str, thing: str = "") -> bool:
        if not who:
            return self.stranger
        named = self.may if isinstance(self.may, str) else self.may.get(thing, "")
        return who in named.split()
