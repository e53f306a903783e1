"""All words of permission that this deployment knows: the `Can` of each of its packages."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def known_permissions() -> frozenset[str]:
    """Return each word that some role of a pack may be given."""
    rules = [
        f"{app.name}.rules" for app in apps.get_app_configs() if app.name.startswith("amparo.")
    ]
    cans = [getattr(import_module(name), "Can", ()) for name in rules if find_spec(name)]
    return frozenset(str(word) for can in cans for word in can)
