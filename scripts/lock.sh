#!/usr/bin/env bash
# Recompiles every lock file from its .in file, with hashes and without naming a host. Pins that still fit are
# kept; `make lock UPGRADE=1` takes the newest releases that the .in files allow.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev

# lock NAME [OPTION…]: requirements NAME.in → NAME.txt
lock() {
    local name=$1
    shift
    say "Locking $name.txt"
    "$VENV_PYTHON" -m uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 \
        --custom-compile-command 'make lock' ${UPGRADE:+--upgrade} "$@" "$name.in" --output-file "$name.txt"
}

lock requirements-pip
lock requirements
# The others must agree with the runtime's pins, so these bind them without becoming requirements.
for input in requirements-*.in; do
    [ "$input" = requirements-pip.in ] || lock "${input%.in}" --constraints requirements.txt
done
