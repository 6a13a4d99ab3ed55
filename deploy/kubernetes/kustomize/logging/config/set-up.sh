#!/bin/sh
# Puts life cycle, template, first index and saved searches where they are not yet, and renews those that are.
# Run again it changes nothing.
set -eu

es=http://elasticsearch:9200
kibana=http://kibana:5601
folder=/etc/log-index
# Read by curl from its standard input, so that no list of processes shows it.
login() { printf 'user = "elastic:%s"\n' "$ELASTICSEARCH_PASSWORD"; }
ask() { login | curl -sS --fail-with-body --retry 30 --retry-all-errors --retry-delay 5 -K - "$@"; }
json='Content-Type: application/json'

ask -X PUT "$es/_ilm/policy/evaratech" -H "$json" -d "@$folder/lifecycle.json"
ask -X PUT "$es/_index_template/evaratech" -H "$json" -d "@$folder/template.json"
if ! login | curl -sS -f -o /dev/null -I -K - "$es/_alias/evaratech"; then
    ask -X PUT "$es/evaratech-000001" -H "$json" -d '{"aliases": {"evaratech": {"is_write_index": true}}}'
fi
# The user by which Kibana itself signs in.
printf '{"password": "%s"}' "$KIBANA_PASSWORD" >/tmp/kibana.json
ask -X POST "$es/_security/user/kibana_system/_password" -H "$json" -d @/tmp/kibana.json
rm /tmp/kibana.json
ask -X POST "$kibana/api/saved_objects/_import?overwrite=true" -H 'kbn-xsrf: set-up' \
    -F "file=@$folder/saved-searches.ndjson"
