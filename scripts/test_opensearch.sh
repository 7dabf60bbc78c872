#!/usr/bin/env bash
# The tests that need OpenSearch, on a real cluster of three nodes on this machine, which the tests start and stop
# themselves (tests/nodes.py). Arguments go to pytest.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
SIJIL_OPENSEARCH_JARS=$(bash scripts/opensearch_jars.sh)
export SIJIL_OPENSEARCH_JARS
say "Running the tests on $(java -version 2>&1 | head -n 1) and three nodes of OpenSearch"
"$VENV_PYTHON" -m pytest -m opensearch -rs "$@"
