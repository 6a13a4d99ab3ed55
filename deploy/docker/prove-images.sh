#!/usr/bin/env bash
# Builds the services' images without Docker, and proves that they are small enough and run:
#   prove-images.sh [--native] [SERVICE…]
# As root on Debian or Ubuntu, with: buildah podman crun catatonit jq openssl curl, and a JDK 25 (JAVA_HOME). What is
# packed has to be built before: ./evara mvn -DpackageOnly package, with --native ./evara native as well.
# JDK_IMAGE and BASE_IMAGE name other images to build on. When theirs cannot be pulled, two are put together
# from Debian's packages, by the mirror that apt is set to: what runs on them runs on the ones named, and sizes
# differ by those of the bases. PostgreSQL and Redis are started for the time. Nothing is left behind but what
# KEEP names, a folder: the OCI layouts of the images.
set -euo pipefail

arguments=("$@")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
docker=$root/deploy/docker
launcher=$root/deploy/local/launcher/target/launcher/launcher.jar
form=jvm
as=()
if [ "${1:-}" = --native ]; then
    form=native
    as=(--native)
    shift
fi
services=("$@")
[ $# -gt 0 ] || services=(node-service telemetry-service alert-service thingspeak-poller gateway-service)
# The others get ready once it has written the directory.
[ "${services[0]}" = node-service ] || services=(node-service "${services[@]}")

fail() {
    printf 'prove-images: %s\n' "$*" >&2
    exit 1
}

for program in buildah podman crun catatonit jq openssl curl; do
    # Not on everybody's path: the init of containers.
    command -v "$program" >/dev/null || [ -x "/usr/libexec/podman/$program" ] || fail "$program is not installed"
done
[ "$(id -u)" = 0 ] || fail "images without a daemon are built and confined by root"
jdk=${JAVA_HOME:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | sort | head -n 1)}
grep -q '^JAVA_VERSION="25' "$jdk/release" 2>/dev/null || fail "JAVA_HOME must be a JDK 25, not '$jdk'"
[ -f "$launcher" ] || fail "nothing has been built: ./evara mvn -DpackageOnly package"

# Where both kinds of control groups are mounted, podman takes the one that bounds nothing.
if [ -d /sys/fs/cgroup/unified ] && [ -z "${EVARA_OWN_MOUNTS:-}" ]; then
    export EVARA_OWN_MOUNTS=1
    # shellcheck disable=SC2016 # the other shell's words
    exec unshare -m bash -c 'umount /sys/fs/cgroup/unified; exec "$0" "$@"' "${BASH_SOURCE[0]}" "${arguments[@]}"
fi

work=$(mktemp -d)
servers=
clean_up() {
    if [ -n "$servers" ]; then
        kill "$servers" 2>/dev/null || true
        wait "$servers" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap clean_up EXIT

# Images and containers of this run alone.
cat >"$work/storage.conf" <<CONF
[storage]
driver = "vfs"
graphroot = "$work/images"
runroot = "$work/run"
CONF
cat >"$work/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "crun"
CONF
export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf

# --- bases -------------------------------------------------------------------------------------------------------

# Unpacks packages $2… into folder $1, as they come from apt's mirror.
unpack() {
    local folder=$1 package
    shift
    mkdir -p "$work/packages" "$folder"
    (cd "$work/packages" && apt-get -q download -o APT::Sandbox::User=root "$@" >/dev/null)
    for package in "$@"; do
        dpkg-deb -x "$work/packages/${package}"_*.deb "$folder"
    done
}

# Makes an image called $1 of folder $2.
pack() {
    local container
    container=$(buildah from scratch)
    buildah add -q "$container" "$2" / >/dev/null
    buildah commit -q "$container" "$1" >/dev/null
    buildah rm "$container" >/dev/null
}

# The image that argument $1 of the file names.
default_of() {
    sed -n "s/^ARG $1=//p" "$docker/Dockerfile.$form"
}

base_packages=(base-files libc6 libgcc-s1 libstdc++6 zlib1g ca-certificates tzdata)
if [ -z "${BASE_IMAGE:-}" ]; then
    BASE_IMAGE=$(default_of BASE_IMAGE)
    if ! timeout 30 buildah pull -q "$BASE_IMAGE" >/dev/null 2>&1; then
        printf 'no %s here: its place takes one of Debian packages\n' "$BASE_IMAGE"
        BASE_IMAGE=localhost/evara-base:debian
        unpack "$work/base" "${base_packages[@]}"
        mkdir -p "$work/base/etc/ssl/certs"
        find "$work/base/usr/share/ca-certificates" -name '*.crt' -exec cat {} + \
            >"$work/base/etc/ssl/certs/ca-certificates.crt"
        # Programs are not in the bases that it stands for.
        rm -rf "$work/base"/{,usr/}{bin,sbin} "$work/base/usr/share/doc" "$work/base/usr/share/man"
        pack "$BASE_IMAGE" "$work/base"
    fi
fi
if [ "$form" = jvm ] && [ -z "${JDK_IMAGE:-}" ]; then
    JDK_IMAGE=$(default_of JDK_IMAGE)
    if ! timeout 30 buildah pull -q "$JDK_IMAGE" >/dev/null 2>&1; then
        printf 'no %s here: its place takes %s on Debian packages\n' "$JDK_IMAGE" "$jdk"
        JDK_IMAGE=localhost/evara-jdk:debian
        unpack "$work/jdk" "${base_packages[@]}" dash
        mkdir -p "$work/jdk/opt/jdk"
        cp -RL "$jdk/." "$work/jdk/opt/jdk"
        pack "$JDK_IMAGE" "$work/jdk"
        buildah config --env PATH=/opt/jdk/bin:/usr/bin:/bin "$(buildah from --name jdk "$JDK_IMAGE")"
        buildah commit -q --rm jdk "$JDK_IMAGE" >/dev/null
        rm -rf "$work/jdk"
    fi
fi

# --- images ------------------------------------------------------------------------------------------------------

export BASE_IMAGE JDK_IMAGE=${JDK_IMAGE:-}
CONTAINER_TOOL=buildah CONTAINER_FLAGS='--isolation chroot --network host --pull-never -q' \
    "$docker/build-images.sh" "${as[@]}" --prefix localhost/evara --tag proved "${services[@]}"

printf 'sizes as pulled:\n'
layouts=${KEEP:-$work/layouts}
for service in "${services[@]}"; do
    rm -rf "${layouts:?}/$service"
    mkdir -p "$layouts/$service"
    buildah push -q "localhost/evara/$service:proved" "oci:$layouts/$service" >/dev/null
    printf '%-18s %s\n' "$service" "$("$docker/check-image-size.sh" "$form" "$layouts/$service" | tail -n 1)"
done

# --- and they run ------------------------------------------------------------------------------------------------

"$jdk/bin/java" -Xmx128m --enable-native-access=ALL-UNNAMED -cp "$launcher" com.evaratech.local.ServersMain "$work/servers" \
    >"$work/addresses" 2>"$work/servers.log" &
servers=$!
until grep -q '^REDIS_URL=' "$work/addresses"; do
    kill -0 "$servers" 2>/dev/null || fail "no PostgreSQL and Redis: $(cat "$work/servers.log")"
    sleep 1
done
# shellcheck source=/dev/null
. "$work/addresses"
export DATABASE_URL REDIS_URL
printf 'running:\n'
for service in "${services[@]}"; do
    CONTAINER_TOOL=podman "$docker/check-image-runs.sh" "$form" "$service" "localhost/evara/$service:proved"
done
