#!/usr/bin/env bash
# Every test that uses the database, but the browser's, on a real PostgreSQL: Debian's server is installed when
# there is none, and a private cluster in a temporary folder listens on a free port of 127.0.0.1 until they end.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev

# newest_bin: the folder with the newest installed server, empty where there is none.
newest_bin() { find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -1 | xargs -r dirname; }

# as_postgres COMMAND…: the server refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

[ -n "$(newest_bin)" ] || install_debian "The tests need a PostgreSQL server." postgresql
BIN=$(newest_bin)
PORT=$("$VENV_PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
CLUSTER=$(mktemp -d)
[ "$(id -u)" -ne 0 ] || chown postgres "$CLUSTER"
cd "$CLUSTER"

stop() {
    as_postgres "$BIN/pg_ctl" --pgdata="$CLUSTER/data" --mode=immediate --silent stop || true
    cd "$ROOT"
    rm -rf "$CLUSTER"
}
trap stop EXIT

say "Starting $("$BIN/postgres" --version) on port $PORT"
as_postgres "$BIN/initdb" --pgdata="$CLUSTER/data" --username=sijil --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$CLUSTER/initdb.log" || fail "initdb failed." "$(cat "$CLUSTER/initdb.log")"
# Nobody waits for the disk: this cluster's data is thrown away. (Not fsync off: `doctor` would rightly object.)
as_postgres "$BIN/pg_ctl" --pgdata="$CLUSTER/data" --log="$CLUSTER/server.log" --wait --silent \
    --options="-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c synchronous_commit=off" start ||
    fail "the server did not start." "$(cat "$CLUSTER/server.log")"

cd "$ROOT"
export SIJIL_TEST_DATABASE_URL=postgresql://sijil@127.0.0.1:$PORT/postgres
say "Running the tests on PostgreSQL"
"$VENV_PYTHON" -m pytest -p tests.not_run -p tests.only_database -rs --numprocesses=auto --maxprocesses=8 -m "not browser and not opensearch and not slow" "$@"
