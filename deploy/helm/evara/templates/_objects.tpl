{{/*
The chart has no manifest of its own: it reads those of manifests/, which the kustomize tree is made of too,
and sets in them what the values say.

evara.objects renders all objects of the files that a pattern names.
Argument: dict "root" (the chart's root) "files" (the pattern), optionally "hook" (true: before installation
and upgrade).
*/}}
{{- define "evara.objects" -}}
{{- $argument := . -}}
{{- range $path, $content := .root.Files.Glob .files }}
{{- range regexSplit "(?m)^---\\s*$" (toString $content) -1 }}
{{- $object := fromYaml . }}
{{- if hasKey $object "Error" }}{{ fail (printf "%s: %s" $path $object.Error) }}{{ end }}
{{- if hasKey $object "kind" }}
{{- $adapted := include "evara.adapted" (dict "root" $argument.root "object" $object "hook" $argument.hook) }}
{{- if $adapted }}
---
{{ $adapted }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* One object with the values set in it, or nothing when the values leave it out. */}}
{{- define "evara.adapted" -}}
{{- $object := .object -}}
{{- $keep := true -}}
{{- if eq $object.kind "Deployment" -}}
{{- include "evara.deployment" . -}}
{{- else if eq $object.kind "Job" -}}
{{- include "evara.pod" (dict "root" .root "spec" $object.spec.template.spec "service" (trimSuffix "-migration" $object.metadata.name)) -}}
{{- else if eq $object.kind "CronJob" -}}
{{- $keep = or .root.Values.backup.baseBackup (ne $object.metadata.name "postgres-base-backup") -}}
{{- include "evara.cronJob" . -}}
{{- else if eq $object.kind "HorizontalPodAutoscaler" -}}
{{- $keep = eq (include "evara.scaledBy" (dict "root" .root "service" $object.metadata.name)) "hpa" -}}
{{- $service := index .root.Values.services $object.metadata.name -}}
{{- $_ := set $object.spec "minReplicas" $service.min -}}
{{- $_ := set $object.spec "maxReplicas" $service.max -}}
{{- else if eq $object.kind "ScaledObject" -}}
{{- include "evara.scaledObject" . -}}
{{- else if eq $object.kind "NetworkPolicy" -}}
{{- $keep = .root.Values.networkPolicies.enabled -}}
{{- include "evara.policy" . -}}
{{- else if eq $object.kind "ExternalSecret" -}}
{{- $keep = not (has $object.metadata.name .root.Values.secrets.external.except) -}}
{{- include "evara.externalSecret" . -}}
{{- else if eq $object.kind "Ingress" -}}
{{- include "evara.ingress" . -}}
{{- else if eq $object.kind "Gateway" -}}
{{- include "evara.gateway" . -}}
{{- else if and (eq $object.kind "Service") (eq $object.metadata.name "mqtt") -}}
{{- with .root.Values.mqtt.annotations }}{{ $_ := set $object.metadata "annotations" . }}{{ end -}}
{{- else if eq $object.kind "HTTPRoute" -}}
{{- $_ := set $object.spec "hostnames" (list .root.Values.entrance.host) -}}
{{- end -}}
{{- if .hook -}}
{{- $annotations := $object.metadata.annotations | default dict -}}
{{- $_ := set $annotations "helm.sh/hook" "pre-install,pre-upgrade" -}}
{{- $_ := set $annotations "helm.sh/hook-weight" (ternary "0" "-10" (eq $object.kind "Job")) -}}
{{- $_ := set $annotations "helm.sh/hook-delete-policy" "before-hook-creation" -}}
{{- $_ := set $object.metadata "annotations" $annotations -}}
{{- end -}}
{{- if $keep }}{{ toYaml $object }}{{ end -}}
{{- end -}}

{{/* Image and placing of a pod. Argument: dict "root" "spec" "service". */}}
{{- define "evara.pod" -}}
{{- $image := .root.Values.image -}}
{{- $pods := .root.Values.pods -}}
{{- $name := printf "%s/%s" $image.repository .service -}}
{{- $digest := index $image.digests .service -}}
{{- $container := first .spec.containers -}}
{{- $_ := set $container "image" (ternary (printf "%s@%s" $name $digest) (printf "%s:%s" $name (default .root.Chart.AppVersion $image.tag)) (not (empty $digest))) -}}
{{- $_ := set $container "resources" (index .root.Values.services .service).resources -}}
{{- with $image.pullSecrets -}}
{{- $references := list -}}
{{- range . }}{{ $references = append $references (dict "name" .) }}{{ end -}}
{{- $_ := set $.spec "imagePullSecrets" $references -}}
{{- end -}}
{{- with $pods.nodeSelector }}{{ $_ := set $.spec "nodeSelector" . }}{{ end -}}
{{- with $pods.tolerations }}{{ $_ := set $.spec "tolerations" . }}{{ end -}}
{{- with $pods.priorityClassName }}{{ $_ := set $.spec "priorityClassName" . }}{{ end -}}
{{- end -}}

{{- define "evara.deployment" -}}
{{- $name := .object.metadata.name -}}
{{- include "evara.pod" (dict "root" .root "spec" .object.spec.template.spec "service" $name) -}}
{{- /* Changed settings are a rollout. */ -}}
{{- $_ := set .object.spec.template.metadata.annotations "checksum/settings" (include "evara.settings" .root | sha256sum) -}}
{{- if eq .root.Values.autoscaling.mode "none" -}}
{{- $_ := set .object.spec "replicas" (index .root.Values.services $name).min -}}
{{- end -}}
{{- if and .root.Values.mqtt.enabled (eq $name "telemetry-service") -}}
{{- include "evara.mqtt" (dict "root" .root "spec" .object.spec.template.spec) -}}
{{- end -}}
{{- end -}}

{{/* The port and the certificate of MQTT, as components/mqtt patches them in. Argument: dict "root" "spec". */}}
{{- define "evara.mqtt" -}}
{{- $container := first .spec.containers -}}
{{- $port := dict "containerPort" 8883 "name" "mqtts" "protocol" "TCP" -}}
{{- $mount := dict "name" "mqtt-tls" "mountPath" "/etc/evara/mqtt" "readOnly" true -}}
{{- /* 292: readable for everybody, in decimal. */ -}}
{{- $volume := dict "name" "mqtt-tls" "secret" (dict "secretName" .root.Values.mqtt.tlsSecret "defaultMode" 292) -}}
{{- $_ := set $container "ports" (append $container.ports $port) -}}
{{- $_ := set $container "volumeMounts" (append $container.volumeMounts $mount) -}}
{{- $_ := set .spec "volumes" (append .spec.volumes $volume) -}}
{{- end -}}

{{/* One of the backups: not a service, so it has its image and placing alone from the values. */}}
{{- define "evara.cronJob" -}}
{{- $values := .root.Values -}}
{{- $spec := .object.spec.jobTemplate.spec.template.spec -}}
{{- $_ := set (first $spec.containers) "image" (default (printf "%s/backup:%s" $values.image.repository (default .root.Chart.AppVersion $values.image.tag)) $values.backup.image) -}}
{{- with $values.image.pullSecrets -}}
{{- $references := list -}}
{{- range . }}{{ $references = append $references (dict "name" .) }}{{ end -}}
{{- $_ := set $spec "imagePullSecrets" $references -}}
{{- end -}}
{{- with $values.pods.nodeSelector }}{{ $_ := set $spec "nodeSelector" . }}{{ end -}}
{{- with $values.pods.tolerations }}{{ $_ := set $spec "tolerations" . }}{{ end -}}
{{- end -}}

{{/* Who decides on a service's replicas: hpa, keda or none. Argument: dict "root" "service". */}}
{{- define "evara.scaledBy" -}}
{{- $consumer := has .service (list "node-service" "telemetry-service" "alert-service") -}}
{{- $mode := .root.Values.autoscaling.mode -}}
{{- if and (eq $mode "keda") (not $consumer) }}hpa{{ else }}{{ $mode }}{{ end -}}
{{- end -}}

{{- define "evara.scaledObject" -}}
{{- $service := index .root.Values.services .object.metadata.name -}}
{{- $_ := set .object.spec "minReplicaCount" $service.min -}}
{{- $_ := set .object.spec "maxReplicaCount" $service.max -}}
{{- $_ := set (first .object.spec.triggers).metadata "serverAddress" .root.Values.autoscaling.keda.prometheusAddress -}}
{{- end -}}

{{/* Where things are that a policy speaks of. */}}
{{- define "evara.policy" -}}
{{- $values := .root.Values -}}
{{- $name := .object.metadata.name -}}
{{- if eq $name "management" -}}
{{- $_ := set (first (first .object.spec.ingress).from).namespaceSelector.matchLabels "kubernetes.io/metadata.name" $values.monitoring.namespace -}}
{{- $_ := set (first (first .object.spec.egress).to).namespaceSelector.matchLabels "kubernetes.io/metadata.name" $values.monitoring.namespace -}}
{{- else if eq $name "gateway-service" -}}
{{- $_ := set (first (first (first .object.spec.ingress).from).namespaceSelector.matchExpressions) "values" $values.networkPolicies.entranceNamespaces -}}
{{- if $values.redis.cache.cidrs -}}
{{- $rule := dict "ports" (list (dict "port" 6379 "protocol" "TCP")) -}}
{{- include "evara.outside" (dict "rule" $rule "server" $values.redis.cache) -}}
{{- $_ := set .object.spec "egress" (append .object.spec.egress $rule) -}}
{{- end -}}
{{- else if or (eq $name "to-postgres") (eq $name "migration") (eq $name "backup") -}}
{{- include "evara.outside" (dict "rule" (first .object.spec.egress) "server" $values.database) -}}
{{- if eq $name "backup" -}}
{{- $_ := set (first (last .object.spec.egress).to).namespaceSelector.matchLabels "kubernetes.io/metadata.name" $values.monitoring.namespace -}}
{{- end -}}
{{- else if eq $name "to-redis" -}}
{{- include "evara.outside" (dict "rule" (first .object.spec.egress) "server" $values.redis) -}}
{{- end -}}
{{- end -}}

{{/* A rule to a server outside of the cluster, when it has addresses. Argument: dict "rule" "server". */}}
{{- define "evara.outside" -}}
{{- if .server.cidrs -}}
{{- $peers := list -}}
{{- range .server.cidrs }}{{ $peers = append $peers (dict "ipBlock" (dict "cidr" .)) }}{{ end -}}
{{- $_ := set .rule "to" $peers -}}
{{- $_ := set (first .rule.ports) "port" .server.port -}}
{{- end -}}
{{- end -}}

{{- define "evara.externalSecret" -}}
{{- $external := .root.Values.secrets.external -}}
{{- $_ := set .object.spec "secretStoreRef" (dict "kind" $external.storeKind "name" $external.storeName) -}}
{{- $_ := set (first .object.spec.dataFrom).extract "key" (printf "%s/%s" $external.prefix .object.metadata.name) -}}
{{- end -}}

{{- define "evara.ingress" -}}
{{- $entrance := .root.Values.entrance -}}
{{- $_ := set .object.spec "ingressClassName" $entrance.className -}}
{{- $_ := set .object.spec "tls" (list (dict "hosts" (list $entrance.host) "secretName" $entrance.tlsSecret)) -}}
{{- $_ := set (first .object.spec.rules) "host" $entrance.host -}}
{{- $_ := set .object.metadata.annotations "cert-manager.io/cluster-issuer" $entrance.clusterIssuer -}}
{{- $_ := set .object.metadata "annotations" (merge (dict) $entrance.annotations .object.metadata.annotations) -}}
{{- end -}}

{{- define "evara.gateway" -}}
{{- $entrance := .root.Values.entrance -}}
{{- $_ := set .object.spec "gatewayClassName" $entrance.className -}}
{{- range .object.spec.listeners -}}
{{- $_ := set . "hostname" $entrance.host -}}
{{- if eq .protocol "HTTPS" -}}
{{- $_ := set (first .tls.certificateRefs) "name" $entrance.tlsSecret -}}
{{- end -}}
{{- end -}}
{{- $_ := set .object.metadata.annotations "cert-manager.io/cluster-issuer" $entrance.clusterIssuer -}}
{{- $_ := set .object.metadata "annotations" (merge (dict) $entrance.annotations .object.metadata.annotations) -}}
{{- end -}}

{{/* The ConfigMap's data. */}}
{{- define "evara.settings" -}}
{{- $settings := dict "DATABASE_URL" .Values.database.url "QUARKUS_FLYWAY_MIGRATE_AT_START" "false" -}}
{{- if .Values.mqtt.enabled -}}
{{- $settings = merge $settings (dict "ENABLE_MQTT" "true" "MQTT_PORT" "8883" "MQTT_CERTIFICATE_FILE" "/etc/evara/mqtt/tls.crt" "MQTT_KEY_FILE" "/etc/evara/mqtt/tls.key") -}}
{{- end -}}
{{- toYaml (merge (dict) .Values.settings $settings) -}}
{{- end -}}
