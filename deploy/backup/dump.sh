#!/usr/bin/env bash
# Stores a logical dump of one database: what another major version, another provider or a single lost table is
# restored from. It is of one moment and has no WAL: base backups restore to any second, dumps do not.
#   dump.sh SETTINGS                    takes one, and lets go of what is beyond the number to keep
#   dump.sh SETTINGS --print [NAME]     prints one (the newest), for pg_restore
# The database is found by libpq's variables. pg_dump must not be older than the server.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=/dev/null
. "$here/store.sh"

[ $# -eq 1 ] || [ "${2:-}" = --print ] || fail "usage: dump.sh SETTINGS [--print [NAME]]"
settings=$1

if [ $# -gt 1 ]; then
    load_settings "$settings" BACKUP_PRIVATE_KEY
    name=${3:-$(backups dump | tail -n 1)}
    [ -n "$name" ] || fail "there is no dump in $BACKUP_PREFIX"
    get "dump/$name/manifest" "$WORK/manifest" || fail "there is no dump $name"
    fetch_stream "dump/$name" "$WORK/manifest" | zstd --quiet --decompress
    exit
fi

load_settings "$settings" BACKUP_CERTIFICATE
export PGAPPNAME=evara-backup
name=$(date -u +%Y%m%dT%H%M%SZ)
begun=$(date -u +%s)
say "begins $name"
# Compressed and sealed here, so not by pg_dump.
pg_dump --format=custom --compress=0 --no-password --lock-wait-timeout=60s | store_stream "dump/$name"
ended=$(date -u +%s)
printf 'begun %s\nended %s\n' "$begun" "$ended" | store_manifest "dump/$name"
say "stored $name in $((ended - begun)) s"
after_backup "$settings"
