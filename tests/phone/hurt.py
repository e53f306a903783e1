"""Marks what takes long or several browsers: `make phone-hurt` runs it, no ordinary run does."""

import os

import pytest

hurt = pytest.mark.skipif("AMPARO_PHONE_KILLS" not in os.environ, reason="run by make phone-hurt")
