#!/usr/bin/env bash
# How well and how fast ingest works, with the figures that docs/performance.md publishes. Arguments choose
# among the parts: quality, speed, command, copies (quality and speed by default).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
[ $# -gt 0 ] || set -- quality speed
for part in "$@"; do
    case $part in
        quality) say "Quality on the labelled texts and the seeds"; "$VENV_PYTHON" -m benchmarks.ingest_quality ;;
        speed) say "Reading and cleaning"; "$VENV_PYTHON" -m benchmarks.ingest_speed ;;
        command) say "The whole command"; "$VENV_PYTHON" -m benchmarks.ingest_command ;;
        copies) say "Finding copies"; "$VENV_PYTHON" -m benchmarks.copies ;;
        *) fail "There is no part called $part." "Parts: quality, speed, command, copies" ;;
    esac
done
