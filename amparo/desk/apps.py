"""The Django app of desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "amparo.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
