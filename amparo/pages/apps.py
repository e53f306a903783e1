"""The Django app of pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "amparo.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
