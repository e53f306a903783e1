"""Django's settings, made from the environment (see environment.py for what it may say).

Nothing here differs between the demo and production but what the environment says: there is no
debug mode, because its error page would show a child's words to whoever made the error.
"""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf import global_settings
from django.conf.locale import LANG_INFO

from amparo.config.environment import Environment, database, secret_key
from amparo.config.languages import introduce, languages_in
from amparo.config.static_headers import static_headers

PROJECT = Path(__file__).resolve().parents[2]
AMPARO = Environment.read(os.environ, PROJECT)

DEBUG = False
SECRET_KEY = secret_key(AMPARO.secret_file)
ALLOWED_HOSTS = list(AMPARO.hosts)
ROOT_URLCONF = "amparo.config.urls"
WSGI_APPLICATION = "amparo.config.wsgi.application"

INSTALLED_APPS = [
    "amparo.desk",
    "amparo.phone",
    "amparo.insight",
    "amparo.dossiers",
    "amparo.system",
    "amparo.trust",
    "amparo.audit",
    "amparo.pages",
    "amparo.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    # Before anything that asks whether a request came by https, or from where.
    "amparo.config.headers.from_proxy",
    "amparo.config.headers.programs_by_https",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Safe beside secrets: see docs/decisions/0047-pages-are-compressed.md.
    "django.middleware.gzip.GZipMiddleware",
    "amparo.config.headers.kept_nowhere",
    "csp.middleware.CSPMiddleware",
    "amparo.config.health.answered_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "amparo.trust.middleware.unlocked",
    "amparo.system.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "amparo.config.headers.told_in_words",
    "amparo.desk.middleware.worn_hat",
    "amparo.desk.middleware.ProblemsTold",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amparo.desk.frame.around",
            ],
        },
    },
]

# The database. Drafts, files and sessions never touch the disk in the clear.
DATABASES = {"default": database(AMPARO.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# A text of a million letters arrives whole and is told that it is too long; beyond that the
# request itself is refused, with the same sentence (errors.bad_request).
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# People and their sessions.
AUTH_USER_MODEL = "trust.Account"
AUTHENTICATION_BACKENDS = ["amparo.trust.backends.PassphraseBackend"]
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "desk:sign_in"
SESSION_ENGINE = "amparo.trust.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "amparo.config.messages.NamedCookie"

# Cookies. A `__Host-` name can't be set by a neighbouring site, and needs https.
COOKIE_PREFIX = "__Host-" if AMPARO.is_https else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}amparo_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}amparo_csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}amparo_language"
UNLOCK_COOKIE_NAME = f"{COOKIE_PREFIX}amparo_unlock"
MESSAGES_COOKIE_NAME = f"{COOKIE_PREFIX}messages"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = AMPARO.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True

CSRF_FAILURE_VIEW = "amparo.config.errors.form_expired"

# What the browser may do with a page: nothing but show it and send its forms back here.
SECURE_SSL_REDIRECT = AMPARO.is_https
# What only programs ask, a witness's and a phone's: refused without https, by `programs_by_https`.
FOR_PROGRAMS = r"^(witness/|phone/(enrol|lost|sync|media/|places/))"
# Health is asked on the machine itself, and says nothing of anybody.
SECURE_REDIRECT_EXEMPT = [r"^health/$", FOR_PROGRAMS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if AMPARO.is_https else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if AMPARO.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = AMPARO.is_https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    },
}

# Languages and time. The zone people read is their pack's; moments are kept in UTC.
LANGUAGE_CODE = "es"
LOCALE_PATHS = [PROJECT / "amparo" / "locale"]
SPOKEN = languages_in(LOCALE_PATHS[0])
introduce(SPOKEN, LANG_INFO)
LANGUAGES = [(each.code, each.name) for each in SPOKEN]
LANGUAGES_BIDI = [*global_settings.LANGUAGES_BIDI, *(each.code for each in SPOKEN if each.is_rtl)]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: named by their content, so that a browser keeps them for good.
STATIC_URL = "/static/"
STATIC_ROOT = AMPARO.home / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "amparo.config.static.NamedByContent"},
}

# What is logged: where something failed and of what kind, never what was said. No error e-mails.
ADMINS: list[tuple[str, str]] = []
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"scrubbed": {"()": "amparo.config.logs.ScrubbedFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "amparo": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
