#!/usr/bin/env bash
# Set-up, then every test that needs no root and no server. What was left out is listed at the end by
# tests/not_run.py. Arguments go to pytest.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
say "Running the tests"
exec "$VENV_PYTHON" -m pytest -p tests.not_run -rs --numprocesses=auto --maxprocesses=8 -m "not browser and not postgres and not opensearch and not slow" "$@"
