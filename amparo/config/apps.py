"""The Django app that carries the commands of a deployment."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "amparo.config"
    label = "config"
