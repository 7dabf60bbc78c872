#!/usr/bin/env bash
# The tests that need OpenSearch, on a real cluster of three nodes on this machine. Java is installed when there is
# none; the jars come from Maven Central once, are compared with scripts/opensearch/jars.sha256 and kept in the
# user's cache folder. The tests start and stop the cluster themselves (tests/nodes.py). Arguments go to pytest.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
need_commands default-jre-headless "OpenSearch needs Java." java

LIST=$ROOT/scripts/opensearch/jars.sha256
JARS=${XDG_CACHE_HOME:-$HOME/.cache}/sijil/opensearch-$(sha256sum "$LIST" | cut -c1-12)

as_listed() { (cd "$1" 2>/dev/null && sha256sum --check --quiet --strict "$LIST"); }

if ! as_listed "$JARS" 2>/dev/null; then
    need_commands maven "OpenSearch is resolved with Maven." mvn
    say "Fetching OpenSearch (53 MB, kept in $JARS)"
    rm -rf "$JARS"
    mkdir -p "$JARS"
    mvn --batch-mode --quiet --strict-checksums --file scripts/opensearch/pom.xml \
        dependency:copy-dependencies -DoutputDirectory="$JARS" ||
        fail "Maven could not fetch OpenSearch (see above)." "Is Maven Central reachable from here?"
    as_listed "$JARS" || fail "The jars are not those of scripts/opensearch/jars.sha256 (see above)."
fi
export SIJIL_OPENSEARCH_JARS=$JARS
say "Running the tests on $(java -version 2>&1 | head -n 1) and three nodes of OpenSearch"
"$VENV_PYTHON" -m pytest -m opensearch -rs "$@"
