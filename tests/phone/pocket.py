"""A phone in the pocket of somebody of the made-up world; what it does is the rehearsal's."""

from typing import Self

from amparo.config.demo.rehearsal import pocket
from amparo.config.demo.rehearsal.pocket import CALLS, DOOR, SOON, WORD, WORDS, Said
from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment
from amparo.trust.models import Enrolment
from tests.world import World

__all__ = ["CALLS", "DOOR", "SOON", "WORD", "WORDS", "Pocket", "Said"]


class Pocket(pocket.Pocket):
    """A pocket of somebody whom the world knows."""

    def enrols(self, world: World, who: str, sign: str = "sun") -> Self:
        """Begin with a code of the desk, and four words; both sides see the same check words."""
        shown = begin_enrolment(world.people[who], by=None, at=world.clock.at)
        self.comes_with(shown.code, sign)
        enrolment = Enrolment.objects.get(pk=shown.enrolment.pk)
        confirm_enrolment(enrolment, by=None, at=world.clock.at)
        return self.is_let_in()
