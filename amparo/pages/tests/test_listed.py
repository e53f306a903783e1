"""A list to choose from says what Django's own would say."""

import re

from django import forms

from amparo.pages.listed import Listed

CHOICES = [("", "any"), ("a", "A & B"), ("b", "<b>"), ("3", "three")]


def written(widget: type[forms.Select], value: object) -> list[str]:
    """Return the tags and texts of a list, whatever the order of a tag's attributes."""
    field = forms.ChoiceField(choices=CHOICES, widget=widget)
    shown = field.widget.render("area", value, {"id": "id_area", "class": "field"})
    tags = re.findall(r"<[^>]*>|[^<>]+", " ".join(shown.split()))
    return [" ".join(sorted(tag.strip("<>").split())) for tag in tags if tag.strip()]


def test_it_is_the_list_that_django_makes_of_a_template() -> None:
    for value in ("a", "b", "", None, 3, "not there", "<b>"):
        assert written(Listed, value) == written(forms.Select, value)


def test_what_is_chosen_is_marked_once_and_words_are_escaped() -> None:
    shown = forms.ChoiceField(choices=CHOICES, widget=Listed).widget.render("area", "b", {})
    assert shown.count(" selected") == 1
    assert '<option value="b" selected>&lt;b&gt;</option>' in shown
