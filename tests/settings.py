"""The deployment's own settings, at a throw-away place: nothing here weakens what is tested."""

import atexit
import os
import shutil
import tempfile

os.environ["AMPARO_HOME"] = tempfile.mkdtemp(prefix="amparo-tests-")
atexit.register(shutil.rmtree, os.environ["AMPARO_HOME"], ignore_errors=True)
os.environ.pop("AMPARO_DEMO", None)

from amparo.config.settings import *  # noqa: E402, F403  # they are made from the environment
from amparo.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

SECRET_KEY = "only-for-tests-" + "x" * 40

# Static files straight from the packages, under their plain names: nothing is collected first.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir()

# A file, as in a deployment: an in-memory database has no WAL, no second connection, no disk to
# search for a planted name.
if DATABASES["default"]["ENGINE"] == "amparo.config.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['AMPARO_HOME']}/test.sqlite3"}
