#!/usr/bin/env bash
# Everything that can be judged without running the site. Runs every check, then fails if any did.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev || exit 1
need_commands gettext "The translation check needs gettext." xgettext msgfmt msgmerge

# A deployment as an operator would set it up, in an empty data folder of its own.
SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
unset SIJIL_HTTPS DATABASE_URL SEARCH_URL
export SIJIL_DATA_DIR=$SCRATCH SIJIL_DEBUG=False SIJIL_ALLOWED_HOSTS=archive.example
SIJIL_SECRET_KEY=$("$VENV_PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))')
export SIJIL_SECRET_KEY

FAILED=()

# check NAME COMMAND…: one line when it passes, its whole output when it does not.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        say "$name: ok"
    else
        FAILED+=("$name")
        say "$name: FAILED"
        printf '%s\n' "$output"
    fi
}

python() { "$VENV_PYTHON" "$@"; }

check "lint" python -m ruff check .
check "format" python -m ruff format --check .
# From nothing: an old cache has been seen to accuse a module that had since appeared.
check "types" python -m mypy --no-incremental
check "templates" python -m djlint templates --lint --quiet
check "migrations" python manage.py makemigrations --check --dry-run
check "deployment" python manage.py check --deploy --fail-level WARNING
check "translations" python scripts/check_translations.py
check "lock files" python scripts/check_locks.py
check "licences" python scripts/licences.py --check

[ ${#FAILED[@]} -eq 0 ] || fail "failed: $(IFS=,; echo "${FAILED[*]}")"
