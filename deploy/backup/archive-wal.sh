#!/usr/bin/env bash
# Stores one WAL segment. PostgreSQL's own archiver runs it:
#   archive_command = '/opt/evara-backup/archive-wal.sh /etc/evara/backup.env "%p" "%f"'
# Nothing that is stored is ever replaced: the same content again is fine, other content under the same name is
# an error (two servers archive to one place).
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/store.sh"

[ $# -eq 3 ] || fail "usage: archive-wal.sh SETTINGS PATH NAME"
load_settings "$1" BACKUP_CERTIFICATE
path=$2 name=$3
place=$(place_of_wal "$name")
sum=$(sum_of "$path")
found=$(list "$place-")
if [ -n "$found" ]; then
    [ "$found" = "$place-$sum" ] ||
        fail "$found is stored, with other content: does another server archive to $BACKUP_PREFIX?"
else
    zstd --quiet -3 --force "$path" -o "$WORK/wal.zst"
    seal "$WORK/wal.zst" "$WORK/wal.sealed"
    put "$WORK/wal.sealed" "$place-$sum"
fi
printf '%s %s\n' "$name" "$(date -u +%s)" >"$WORK/state"
put "$WORK/state" state/wal
