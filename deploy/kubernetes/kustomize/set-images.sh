#!/usr/bin/env bash
# Sets registry and tag of the services' images in all overlays and variants of this tree:
#   set-images.sh ghcr.io/evaratech 0.1.0
#   set-images.sh registry.example.org/evara 1f2e3d4c…        (a commit)
set -euo pipefail

prefix=${1:?usage: set-images.sh REGISTRY/FOLDER TAG}
tag=${2:?usage: set-images.sh REGISTRY/FOLDER TAG}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if ! [[ $prefix =~ ^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+$ ]]; then
    printf 'set-images: "%s" is no registry with a folder, like ghcr.io/evaratech\n' "$prefix" >&2
    exit 2
fi
if ! [[ $tag =~ ^[A-Za-z0-9_][A-Za-z0-9._-]*$ ]] || [ "$tag" = latest ]; then
    printf 'set-images: "%s" is no tag that names one version\n' "$tag" >&2
    exit 2
fi
find "$here/overlays" "$here/variants" -name kustomization.yml -exec sed -i -E \
    -e "s#^(    newName: ).*/([a-z-]+)\$#\1$prefix/\2#" -e "s#^(    newTag: ).*#\1\"$tag\"#" {} +
