#!/usr/bin/env bash
# Prints the Secrets that Evara reads, with passwords made up now, for a namespace whose secrets no store
# holds. Once: what a second run makes up fits neither the data that the first sealed nor the servers.
#   make-secrets.sh evara-development | kubectl create -f -      (refuses those that are there)
#   make-secrets.sh evara | kubeseal --format yaml > components/sealed-secrets/secrets.yml
# What is in the environment is taken, and not made up: CHANNEL_KEY_RING (what is sealed by one opens with that one
# alone), REDIS_PASSWORD, and the passwords of the database by their roles (EVARA_REGISTRY_PASSWORD,
# EVARA_REGISTRY_OWNER_PASSWORD, …).
# What others issue comes from there alone: SUPABASE_JWT_SECRET (without it one is made up, and only
# tokens that you sign yourself are good), SUPABASE_KEY (without it people sign in only where the provider
# asks for no key), SUPABASE_JWT_SECRET_PREVIOUS, REDIS_CACHE_URL, SMTP_PASSWORD (without them: none),
# BACKUP_ACCESS_KEY_ID, BACKUP_ACCESS_SECRET_KEY, BACKUP_REGION (without them the Secret of the backups is
# left out).
# How a key is added later: docs/operations/secrets.md.
set -euo pipefail

namespace=${1:?usage: make-secrets.sh NAMESPACE}

fail() {
    printf 'make-secrets: %s\n' "$*" >&2
    exit 2
}

random() {
    openssl rand -hex 24
}

# Prints Secret $1 of type $2 with the pairs "key value" $3 $4 …; JSON strings are YAML too.
secret() {
    local name=$1 type=$2
    shift 2
    cat <<YAML
---
apiVersion: v1
kind: Secret
metadata:
  name: $name
  namespace: $namespace
  labels:
    app.kubernetes.io/part-of: evara
    cnpg.io/reload: "true"
type: $type
stringData:
YAML
    while [ $# -gt 0 ]; do
        printf '  %s: "%s"\n' "$1" "${2//[\"\\]/\\&}"
        shift 2
    done
}

# The password of a role: the environment's, or a new one.
password_of() {
    local given=${1^^}_PASSWORD
    printf '%s' "${!given:-$(random)}"
}

# A schema's two logins, as PostgreSQL's operator and as the service read them; further pairs from $3 on are
# the service's alone.
logins() {
    local service=$1 role=$2 password
    shift 2
    password=$(password_of "$role")
    secret "$service" kubernetes.io/basic-auth username "$role" password "$password" \
        DB_USER "$role" DB_PASSWORD "$password" "$@"
    password=$(password_of "${role}_owner")
    secret "$service-owner" kubernetes.io/basic-auth username "${role}_owner" password "$password" \
        DB_OWNER_USER "${role}_owner" DB_OWNER_PASSWORD "$password"
}

redis=${REDIS_PASSWORD:-$(random)}
# It stands in an address and in configurations as it is.
[[ $redis =~ ^[A-Za-z0-9._~-]+$ ]] || fail "REDIS_PASSWORD must be of letters, digits and . _ ~ - alone"
# One ring for all of its readers: what one seals, another opens.
ring=${CHANNEL_KEY_RING:-k1:$(openssl rand -base64 32)}
secret redis Opaque password "$redis"
secret evara-secrets Opaque REDIS_URL "redis://:$redis@redis:6379" \
    SUPABASE_JWT_SECRET "${SUPABASE_JWT_SECRET:-$(random)}" \
    ${SUPABASE_JWT_SECRET_PREVIOUS:+SUPABASE_JWT_SECRET_PREVIOUS "$SUPABASE_JWT_SECRET_PREVIOUS"} \
    ${SUPABASE_KEY:+SUPABASE_KEY "$SUPABASE_KEY"} \
    ${REDIS_CACHE_URL:+REDIS_CACHE_URL "$REDIS_CACHE_URL"}
if [ -n "${BACKUP_ACCESS_KEY_ID:-}" ]; then
    secret postgres-backups Opaque ACCESS_KEY_ID "$BACKUP_ACCESS_KEY_ID" \
        ACCESS_SECRET_KEY "${BACKUP_ACCESS_SECRET_KEY:?is missing}" REGION "${BACKUP_REGION:?is missing}"
fi
logins node-service evara_registry CHANNEL_KEY_RING "$ring"
logins telemetry-service evara_telemetry
logins alert-service evara_alerting CHANNEL_KEY_RING "$ring" ${SMTP_PASSWORD:+SMTP_PASSWORD "$SMTP_PASSWORD"}
logins thingspeak-poller evara_polling CHANNEL_KEY_RING "$ring"
