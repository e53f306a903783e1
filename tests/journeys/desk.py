"""People at the desk: they sign in, follow links, read, fill forms and press buttons.

A journey does with it what a browser without scripts would, through every middleware:

    ana = desk.comes("ana", "2027-05-10 11:00")
    ana.goes("/duties/").reads("Not opened yet", number)
    ana.follows(number).presses("Write it down", conflict="none")

What is answered must stand on the page: a question that is not rendered, or a choice that is not
offered, ends the journey. Whoever comes signs in anew, since a session ends between two visits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.test import Client

from amparo.dossiers.models import Dossier, Duty, Entry
from tests.journeys.reading import Reading, Typed
from tests.world import World

LIMA = ZoneInfo("America/Lima")


def lima(moment: str) -> datetime:
    """Return a moment of Lima's clocks, written as `2027-05-10 09:15`."""
    return datetime.fromisoformat(moment).replace(tzinfo=LIMA)


@dataclass
class Visit:
    """One person's stay, and the page that lies before them."""

    client: Client
    address: str = ""
    html: str = ""

    def goes(self, address: str) -> Self:
        return self._shows(self.client.get(address, follow=True))

    def follows(self, label: str) -> Self:
        """Follow the first link whose words hold these."""
        links = Reading(self.html).links
        found = [href for words, href in links if label.lower() in words.lower()]
        assert found, f"no link says “{label}” on {self.address}; there are: {links}"
        return self.goes(urljoin(self.address, found[0]))

    def presses(self, label: str, answers: Typed | None = None, /, **more: Any) -> Self:  # noqa: ANN401  # str or list, by name
        """Answer in the form that has this button, press it, and go where that leads."""
        form, button = Reading(self.html).form_with(label)
        sent = form.filled({**(answers or {}), **more}, button)
        address = urljoin(self.address, form.action)
        go = self.client.post if form.method == "post" else self.client.get
        return self._shows(go(address, sent, follow=True))

    def reads(self, *words: str) -> Self:
        """Assert that these words stand on the page."""
        for each in words:
            assert each in self.words, f"“{each}” is not on {self.address}:\n{self.words}"
        return self

    def reads_in_order(self, *words: str) -> Self:
        """Assert that these words stand on the page, each after the one before."""
        rest = self.words
        for each in words:
            assert each in rest, f"“{each}” is not then on {self.address}:\n{self.words}"
            rest = rest.split(each, 1)[1]
        return self

    def does_not_read(self, *words: str) -> Self:
        """Assert that these words stand nowhere, not even where nobody looks."""
        # A number may stand by chance in a token or a file's name, which say nothing.
        found = [
            each
            for each in words
            if each.lower() in (self.words if each.isdigit() else self.html).lower()
        ]
        assert not found, f"{found} on {self.address}:\n{self.words}"
        return self

    def finds_nothing(self, address: str) -> Self:
        answer = self.client.get(address)
        assert answer.status_code == 404, f"{address} answers {answer.status_code}"
        return self

    @property
    def words(self) -> str:
        return Reading(self.html).words

    def _shows(self, answer: Any) -> Self:  # noqa: ANN401  # Django's own, with what it adds
        self.address = str(answer.request["PATH_INFO"])
        self.html = answer.content.decode()
        assert answer.status_code == 200, f"{self.address}: {answer.status_code}\n{self.words}"
        return self


@dataclass
class Desk:
    """The offices and the group of the made-up world, and what time it is there."""

    world: World

    def it_is(self, moment: str) -> None:
        """Let time pass, and the scheduler do what it does all the while."""
        self.world.clock.at = lima(moment)
        call_command("tick", verbosity=0, stdout=_Silent())

    def comes(self, who: str, moment: str = "") -> Visit:
        """Sign somebody in, at a moment of Lima's clocks if one is named."""
        if moment:
            self.it_is(moment)
        return Visit(self.world.signed_in(who)).goes("/")

    def cases(self, body: str) -> list[Dossier]:
        """Return what a body works on, in the order it arrived."""
        cases = Dossier.objects.filter(protocol="case", parties__body=self.world.bodies[body])
        return list(cases.order_by("opened_at", "pk"))

    def case_for(self, body: str, stands_in_for: str | None = None) -> Dossier:
        """Return the one case of a body, or the one in which it stands in for another."""
        other = self.world.bodies[stands_in_for].id if stands_in_for else None
        found = Dossier.objects.filter(
            protocol="case", parties__body=self.world.bodies[body], parties__for_body=other
        )
        return found.get()

    def due(self, case: Dossier) -> dict[str, str]:
        """Return what is owed in a case, by clock, each by Lima's clocks."""
        owed = Duty.objects.open().filter(dossier=case)
        return {duty.clock: f"{duty.due.astimezone(LIMA):%Y-%m-%d %H:%M}" for duty in owed}

    def never_filled(self, forms: Collection[str]) -> set[str]:
        """Return those of the pack's forms of which no page has made an entry."""
        protocols = self.world.pack.protocols
        taken = Entry.objects.values_list("dossier__protocol", "step").distinct()
        return set(forms) - {protocols[protocol].steps[step].form for protocol, step in taken}


class _Silent:
    """Takes what a command says to nobody."""

    def write(self, _said: str) -> None:
        return
