"""The Django app of dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "amparo.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
