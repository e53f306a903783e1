#!/bin/sh
# /usr/local/bin/amparo: a command of this deployment, as its own user and with its own settings.
set -eu
set -a
. /etc/amparo/amparo.env
set +a
umask 077
cd /opt/amparo
[ "$(id -un)" = amparo ] && exec .venv/bin/amparo "$@"
exec runuser -u amparo -- .venv/bin/amparo "$@"
