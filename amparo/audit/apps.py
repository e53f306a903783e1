"""The Django app of audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "amparo.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
