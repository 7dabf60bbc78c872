#!/usr/bin/env bash
# Retrieval quality and speed of the search, with the figures that docs/performance.md publishes. Arguments
# choose among the parts: analysis, real-path, hostile, marking (all of them by default).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
[ $# -gt 0 ] || set -- analysis real-path hostile marking
for part in "$@"; do
    case $part in
        analysis) say "Analysis alone, every chain"; "$VENV_PYTHON" -m benchmarks.search_quality --robustness ;;
        real-path) say "The real path"; "$VENV_PYTHON" -m benchmarks.real_path ;;
        hostile) say "Hostile queries"; "$VENV_PYTHON" -m benchmarks.hostile_queries ;;
        marking) say "Marking a page of results"; "$VENV_PYTHON" -m benchmarks.marking ;;
        *) fail "There is no part called $part." "Parts: analysis, real-path, hostile, marking" ;;
    esac
done
