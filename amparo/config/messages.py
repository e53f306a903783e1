"""What a page says once after a redirect, in a cookie that is named like the others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class NamedCookie(CookieStorage):
    """Messages in a signed cookie that, by https, no neighbouring site can set."""

    cookie_name = settings.MESSAGES_COOKIE_NAME
