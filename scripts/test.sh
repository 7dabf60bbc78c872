#!/usr/bin/env bash
# Set-up, then every test that needs no root and no server. What was left out is listed at the end by
# tests/not_run.py. Arguments go to pytest.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# scratch_in_memory: the tests' files go to memory where there is room. What is tested makes sure of each
# write (fsync), and the whole suite would wait for the disk thousands of times.
scratch_in_memory() {
    local room
    room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1) || return 0
    [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$room" -gt $((2 * 1024 * 1024)) ] || return 0
    TMPDIR=$(mktemp -d /dev/shm/sijil-tests-XXXXXX)
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
}

bash scripts/setup.sh dev
scratch_in_memory
# Compiled once, not by every worker and every process that a test starts.
unset PYTHONDONTWRITEBYTECODE
say "Running the tests"
# Not --dist=worksteal: pytest-django puts the tests that empty the tables last, and a worker that has taken
# these would go on to tests that need what the migrations put there.
"$VENV_PYTHON" -m pytest -p tests.not_run -rs --numprocesses=auto --maxprocesses=8 \
    -m "not browser and not postgres and not opensearch and not slow" "$@"
