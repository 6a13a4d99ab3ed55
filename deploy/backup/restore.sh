#!/usr/bin/env bash
# Makes a data directory from a base backup, and tells PostgreSQL 16 to 18 how to recover when it starts there.
#   restore.sh SETTINGS DIRECTORY                                  up to the last segment that was archived
#   restore.sh SETTINGS DIRECTORY --until '2026-11-26 09:41:07+00' up to that moment, and not a commit further
# Further: --backup NAME (instead of the newest that was complete by then), --practice (the server that starts
# there does not archive: for a rehearsal beside the real one). --list prints the backups and ends.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/store.sh"

usage='usage: restore.sh SETTINGS DIRECTORY [--until TIME] [--backup NAME] [--practice] | restore.sh SETTINGS --list'
[ $# -ge 2 ] || fail "$usage"
settings=$1 directory=$2
shift 2
load_settings "$settings" BACKUP_PRIVATE_KEY
if [ "$directory" = --list ]; then
    backups base
    exit
fi
until='' name='' practice=''
while [ $# -gt 0 ]; do
    case $1 in
        --until) until=${2:?"$usage"} && shift 2 ;;
        --backup) name=${2:?"$usage"} && shift 2 ;;
        --practice) practice=yes && shift ;;
        *) fail "$usage" ;;
    esac
done
if [ -n "$until" ]; then
    latest=$(date -u -d "$until" +%s) || fail "--until must be a time, not \"$until\""
    # PostgreSQL and this script shall not differ in what zone was meant.
    until=$(date -u -d "$until" '+%F %T.%6N+00')
else
    latest=$(date -u +%s)
fi
[ "$settings" != - ] || fail "the recovering server needs the settings in a file"
[ ! -e "$directory" ] || [ -z "$(ls -A "$directory")" ] || fail "$directory is not empty: move it away first"

# A backup is of use from its end on.
choose() {
    local candidate
    for candidate in $(backups base | tac); do
        get "base/$candidate/manifest" "$WORK/manifest" || continue
        if [ "$(told ended "$WORK/manifest")" -le "$latest" ]; then
            printf '%s' "$candidate"
            return
        fi
    done
}
[ -n "$name" ] || name=$(choose)
[ -n "$name" ] || fail "there is no base backup from before $(date -u -d "@$latest" +%Y-%m-%dT%H:%M:%SZ)"
get "base/$name/manifest" "$WORK/manifest" || fail "there is no base backup $name"
[ "$(told ended "$WORK/manifest")" -le "$latest" ] || fail "$name was not complete by then: take an older one"

begun=$(date -u +%s%3N)
say "restores $name into $directory"
mkdir -p "$directory"
chmod 700 "$directory"
fetch_stream "base/$name" "$WORK/manifest" | zstd --quiet --decompress |
    tar --extract --file - --directory "$directory" --ignore-zeros --no-same-owner
[ -f "$directory/backup_label" ] || fail "the backup has no label: it was not taken by base-backup.sh"
if [ -f "$directory/backup_manifest" ] && command -v pg_verifybackup >/dev/null; then
    pg_verifybackup --no-parse-wal --quiet "$directory"
fi
mkdir -p "$directory/pg_wal/archive_status"

absolute=$(realpath "$settings")
{
    printf '\n# Written by restore.sh\n'
    printf "restore_command = '\"%s/fetch-wal.sh\" \"%s\" \"%%f\" \"%%p\"'\n" "$here" "$absolute"
    # What fetch-wal.sh fetched ahead and nobody needed.
    printf "recovery_end_command = 'rm -rf pg_wal/evara-ahead'\n"
    printf "recovery_target_timeline = 'latest'\n"
    if [ -n "$until" ]; then
        printf "recovery_target_time = '%s'\nrecovery_target_action = 'promote'\n" "$until"
    else
        printf "recovery_target_time = ''\n"
    fi
    [ -z "$practice" ] || printf "archive_mode = 'off'\n"
} >>"$directory/postgresql.auto.conf"
touch "$directory/recovery.signal"
say "restored $name in $(($(date -u +%s%3N) - begun)) ms; start PostgreSQL on $directory, it recovers by itself"
