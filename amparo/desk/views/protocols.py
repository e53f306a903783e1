"""Protocols as pages: what is done here, by whom, by when, and where that is written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from amparo.desk.asked import asked_in
from amparo.desk.drawn import LONGEST_PAGE, NARROW, PAPER, WIDE, drawing_of, svg_of
from amparo.desk.hats import hats_in
from amparo.desk.how import page_of, step_of
from amparo.desk.phases import phases_of
from amparo.desk.wording import say
from amparo.protocols.drawing import pages_of
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Protocol
from amparo.system.packs import current_pack
from amparo.trust.doors import signed_in


@signed_in
def protocols(request: HttpRequest) -> HttpResponse:
    """List the protocols of the country."""
    need_a_body(request)
    pack = current_pack()
    found = [(key, say(each.title, pack)) for key, each in pack.protocols.items()]
    told = {"protocols": found, "country": pack}
    return render(request, "desk/protocols/protocols.html", told)


@signed_in
def protocol(request: HttpRequest, key: str) -> HttpResponse:
    """Show one protocol whole, in words."""
    pack, found = _found(request, key)
    page = page_of(pack, found)
    told = {"page": page, "phases": phases_of(pack, found, page), "country": pack}
    return render(request, "desk/protocols/protocol.html", told)


@signed_in
def step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Show one step of a protocol, with all that is asked in it."""
    pack, found = _found(request, key)
    wanted = found.steps.get(step)
    if wanted is None:
        raise Http404
    told = {
        "key": key,
        "title": say(found.title, pack),
        "step": step_of(pack, found, wanted),
        "asked": tuple(asked_in(pack.forms[wanted.form])) if wanted.form else (),
    }
    return render(request, "desk/protocols/asked.html", told)


@signed_in
def drawn(request: HttpRequest, key: str) -> HttpResponse:
    """Show one protocol as a drawing, for a desk and for a phone."""
    pack, found = _found(request, key)
    title = say(found.title, pack)
    wide, narrow = (drawing_of(pack, found, size) for size in (WIDE, NARROW))
    told = {
        "key": key,
        "title": title,
        "wide": _as_markup(svg_of(wide, "wide", title)),
        "narrow": _as_markup(svg_of(narrow, "narrow", title)),
    }
    return render(request, "desk/protocols/drawn.html", told)


@signed_in
def drawing(request: HttpRequest, key: str) -> HttpResponse:
    """Show one protocol's drawing as pages of A4."""
    pack, found = _found(request, key)
    title = say(found.title, pack)
    whole = drawing_of(pack, found, PAPER)
    cuts = enumerate(pages_of(whole, LONGEST_PAGE), start=1)
    pages = [_as_markup(svg_of(whole, f"page-{number}", title, cut)) for number, cut in cuts]
    told = {"key": key, "title": title, "pages": pages, "country": pack}
    return render(request, "desk/protocols/drawing.html", told)


def _found(request: HttpRequest, key: str) -> tuple[Pack, Protocol]:
    """Return the country's pack and the protocol that an address names."""
    need_a_body(request)
    pack = current_pack()
    found = pack.protocols.get(key)
    if found is None:
        raise Http404
    return pack, found


def need_a_body(request: HttpRequest) -> None:
    """Keep the page to those who belong to some body."""
    if not hats_in(request):
        raise Http404


def _as_markup(svg: str) -> SafeString:
    return SafeString(svg)  # nosec B703  # svg_of escapes each word of the pack
