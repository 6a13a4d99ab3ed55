#!/usr/bin/env bash
# Keeps the newest BACKUP_KEEP base backups and dumps and all of the last BACKUP_KEEP days, nothing of those that were
# broken off, and the WAL from the oldest of those base backups on. Days as well as a number: a night with several
# does not shorten the window, and a month with none does not empty the bucket.
#   prune.sh SETTINGS
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/store.sh"

[ $# -eq 1 ] || fail "usage: prune.sh SETTINGS"
load_settings "$1"

# The manifest goes first: from then on the backup is none, however far its removal gets.
remove_backup() {
    local key
    remove "$1/$2/manifest"
    list "$1/$2/" | while IFS= read -r key; do
        remove "$key"
    done
    say "let go of $1/$2"
}

window=$(date -u -d "$BACKUP_KEEP days ago" +%Y%m%dT%H%M%SZ)
for kind in base dump; do
    backups "$kind" >"$WORK/whole"
    newest=$(tail -n 1 "$WORK/whole")
    head -n -"$BACKUP_KEEP" "$WORK/whole" >"$WORK/spare"
    : >"$WORK/beyond"
    while IFS= read -r name; do
        [[ $name < $window ]] || continue
        printf '%s\n' "$name" >>"$WORK/beyond"
    done <"$WORK/spare"
    # What has no manifest was broken off; the newest may still be on its way.
    list "$kind/" | cut -d / -f 2 | sort -u >"$WORK/begun"
    comm -23 "$WORK/begun" "$WORK/whole" >"$WORK/broken"
    while IFS= read -r name; do
        [[ $name < $newest ]] || continue
        printf '%s\n' "$name" >>"$WORK/beyond"
    done <"$WORK/broken"
    while IFS= read -r name; do
        remove_backup "$kind" "$name"
    done <"$WORK/beyond"
done

oldest=$(backups base | head -n 1)
[ -n "$oldest" ] || exit 0
get "base/$oldest/manifest" "$WORK/manifest" || fail "base/$oldest vanished"
first=$(told first-wal "$WORK/manifest")
[ ${#first} -eq 24 ] || fail "the manifest of base/$oldest names no WAL"
# The place in the WAL without the timeline, as pg_archivecleanup compares. Histories are kept: they are small.
list wal/ | sed '/^wal\/history\//d' | while IFS= read -r key; do
    segment=${key##*/}
    [[ ${segment:8:16} < ${first:8} ]] || continue
    remove "$key"
done
