#!/usr/bin/env bash
# Prints the variables of compose.yml with passwords made up now:
#   (umask 077; set -o noclobber; make-env.sh > deploy/compose/.env)
# The identity provider is yours: SUPABASE_URL and SUPABASE_JWT_SECRET are taken from the environment. Without
# them there is a secret nobody knows but you, and tokens that you sign with it yourself are good.
set -euo pipefail

random() {
    openssl rand -hex 24
}

printf 'SUPABASE_URL=%s\n' "${SUPABASE_URL:-http://localhost:9999}"
printf 'SUPABASE_JWT_SECRET=%s\n' "${SUPABASE_JWT_SECRET:-$(random)}"
# Seals the read keys of private channels.
printf 'CHANNEL_KEY_RING=k1:%s\n' "$(openssl rand -base64 32)"
for name in POSTGRES REDIS GRAFANA; do
    printf '%s_PASSWORD=%s\n' "$name" "$(random)"
done
for schema in REGISTRY TELEMETRY ALERTING POLLING; do
    printf '%s_PASSWORD=%s\n%s_OWNER_PASSWORD=%s\n' "$schema" "$(random)" "$schema" "$(random)"
done
