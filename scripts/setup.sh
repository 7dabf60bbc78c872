#!/usr/bin/env bash
# Virtual environment and pinned packages. `setup.sh` installs what the site needs, `setup.sh dev` also what
# the tests and checks need. Does nothing when the environment already matches the lock files.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

check_python() {
    command -v "$PYTHON" >/dev/null || install_debian "There is no python3." python3 python3-venv
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Sijil needs Python 3.11 or newer; $PYTHON is $("$PYTHON" -V 2>&1)." \
            "Name another one:  make PYTHON=python3.11 …"
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        install_debian "This Python cannot make a virtual environment." python3-venv
}

make_venv() {
    "$VENV_PYTHON" -m pip --version >/dev/null 2>&1 && return
    check_python
    say "Making the virtual environment in .venv"
    "$PYTHON" -m venv --clear "$VENV"
}

# install_lock LOCK: pip-installs one lock file unless its stamp says that exactly this was installed.
install_lock() {
    local lock=$1 stamp=$VENV/.installed-$1 wanted
    wanted="$("$VENV_PYTHON" -V) $(sha256sum "$lock")"
    [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
    say "Installing $lock"
    "$VENV_PYTHON" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
        fail "pip could not install $lock (see above)." "Is the package registry reachable from here?"
    printf '%s\n' "$wanted" >"$stamp"
}

mkdir -p "$VENV"
exec 9<"$VENV"
flock 9 # two commands started together must not install into each other
make_venv
install_lock requirements-pip.txt
install_lock requirements.txt
if [ "${1:-}" = dev ]; then install_lock requirements-dev.txt; fi
