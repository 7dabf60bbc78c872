#!/usr/bin/env bash
# How fast searches are, at 1,000, 10,000 and 100,000 articles (hours; SIZES="1000" for less). Arguments go to
# benchmarks.search_speed. Lucene's row needs java (apt-get install openjdk-17-jdk-headless).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
for size in ${SIZES:-1000 10000 100000}; do
    say "$size articles"
    engines=whoosh,tantivy,page,fts5
    if command -v javac >/dev/null; then engines+=,lucene; fi
    # Stock Haystack takes hours to index more.
    if [ "$size" -le 10000 ]; then engines+=,stock; fi
    "$VENV_PYTHON" -m benchmarks.search_speed --size "$size" --engines "$engines" "$@"
done
