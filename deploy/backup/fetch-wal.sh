#!/usr/bin/env bash
# Fetches one WAL segment. PostgreSQL runs it while it recovers:
#   restore_command = '/opt/evara-backup/fetch-wal.sh /etc/evara/backup.env "%f" "%p"'
# Status 1 only when the archive does not have it, which ends a recovery in order. Everything else is above 125:
# then PostgreSQL stops, instead of taking a network that is away for the end of history.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/store.sh"

NO_MORE=1
TROUBLE=200
answer=$TROUBLE

# $1 is the status that the script would have ended with.
leave() {
    rm -rf "${WORK:-}"
    [ "$1" -eq 0 ] || exit "$answer"
}
trap 'leave $?' EXIT

[ $# -eq 3 ] || fail "usage: fetch-wal.sh SETTINGS NAME PATH"
load_settings "$1" BACKUP_PRIVATE_KEY
name=$2 path=$3

case $name in
    *.history) place=wal/history/$name ;;
    *) place=wal/${name:0:8}/$name ;;
esac
found=$(list "$place-")
if [ -z "$found" ]; then
    answer=$NO_MORE
    exit "$NO_MORE"
fi
[ "$(wc -l <<<"$found")" -eq 1 ] || fail "there are several of $name: $found"
get "$found" "$WORK/wal.sealed" || fail "$found vanished"
unseal "$WORK/wal.sealed" "$WORK/wal.zst"
zstd --quiet --decompress --force "$WORK/wal.zst" -o "$WORK/wal"
[ "$(sum_of "$WORK/wal")" = "${found##*-}" ] || fail "$found is not what was archived"
cp "$WORK/wal" "$path"
