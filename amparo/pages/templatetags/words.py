"""Words of a pack, in the reader's language."""

from django import template
from django.utils.translation import get_language

from amparo.protocols import pack as packs

register = template.Library()


@register.simple_tag
def word(pack: packs.Pack, key: str) -> str:
    """Say a word of the pack; without it in this language, the pack's first one's."""
    language = get_language() or pack.languages[0]
    return packs.word(pack, language.partition("-")[0], key)
