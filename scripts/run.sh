#!/usr/bin/env bash
# From a clone to a running site on 127.0.0.1:$PORT. Every step may be repeated; nothing outside the data
# folder and .venv is written. Stays in the foreground; Ctrl-C ends it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export PORT=${PORT:-8000}
export SIJIL_DATA_DIR=${SIJIL_DATA_DIR:-$ROOT/data}
export SIJIL_DEBUG=${SIJIL_DEBUG:-False}
export SIJIL_HTTPS=${SIJIL_HTTPS:-False}
export SIJIL_ALLOWED_HOSTS=${SIJIL_ALLOWED_HOSTS:-127.0.0.1,localhost}

check_port() {
    [[ $PORT =~ ^[0-9]{1,5}$ ]] && ((10#$PORT >= 1 && 10#$PORT <= 65535)) ||
        fail "PORT must be a number from 1 to 65535, not '$PORT'."
    "$PYTHON" - "$PORT" <<'PY' || fail "Port $PORT on 127.0.0.1 cannot be used (see above)." "Choose another one:  make run PORT=9000"
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError as error:
        sys.exit(error.strerror)
PY
}

make_secret_key() {
    local key=$SIJIL_DATA_DIR/secret_key
    mkdir -p "$SIJIL_DATA_DIR"
    if [ -n "${SIJIL_SECRET_KEY:-}" ] || [ -s "$key" ]; then return; fi
    say "Making the secret key in $key"
    (umask 077 && "$VENV_PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))' >"$key")
}

manage() { "$VENV_PYTHON" manage.py "$@"; }

command -v "$PYTHON" >/dev/null && check_port
bash scripts/setup.sh
make_secret_key
say "Preparing the database"
manage migrate --verbosity 0
say "Loading companies and campaigns"
manage load_gazetteer
say "Collecting static files"
manage collectstatic --noinput --verbosity 0
say "Loading the sample articles, if the archive is empty"
manage load_samples
say "Bringing the search index in step with the database"
manage check_index --repair
say "Starting the site; Ctrl-C ends it"
exec "$VENV_PYTHON" -m gunicorn --config gunicorn.conf.py config.wsgi:application
