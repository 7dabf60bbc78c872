# Shell functions shared by the scripts: speaking, failing, and installing what Debian provides.
# Sourced, never run. Leaves the caller in the project's root folder.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
PYTHON=${PYTHON:-python3}
VENV=$ROOT/.venv
VENV_PYTHON=$VENV/bin/python

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

# install_debian REASON PACKAGE…: installs the packages, or ends with the one command that would.
install_debian() {
    local reason=$1
    shift
    can_install || fail "$reason" "Install it with:  sudo apt-get install -y $*" "and run the same command again."
    say "$reason Installing Debian's $*."
    as_root apt-get update -qq || say "The package lists could not be refreshed; trying with those at hand."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        fail "apt-get could not install $*." "Try it by hand:  sudo apt-get install -y $*"
}

# need_commands PACKAGE REASON COMMAND…: installs PACKAGE when one of the commands is missing.
need_commands() {
    local package=$1 reason=$2 name
    shift 2
    for name in "$@"; do
        command -v "$name" >/dev/null || { install_debian "$reason" "$package"; return; }
    done
}
