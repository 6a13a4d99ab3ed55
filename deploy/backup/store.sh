#!/usr/bin/env bash
# What the scripts beside it share; sourced, never run. Objects in an S3-compatible bucket, asked by curl, sealed
# for the owner of a private key that is not where backups are made.
#
# A bucket holds under BACKUP_PREFIX:
#   base/NAME/part-000000 …       a base backup: tar, compressed, cut, each part sealed
#   base/NAME/manifest            written last: without it there is no backup NAME
#   dump/NAME/…                   a logical dump, in the same form
#   wal/TIMELINE/SEGMENT-SHA256   a WAL segment, compressed and sealed; the sum is that of its content
#   wal/history/FILE-SHA256       which timeline came from which
#   state/wal                     name and time (seconds since 1970) of the segment that was archived last

# Names are compared byte by byte.
export LC_ALL=C

FORMAT=1
PART_BYTES=67108864
NOT_THERE=44

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit "${FAILURE:-1}"
}

say() {
    printf '%s %s: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(basename "$0")" "$*" >&2
}

# One for each processor; beyond four it is the store or the disk that a restore waits for.
jobs_of_this_machine() {
    local processors
    processors=$(nproc)
    printf '%s' $((processors > 4 ? 4 : processors))
}

# Reads the settings in file $1 (settings.example.env tells them all); "-" stands for the environment alone.
# $2 …: names of settings without which the script has nothing to do.
load_settings() {
    if [ "$1" != - ]; then
        [ -r "$1" ] || fail "cannot read the settings in $1"
        set -a
        # shellcheck source=/dev/null
        . "$1"
        set +a
    fi
    local name
    for name in BACKUP_ENDPOINT BACKUP_BUCKET BACKUP_PREFIX BACKUP_REGION BACKUP_ACCESS_KEY_ID \
        BACKUP_ACCESS_SECRET_KEY "${@:2}"; do
        [ -n "${!name:-}" ] || fail "$name is not set"
    done
    [[ $BACKUP_PREFIX =~ ^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$ ]] ||
        fail "BACKUP_PREFIX must be letters, digits, dots, dashes, slashes between them, not \"$BACKUP_PREFIX\""
    [[ ${BACKUP_KEEP:=30} =~ ^[1-9][0-9]*$ ]] || fail "BACKUP_KEEP must be a number from 1, not \"$BACKUP_KEEP\""
    [[ ${BACKUP_JOBS:=$(jobs_of_this_machine)} =~ ^[1-9][0-9]*$ ]] ||
        fail "BACKUP_JOBS must be a number from 1, not \"$BACKUP_JOBS\""
    WORK=$(mktemp -d "${BACKUP_WORK:-${TMPDIR:-/tmp}}/evara-backup.XXXXXX")
    [ -n "$(trap -p EXIT)" ] || trap 'rm -rf "$WORK"' EXIT
}

# --- objects ----------------------------------------------------------------------------------------------------

# Sends request $1 for the path and query $2 with the further arguments of curl, the answer's body to $WORK/answer.N.
# Prints the HTTP status. The key never stands on a command line, where others could read it.
ask() {
    local method=$1 path=$2
    shift 2
    curl --silent --show-error \
        --config <(printf 'user = "%s:%s"\n' "$BACKUP_ACCESS_KEY_ID" "$BACKUP_ACCESS_SECRET_KEY") \
        --aws-sigv4 "aws:amz:$BACKUP_REGION:s3" --request "$method" --connect-timeout 10 \
        --speed-limit 1000 --speed-time 60 --retry 5 --retry-connrefused --retry-max-time 120 \
        ${BACKUP_CA_FILE:+--cacert "$BACKUP_CA_FILE"} --write-out '%{http_code}' "$@" \
        "$BACKUP_ENDPOINT/$BACKUP_BUCKET$path"
}

sum_of() {
    sha256sum "$1" | cut -d ' ' -f 1
}

NO_CONTENT=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

# Stores file $1 as object $2. The store itself compares what it got with the sum that the signature covers.
put() {
    local status
    status=$(ask PUT "/$BACKUP_PREFIX/$2" --upload-file "$1" \
        --header "x-amz-content-sha256: $(sum_of "$1")" --output "$WORK/answer.put") ||
        fail "cannot reach $BACKUP_ENDPOINT"
    [ "$status" = 200 ] || fail "the store answers $status to PUT $2: $(head -c 300 "$WORK/answer.put")"
}

# Fetches object $1 into file $2; status 44 when there is none.
get() {
    local status
    status=$(ask GET "/$BACKUP_PREFIX/$1" --header "x-amz-content-sha256: $NO_CONTENT" --output "$2") ||
        fail "cannot fetch $1 from $BACKUP_ENDPOINT"
    case $status in
        200) ;;
        404) return "$NOT_THERE" ;;
        *) fail "the store answers $status to GET $1: $(head -c 300 "$2")" ;;
    esac
}

remove() {
    local status
    status=$(ask DELETE "/$BACKUP_PREFIX/$1" --header "x-amz-content-sha256: $NO_CONTENT" \
        --output "$WORK/answer.delete") || fail "cannot reach $BACKUP_ENDPOINT"
    case $status in
        200 | 204 | 404) ;;
        *) fail "the store answers $status to DELETE $1" ;;
    esac
}

# Prints the keys below $1, without BACKUP_PREFIX, in order, one a line.
list() {
    local token='' status prefix answer=$WORK/answer.list.$BASHPID
    prefix=$(printf '%s' "$BACKUP_PREFIX/$1" | sed 's|/|%2F|g')
    while true; do
        # The parameters stand in the order in which they are signed.
        status=$(ask GET "?${token:+continuation-token=$token&}list-type=2&prefix=$prefix" \
            --header "x-amz-content-sha256: $NO_CONTENT" --output "$answer") || fail "cannot reach $BACKUP_ENDPOINT"
        [ "$status" = 200 ] || fail "the store answers $status to a listing of $1: $(head -c 300 "$answer")"
        grep -o '<Key>[^<]*' "$answer" | sed "s|<Key>$BACKUP_PREFIX/||" || true
        token=$(sed -n 's|.*<NextContinuationToken>\([^<]*\)</NextContinuationToken>.*|\1|p' "$answer" |
            sed 's|+|%2B|g; s|/|%2F|g; s|=|%3D|g')
        [ -n "$token" ] || break
    done
}

# --- seals ------------------------------------------------------------------------------------------------------

# Seals file $1 into $2: AES-256-GCM under a key of its own, which only the private key opens. What was altered
# does not open.
seal() {
    openssl cms -encrypt -binary -stream -outform DER -aes-256-gcm -in "$1" -out "$2" "$BACKUP_CERTIFICATE" ||
        fail "cannot seal with the certificate $BACKUP_CERTIFICATE"
}

# openssl puts an object together in memory that it takes, copies and gives back again and again: where the C library
# keeps hold of it between, opening costs less than half of the time.
unseal() {
    MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=2147483647 \
        openssl cms -decrypt -binary -inform DER -in "$1" -inkey "$BACKUP_PRIVATE_KEY" -out "$2" 2>"$WORK/openssl" ||
        fail "cannot open what was sealed: $(tail -n 1 "$WORK/openssl")"
}

# --- backups ----------------------------------------------------------------------------------------------------

# Stores one part of a backup: standard input, as object $1/$2, noted in $WORK/parts. Run by split.
store_part() {
    local plain=$WORK/part.plain sealed=$WORK/part.sealed
    cat >"$plain"
    seal "$plain" "$sealed"
    put "$sealed" "$1/$2"
    printf 'part %s %s %s\n' "$2" "$(stat --format %s "$sealed")" "$(sum_of "$sealed")" >>"$WORK/parts"
}

# Stores standard input below $1 in compressed, sealed parts.
store_stream() {
    : >"$WORK/parts"
    export FORMAT PART_BYTES NOT_THERE NO_CONTENT WORK
    export -f fail say ask sum_of put seal store_part
    # split gives each part to a shell of its own, whose failure is that of split.
    # shellcheck disable=SC2016
    zstd --quiet -T0 -3 |
        SHELL=$BASH split --bytes="$PART_BYTES" --numeric-suffixes --suffix-length=6 \
            --filter="bash -euo pipefail -c 'store_part \"\$1\" \"\$FILE\"' store_part $1" - part-
}

# Writes the manifest of the backup below $1: what standard input tells, and its parts.
store_manifest() {
    { printf 'format %s\n' "$FORMAT" && cat && cat "$WORK/parts" && printf 'end\n'; } >"$WORK/manifest"
    put "$WORK/manifest" "$1/manifest"
}

# Prints the names of the complete backups of kind $1 (base, dump), oldest first.
backups() {
    list "$1/" | sed -n "s|^$1/\([^/]*\)/manifest\$|\1|p"
}

# What follows a backup that is stored, with the settings $1. Its trouble is told and is no failure of the backup:
# whoever started it would take the same once more, and each one more pushes an older one out.
after_backup() {
    local scripts
    scripts=$(dirname "${BASH_SOURCE[0]}")
    "$scripts/prune.sh" "$1" || say "prune.sh ended with $?: what should go is still kept; the backup is stored"
    if [ -n "${BACKUP_METRICS_FILE:-}${BACKUP_PUSHGATEWAY_URL:-}" ]; then
        "$scripts/age.sh" "$1" >/dev/null || say "age.sh ended with $?: nobody was told; the backup is stored"
    fi
}

# Prints what manifest file $2 says of $1.
told() {
    sed -n "s/^$1 //p" "$2"
}

# Fetches part $2 of the backup below $1 into $3.plain, compared with its size and sum ($4, $5), and opened.
fetch_part() {
    get "$1/$2" "$3" || fail "$1/$2 is missing"
    [ "$(stat --format %s "$3") $(sum_of "$3")" = "$4 $5" ] || fail "$1/$2 is not what was stored"
    unseal "$3" "$3.plain"
    rm "$3"
}

# Prints the content of the backup below $1 with manifest file $2: while one part is used, BACKUP_JOBS others are on
# their way.
fetch_stream() {
    local -a parts running=()
    local n next part bytes sum
    [ "$(told format "$2") $(tail -n 1 "$2")" = "$FORMAT end" ] || fail "the manifest of $1 is not whole"
    mapfile -t parts < <(told part "$2")
    [ ${#parts[@]} -gt 0 ] || fail "the manifest of $1 names no part"
    for ((n = -BACKUP_JOBS; n < ${#parts[@]}; n++)); do
        next=$((n + BACKUP_JOBS))
        if [ "$next" -lt ${#parts[@]} ]; then
            read -r part bytes sum <<<"${parts[next]}"
            fetch_part "$1" "$part" "$WORK/fetch.$next" "$bytes" "$sum" &
            running[next]=$!
        fi
        [ "$n" -ge 0 ] || continue
        wait "${running[n]}" || fail "part $((n + 1)) of $1 cannot be had"
        cat "$WORK/fetch.$n.plain"
        rm "$WORK/fetch.$n.plain"
    done
}

# --- WAL --------------------------------------------------------------------------------------------------------

# Prints the key of WAL file $1 without the sum that it ends in.
place_of_wal() {
    case $1 in
        *.history) printf 'wal/history/%s' "$1" ;;
        *) printf 'wal/%s/%s' "${1:0:8}" "$1" ;;
    esac
}
