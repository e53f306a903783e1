"""The Django app of system."""

from django.apps import AppConfig


class SystemConfig(AppConfig):
    name = "amparo.system"
    label = "system"
    default_auto_field = "django.db.models.BigAutoField"
