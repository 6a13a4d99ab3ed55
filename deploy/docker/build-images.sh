#!/usr/bin/env bash
# Builds the services' images by docker, podman or buildah, whichever is there (or CONTAINER_TOOL), from what
# Maven built before.
#   build-images.sh [--native] [--prefix NAME] [--tag TAG] [SERVICE…]
# The images are called PREFIX/SERVICE:TAG; by default docker.io/evaratech and the version of the build, as the
# manifests have it. JDK_IMAGE and BASE_IMAGE replace the images that the files name, for example by a mirror.
# Images and their files tell the time of the commit, or SOURCE_DATE_EPOCH (seconds since 1970), and not when
# they were built.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
form=jvm
prefix=docker.io/evaratech
version=$(sed -n 's:.*<revision>\(.*\)</revision>.*:\1:p' "$root/pom.xml")
tag=$version
services=()

fail() {
    printf 'build-images: %s\n' "$*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --native) form=native ;;
        --prefix) prefix=${2:?--prefix needs a name} && shift ;;
        --tag) tag=${2:?--tag needs a tag} && shift ;;
        -*) fail "unknown option $1; allowed: --native, --prefix NAME, --tag TAG" ;;
        *) services+=("$1") ;;
    esac
    shift
done
[ "$tag" != latest ] || fail "the tag 'latest' says nothing of what runs; give a version or a commit"
[ ${#services[@]} -gt 0 ] || services=(node-service telemetry-service alert-service thingspeak-poller gateway-service)

tool=${CONTAINER_TOOL:-}
if [ -z "$tool" ]; then
    for tool in docker podman buildah none; do
        if command -v "$tool" >/dev/null; then break; fi
    done
fi
[ "$tool" != none ] || fail "no docker, podman or buildah found"

arguments=(--build-arg "VERSION=$version" --build-arg "REVISION=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)")
[ -z "${JDK_IMAGE:-}" ] || arguments+=(--build-arg "JDK_IMAGE=$JDK_IMAGE")
[ -z "${BASE_IMAGE:-}" ] || arguments+=(--build-arg "BASE_IMAGE=$BASE_IMAGE")
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
[[ $epoch =~ ^[0-9]+$ ]] || fail "SOURCE_DATE_EPOCH must be seconds since 1970, not '$epoch'"
if [ "$tool" = docker ]; then
    arguments+=(--build-arg "SOURCE_DATE_EPOCH=$epoch")
else
    # The other tools' own format has no place for a HEALTHCHECK.
    arguments+=(--timestamp "$epoch" --format docker --ignorefile "$root/deploy/docker/Dockerfile.$form.dockerignore")
fi

for service in "${services[@]}"; do
    case $form in
        jvm) built=$root/$service/target/quarkus-app/quarkus-run.jar ;;
        native) built=$(find "$root/$service/target" -maxdepth 1 -name '*-runner' | head -n 1) ;;
    esac
    [ -f "$built" ] || fail "$service has not been built: ./evara mvn -DpackageOnly -pl $service -am package, or ./evara native $service"
    printf 'building %s/%s:%s\n' "$prefix" "$service" "$tag"
    # shellcheck disable=SC2086 # CONTAINER_FLAGS are words for the tool
    "$tool" build ${CONTAINER_FLAGS:-} "${arguments[@]}" --build-arg "SERVICE=$service" \
        --file "$root/deploy/docker/Dockerfile.$form" --tag "$prefix/$service:$tag" "$root"
done
