#!/usr/bin/env bash
# Fetches one WAL segment. PostgreSQL runs it while it recovers:
#   restore_command = '/opt/evara-backup/fetch-wal.sh /etc/evara/backup.env "%f" "%p"'
# Status 1 only when the archive does not have it, which ends a recovery in order. Everything else is above 125:
# then PostgreSQL stops, instead of taking a network that is away for the end of history.
#
# PostgreSQL asks for one segment after the other and replays each before it asks for the next. So those that follow are
# fetched meanwhile, into the directory "evara-ahead" beside the path; restore.sh has it removed when recovery ends.
#   fetch-wal.sh SETTINGS --ahead NAME DIRECTORY      how the script calls itself for that, after segment NAME
set -euo pipefail

NO_MORE=1
TROUBLE=200
# Segments that are fetched at a time, when half as many are left.
AHEAD=8
answer=$TROUBLE

# $1 is the status that the script would have ended with.
leave() {
    [ -z "${WORK:-}" ] || rm -rf "$WORK" || true
    [ "$1" -eq 0 ] || exit "$answer"
}
# Before anything can fail: 1 has a meaning of its own.
trap 'leave $?' EXIT
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=/dev/null
. "$here/store.sh"

# Fetches object $1 into $2, opened, and compared with the sum that its key ends in.
fetch() {
    get "$1" "$2.sealed" || fail "$1 vanished"
    unseal "$2.sealed" "$2.zst"
    zstd --quiet --decompress --force "$2.zst" -o "$2"
    [ "$(sum_of "$2")" = "${1##*-}" ] || fail "$1 is not what was archived"
}

# Takes the segment from what was fetched ahead, if it is there and still has the sum that its name tells.
# When there are several, the archive is asked, which refuses them.
take() {
    local sum kept=("$ahead/$name"-*)
    [ ${#kept[@]} -eq 1 ] && [ -f "${kept[0]}" ] || return 1
    read -r sum _ < <(sha256sum "${kept[0]}")
    [ "$sum" = "${kept[0]##*-}" ] && mv "${kept[0]}" "$path"
}

# Removes what nobody will ask for any more: what lies before this segment, and other timelines.
forget_what_was_passed() {
    local file
    for file in "$ahead"/*-*; do
        [[ ${file##*/} > $name-~ && ${file##*/} == "${name:0:8}"* ]] || rm -f "$file"
    done
}

# Keeps object $1, by way of file $2. What goes wrong is told to nobody: whoever needs the segment fetches it again.
keep() {
    fetch "$1" "$2"
    mv "$2" "$ahead/${1##*/}"
}

# Fetches what follows the segment in its log (there are 256 of 16 MiB in each), as far as it is archived.
fetch_ahead() {
    local key n=0
    # One at a time; it ends with this process and its children.
    exec 9>"$ahead/lock"
    flock --nonblock 9 || return 0
    while IFS= read -r key; do
        [[ ${key##*/} > $name-~ ]] || continue
        [ ! -e "$ahead/${key##*/}" ] || continue
        n=$((n + 1))
        keep "$key" "$WORK/wal.$n" &
        [ $((n % BACKUP_JOBS)) -ne 0 ] || wait
        [ "$n" -lt "$AHEAD" ] || break
    done < <(list "wal/${name:0:8}/${name:0:16}")
    wait
}

[ $# -eq 3 ] || { [ $# -eq 4 ] && [ "$2" = --ahead ]; } || fail "usage: fetch-wal.sh SETTINGS NAME PATH"
settings=$1
if [ "$2" = --ahead ]; then
    # Where PostgreSQL is process 1, this is its child, and it takes any status but 0 and 1 for a crash of its own.
    answer=0
    name=$3 ahead=$4
    load_settings "$settings" BACKUP_PRIVATE_KEY
    fetch_ahead
    exit
fi

name=$2 path=$3 ahead=$(dirname "$3")/evara-ahead
if ! take; then
    load_settings "$settings" BACKUP_PRIVATE_KEY
    place=$(place_of_wal "$name")
    found=$(list "$place-")
    if [ -z "$found" ]; then
        answer=$NO_MORE
        exit "$NO_MORE"
    fi
    [ "$(wc -l <<<"$found")" -eq 1 ] || fail "there are several of $name: $found"
    fetch "$found" "$WORK/wal"
    cp "$WORK/wal" "$path"
fi
# A timeline's history is followed by nothing.
[[ $name =~ ^[0-9A-F]{24}$ ]] || exit 0
mkdir -p "$ahead"
forget_what_was_passed
kept=("$ahead"/*-*)
if [ ${#kept[@]} -le $((AHEAD / 2)) ]; then
    "$here/fetch-wal.sh" "$settings" --ahead "$name" "$ahead" </dev/null >/dev/null 2>&1 &
fi
