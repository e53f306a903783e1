"""Tables: relations point downwards only, and every column says how private it is."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
from django.apps import apps
from django.db import models

from tests.architecture import source

Column: TypeAlias = "models.Field[Any, Any]"
CLASSES = ("OPEN", "LIMITED", "SEALED")


def own_models() -> list[type[models.Model]]:
    """Return every table of ours, those that Django makes for a many-to-many too."""
    return [m for m in apps.get_models(include_auto_created=True) if is_own(m)]


def is_own(model: type[models.Model]) -> bool:
    return model.__module__.startswith("amparo.")


def package(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def columns(model: type[models.Model]) -> list[Column]:
    return [*model._meta.concrete_fields, *model._meta.local_many_to_many]


def said(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Yield each column that a model names, with the class it gives it."""
    for name in CLASSES:
        yield from ((column, name) for column in getattr(model, name, ()))


declared = pytest.mark.parametrize(
    "model",
    [model for model in own_models() if not model._meta.auto_created],
    ids=lambda model: model._meta.label,
)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_relations_point_downwards_only(model: type[models.Model]) -> None:
    layers = source.LAYERS
    upwards = [
        column.name
        for column in columns(model)
        if column.related_model
        and is_own(column.related_model)
        and layers.index(package(column.related_model)) < layers.index(package(model))
    ]
    assert upwards == []


@declared
def test_every_column_says_how_private_it_is(model: type[models.Model]) -> None:
    named = [column for column, _ in said(model)]
    assert sorted(named) == sorted(column.name for column in columns(model))


@declared
def test_what_is_sealed_can_only_hold_bytes(model: type[models.Model]) -> None:
    clear = [
        column
        for column, how in said(model)
        if how == "SEALED" and not isinstance(model._meta.get_field(column), models.BinaryField)
    ]
    assert clear == []


@declared
def test_nothing_is_kept_as_a_file_on_the_disk(
    model: type[models.Model],
) -> None:
    files = [column.name for column in columns(model) if isinstance(column, models.FileField)]
    assert files == []
