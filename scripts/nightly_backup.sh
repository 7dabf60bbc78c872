#!/usr/bin/env bash
# Backs the archive up into DESTINATION/YYYY-MM-DD-HHMM, shares captures with the backup before, and keeps the last
# KEEP (14). Called by deploy/systemd/sijil-backup.service and by compose.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: nightly_backup.sh DESTINATION [KEEP]" >&2; exit 2; }
DESTINATION=$1 KEEP=${2:-14}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PYTHON=$(command -v .venv/bin/python || command -v python3)

# Only whole backups have a name of this form: they appear when they are complete.
earlier() { find "$DESTINATION" -mindepth 1 -maxdepth 1 -type d -name '????-??-??-????' | sort; }

mkdir -p "$DESTINATION"
LAST=$(earlier | tail -n 1)
"$PYTHON" manage.py backup "$DESTINATION/$(date -u +%Y-%m-%d-%H%M)" ${LAST:+--link "$LAST"}
earlier | head -n "-$KEEP" | while read -r old; do
    echo "removing $old, older than the last $KEEP"
    rm -rf -- "$old"
done
