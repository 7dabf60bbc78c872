#!/usr/bin/env bash
# Gathers the translatable strings of the sources into locale/*/LC_MESSAGES/django.po and compiles them.
# msgids are Arabic: locale/en translates each, locale/ar gives the six forms of each plural.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh dev
need_commands gettext "Translating needs gettext." xgettext msgfmt msgmerge
"$VENV_PYTHON" scripts/gather_translations.py "$ROOT"
say "What is left to translate:"
"$VENV_PYTHON" scripts/check_translations.py && say "nothing"
