#!/usr/bin/env bash
# Waits until every migration of a namespace is done, and ends with the log of one that failed as soon as it has:
#   wait-for-migrations.sh [--context NAME] NAMESPACE [MINUTES]      20 minutes unless said otherwise
# "kubectl wait" waits for one condition, and a job that failed never fulfils the other.
set -euo pipefail

kubectl=(kubectl)
if [ "${1:-}" = --context ]; then
    kubectl+=(--context "${2:?--context needs a name}")
    shift 2
fi
namespace=${1:?usage: wait-for-migrations.sh [--context NAME] NAMESPACE [MINUTES]}
minutes=${2:-20}
[[ $minutes =~ ^[0-9]+$ ]] || {
    printf 'wait-for-migrations: "%s" is no number of minutes\n' "$minutes" >&2
    exit 2
}

# One line a job: its name, and the conditions that hold.
conditions() {
    "${kubectl[@]}" -n "$namespace" get job -l app.kubernetes.io/component=migration -o \
        jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.conditions[?(@.status=="True")].type}{"\n"}{end}'
}

# Ends with what job $1 said in all its tries.
give_up() {
    printf 'wait-for-migrations: %s %s\n' "$1" "$2" >&2
    "${kubectl[@]}" -n "$namespace" logs -l "batch.kubernetes.io/job-name=$1" --prefix --tail=100 >&2 || true
    exit 1
}

# Which job of the lines $2 has condition $1, or has it not when $1 begins with "!"; the first one.
first_with() {
    case $1 in
        !*) awk -v not="${1#!}" '!index($0 " ", " " not " ") { print $1; exit }' <<<"$2" ;;
        *) awk -v has="$1" 'index($0 " ", " " has " ") { print $1; exit }' <<<"$2" ;;
    esac
}

while :; do
    # An API server that does not answer once will do so in five seconds; one that refuses says why each time.
    if jobs=$(conditions); then
        [ -n "$jobs" ] || {
            printf 'wait-for-migrations: there is no migration in %s: apply them first\n' "$namespace" >&2
            exit 1
        }
        failed=$(first_with Failed "$jobs")
        [ -z "$failed" ] || give_up "$failed" "has failed"
        waiting=$(first_with '!Complete' "$jobs")
        [ -n "$waiting" ] || break
    else
        waiting=${waiting:-the API server}
    fi
    [ "$SECONDS" -lt $((minutes * 60)) ] || give_up "$waiting" "is not done after $minutes minutes"
    sleep 5
done
printf '%s\n' "$jobs"
