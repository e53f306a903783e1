"""What stands around every page of the desk: as whom one is here, and where one can go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from amparo.desk.hats import Hat, hat_in, hats_in
from amparo.desk.wording import say
from amparo.dossiers.rules import Can
from amparo.insight.rules import Can as InsightCan
from amparo.pages.frame import Frame, NavLink
from amparo.system import rules as system
from amparo.system.packs import current_pack
from amparo.trust import rules as trust
from amparo.trust.doors import account_in, is_unlocked, reader_in
from amparo.trust.sessions import idle_limit

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Place:
    """A page that is always one press away, for hats that allow this; for all, without `can`.

    `in_body`: only for those who belong to some body; `is_seldom`: folded under "More".
    """

    url: str
    label: "StrPromise"
    can: str = ""
    in_body: bool = False
    is_seldom: bool = False


PLACES = (
    Place("desk:home", later("Home"), Can.RAISE_CONCERN),
    Place("desk:concerns", later("My concerns"), Can.FOLLOW_CONCERN),
    Place("desk:office", later("The office today"), Can.SUPERVISE),
    Place("desk:duties", later("My duties"), Can.SEE_DUTIES),
    Place("desk:cases", later("Cases"), Can.READ_DOSSIER),
    Place("desk:photos", later("Photos of activities"), Can.READ_DOSSIER, is_seldom=True),
    Place("desk:oversight", later("Oversight"), Can.OVERSEE),
    Place("desk:people", later("People"), system.Can.SEE_PEOPLE),
    Place("desk:bodies", later("Offices and groups"), system.Can.SEE_BODIES),
    Place("desk:phones", later("Phones"), trust.Can.ENROL_PHONE, is_seldom=True),
    Place("desk:identities", later("Names kept"), Can.RELEASE_IDENTITY),
    Place("desk:reports", later("Reports"), InsightCan.SEE_REPORTS, is_seldom=True),
    Place("desk:estimates", later("Estimates"), Can.OVERSEE, is_seldom=True),
    Place("desk:numbers", later("Numbers"), is_seldom=True),
    Place("desk:guidance", later("What to say and do"), is_seldom=True),
    Place("desk:protocols", later("How we work"), in_body=True, is_seldom=True),
    Place("desk:access", later("My access"), is_seldom=True),
)


def around(request: HttpRequest) -> Mapping[str, object]:
    """Give templates `frame`, and `pack` for the words of the country."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "pack": SimpleLazyObject(current_pack),
    }


def frame_of(request: HttpRequest) -> Frame:
    """Return what the head of a page shows to this reader; next to nothing to a stranger."""
    notice = _("For practice: everything here is made up.") if settings.AMPARO.is_demo else ""
    if not is_unlocked(request):
        return Frame(label=settings.AMPARO.label, notice=notice)
    hat = hat_in(request)
    return Frame(
        label=settings.AMPARO.label,
        person=account_in(request).display_name,
        body=hat.name if hat else "",
        role=role_of(hat) if hat else "",
        change_url=reverse("desk:hat") if len(hats_in(request)) > 1 else "",
        sign_out_url=reverse("desk:sign_out"),
        ends_after=int(idle_limit().total_seconds()),
        links=_links(request, hat),
        notice=notice,
    )


def role_of(hat: Hat) -> str:
    """Say a hat's role in the reader's language."""
    return say(f"role.{hat.role}")


def _links(request: HttpRequest, hat: Hat | None) -> tuple[NavLink, ...]:
    """Offer what the hat allows; what the person keeps without one, where no hat allows it."""
    others = frozenset().union(*(each.can for each in hats_in(request)))
    can = (hat.can if hat else frozenset()) | (reader_in(request).own - others)
    mine = [place for place in PLACES if hat or not place.in_body]
    open_to = [place for place in mine if not place.can or place.can in can]
    links = [(reverse(place.url), place) for place in open_to]
    here = max((url for url, __ in links if _is_within(request.path, url)), key=len, default="")
    return tuple(
        NavLink(url, str(place.label), url == here, is_more=place.is_seldom) for url, place in links
    )


def _is_within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
