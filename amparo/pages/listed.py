"""A list to choose from, written in one go: a template for each choice takes its time."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Select
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Listed(Select):
    """A list of plain choices, without groups."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401  # as Django's own
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002  # as Django's own
    ) -> SafeString:
        chosen = {str(each) for each in self.format_value(value)}
        has = flatatt(self.build_attrs({**self.attrs, "name": name}, dict(attrs or {})))
        return format_html("<select{}>{}</select>", has, _options(self.choices, chosen))


def _options(choices: Iterable[Any], chosen: set[str]) -> SafeString:
    rows = ((code, _mark(str(code) in chosen), label) for code, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


def _mark(is_chosen: bool) -> str:  # noqa: FBT001
    return SafeString(" selected") if is_chosen else ""
