#!/usr/bin/env bash
# Fetches the jars of a real OpenSearch from Maven Central, once, and prints the folder that holds them: in the
# user's cache, by what scripts/opensearch/jars.sha256 lists. Java and Maven are installed when missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

LIST=$ROOT/scripts/opensearch/jars.sha256
JARS=${XDG_CACHE_HOME:-$HOME/.cache}/sijil/opensearch-$(sha256sum "$LIST" | cut -c1-12)

as_listed() { (cd "$JARS" && sha256sum --check --quiet --strict "$LIST") >&2; }

{
    need_commands default-jre-headless "OpenSearch needs Java." java
    if [ ! -d "$JARS" ] || ! as_listed; then
        need_commands maven "OpenSearch is resolved with Maven." mvn
        say "Fetching OpenSearch (53 MB, kept in $JARS)"
        rm -rf "$JARS"
        mkdir -p "$JARS"
        mvn --batch-mode --quiet --strict-checksums --file scripts/opensearch/pom.xml \
            dependency:copy-dependencies -DoutputDirectory="$JARS" ||
            fail "Maven could not fetch OpenSearch (see above)." "Is Maven Central reachable from here?"
        as_listed || fail "The jars are not those of scripts/opensearch/jars.sha256 (see above)."
    fi
} >&2
printf '%s\n' "$JARS"
