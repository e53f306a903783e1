"""What is asked beside the pack's form: people of the raiser's own group, and which district."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amparo.desk.districts import NAMED, OTHER, District, districts_called
from amparo.desk.writing import COMPANION, DISTRICT, PEOPLE, Writing, asks, companions
from amparo.forms.form import Group
from amparo.trust.models import Account


@dataclass(frozen=True)
class Beside:
    """What a page asks beside its form; each is empty where it is not asked.

    Attributes:
        people: of the group, to be kept out.
        companions: of the group, one of whom may follow the answers.
        districts: that have the name which was typed, where it is not just one.
        picked: what was chosen of all these.
    """

    people: tuple[Account, ...] = ()
    companions: tuple[Account, ...] = ()
    districts: tuple[District, ...] = ()
    picked: frozenset[str] = frozenset()


def beside(writing: Writing, page: Group, at: datetime) -> Beside:
    """Return what a page asks beside its form."""
    others = companions(writing, at)
    kept = writing.raw.get(PEOPLE, ())
    picked = [*kept, *writing.raw.get(COMPANION, ()), *writing.raw.get(DISTRICT, ())]
    return Beside(
        people=others if asks(page, "keep_from") else (),
        companions=tuple(each for each in others if str(each.id) not in kept)
        if asks(page, "tie")
        else (),
        districts=_districts(writing) if asks(page, NAMED) else (),
        picked=frozenset(picked),
    )


def faults_beside(writing: Writing, page: Group) -> dict[str, str]:
    """Return what has to be mended of it, under the name of the question it belongs to."""
    if not asks(page, NAMED) or writing.raw.get("home_district") != [OTHER]:
        return {}
    typed = " ".join(writing.raw.get(NAMED, [])).strip()
    found = districts_called(typed)
    if not typed or len(found) == 1:
        return {}
    if not found:
        return {
            NAMED: _(
                "We know no district of this name. Check how it is written, or choose “I don't"
                " know” above: the concern is sent all the same."
            )
        }
    is_chosen = bool(set(writing.raw.get(DISTRICT, ())) & {each.code for each in found})
    return {} if is_chosen else {NAMED: _("Several districts have this name. Choose one below.")}


def _districts(writing: Writing) -> tuple[District, ...]:
    if writing.raw.get("home_district") != [OTHER]:
        return ()
    found = districts_called(" ".join(writing.raw.get(NAMED, [])).strip())
    return found if len(found) > 1 else ()
