#!/usr/bin/env bash
# Tells how old the backups in the bucket are, in Prometheus' text form; looks into the bucket, not into a log.
#   age.sh SETTINGS
# BACKUP_METRICS_FILE: also written there, for the textfile collector of node_exporter (a name that ends in .prom).
# BACKUP_PUSHGATEWAY_URL: also sent there.
set -euo pipefail
# shellcheck source=/dev/null
. "$(dirname "${BASH_SOURCE[0]}")/store.sh"

[ $# -eq 1 ] || fail "usage: age.sh SETTINGS"
load_settings "$1"
metrics=$WORK/metrics
AGE=evara_backup_last_success_timestamp_seconds

# Of the name of a backup; 0 of none.
seconds_of() {
    if [ -z "$1" ]; then
        printf 0
        return
    fi
    date -u -d "${1:0:4}-${1:4:2}-${1:6:2}T${1:9:2}:${1:11:2}:${1:13:2}Z" +%s
}

for kind in base dump; do
    backups "$kind" >"$WORK/$kind"
done
wal=0
if get state/wal "$WORK/state"; then
    wal=$(cut -d ' ' -f 2 "$WORK/state")
fi
{
    printf '# HELP %s When the newest complete backup began, or WAL was archived last; 0: never.\n' "$AGE"
    printf '# TYPE %s gauge\n' "$AGE"
    for kind in base dump; do
        newest=$(tail -n 1 "$WORK/$kind")
        printf '%s{kind="%s"} %s\n' "$AGE" "$kind" "$(seconds_of "$newest")"
    done
    printf '%s{kind="wal"} %s\n' "$AGE" "$wal"
    printf '# HELP evara_backups Complete backups in the bucket.\n# TYPE evara_backups gauge\n'
    for kind in base dump; do
        printf 'evara_backups{kind="%s"} %s\n' "$kind" "$(wc -l <"$WORK/$kind")"
    done
} >"$metrics"
cat "$metrics"
if [ -n "${BACKUP_METRICS_FILE:-}" ]; then
    # Whoever reads it sees the old file or the new one.
    cp "$metrics" "$BACKUP_METRICS_FILE.new"
    chmod 644 "$BACKUP_METRICS_FILE.new"
    mv "$BACKUP_METRICS_FILE.new" "$BACKUP_METRICS_FILE"
fi
if [ -n "${BACKUP_PUSHGATEWAY_URL:-}" ]; then
    curl --silent --show-error --fail --retry 3 --connect-timeout 10 --max-time 30 --data-binary "@$metrics" \
        "$BACKUP_PUSHGATEWAY_URL/metrics/job/evara-backup"
fi
