#!/usr/bin/env bash
# What takes minutes: ingest killed at random moments, and 20,000 broken files (FILES=2000 for fewer).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
say "Killing runs of ingest"
"$VENV_PYTHON" -m pytest -m slow "$@"
say "Reading broken files"
"$VENV_PYTHON" -m benchmarks.ingest_fuzz --files "${FILES:-20000}"
