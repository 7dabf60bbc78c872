#!/usr/bin/env bash
# The tests that drive a real Chromium. Debian's is installed when there is none; SIJIL_CHROMIUM names another.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
if [ -z "${SIJIL_CHROMIUM:-}" ]; then
    need_commands chromium "The browser tests need Chromium." chromium
    SIJIL_CHROMIUM=$(command -v chromium)
fi
export SIJIL_CHROMIUM
# Playwright's own driver is linked against it, and a minimal Debian has it not.
"$VENV_PYTHON" -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null ||
    install_debian "Playwright needs libatomic." libatomic1
say "Running the browser tests with $("$SIJIL_CHROMIUM" --version --no-sandbox 2>/dev/null || echo "$SIJIL_CHROMIUM")"
"$VENV_PYTHON" -m pytest -m browser -rs "$@"
say "Screenshots are in test-artifacts/"
