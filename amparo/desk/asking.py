"""A form that a page asks: what was typed, whether it is whole, and what the page is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from amparo.desk.kept import Typed, typed_in
from amparo.dossiers.models import Dossier
from amparo.forms.answers import Filled, accept
from amparo.forms.form import Form
from amparo.forms.values import Values
from amparo.system.packs import local, pack_by_hash


@dataclass(frozen=True)
class Asked:
    """A form as it was sent, or as it is shown before that; `entry` is the id it would have."""

    form: Form
    typed: Typed
    filled: Filled | None
    now: datetime

    @property
    def entry(self) -> UUID:
        return self.typed.token.entry

    @property
    def values(self) -> Values | None:
        """Return the answers, if it was sent and nothing is wrong with it."""
        return self.filled.values if self.filled and not self.filled.faults else None

    @property
    def told(self) -> Mapping[str, object]:
        """Return what `desk/parts/form.html` is told."""
        faults = self.filled.faults if self.filled else {}
        return {"form": self.form, "typed": self.typed, "faults": faults, "local": self.now}


def asked(request: HttpRequest, form: Form, *, at: datetime) -> Asked:
    """Return a form as this page holds it now."""
    typed, here = typed_in(request, at=at), local(at)
    filled = accept(form, typed.raw, now=here) if request.method == "POST" else None
    return Asked(form, typed, filled, here)


def form_of_step(dossier: Dossier, step: str) -> Form:
    """Return the form of a step, from the pack that a dossier follows."""
    pack = pack_by_hash(dossier.pack_id)
    return pack.forms[pack.protocols[dossier.protocol].steps[step].form]
