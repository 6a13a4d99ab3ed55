#!/usr/bin/env bash
# For a new database: an owner that migrates and a runtime role for each service's schema (docs/adr/0007), as
# the launcher of deploy/local makes them.
set -euo pipefail

role() {
    local schema=$1 runtime=$2 owner=$3
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --quiet \
        -v schema="$schema" -v runtime="evara_$schema" -v owner="evara_${schema}_owner" \
        -v runtime_password="$runtime" -v owner_password="$owner" -v database="$POSTGRES_DB" <<'SQL'
CREATE ROLE :"owner" LOGIN NOINHERIT PASSWORD :'owner_password';
CREATE ROLE :"runtime" LOGIN NOINHERIT PASSWORD :'runtime_password';
CREATE SCHEMA :"schema" AUTHORIZATION :"owner";
GRANT CONNECT ON DATABASE :"database" TO :"owner", :"runtime";
GRANT USAGE ON SCHEMA :"schema" TO :"runtime";
SQL
}

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --quiet \
    -c 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
role registry "$REGISTRY_PASSWORD" "$REGISTRY_OWNER_PASSWORD"
role telemetry "$TELEMETRY_PASSWORD" "$TELEMETRY_OWNER_PASSWORD"
role alerting "$ALERTING_PASSWORD" "$ALERTING_OWNER_PASSWORD"
role polling "$POLLING_PASSWORD" "$POLLING_OWNER_PASSWORD"
