"""Published numbers on a page. They take safe counts and no other number."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amparo.insight.rules import SafeCount

register = template.Library()

WIDTH = 100


@register.filter
def said(count: SafeCount) -> str:
    """Say a count; where it is not shown, that it is not."""
    return _("not shown") if count.shown is None else str(count.shown)


@register.simple_tag
def bar(count: SafeCount, longest: SafeCount) -> SafeString | str:
    """Draw a count beside the longest of its table; the number itself stands beside it."""
    if count.shown is None or not longest.shown:
        return ""
    return format_html(
        '<svg class="bar" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8"/></svg>',
        WIDTH,
        max(1, WIDTH * count.shown // longest.shown),
    )
