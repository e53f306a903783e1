"""What the server of `amparo bench` loads: the deployment's own, with the empty view beside it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
settings.ROOT_URLCONF = "amparo.config.bench.urls"

application = get_wsgi_application()
