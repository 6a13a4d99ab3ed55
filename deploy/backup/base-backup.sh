#!/usr/bin/env bash
# Takes a base backup of a running PostgreSQL 16 to 18, then lets go of what is beyond the number to keep.
#   base-backup.sh SETTINGS                     over a replication connection, by pg_basebackup
#   base-backup.sh SETTINGS --copy DIRECTORY    by copying the data directory, on the server's own machine
# The server is found by libpq's variables (PGHOST, PGPORT, PGUSER, PGPASSWORD or PGPASSFILE). The role needs
# REPLICATION for the first way, and the right to execute pg_backup_start and pg_backup_stop for the second.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=/dev/null
. "$here/store.sh"

[ $# -eq 1 ] || { [ $# -eq 3 ] && [ "$2" = --copy ]; } || fail "usage: base-backup.sh SETTINGS [--copy DIRECTORY]"
settings=$1 directory=${3:-}
load_settings "$settings" BACKUP_CERTIFICATE
export PGDATABASE=${PGDATABASE:-postgres} PGAPPNAME=evara-backup

ask_server() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1"
}

# Files that mean something to the running server only.
transient=(./postmaster.pid ./postmaster.opts './pg_wal/*' './pg_replslot/*' './pg_dynshmem/*' './pg_notify/*'
    './pg_serial/*' './pg_snapshots/*' './pg_stat_tmp/*' './pg_subtrans/*' ./backup_label ./tablespace_map
    ./recovery.signal ./standby.signal '*/pgsql_tmp*' '*/pg_internal.init*')

# Prints the data directory as tar; a file that changes or goes meanwhile is mended by the WAL.
print_files() {
    local status=0
    tar --create --file - --directory "$directory" --warning=no-file-changed --warning=no-file-removed \
        --warning=no-file-ignored "${transient[@]/#/--exclude=}" . || status=$?
    [ "$status" -le 1 ] || fail "tar ended with $status"
}

# Says $1 to the session and prints its answer.
in_session() {
    local line
    printf "%s\nselect '@end@';\n" "$1" >&4
    while IFS= read -r line <&3; do
        [ "$line" != @end@ ] || return 0
        printf '%s\n' "$line"
    done
    fail "the session with the server ended"
}

# The low-level way: both functions are called in one session, which stays open for the length of the copy.
print_copy() {
    [ -z "$(ls -A "$directory/pg_tblspc")" ] || fail "$directory has tablespaces of its own: use pg_basebackup"
    local label=$WORK/label
    mkdir "$label"
    coproc SESSION { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1; }
    # Under these numbers subshells have them, too.
    exec 3<&"${SESSION[0]}" 4>&"${SESSION[1]}"
    in_session "select pg_backup_start('$name', fast => true);" >/dev/null
    print_files
    # Waits until the archive has every segment that the copy needs.
    in_session 'select labelfile from pg_backup_stop(wait_for_archive => true);' | sed -e '/^$/d' >"$label/backup_label"
    grep -q '^START WAL LOCATION' "$label/backup_label" || fail "the server gave no backup label"
    tar --create --file - --directory "$label" ./backup_label
    exec 4>&-
}

print_backup() {
    if [ -n "$directory" ]; then
        print_copy
    else
        pg_basebackup --pgdata=- --format=tar --wal-method=none --checkpoint=fast --label="$name" \
            --manifest-checksums=SHA256 --no-password
    fi
}

version=$(ask_server 'show server_version_num')
[[ $version =~ ^1[678][0-9]{4}$ ]] || fail "PostgreSQL $version: these scripts are for 16 to 18"
[ "$(ask_server 'show archive_mode')" != off ] || fail "archive_mode is off: nobody could restore without WAL"
# What the checkpoint before this one needs is a little more than the backup needs.
first=$(ask_server 'select redo_wal_file from pg_control_checkpoint()')
system=$(ask_server 'select system_identifier from pg_control_system()')
name=$(date -u +%Y%m%dT%H%M%SZ)
begun=$(date -u +%s)
place=base/$name
say "begins $name"
print_backup | store_stream "$place"
ended=$(date -u +%s)
store_manifest "$place" <<MANIFEST
server $version
system $system
first-wal $first
begun $begun
ended $ended
MANIFEST
bytes=$(awk '$1 == "part" { sum += $3 } END { print sum }' "$WORK/manifest")
say "stored $name: $bytes bytes in $((ended - begun)) s"
after_backup "$settings"
