#!/usr/bin/env bash
# Fails when an image is larger than its form may be, in megabytes as registries keep it and nodes pull it:
#   docker save IMAGE | tar -x -C FOLDER && check-image-size.sh native FOLDER
# FOLDER is an OCI layout of one image for one architecture, as "docker save" (since Docker 25), buildx'
# type=oci,tar=false and "podman save --format oci-dir" write it. Layers that are not compressed there count as
# gzip makes them. Exit codes: 1 too large, 2 wrong usage or no such layout.
set -euo pipefail

stop() {
    printf 'check-image-size: %s\n' "$2" >&2
    exit "$1"
}

[ $# -eq 2 ] || stop 2 "usage: check-image-size.sh jvm|native FOLDER"
case $1 in
    jvm) budget=200 ;;
    native) budget=60 ;;
    *) stop 2 "the form must be jvm or native, not '$1'" ;;
esac
blobs=$2/blobs/sha256
if [ ! -f "$2/index.json" ] || [ ! -d "$blobs" ]; then
    stop 2 "$2 is no OCI layout: no index.json, or no blobs/sha256"
fi

# The bytes that a layer takes when it is pulled; nothing for what describes layers, which is JSON.
pulled() {
    case $(od -An -v -tx1 -N4 "$1" | tr -d ' \n') in
        7b*) ;;
        1f8b* | 28b52ffd) wc -c <"$1" ;;
        *) gzip -c "$1" | wc -c ;;
    esac
}

total=0
layers=0
for blob in "$blobs"/*; do
    bytes=$(pulled "$blob")
    [ -n "$bytes" ] || continue
    total=$((total + bytes))
    layers=$((layers + 1))
    printf '%10d  %s\n' "$bytes" "$(basename "$blob")"
done
[ "$layers" -gt 0 ] || stop 2 "$2 has no layers"
printf '%10d  bytes of %d layers, of %d MB that a %s image may have\n' "$total" "$layers" "$budget" "$1"
[ "$total" -lt $((budget * 1000000)) ] ||
    stop 1 "the image has $((total / 1000000)) MB, and must stay below $budget MB"
