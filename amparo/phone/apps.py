"""The Django app of phones."""

from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "amparo.phone"
    label = "phone"
    default_auto_field = "django.db.models.BigAutoField"
