#!/usr/bin/env bash
# Puts together what a release hands out: the kustomize tree and the Helm chart, each with the manifests that
# the services' builds generated, and with the version of this release.
# usage: assemble.sh VERSION [TARGET]
set -euo pipefail

version=${1:?usage: assemble.sh VERSION [TARGET]}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$here/../..
target=${2:-$here/target/release}
services=(node-service telemetry-service alert-service thingspeak-poller gateway-service)

with_version() {
    grep -rlZ '@project.version@' "$1" | xargs -0r sed -i "s/@project\.version@/$version/g"
}

rm -rf "$target"
mkdir -p "$target"
cp -R "$here/kustomize" "$target/kustomize"
for service in "${services[@]}"; do
    generated=$root/$service/target/kubernetes/kubernetes.yml
    [ -f "$generated" ] || {
        printf 'assemble: %s is missing: build the services first\n' "$generated" >&2
        exit 1
    }
    cp "$generated" "$target/kustomize/services/$service.yml"
done

# The rules as the Prometheus operator reads them, and the dashboards as Grafana's sidecar does; the same files
# as they are for a Prometheus and a Grafana without these.
monitoring=$root/deploy/monitoring
for rules in "$monitoring"/prometheus/rules/*.yml; do
    cat <<YAML
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: evara-$(basename "$rules" .yml)
  labels:
    app.kubernetes.io/part-of: evara
spec:
YAML
    sed 's/^\(.\)/  \1/' "$rules"
done >"$target/kustomize/components/alert-rules/rules.yml"
for dashboard in "$monitoring"/grafana/dashboards/*.json; do
    cat <<YAML
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: dashboard-$(basename "$dashboard" .json)
  labels:
    app.kubernetes.io/part-of: evara
    grafana_dashboard: "1"
data:
  evara-$(basename "$dashboard"): |
YAML
    sed 's/^\(.\)/    \1/' "$dashboard"
done >"$target/kustomize/components/dashboards/dashboards.yml"
cp -R "$monitoring/prometheus/rules" "$monitoring/grafana/dashboards" "$monitoring/alertmanager/alertmanager.yml" \
    "$target/kustomize/monitoring"
with_version "$target/kustomize"

# The chart's manifests are the kustomize tree's own: there is no second copy of them.
if [ -d "$root/deploy/helm/evara" ]; then
    mkdir -p "$target/helm"
    cp -R "$root/deploy/helm/evara" "$target/helm/evara"
    mkdir -p "$target/helm/evara/manifests"
    cp -R "$target/kustomize/services" "$target/kustomize/migrations" "$target/kustomize/components" \
        "$target/kustomize/backup" "$target/helm/evara/manifests"
    find "$target/helm/evara/manifests" -name kustomization.yml -delete
    with_version "$target/helm/evara"
fi
