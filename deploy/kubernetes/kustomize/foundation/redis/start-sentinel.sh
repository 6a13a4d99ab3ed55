#!/bin/sh
# Starts this pod's sentinel. It keeps its own file on the volume and rewrites it at each failover; that file
# is begun anew only where there is none, with the password as it is now in any case.
set -eu

self=$POD.redis-nodes
file=/data/sentinel.conf
umask 077
if [ ! -f "$file" ]; then
    cat > "$file" <<CONF
dir /tmp
port 26379
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $self
sentinel monitor evara redis-0.redis-nodes 6379 2
sentinel down-after-milliseconds evara 5000
sentinel failover-timeout evara 30000
sentinel parallel-syncs evara 1
CONF
fi
sed -i '/^requirepass /d; /^sentinel auth-pass /d; /^sentinel sentinel-pass /d' "$file"
printf 'requirepass "%s"\nsentinel sentinel-pass "%s"\nsentinel auth-pass evara "%s"\n' \
    "$REDIS_PASSWORD" "$REDIS_PASSWORD" "$REDIS_PASSWORD" >> "$file"
exec redis-sentinel "$file"
