#!/usr/bin/env bash
# Runs one service's image as it is run in a cluster, and fails when it is not what it should be:
#   DATABASE_URL=… REDIS_URL=… check-image-runs.sh jvm|native SERVICE IMAGE
# by docker or podman, whichever is there (or CONTAINER_TOOL), on this machine's network: without rights, without
# a root that can be written, with 768 MiB. PostgreSQL's user must be allowed to make the service's schema.
# All but node-service get ready only when that one has run on the same Redis and written the directory.
# CONTAINER_FLAGS are further words for the tool's "run".
set -euo pipefail

# A pod's; the JVM's options are those of the manifests.
memory_mib=768
java_options='-XX:MaxRAMPercentage=33 -XX:MaxDirectMemorySize=64m -XX:MaxMetaspaceSize=160m -XX:ReservedCodeCacheSize=64m'
patience_seconds=${PATIENCE_SECONDS:-180}

fail() {
    printf 'check-image-runs: %s: %s\n' "${image:-}" "$*" >&2
    if [ -n "${container:-}" ]; then
        "$tool" logs "$container" 2>&1 | tail -n 40 >&2 || true
    fi
    exit 1
}

usage() {
    printf 'usage: DATABASE_URL=… REDIS_URL=… check-image-runs.sh jvm|native SERVICE IMAGE\n' >&2
    exit 2
}

if [ $# -ne 3 ] || ! [[ $1 =~ ^(jvm|native)$ ]] || [ -z "${DATABASE_URL:-}" ] || [ -z "${REDIS_URL:-}" ]; then
    usage
fi
form=$1
service=$2
image=$3
tool=${CONTAINER_TOOL:-}
if [ -z "$tool" ]; then
    for tool in docker podman none; do
        if command -v "$tool" >/dev/null; then break; fi
    done
fi
[ "$tool" != none ] || fail "no docker or podman found"

work=$(mktemp -d)
container=
clean_up() {
    [ -z "$container" ] || "$tool" rm -f "$container" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap clean_up EXIT

# --- what the image says of itself -------------------------------------------------------------------------------

"$tool" image inspect "$image" >"$work/image.json" || fail "there is no such image"
said() {
    jq -r ".[0] | $1 // empty" "$work/image.json"
}
[ "$(said .Config.User)" = 10001:10001 ] || fail "its user is '$(said .Config.User)', not 10001:10001"
for label in title version revision licenses; do
    value=$(said ".Config.Labels[\"org.opencontainers.image.$label\"]")
    [ -n "$value" ] || fail "it has no label $label"
done
mapfile -t health < <(said '(.Config.Healthcheck // .HealthCheck // .Healthcheck).Test[1:][]')
[ "${health[*]: -1}" = health ] || fail "its HEALTHCHECK is not the service's own command: ${health[*]:-none}"

# --- what is in it -----------------------------------------------------------------------------------------------

container=$("$tool" create --no-healthcheck --network none "$image")
"$tool" export "$container" | tar -tv --numeric-owner -f - >"$work/files"
"$tool" rm "$container" >/dev/null
container=
# Of the native form the base has one, the smallest that its builder's system gives out.
if [ "$form" = jvm ] && grep -E '[ /](sh|dash|bash|busybox|apt|apt-get|dpkg|rpm|curl|wget)( -> .*)?$' "$work/files"; then
    fail "it has a shell or a package manager"
fi
if awk '{ print $2 }' "$work/files" | grep -q '^10001/'; then
    fail "the service's user owns files, and could change them"
fi

# --- without settings --------------------------------------------------------------------------------------------

# The health command is run below: podman would want systemd for it.
# shellcheck disable=SC2206 # CONTAINER_FLAGS are words for the tool
confined=(--network host --memory "${memory_mib}m" --read-only --tmpfs /tmp:size=64m --cap-drop ALL
    --security-opt no-new-privileges --no-healthcheck ${CONTAINER_FLAGS:-})
status=0
"$tool" run --rm "${confined[@]}" "$image" >"$work/refused" 2>&1 || status=$?
if [ "$status" != 78 ] || ! grep -q '^cannot start: SUPABASE_URL is missing' "$work/refused"; then
    cat "$work/refused" >&2
    fail "without settings it must end by 78 and name what is missing, not by $status"
fi

# --- with settings -----------------------------------------------------------------------------------------------

# Prints a port that nobody listens on.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        if ! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf '%s\n' "$port"
            return
        fi
    done
}
port=$(free_port)
management=$(free_port)
settings=(-e "QUARKUS_HTTP_PORT=$port" -e "QUARKUS_MANAGEMENT_PORT=$management" -e "DATABASE_URL=$DATABASE_URL"
    -e "REDIS_URL=$REDIS_URL" -e SUPABASE_URL=http://127.0.0.1:9999 -e "SUPABASE_JWT_SECRET=$(openssl rand -hex 32)"
    -e "CHANNEL_KEY_RING=k1:$(openssl rand -base64 32)")
[ "$form" != jvm ] || settings+=(-e "JDK_JAVA_OPTIONS=$java_options")
started=$SECONDS
container=$("$tool" run -d "${confined[@]}" "${settings[@]}" "$image")
until curl -fsS -o /dev/null "http://127.0.0.1:$management/health/ready" 2>"$work/asked"; do
    [ "$("$tool" inspect -f '{{.State.Running}}' "$container")" = true ] || fail "it ended"
    [ $((SECONDS - started)) -lt "$patience_seconds" ] ||
        fail "it is not ready after $patience_seconds s: $(curl -s "http://127.0.0.1:$management/health/ready")"
    sleep 1
done
ready=$((SECONDS - started))

# What the kernel says of the process, whatever the tool was told.
pid=$("$tool" inspect -f '{{.State.Pid}}' "$container")
of_process() {
    awk -v what="$1:" '$1 == what { print $2 }' "/proc/$pid/status"
}
[ "$(of_process Uid)" = 10001 ] || fail "it runs as user $(of_process Uid)"
[ "$(of_process CapEff)$(of_process CapBnd)" = "$(printf '0%.0s' {1..32})" ] || fail "it has capabilities"
[ "$(of_process NoNewPrivs)" = 1 ] || fail "it may gain rights"
awk '$5 == "/" { split($6, option, ","); exit option[1] != "ro" }' "/proc/$pid/mountinfo" ||
    fail "its root can be written"
group=$(sed -n 's/^[0-9]*:memory://p' "/proc/$pid/cgroup")
if [ -n "$group" ]; then
    limit=$(cat "/sys/fs/cgroup/memory$group/memory.limit_in_bytes")
else
    limit=$(cat "/sys/fs/cgroup$(sed -n 's/^0:://p' "/proc/$pid/cgroup")/memory.max")
fi
[ "$limit" = $((memory_mib << 20)) ] || fail "its memory is bounded by '$limit' bytes"
resident=$(($(of_process VmRSS) / 1024))

"$tool" exec "$container" "${health[@]}" || fail "its health command fails while it is ready"
"$tool" stop -t 30 "$container" >/dev/null
ended=$("$tool" inspect -f '{{.State.ExitCode}}' "$container")
# 143 is how a JVM ends that was asked to; 137 would be how it is killed.
[[ $ended =~ ^(0|143)$ ]] || fail "asked to stop, it ended by $ended"
if "$tool" run --rm "${confined[@]}" -e "QUARKUS_MANAGEMENT_PORT=$management" \
    --entrypoint "${health[0]}" "$image" "${health[@]:1}" 2>"$work/gone"; then
    fail "its health command succeeds where no service is"
fi
printf '%-18s ready after %s s, %s MiB resident; confined, healthy, and ended by %s\n' \
    "$service" "$ready" "$resident" "$ended"
