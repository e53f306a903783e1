"""The deployment's own settings, at a throw-away place: nothing here weakens what is tested."""

import os
import tempfile

os.environ["AMPARO_HOME"] = tempfile.mkdtemp(prefix="amparo-tests-")
os.environ.pop("AMPARO_DEMO", None)

from amparo.config.settings import *  # noqa: F403  # they are made from the environment
from amparo.config.settings import DATABASES, STORAGES

SECRET_KEY = "only-for-tests-" + "x" * 40
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# A file, as in a deployment: an in-memory database has no WAL, no second connection, no disk to
# search for a planted name.
if DATABASES["default"]["ENGINE"] == "amparo.config.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['AMPARO_HOME']}/test.sqlite3"}
