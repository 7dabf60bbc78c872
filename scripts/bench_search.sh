#!/usr/bin/env bash
# Retrieval quality and speed of the search, with the figures that docs/performance.md publishes. Arguments
# choose among the parts: analysis, real-path, hostile, marking (these by default), opensearch (SIZE=10000).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
[ $# -gt 0 ] || set -- analysis real-path hostile marking
for part in "$@"; do
    case $part in
        analysis) say "Analysis alone, every chain"; "$VENV_PYTHON" -m benchmarks.search_quality --robustness ;;
        real-path) say "The real path"; "$VENV_PYTHON" -m benchmarks.real_path ;;
        hostile) say "Hostile queries"; "$VENV_PYTHON" -m benchmarks.hostile_queries ;;
        opensearch)
            say "A full page on three nodes of OpenSearch"
            SIJIL_OPENSEARCH_JARS=$(bash scripts/opensearch_jars.sh) "$VENV_PYTHON" -m benchmarks.opensearch_speed \
                --size "${SIZE:-1000}"
            ;;
        marking) say "Marking a page of results"; "$VENV_PYTHON" -m benchmarks.marking ;;
        *) fail "There is no part called $part." "Parts: analysis, real-path, hostile, marking, opensearch (SIZE=10000)" ;;
    esac
done
