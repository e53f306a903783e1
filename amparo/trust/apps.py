"""The Django app of trust."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "amparo.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"
