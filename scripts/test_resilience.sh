#!/usr/bin/env bash
# What takes minutes: ingest killed at random moments, 20,000 broken files (FILES=2000 for fewer), and a site
# that is read 20,000 times while it is written to and rebuilt (REQUESTS=2000 for fewer).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
say "Killing runs of ingest"
"$VENV_PYTHON" -m pytest -m slow "$@"
say "Reading broken files"
"$VENV_PYTHON" -m benchmarks.ingest_fuzz --files "${FILES:-20000}"
say "Reading while a writer writes and the index is rebuilt"
"$VENV_PYTHON" -m tests.resilience.load --requests "${REQUESTS:-20000}"
