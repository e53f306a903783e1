"""Which tables a backup carries, and how a value is written in it.

Everything but what is listed in `LEFT_OUT`. A value is written as its field reads it again, the
same from every database: moments in UTC, bytes in base64, JSON as it is.
"""

import base64
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import models

from amparo.base.time import write_moment
from amparo.config.backup.text import Row, Tables

LEFT_OUT = {
    "trust.session": "who is signed in signs in again; a copy holds no half of anybody's key",
    "auth.group": "not used here",
    "auth.group_permissions": "not used here",
    "auth.permission": "not used here; made by migrating",
    "contenttypes.contenttype": "made by migrating",
}
AT_A_TIME = 500


def carried(known: Apps) -> list[type[models.Model]]:
    """Return what is carried, in an order that does not depend on the machine."""
    every = known.get_models(include_auto_created=True)
    ours = [model for model in every if model._meta.label_lower not in LEFT_OUT]
    return sorted(ours, key=lambda model: model._meta.label_lower)


def tables(models_of: Iterable[type[models.Model]]) -> Tables:
    """Yield each table with its columns and rows, as the database has them now."""
    for model in models_of:
        fields = model._meta.concrete_fields
        yield model._meta.label_lower, tuple(field.attname for field in fields), _rows(model)


def _rows(model: type[models.Model]) -> Iterator[Row]:
    names = [field.attname for field in model._meta.concrete_fields]
    # All rows, in no order: SQLite need not sort a million first.
    every = model._base_manager.order_by()  # noqa: SLF001  # no narrower manager may hide a row
    for row in every.values_list(*names).iterator(AT_A_TIME):
        yield [plain(value) for value in row]


def plain(value: Any) -> Any:  # noqa: ANN401  # any column's
    """Return a value as it is written."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return write_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def again(field: "models.Field[Any, Any]", written: Any) -> Any:  # noqa: ANN401  # as above
    """Return what was written, as the field has it."""
    return written if isinstance(field, models.JSONField) else field.to_python(written)
