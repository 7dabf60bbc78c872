#!/usr/bin/env bash
# What takes minutes or hours: kills, full disks, reloads, a soak, a backup under work, damage, broken files. SHORT=1
# is the form that CI runs; without it the full form of docs/trust.md. Uses this machine's loopback only.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
need_commands util-linux "A full disk is made in a mount namespace." unshare
need_commands strace "The order of writes is watched." strace

if [ "${SHORT:-}" = 1 ]; then
    export SIJIL_KILLS=${SIJIL_KILLS:-3} SIJIL_KILL_FILES=${SIJIL_KILL_FILES:-60}
    export SIJIL_DISK_POINTS=${SIJIL_DISK_POINTS:-5} SIJIL_SOAK=${SIJIL_SOAK:-1500} FILES=${FILES:-500}
    LONGEST=8 # seconds a file: a machine that many share is up to four times slower
    REQUESTS=${REQUESTS:-800}
else
    export SIJIL_KILLS=${SIJIL_KILLS:-200} SIJIL_KILL_FILES=${SIJIL_KILL_FILES:-2000}
    export SIJIL_DISK_POINTS=${SIJIL_DISK_POINTS:-25} SIJIL_SOAK=${SIJIL_SOAK:-10800} FILES=${FILES:-20000}
    LONGEST=2
    export SIJIL_SOAK_SECONDS=${SIJIL_SOAK_SECONDS:-3600}
    REQUESTS=${REQUESTS:-20000}
fi

say "Killing, filling, reloading, soaking: $SIJIL_KILLS kills, $SIJIL_DISK_POINTS full disks, $SIJIL_SOAK requests"
"$VENV_PYTHON" -m pytest -m slow --durations=0 "$@"
say "Reading $FILES broken files"
"$VENV_PYTHON" -m benchmarks.ingest_fuzz --files "$FILES" --longest "$LONGEST"
say "Reading $REQUESTS times while a writer writes and the index is rebuilt"
"$VENV_PYTHON" -m tests.resilience.load --requests "$REQUESTS"
