"""What to say, what to do and what never to do: the pack's cards, for everybody who helps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.desk.guiding import topics_of
from amparo.system.packs import current_pack
from amparo.trust.doors import signed_in


@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show every card, by topic."""
    return render(request, "desk/guidance/show.html", {"topics": topics_of(current_pack())})
