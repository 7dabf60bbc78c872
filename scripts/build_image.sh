#!/usr/bin/env bash
# Builds the Dockerfile without a container engine and tries the result: its gunicorn must answer /healthz.
# Needs root, because debootstrap makes the base image and buildah changes root into it. The image is stored as
# localhost/sijil in a storage of its own under the user's cache folder; BASE=IMAGE takes another base.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/sijil
SUITE=bookworm
BASE_TAR=$CACHE/base-$SUITE.tar
BASE_DAYS=30
IMAGE=localhost/sijil:latest
[ "$(id -u)" -eq 0 ] || fail "Building the image needs root." "Run it as:  sudo make image"
bash scripts/setup.sh
mkdir -p "$CACHE"
SCRATCH=$(mktemp -d)
CONTAINER=

# buildah with its images in the cache folder and without namespaces, which containers seldom allow.
image() { buildah --root "$CACHE/images" --runroot "$SCRATCH/run" --storage-driver vfs "$@"; }

tidy() {
    [ -z "$CONTAINER" ] || image rm "$CONTAINER" >/dev/null || true
    image rmi --prune >/dev/null || true # the image that this build replaced
    rm -rf --one-file-system "$SCRATCH"
}
trap tidy EXIT

# The base is Debian with what the Dockerfile expects of it: python3 with venv, and certificates for pip.
make_base() {
    if [ -z "$(find "$BASE_TAR" -mtime "-$BASE_DAYS" 2>/dev/null)" ]; then
        need_commands debootstrap "The base image needs debootstrap." debootstrap
        say "Making a base of Debian $SUITE (kept for $BASE_DAYS days)"
        debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$SUITE" "$SCRATCH/base" \
            ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$SCRATCH/debootstrap.log" 2>&1 ||
            { tail -n 20 "$SCRATCH/debootstrap.log" >&2; fail "debootstrap failed."; }
        rm -rf "$SCRATCH"/base/var/cache/apt/archives/*.deb "$SCRATCH"/base/var/lib/apt/lists/*
        tar --create --numeric-owner --one-file-system --directory "$SCRATCH/base" --file "$SCRATCH/base.tar" .
        rm -rf --one-file-system "$SCRATCH/base"
        mv "$SCRATCH/base.tar" "$BASE_TAR"
    fi
    local tag
    tag=localhost/sijil-base:$(sha256sum "$BASE_TAR" | cut -c1-16)
    if ! image inspect --type image "$tag" >/dev/null 2>&1; then
        CONTAINER=$(image from scratch)
        image add --quiet "$CONTAINER" "$BASE_TAR" / >/dev/null
        image commit --quiet "$CONTAINER" "$tag" >/dev/null
        image rm "$CONTAINER" >/dev/null
        CONTAINER=
    fi
    BASE=$tag
}

build() {
    say "Building $IMAGE on $BASE"
    "$VENV_PYTHON" scripts/pip_for_build.py "$SCRATCH/pip.conf" >"$SCRATCH/volumes"
    local volumes
    mapfile -t volumes <"$SCRATCH/volumes"
    # The docker format, because the OCI one has no HEALTHCHECK.
    image build --isolation chroot --format docker "${volumes[@]}" --build-arg "BASE=$BASE" --tag "$IMAGE" . \
        >"$SCRATCH/build.log" 2>&1 || { tail -n 40 "$SCRATCH/build.log" >&2; fail "The image could not be built."; }
}

# Runs the image as its own user. Without a network namespace it shares this machine's ports, so it gets a free one.
try_image() {
    say "Trying the image: migrate, gunicorn, /healthz"
    local port
    CONTAINER=$(image from --pull-never "$IMAGE")
    image inspect --type image "$IMAGE" >"$SCRATCH/inspect.json"
    "$VENV_PYTHON" scripts/try_image.py "$SCRATCH/inspect.json" >"$SCRATCH/try.sh"
    port=$("$VENV_PYTHON" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    image run --isolation chroot --env PORT="$port" --env SIJIL_BIND=127.0.0.1 --env SIJIL_SECRET_KEY="$(head -c 48 /dev/urandom | base64 -w 0)" \
        "$CONTAINER" -- sh -euc "$(cat "$SCRATCH/try.sh")" || fail "The image does not answer."
}

need_commands buildah "The image is built with buildah." buildah
[ -n "${BASE:-}" ] || make_base
build
try_image
say "The image $IMAGE answers"
